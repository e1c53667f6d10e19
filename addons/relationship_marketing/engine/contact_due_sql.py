"""SQL of the list of contacts by cadence: how long ago the last two-way contact was, and how long it may be (R5)."""

from odoo.tools import SQL

from .contact_sql import dealt_divisions, last_contact, planned_by, planned_contacts, tie_owner

# Longer gaps are no gaps; a date so far ahead would be none.
LONGEST_DAYS = 36_500


def contact_due(today, key_class_id, states_only=False):
    """Divisions under their class's cadence, and persons for whom a tie sets a gap of its own.

    A contact is due soon from the desired gap on and overdue once the maximal gap is exceeded; without any recorded
    contact it is unknown, which is not the same as in order.

    :param key_class_id: the class of key clients that were given no class, or None
    :param states_only: leave out who of us and what is planned, for counts: planning the whole statement takes
        PostgreSQL longer than counting the contacts of a client
    """
    if states_only:
        who_and_when = {
            "planned": SQL(""),
            "owner": SQL("(SELECT NULL::integer AS user_id, NULL::integer AS partner_id)"),
            "planned_division": SQL("(SELECT NULL::date AS day)"),
            "planned_person": SQL("(SELECT NULL::date AS day)"),
            "of_division": SQL("TRUE"),
            "of_person": SQL("TRUE"),
        }
    else:
        who_and_when = {
            "planned": SQL("planned AS (%s),", planned_contacts(today)),
            "owner": tie_owner(SQL("dealt.partner_id"), SQL("dealt.company_id")),
            "planned_division": planned_by("division_id"),
            "planned_person": planned_by("partner_id"),
            "of_division": SQL("planned.division_id = dealt.partner_id AND planned.company_id = dealt.company_id"),
            "of_person": SQL("planned.partner_id = tie.partner_id AND planned.company_id = tie.company_id"),
        }
    return SQL(
        """
        WITH %(planned)s
             division_row AS NOT MATERIALIZED (
                SELECT (dealt.partner_id::bigint * 65536 + dealt.company_id) * 2 AS id,
                       'division' AS kind, dealt.company_id, dealt.partner_id, dealt.partner_id AS division_id,
                       owner.partner_id AS person_id, dealt.group_id,
                       COALESCE(owner.user_id, client.key_account_manager_id, dealt.user_id) AS user_id,
                       cadence.id AS cadence_id, cadence.class_id, cadence.plan_unknown, cadence.activity_type_id,
                       last.date AS last_contact_on, last.user_id AS last_user_id,
                       (last.date + cadence.desired_gap * INTERVAL '1 month')::date AS soon_on,
                       (last.date + cadence.maximal_gap * INTERVAL '1 month')::date AS due_on,
                       planned.day AS planned_on
                  FROM (%(dealt)s) dealt
                  JOIN client_group client ON client.id = dealt.group_id
                  JOIN LATERAL (
                       SELECT * FROM client_cadence rule
                        WHERE rule.active
                          AND rule.class_id = COALESCE(client.class_id,
                                                       CASE WHEN client.is_key_client THEN %(key_class)s END)
                          AND (rule.company_id IS NULL OR rule.company_id = dealt.company_id)
                        ORDER BY rule.company_id NULLS LAST LIMIT 1) cadence ON TRUE
                  LEFT JOIN LATERAL %(owner)s owner ON TRUE
                  LEFT JOIN LATERAL %(last_of_division)s last ON TRUE
                  LEFT JOIN %(planned_division)s planned ON %(of_division)s
             ),
             person_row AS NOT MATERIALIZED (
                SELECT (tie.id::bigint * 65536 + tie.company_id) * 2 + 1 AS id,
                       'person' AS kind, tie.company_id, tie.partner_id, person.commercial_partner_id AS division_id,
                       tie.partner_id AS person_id, tie.group_id, tie.user_id,
                       NULL::integer AS cadence_id, client.class_id, TRUE AS plan_unknown,
                       NULL::integer AS activity_type_id,
                       last.date AS last_contact_on, last.user_id AS last_user_id,
                       last.date + LEAST(COALESCE(NULLIF(tie.desired_gap, 0), tie.maximal_gap), %(longest)s) AS soon_on,
                       last.date + LEAST(tie.maximal_gap, %(longest)s) AS due_on,
                       planned.day AS planned_on
                  FROM client_tie tie
                  JOIN res_partner person ON person.id = tie.partner_id AND person.active
                  LEFT JOIN client_group client ON client.id = tie.group_id
                  LEFT JOIN LATERAL %(last_of_person)s last ON TRUE
                  LEFT JOIN %(planned_person)s planned ON %(of_person)s
                 WHERE tie.active AND tie.is_responsible AND tie.maximal_gap > 0
             )
        SELECT contact.*, client.key_account_manager_id, client.is_key_client,
               GREATEST(%(today)s::date - contact.due_on, 0) AS days_overdue,
               CASE WHEN contact.last_contact_on IS NULL THEN 'unknown'
                    WHEN contact.due_on < %(today)s THEN 'overdue'
                    WHEN contact.soon_on <= %(today)s THEN 'soon'
                    ELSE 'kept' END AS state
          FROM (SELECT * FROM division_row UNION ALL SELECT * FROM person_row) contact
          LEFT JOIN client_group client ON client.id = contact.group_id
        """,
        dealt=dealt_divisions(),
        **who_and_when,
        last_of_division=last_contact("division_id", SQL("dealt.partner_id"), SQL("dealt.company_id"), today),
        last_of_person=last_contact("partner_id", SQL("tie.partner_id"), SQL("tie.company_id"), today),
        key_class=key_class_id,
        longest=LONGEST_DAYS,
        today=today,
    )
