"""The SQL of answers: their request and our first priced offer, our offer and their first reply (R12)."""

from odoo.tools import SQL

from .letter_sql import is_ours, is_theirs, our_people

COLUMNS = (
    ("group_id", "integer"),
    ("company_id", "integer"),
    ("partner_id", "integer"),
    ("lead_id", "integer"),
    ("order_id", "integer"),
    ("asked_at", "timestamp"),
    ("answered_at", "timestamp"),
    ("closed_at", "timestamp"),
    ("answered_by", "varchar"),
    ("is_waiting", "boolean"),
    ("hours", "float"),
)


def answers(group_ids, company_id, is_only_company, since, sent_subtype, confirmed_subtype):
    """Every request and offer from ``since`` on of these client groups with a company of ours.

    Rows (direction, group_id, partner_id, lead_id, order_id, asked_at, answered_at, closed_at, answered_by, tz, country
    code): moments in UTC; tz and country are those of the client's person.

    - *ours*: a lead in whose thread they wrote, before any offer; answered when the first priced offer was sent, or an
      order of it confirmed. Closed: won or lost without one.
    - *theirs*: a priced offer that was sent; answered by their first letter in the offer's or the lead's thread, their
      signature, or the order. Closed: cancelled, or the lead lost.

    :param sent_subtype: id of the message subtype with which Odoo notes that a quotation was sent
    :param confirmed_subtype: likewise, that it was confirmed
    """
    return SQL(
        """
        WITH ours AS MATERIALIZED (%(our_people)s), client AS MATERIALIZED (
            SELECT partner.id, partner.client_group_id AS group_id, partner.commercial_partner_id AS division_id,
                   COALESCE(partner.tz, division.tz) AS tz,
                   COALESCE(country.code, division_country.code) AS country
              FROM res_partner partner
              JOIN res_partner division ON division.id = partner.commercial_partner_id
              LEFT JOIN res_country country ON country.id = partner.country_id
              LEFT JOIN res_country division_country ON division_country.id = division.country_id
             WHERE partner.client_group_id = ANY(%(groups)s)
        ), lead AS MATERIALIZED (
            SELECT lead.id, client.group_id, client.division_id, client.tz, client.country,
                   CASE WHEN lead.won_status IN ('won', 'lost') THEN lead.date_closed END AS closed_at
              FROM client
              JOIN crm_lead lead ON lead.partner_id = client.id
              LEFT JOIN res_users seller ON seller.id = lead.user_id
             WHERE COALESCE(lead.company_id, seller.company_id, %(fallback)s) = %(company)s
               AND (lead.create_date >= %(since)s OR lead.won_status = 'pending')
        ), offer AS MATERIALIZED (
            SELECT sale.id, sale.opportunity_id AS lead_id, sale.state, sale.signed_on, sale.date_order,
                   sale.write_date, client.group_id, client.division_id, client.tz, client.country
              FROM client
              JOIN sale_order sale ON sale.partner_id = client.id
             WHERE sale.company_id = %(company)s AND sale.amount_untaxed > 0 AND sale.state <> 'draft'
               AND sale.create_date >= %(since)s
        ), lead_letter AS MATERIALIZED (
            SELECT lead.id AS lead_id, message.date
              FROM lead
              JOIN mail_message message ON message.model = 'crm.lead' AND message.res_id = lead.id
             WHERE %(theirs)s
        ), order_message AS MATERIALIZED (
            SELECT offer.id AS order_id, message.date, message.subtype_id,
                   %(theirs)s AS is_theirs, %(is_ours)s AS is_ours,
                   EXISTS (SELECT FROM message_attachment_rel attached WHERE attached.message_id = message.id)
                       AS is_with_document
              FROM offer
              JOIN mail_message message ON message.model = 'sale.order' AND message.res_id = offer.id
        ), sent AS MATERIALIZED (
            SELECT offer.id,
                   -- A letter in the thread of a quotation may be a question: the offer is what Odoo noted as sent, or
                   -- came with a document; only where neither is known, the first letter.
                   COALESCE(
                       MIN(said.date) FILTER (WHERE said.subtype_id = %(sent)s
                                                 OR said.is_ours AND said.is_with_document),
                       MIN(said.date) FILTER (WHERE said.is_ours AND offer.state IN ('sent', 'sale'))) AS sent_at,
                   COALESCE(
                       MIN(said.date) FILTER (WHERE said.subtype_id = %(confirmed)s),
                       CASE WHEN offer.state = 'sale' THEN offer.date_order END) AS confirmed_at
              FROM offer
              LEFT JOIN order_message said ON said.order_id = offer.id
             GROUP BY offer.id, offer.state, offer.date_order
        ), answered AS (
            SELECT DISTINCT ON (offer.lead_id)
                   offer.lead_id, offer.id AS order_id, LEAST(sent.sent_at, sent.confirmed_at) AS answered_at
              FROM offer
              JOIN sent ON sent.id = offer.id
             WHERE LEAST(sent.sent_at, sent.confirmed_at) IS NOT NULL
             ORDER BY offer.lead_id, answered_at, offer.id
        ), request AS (
            SELECT lead.*, first.asked_at, answered.order_id, answered.answered_at
              FROM lead
              JOIN (SELECT lead_id, MIN(date) AS asked_at FROM lead_letter GROUP BY lead_id) first
                ON first.lead_id = lead.id
              LEFT JOIN answered ON answered.lead_id = lead.id
        ), written AS (
            SELECT written.id, MIN(written.date) AS written_at
              FROM (SELECT sent.id, said.date
                      FROM sent
                      JOIN order_message said ON said.order_id = sent.id
                     WHERE said.is_theirs AND said.date > sent.sent_at
                     UNION ALL
                    SELECT offer.id, said.date
                      FROM offer
                      JOIN sent ON sent.id = offer.id
                      JOIN lead_letter said ON said.lead_id = offer.lead_id
                     WHERE said.date > sent.sent_at) written
             GROUP BY written.id
        ), reply AS (
            SELECT offer.*, sent.sent_at, written.written_at,
                   CASE WHEN sent.confirmed_at >= sent.sent_at THEN sent.confirmed_at END AS confirmed_at,
                   CASE WHEN offer.signed_on >= sent.sent_at THEN offer.signed_on END AS signed_at,
                   CASE WHEN offer.state = 'cancel' THEN offer.write_date ELSE lead.closed_at END AS closed_at
              FROM offer
              JOIN sent ON sent.id = offer.id AND sent.sent_at IS NOT NULL
              LEFT JOIN written ON written.id = offer.id
              LEFT JOIN lead ON lead.id = offer.lead_id
        )
        SELECT 'ours', group_id, division_id, id, order_id, asked_at, answered_at,
               CASE WHEN answered_at IS NULL AND closed_at IS NOT NULL THEN GREATEST(closed_at, asked_at) END,
               CASE WHEN answered_at IS NOT NULL THEN 'offer' END, tz, country
          FROM request
         WHERE asked_at >= %(since)s AND (answered_at IS NULL OR answered_at >= asked_at)
         UNION ALL
        SELECT 'theirs', group_id, division_id, lead_id, id, sent_at, answered_at,
               CASE WHEN answered_at IS NULL AND closed_at IS NOT NULL THEN GREATEST(closed_at, sent_at) END,
               CASE answered_at WHEN written_at THEN 'letter' WHEN signed_at THEN 'signature'
                                WHEN confirmed_at THEN 'order' END, tz, country
          FROM (SELECT reply.*, LEAST(written_at, signed_at, confirmed_at) AS answered_at FROM reply) replied
         WHERE sent_at >= %(since)s
        """,
        our_people=our_people(),
        groups=list(group_ids),
        company=company_id,
        # Where there is only one company of ours, a lead that names none is its.
        fallback=company_id if is_only_company else None,
        since=since,
        theirs=is_theirs("message"),
        is_ours=is_ours("message"),
        sent=sent_subtype,
        confirmed=confirmed_subtype,
    )


