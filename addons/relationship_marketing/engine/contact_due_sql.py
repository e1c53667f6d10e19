"""SQL of the list of contacts by cadence: how long ago the last two-way contact was, and how long it may be (R5)."""

from odoo.tools import SQL

from .contact_sql import dealt_divisions, last_contacts, planned_contacts, tie_owners


def contact_due(today, key_class_id):
    """Divisions under their class's cadence, and persons for whom a tie sets a gap of its own.

    A contact is due soon from the desired gap on and overdue once the maximal gap is exceeded; without any recorded
    contact it is unknown, which is not the same as in order.

    :param key_class_id: the class of key clients that were given no class, or None
    """
    return SQL(
        """
        WITH dealt AS MATERIALIZED (%(dealt)s),
             planned AS MATERIALIZED (%(planned)s),
             owner AS (%(owners)s),
             last_of_division AS (%(last_of_division)s),
             last_of_person AS (%(last_of_person)s),
             division_row AS (
                SELECT (dealt.partner_id::bigint * 65536 + dealt.company_id) * 2 AS id,
                       'division' AS kind, dealt.company_id, dealt.partner_id, dealt.partner_id AS division_id,
                       owner.partner_id AS person_id, dealt.group_id,
                       COALESCE(owner.user_id, client.key_account_manager_id, dealt.user_id) AS user_id,
                       cadence.id AS cadence_id, cadence.class_id, cadence.plan_unknown, cadence.activity_type_id,
                       last.date AS last_contact_on, last.user_id AS last_user_id,
                       (last.date + cadence.desired_gap * INTERVAL '1 month')::date AS soon_on,
                       (last.date + cadence.maximal_gap * INTERVAL '1 month')::date AS due_on,
                       (SELECT MIN(planned.day) FROM planned
                         WHERE planned.division_id = dealt.partner_id
                           AND (planned.company_id IS NULL OR planned.company_id = dealt.company_id)) AS planned_on
                  FROM dealt
                  JOIN client_group client ON client.id = dealt.group_id
                  JOIN LATERAL (
                       SELECT * FROM client_cadence rule
                        WHERE rule.active
                          AND rule.class_id = COALESCE(client.class_id,
                                                       CASE WHEN client.is_key_client THEN %(key_class)s END)
                          AND (rule.company_id IS NULL OR rule.company_id = dealt.company_id)
                        ORDER BY rule.company_id NULLS LAST LIMIT 1) cadence ON TRUE
                  LEFT JOIN owner
                    ON owner.division_id = dealt.partner_id AND owner.company_id = dealt.company_id
                  LEFT JOIN last_of_division last
                    ON last.division_id = dealt.partner_id AND last.company_id = dealt.company_id
             ),
             person_row AS (
                SELECT (tie.id::bigint * 65536 + tie.company_id) * 2 + 1 AS id,
                       'person' AS kind, tie.company_id, tie.partner_id, person.commercial_partner_id AS division_id,
                       tie.partner_id AS person_id, tie.group_id, tie.user_id,
                       NULL::integer AS cadence_id, client.class_id, TRUE AS plan_unknown,
                       NULL::integer AS activity_type_id,
                       last.date AS last_contact_on, last.user_id AS last_user_id,
                       last.date + COALESCE(NULLIF(tie.desired_gap, 0), tie.maximal_gap) AS soon_on,
                       last.date + tie.maximal_gap AS due_on,
                       (SELECT MIN(planned.day) FROM planned
                         WHERE planned.partner_id = tie.partner_id
                           AND (planned.company_id IS NULL OR planned.company_id = tie.company_id)) AS planned_on
                  FROM client_tie tie
                  JOIN res_partner person ON person.id = tie.partner_id AND person.active
                  LEFT JOIN client_group client ON client.id = tie.group_id
                  LEFT JOIN last_of_person last
                    ON last.partner_id = tie.partner_id AND last.company_id = tie.company_id
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
        planned=planned_contacts(today),
        owners=tie_owners(),
        last_of_division=last_contacts("division_id", today),
        last_of_person=last_contacts("partner_id", today),
        key_class=key_class_id,
        today=today,
    )
