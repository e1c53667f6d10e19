"""Mailings to clients and whether they reacted (R8, fifth criterion)."""

from odoo.tools import SQL

REACTION_DAYS = 14  # so long a mailing may wait for a reaction


def mailings(company_id, groups, since, today):
    """Mailings delivered to their people; a click or a reply is a reaction.

    That the picture in it was fetched ("opened") is none: mail programs do that by themselves. Recipients are people
    and leads of the client, and subscribers with the address of one of their people.
    """
    return SQL(
        """
        SELECT DISTINCT ON (trace.id) person.client_group_id AS group_id, 'mailing.trace' AS model, trace.id AS res_id,
               trace.links_click_datetime IS NOT NULL OR trace.reply_datetime IS NOT NULL
               OR trace.trace_status = 'reply' AS is_reacted
          FROM (SELECT partner.id, partner.client_group_id, partner.company_id, trace.id AS trace_id
                  FROM mailing_trace trace
                  JOIN res_partner partner ON partner.id = trace.res_id
                 WHERE trace.model = 'res.partner' AND partner.client_group_id = ANY(%(groups)s)
                 UNION ALL
                SELECT partner.id, partner.client_group_id, COALESCE(lead.company_id, partner.company_id), trace.id
                  FROM mailing_trace trace
                  JOIN crm_lead lead ON lead.id = trace.res_id
                  JOIN res_partner partner ON partner.id = lead.partner_id
                 WHERE trace.model = 'crm.lead' AND partner.client_group_id = ANY(%(groups)s)
                 UNION ALL
                SELECT partner.id, partner.client_group_id, partner.company_id, trace.id
                  FROM mailing_trace trace
                  JOIN res_partner partner ON partner.email_normalized = LOWER(trace.email)
                 WHERE trace.model NOT IN ('res.partner', 'crm.lead')
                   AND partner.client_group_id = ANY(%(groups)s)) person
          JOIN mailing_trace trace ON trace.id = person.trace_id
          JOIN mailing_mailing mailing ON mailing.id = trace.mass_mailing_id
          LEFT JOIN res_users sender ON sender.id = mailing.user_id
         WHERE trace.trace_status IN ('pending', 'sent', 'open', 'reply') AND trace.is_test_trace IS NOT TRUE
           AND trace.sent_datetime >= %(since)s AND trace.sent_datetime < %(today)s::date - %(days)s
           AND COALESCE(person.company_id, sender.company_id, %(company)s) = %(company)s
         ORDER BY trace.id, person.id
        """,
        company=company_id,
        groups=groups,
        since=since,
        today=today,
        days=REACTION_DAYS,
    )