def forget_answers(group_ids, company_id, lead_ids, order_ids):
    """Delete what is kept of these groups and was not read again: requests and offers that are no more."""
    return SQL(
        """
        DELETE FROM client_answer answer
         WHERE answer.group_id = ANY(%(groups)s) AND answer.company_id = %(company)s
           AND NOT (CASE answer.direction WHEN 'ours' THEN answer.lead_id = ANY(%(leads)s)
                                          ELSE answer.order_id = ANY(%(orders)s) END)
        """,
        groups=list(group_ids),
        company=company_id,
        leads=list(lead_ids),
        orders=list(order_ids),
    )


def keep_answers(direction, columns):
    """Write the answers of one direction that are new or changed; ``columns`` as in COLUMNS, lists of equal length."""

    def names(prefix):
        return SQL(", ").join(SQL.identifier(prefix, name) for name, _type in COLUMNS)

    return SQL(
        """
        INSERT INTO client_answer AS answer (direction, %(names)s)
        SELECT %(direction)s, %(fresh)s
          FROM UNNEST(%(arrays)s) AS fresh (%(names)s)
        ON CONFLICT (%(key)s) WHERE direction = %(direction)s DO UPDATE SET (%(names)s) = ROW (%(excluded)s)
         WHERE (%(kept)s) IS DISTINCT FROM (%(excluded)s)
        """,
        names=SQL(", ").join(SQL.identifier(name) for name, _type in COLUMNS),
        # As a literal: PostgreSQL compares the condition with that of the index.
        direction=SQL("'ours'") if direction == "ours" else SQL("'theirs'"),
        key=SQL.identifier("lead_id" if direction == "ours" else "order_id"),
        arrays=SQL(", ").join(
            SQL("%s::%s[]", values, SQL(kind)) for values, (_name, kind) in zip(columns, COLUMNS, strict=True)
        ),
        fresh=names("fresh"),
        excluded=names("excluded"),
        kept=names("answer"),
    )
