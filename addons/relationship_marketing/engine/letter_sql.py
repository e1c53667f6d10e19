"""Which messages are letters of theirs, and which of ours: what people wrote, never what machines did (R5, R12)."""

from odoo.tools import SQL

# Replies that machines give are told by their subject, where the mail gateway did not tell them otherwise.
AUTOMATIC = (
    r"^\s*((re|aw|sv|fw|fwd|ha|отв|на)\s*:\s*)*\s*("
    r"auto(matic)?[- ]?(reply|response|answer)|automatically generated|out[ -]of[ -](the )?office"
    r"|on (vacation|leave|holiday)|автоматическ\S* (ответ|уведомлен)|автоответ|меня нет в офисе|в отпуске"
    r"|автоматичен отговор|автоматично съобщение|извън офиса|в отпуск"
    r"|automatische antwort|abwesenheit|r[ée]ponse automatique"
    r"|undeliver|delivery (status|failure|has failed)|mail delivery|returned mail|недоставлен|не доставлено"
    r"|(read|прочитано|прочетено)\s*:)"
)


def our_people():
    """(partner_id): our users and our companies; what any of them writes is no letter of a client's."""
    return SQL(
        """
        SELECT partner_id FROM res_users WHERE share IS NOT TRUE
         UNION
        SELECT partner_id FROM res_company
        """
    )


def is_theirs(message):
    """Condition: ``message`` is a letter of a person outside. Needs ``ours``, a common table of ``our_people``."""
    return SQL(
        """
        (%(message)s.message_type IN ('email', 'comment')
         AND %(message)s.is_internal IS NOT TRUE
         AND (%(message)s.author_id IS NOT NULL OR %(message)s.message_type = 'email')
         AND NOT EXISTS (SELECT FROM ours WHERE ours.partner_id = %(message)s.author_id)
         AND NOT EXISTS (SELECT FROM res_partner author
                           JOIN ours ON ours.partner_id = author.commercial_partner_id
                          WHERE author.id = %(message)s.author_id)
         AND COALESCE(%(message)s.subject, '') !~* %(automatic)s)
        """,
        message=SQL.identifier(message),
        automatic=AUTOMATIC,
    )


def is_ours(message):
    """Condition: ``message`` is a letter that one of us wrote and somebody outside was sent. Needs ``ours``."""
    return SQL(
        """
        (%(message)s.message_type IN ('comment', 'email_outgoing')
         AND %(message)s.author_id IN (SELECT partner_id FROM ours)
         AND EXISTS (SELECT FROM mail_notification notified
                      WHERE notified.mail_message_id = %(message)s.id
                        AND notified.res_partner_id NOT IN (SELECT partner_id FROM ours)))
        """,
        message=SQL.identifier(message),
    )


def exchanges(group_ids, company_id, is_only_company, since, silence_days):
    """Exchanges of letters with each client: (group_id, begun_at, begun_by, answered_at, first_id).

    A letter begins an exchange where its thread was silent for ``silence_days``; the first letter of the other side
    within so many days answers it. Threads: the client's people and companies, its leads, and its orders, which go on
    with the thread of the lead they were made for: a request is answered by the offer. The company
    is the document's, else that of whoever of us wrote, else that of the division's salesperson or the key account
    manager.
    """
    return SQL(
        """
        WITH ours AS MATERIALIZED (%(ours)s), client AS MATERIALIZED (
            SELECT partner.id, partner.client_group_id AS group_id, partner.company_id,
                   COALESCE(seller.company_id, manager.company_id) AS tended_by
              FROM res_partner partner
              JOIN client_group ON client_group.id = partner.client_group_id
              LEFT JOIN res_users seller ON seller.id = partner.user_id
              LEFT JOIN res_users manager ON manager.id = client_group.key_account_manager_id
             WHERE partner.client_group_id = ANY(%(groups)s)
        ), thread AS (
            SELECT 'res.partner' AS model, id AS res_id, 'res.partner' AS talk, id AS talk_id, group_id, company_id,
                   tended_by
              FROM client
             UNION ALL
            SELECT 'crm.lead', lead.id, 'crm.lead', lead.id, client.group_id, lead.company_id, client.tended_by
              FROM client JOIN crm_lead lead ON lead.partner_id = client.id
             UNION ALL
            SELECT 'sale.order', sale.id, CASE WHEN sale.opportunity_id IS NULL THEN 'sale.order' ELSE 'crm.lead' END,
                   COALESCE(sale.opportunity_id, sale.id), client.group_id, sale.company_id, client.tended_by
              FROM client JOIN sale_order sale ON sale.partner_id = client.id
        ), letter AS (
            SELECT thread.*, message.id, message.date, message.author_id,
                   CASE WHEN %(theirs)s THEN 'theirs' WHEN %(is_ours)s THEN 'ours' END AS side
              FROM thread
              JOIN mail_message message ON message.model = thread.model AND message.res_id = thread.res_id
             WHERE message.date >= %(since)s AND message.message_type IN ('email', 'comment', 'email_outgoing')
        ), paced AS (
            SELECT letter.*, LAG(date) OVER (PARTITION BY group_id, talk, talk_id ORDER BY date, id) AS before
              FROM letter WHERE side IS NOT NULL
        ), counted AS (
            SELECT paced.*,
                   COUNT(*) FILTER (WHERE before IS NULL OR date > before + %(silence)s * INTERVAL '1 day')
                       OVER (PARTITION BY group_id, talk, talk_id ORDER BY date, id) AS number
              FROM paced
        ), exchange AS (
            SELECT group_id, talk, talk_id, number, MIN(date) AS begun_at,
                   (ARRAY_AGG(side ORDER BY date, id))[1] AS begun_by, (ARRAY_AGG(id ORDER BY date, id))[1] AS first_id,
                   MIN(company_id) AS company_id, MIN(tended_by) AS tended_by,
                   MIN(author_id) FILTER (WHERE side = 'ours') AS our_author,
                   MIN(date) FILTER (WHERE side = 'theirs') AS theirs_at,
                   MIN(date) FILTER (WHERE side = 'ours') AS ours_at
              FROM counted
             GROUP BY group_id, talk, talk_id, number
        )
        SELECT exchange.group_id, exchange.begun_at, exchange.begun_by,
               CASE exchange.begun_by WHEN 'ours' THEN exchange.theirs_at ELSE exchange.ours_at END AS answered_at,
               exchange.first_id
          FROM exchange
          LEFT JOIN LATERAL (
              SELECT colleague.company_id FROM res_users colleague
               WHERE colleague.partner_id = exchange.our_author AND colleague.share IS NOT TRUE
               ORDER BY colleague.active DESC, colleague.id LIMIT 1) writer ON TRUE
         WHERE COALESCE(exchange.company_id, writer.company_id, exchange.tended_by, %(fallback)s) = %(company)s
        """,
        ours=our_people(),
        groups=list(group_ids),
        theirs=is_theirs("message"),
        is_ours=is_ours("message"),
        since=since,
        silence=silence_days,
        company=company_id,
        # Where there is only one company of ours, what nobody is named for is its.
        fallback=company_id if is_only_company else None,
    )
