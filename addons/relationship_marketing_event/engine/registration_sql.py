"""Our events and whether a client's people came (R8, fifth criterion)."""

from odoo.tools import SQL


def registrations(company_id, groups, since, today):
    """Registrations of their people for events that are over; cancelled ones say nothing.

    Whoever came has reacted. Where nobody's coming was marked, whoever registered has; where it was, a guest who is
    not marked stayed away.
    """
    return SQL(
        """
        SELECT person.client_group_id AS group_id, 'event.registration' AS model, registration.id AS res_id,
               registration.state = 'done' OR NOT marked.is_marked AS is_reacted
          FROM event_registration registration
          JOIN event_event event ON event.id = registration.event_id
          JOIN res_partner person ON person.id = registration.partner_id
          JOIN (SELECT event_id, BOOL_OR(state = 'done') AS is_marked
                  FROM event_registration
                 WHERE active
                 GROUP BY event_id) marked ON marked.event_id = event.id
         WHERE person.client_group_id = ANY(%(groups)s) AND registration.active
           AND registration.state IN ('open', 'done')
           AND event.date_begin >= %(since)s AND event.date_end < %(today)s
           AND COALESCE(event.company_id, %(company)s) = %(company)s
        """,
        company=company_id,
        groups=groups,
        since=since,
        today=today,
    )
