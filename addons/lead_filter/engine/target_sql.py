"""Which companies we know have never asked us for anything (``001``: work on cold contacts; ``002``: the portrait)."""

from odoo.tools import SQL


def dealt_with(company_id):
    """SQL of ids of the companies that asked us for something, bought from us, or were asked by us.

    Whoever wrote from the same mail domain, or under the same name, counts as the company; so does each division of
    a client group of which one did.
    """
    return SQL(
        """
        WITH known AS (
            SELECT contact.commercial_partner_id AS id
              FROM crm_lead lead JOIN res_partner contact ON contact.id = lead.partner_id
             WHERE lead.company_id = %(company)s OR lead.company_id IS NULL
             UNION
            SELECT contact.commercial_partner_id
              FROM sale_order sale JOIN res_partner contact ON contact.id = sale.partner_id
             WHERE sale.company_id = %(company)s
             UNION
            SELECT contact.commercial_partner_id
              FROM client_supply supply JOIN res_partner contact ON contact.id = supply.partner_id
             WHERE supply.company_id = %(company)s
             UNION
            SELECT candidate.partner_id FROM supplier_candidate candidate WHERE candidate.company_id = %(company)s
             UNION
            SELECT contact.id
              FROM crm_lead lead
              JOIN res_partner contact ON contact.is_company AND contact.email_normalized IS NOT NULL
               AND lead.email_domain_criterion
                   IN ('@' || SPLIT_PART(contact.email_normalized, '@', 2), contact.email_normalized)
             WHERE lead.company_id = %(company)s OR lead.company_id IS NULL
             UNION
            SELECT contact.id
              FROM crm_lead lead
              JOIN res_partner contact ON contact.is_company AND LOWER(contact.name) = LOWER(lead.partner_name)
             WHERE lead.partner_id IS NULL AND (lead.company_id = %(company)s OR lead.company_id IS NULL)
        )
        SELECT id FROM known
         UNION
        SELECT division.id
          FROM known
          JOIN res_partner ours ON ours.id = known.id
          JOIN res_partner division ON division.client_group_id = ours.client_group_id AND division.is_company
        """,
        company=company_id,
    )


def never_asked(company_id):
    """SQL on ``res_partner``: a company we might call, with which we have not dealt yet."""
    return SQL(
        """
        res_partner.is_company AND res_partner.active
        AND (res_partner.company_id IS NULL OR res_partner.company_id = %(company)s)
        AND res_partner.id NOT IN (SELECT partner_id FROM res_company)
        AND NOT EXISTS (SELECT 1 FROM (%(dealt_with)s) dealt_with WHERE dealt_with.id = res_partner.id)
        """,
        company=company_id,
        dealt_with=dealt_with(company_id),
    )


def refresh(list_id, portrait_id, company_id, user_id, judged, moment, with_unknown):
    """SQL that brings a target list up to date: verdicts of those in it, and those who are new.

    What was added by hand stays; what a caller has begun keeps its state.

    :param judged: SQL of rows of ``verdict_sql.verdicts`` for the companies that might be called
    :param with_unknown: also companies of which no criterion is known to be met
    """
    return SQL(
        """
        WITH judged AS MATERIALIZED (
            SELECT id, outcomes, low, high, state, question,
                   state <> 'not_ours' AND (%(with_unknown)s OR POSITION('1' IN outcomes) > 0) AS fits
              FROM (%(judged)s) verdict
        ), updated AS (
            UPDATE lead_target
               SET portrait_id = %(portrait)s, verdict = judged.state, outcomes = judged.outcomes,
                   score_min = judged.low, score_max = judged.high, next_question_id = judged.question,
                   judged_on = %(moment)s,
                   state = CASE WHEN lead_target.state = 'new' AND NOT fits AND NOT is_by_hand THEN 'outdated'
                                WHEN lead_target.state = 'outdated' AND fits THEN 'new'
                                ELSE lead_target.state END
              FROM judged
             -- The company is named for the sake of the index.
             WHERE lead_target.company_id = %(company)s AND lead_target.partner_id = judged.id
               AND lead_target.list_id = %(list)s
               AND (lead_target.portrait_id, lead_target.verdict, lead_target.outcomes, lead_target.score_min,
                    lead_target.score_max, lead_target.next_question_id, lead_target.state = 'outdated' AND fits,
                    lead_target.state = 'new' AND NOT fits AND NOT is_by_hand)
                   IS DISTINCT FROM (%(portrait)s, judged.state, judged.outcomes, judged.low, judged.high,
                                     judged.question, FALSE, FALSE)
        ), gone AS (
            -- Archived companies, and those the list was narrowed to leave out, are not judged.
            UPDATE lead_target SET state = 'outdated'
             WHERE list_id = %(list)s AND state = 'new' AND NOT is_by_hand
               AND partner_id NOT IN (SELECT id FROM judged)
        )
        INSERT INTO lead_target (
            list_id, portrait_id, company_id, partner_id, is_by_hand, country_id, active, state, verdict, outcomes,
            score_min, score_max, next_question_id, judged_on, call_count, create_uid, write_uid, create_date,
            write_date)
        SELECT %(list)s, %(portrait)s, %(company)s, judged.id, FALSE, partner.country_id, TRUE, 'new', judged.state,
               judged.outcomes, judged.low, judged.high, judged.question, %(moment)s, 0, %(user)s, %(user)s,
               %(moment)s, %(moment)s
          FROM judged JOIN res_partner partner ON partner.id = judged.id
         WHERE fits
            ON CONFLICT (company_id, partner_id) DO NOTHING
        """,
        list=list_id,
        portrait=portrait_id,
        company=company_id,
        user=user_id,
        judged=judged,
        moment=moment,
        with_unknown=with_unknown,
    )


def spread(list_id, caller_ids):
    """SQL that gives those of a list whom nobody calls yet to the callers in turn, the best first."""
    return SQL(
        """
        UPDATE lead_target
           SET user_id = (%(callers)s::integer[])[1 + waiting.place %% %(count)s]
          FROM (SELECT id, ROW_NUMBER() OVER (ORDER BY score_min DESC, score_max DESC, id) - 1 AS place
                  FROM lead_target
                 WHERE list_id = %(list)s AND user_id IS NULL AND state = 'new' AND active) waiting
         WHERE lead_target.id = waiting.id
        """,
        callers=caller_ids,
        count=len(caller_ids),
        list=list_id,
    )
