"""Counter-questions as questions to a client: how readily does he answer?"""

from odoo.tools import SQL


def counter_questions(company_id, groups, since):
    """What we asked on requests of these client groups: (group_id, model, id, asked_on, answered_on).

    An answer that evades the question is none; days are those of Greenwich, on both ends.
    """
    return SQL(
        """
        SELECT client.client_group_id AS group_id, 'lead.answer'::varchar AS model, answer.id,
               answer.asked_on::date AS asked_on,
               CASE WHEN answer.state = 'answered' THEN answer.answered_on::date END AS answered_on
          FROM lead_answer answer
          JOIN crm_lead lead ON lead.id = answer.lead_id
          JOIN res_partner client ON client.id = lead.partner_id
         WHERE answer.side = 'ours' AND answer.exchange = 'question' AND client.client_group_id = ANY(%(groups)s)
           AND COALESCE(lead.company_id, %(company)s) = %(company)s AND answer.asked_on >= %(since)s
        """,
        company=company_id,
        groups=groups,
        since=since,
    )
