"""SQL of the dormant ladder: old clients that may be new again, and why (R3, 000)."""

from odoo.tools import SQL

from .contact_sql import last_contact, planned_by, planned_contacts, tie_owner


def dormant(today, refused_class_id, successor_type_id):
    """One row for each division that bought and has bought nothing for as long as a step of dormancy.

    ``standing`` says whether it is proposed: not where the client is to be refused, goes on under another name, or
    its group still buys from another division. Reasons that cannot be known stay empty.
    """
    return SQL(
        """
        WITH bought AS MATERIALIZED (
                SELECT company_id, partner_id, MAX(month) AS last_month, MIN(month) AS first_month
                  FROM client_supply WHERE amount > 0 AND month <= %(today)s GROUP BY company_id, partner_id),
             group_bought AS (
                SELECT bought.company_id, division.client_group_id AS group_id, MAX(bought.last_month) AS last_month
                  FROM bought JOIN res_partner division ON division.id = bought.partner_id
                 WHERE division.client_group_id IS NOT NULL
                 GROUP BY bought.company_id, division.client_group_id),
             planned AS (%(planned)s),
             post AS (
                SELECT DISTINCT ON (gone.employer_id) gone.employer_id, gone.partner_id AS left_person_id,
                       gone.date_to AS left_on, there.employer_id AS went_to_id
                  FROM client_post gone
                  LEFT JOIN client_post there
                    ON there.partner_id = gone.partner_id AND there.date_to IS NULL AND there.active
                   AND there.employer_id <> gone.employer_id
                 WHERE gone.active AND gone.date_to <= %(today)s
                   AND NOT EXISTS (SELECT FROM client_post again
                                    WHERE again.partner_id = gone.partner_id AND again.employer_id = gone.employer_id
                                      AND again.date_to IS NULL AND again.active)
                 ORDER BY gone.employer_id, gone.date_to DESC, gone.id DESC),
             quiet AS (
                SELECT bought.company_id, bought.partner_id, bought.last_month, bought.first_month,
                       (EXTRACT(YEAR FROM AGE(%(today)s::date, bought.last_month + INTERVAL '1 month')) * 12
                        + EXTRACT(MONTH FROM AGE(%(today)s::date, bought.last_month + INTERVAL '1 month'))
                       )::integer AS months
                  FROM bought)
        SELECT quiet.partner_id::bigint * 65536 + quiet.company_id AS id,
               quiet.company_id, quiet.partner_id, division.client_group_id AS group_id, client.class_id,
               client.key_account_manager_id, step.id AS step_id, quiet.months, quiet.last_month, quiet.first_month,
               last.date AS last_contact_on,
               CASE WHEN last.date IS NULL THEN 'unknown'
                    WHEN last.date < %(today)s::date - ours.contact_lapse_months * INTERVAL '1 month' THEN 'lapsed'
                    ELSE 'kept' END AS contact_state,
               post.left_person_id, post.left_on, post.went_to_id,
               COALESCE(input.answer, 'not_asked') AS input_answer,
               COALESCE(owner.user_id, client.key_account_manager_id, division.user_id) AS user_id,
               owner.partner_id AS person_id,
               planned.day AS planned_on,
               CASE WHEN client.class_id = %(refused)s THEN 'refused'
                    WHEN succession.partner_id IS NOT NULL THEN 'succeeded'
                    WHEN group_bought.last_month > quiet.last_month
                         AND group_bought.last_month + (1 + first_step.months) * INTERVAL '1 month' > %(today)s
                    THEN 'group_buys'
                    ELSE 'proposed' END AS standing,
               succession.partner_id AS successor_id
          FROM quiet
          JOIN res_company ours ON ours.id = quiet.company_id
          JOIN res_partner division ON division.id = quiet.partner_id AND division.active
          CROSS JOIN (SELECT MIN(months) AS months FROM client_dormancy_step WHERE active) first_step
          JOIN LATERAL (SELECT * FROM client_dormancy_step ladder
                         WHERE ladder.active AND ladder.months <= quiet.months
                         ORDER BY ladder.months DESC LIMIT 1) step ON TRUE
          LEFT JOIN client_group client ON client.id = division.client_group_id
          LEFT JOIN group_bought
            ON group_bought.group_id = division.client_group_id AND group_bought.company_id = quiet.company_id
          LEFT JOIN LATERAL %(last_of_division)s last ON TRUE
          LEFT JOIN LATERAL %(owner)s owner ON TRUE
          LEFT JOIN %(planned_division)s planned
            ON planned.division_id = quiet.partner_id AND planned.company_id = quiet.company_id
          LEFT JOIN post ON post.employer_id = quiet.partner_id
          LEFT JOIN client_input_interface input
            ON input.partner_id = quiet.partner_id AND input.company_id = quiet.company_id AND input.active
          LEFT JOIN LATERAL (SELECT link.partner_id FROM client_link link
                              WHERE link.other_partner_id = quiet.partner_id AND link.type_id = %(successor)s
                                AND link.active AND (link.date_to IS NULL OR link.date_to >= %(today)s)
                              ORDER BY link.id DESC LIMIT 1) succession ON TRUE
        """,
        today=today,
        planned=planned_contacts(today),
        planned_division=planned_by("division_id"),
        owner=tie_owner(SQL("quiet.partner_id"), SQL("quiet.company_id")),
        last_of_division=last_contact("division_id", SQL("quiet.partner_id"), SQL("quiet.company_id"), today),
        refused=refused_class_id,
        successor=successor_type_id,
    )
