"""What the portfolio's clients wrote, paid, were asked and said: the records that "relations" does not have.

Letters: of each lead the client's request, and of each order of the last two years our offer and, mostly, his answer.
Payments: every invoice of those years falls due after 30 days; most are paid in time.
"""

from .relations_value import SERVICE_COSTS

YEARS = "INTERVAL '24 months'"
FIRST_LETTER = 1_000_000

STATEMENTS = (
    SERVICE_COSTS,
    # Forty colleagues, a few visits each a day; talks on all days of two years.
    "UPDATE client_service_cost SET user_id = (%(colleagues)s)[1 + id %% 40]",
    "UPDATE client_contact SET user_id = (%(colleagues)s)[1 + id %% 40], date = CURRENT_DATE - id %% 700",
    # Leads of two years; every ninth is lost, some of them for lack of funds.
    """
    UPDATE crm_lead
       SET create_date = NOW() - id %% 700 * INTERVAL '1 day',
           won_status = CASE id %% 9 WHEN 0 THEN 'lost' ELSE won_status END,
           active = id %% 9 <> 0,
           lost_reason_id = CASE id %% 9 WHEN 0 THEN %(reason)s END,
           date_closed = CASE id %% 9 WHEN 0 THEN NOW() - id %% 700 / 2 * INTERVAL '1 day' END
    """,
    # The orders have their amounts, and the lead of their client where there is one of the time.
    f"""
    UPDATE sale_order o
       SET amount_untaxed = line.amount, create_date = o.date_order - INTERVAL '3 days',
           opportunity_id = lead.id
      FROM (SELECT order_id, SUM(price_subtotal) AS amount FROM sale_order_line GROUP BY order_id) line,
           crm_lead lead
     WHERE line.order_id = o.id AND o.date_order >= NOW() - {YEARS}
       AND lead.id = 1000 + o.partner_id - %(first)s
    """,
    f"""
    INSERT INTO mail_message (id, model, res_id, message_type, subtype_id, author_id, date, body, is_internal,
                              create_uid, create_date, write_uid, write_date)
    SELECT {FIRST_LETTER} + n, model, res_id, type, %(comment)s, author, date, 'Letter', FALSE, 1, NOW(), 1, NOW()
      FROM (SELECT ROW_NUMBER() OVER (ORDER BY date, model, res_id) AS n, letter.*
              FROM (SELECT 'crm.lead' AS model, id AS res_id, 'email' AS type, partner_id AS author,
                           create_date + INTERVAL '1 hour' AS date
                      FROM crm_lead
                     UNION ALL
                    SELECT 'sale.order', id, 'comment', %(us)s, create_date
                      FROM sale_order WHERE date_order >= NOW() - {YEARS}
                     UNION ALL
                    SELECT 'sale.order', id, 'email', partner_id, create_date + id %% 90 * INTERVAL '1 hour'
                      FROM sale_order WHERE date_order >= NOW() - {YEARS} AND id %% 10 <> 0) letter) numbered
    """,
    f"""
    INSERT INTO mail_notification (mail_message_id, res_partner_id, notification_type, notification_status, is_read)
    SELECT m.id, o.partner_id, 'email', 'sent', TRUE
      FROM mail_message m
      JOIN sale_order o ON o.id = m.res_id
     WHERE m.id >= {FIRST_LETTER} AND m.model = 'sale.order' AND m.message_type = 'comment'
    """,
    # What was invoiced falls due, and most of it is paid.
    f"""
    UPDATE account_move SET payment_state = CASE id %% 20 WHEN 0 THEN 'not_paid' ELSE 'paid' END
     WHERE id >= 1000 AND state = 'posted' AND invoice_date >= NOW() - {YEARS}
    """,
    f"""
    UPDATE account_move_line term
       SET balance = total.amount, amount_residual = CASE term.move_id %% 20 WHEN 0 THEN total.amount ELSE 0 END,
           reconciled = term.move_id %% 20 <> 0, date_maturity = term.invoice_date + 30
      FROM (SELECT move_id, -SUM(balance) AS amount FROM account_move_line
             WHERE display_type = 'product' AND invoice_date >= NOW() - {YEARS} GROUP BY move_id) total
     WHERE term.move_id = total.move_id AND term.display_type = 'payment_term'
    """,
    """
    INSERT INTO account_partial_reconcile (debit_move_id, credit_move_id, amount, debit_amount_currency,
                                           credit_amount_currency, max_date, company_id)
    SELECT id, id, ABS(balance), 0, 0, date_maturity - 20 + move_id %% 29, company_id
      FROM account_move_line
     WHERE display_type = 'payment_term' AND reconciled
    """,
    """
    INSERT INTO client_question (partner_id, group_id, company_id, asked_by_id, asked_on, answered_on, name, truth,
                                 active, create_uid, create_date, write_uid, write_date)
    SELECT p.id, p.client_group_id, %(company)s, %(user)s, CURRENT_DATE - n %% 600,
           CASE WHEN n %% 5 > 0 THEN CURRENT_DATE - n %% 600 + n %% 13 END, 'Question ' || n,
           CASE n %% 8 WHEN 1 THEN 'true' WHEN 2 THEN 'untrue' ELSE 'unknown' END, TRUE, 1, NOW(), 1, NOW()
      FROM GENERATE_SERIES(0, %(records)s - 1) n
      JOIN res_partner p ON p.id = %(first)s + n * 17 %% %(companies)s
    """,
    """
    INSERT INTO client_attribute_weight (group_id, company_id, attribute_id, kind, user_id, side, said_on, weight,
                                         our_score, felt, is_current, active, create_uid, create_date, write_uid,
                                         write_date)
    SELECT g.id, %(company)s, a.id, a.kind, %(user)s, side, CURRENT_DATE - 100, (g.id + a.id) %% 6,
           1 + (g.id + a.id) %% 5, CASE g.id %% 3 WHEN 0 THEN 'unknown' ELSE 'yes' END, TRUE, TRUE, 1, NOW(), 1, NOW()
      FROM client_group g, client_attribute a, UNNEST(ARRAY['ours', 'theirs']) side
     WHERE g.id >= 1000 AND (side = 'ours' OR g.id %% 4 = 0)
    """,
    """
    INSERT INTO client_position_answer (group_id, company_id, factor_id, axis, view, value, spend, user_id, date,
                                        active, create_uid, create_date, write_uid, write_date)
    SELECT g.id, %(company)s, f.id, f.axis, view, (g.id + f.id) %% 10 * 10,
           CASE f.rule WHEN 'share' THEN 100000 + g.id END, %(user)s, CURRENT_DATE - 200, TRUE, 1, NOW(), 1, NOW()
      FROM client_group g, client_position_factor f, UNNEST(ARRAY['ours', 'theirs']) view
     WHERE g.id >= 1000 AND f.rule <> 'attributes' AND (view = 'ours' OR g.id %% 4 = 0)
    """,
    """
    INSERT INTO client_measure_statement (partner_id, group_id, company_id, measure_id, user_id, said_on, score, active,
                                          create_uid, create_date, write_uid, write_date)
    SELECT p.id, p.client_group_id, %(company)s, m.id, %(user)s, CURRENT_DATE - p.id %% 500, (p.id + m.id) %% 11, TRUE,
           1, NOW(), 1, NOW()
      FROM res_partner p, client_measure m
     WHERE p.id >= %(first)s AND p.id < %(first)s + %(companies)s AND p.id %% 4 = 0
    """,
    """
    INSERT INTO client_agreement (partner_id, group_id, company_id, name, date_from, date_to, covers_group, active,
                                  create_uid, create_date, write_uid, write_date)
    SELECT p.id, p.client_group_id, %(company)s, 'Agreement', CURRENT_DATE - 900, CURRENT_DATE + p.id %% 700, FALSE,
           TRUE, 1, NOW(), 1, NOW()
      FROM res_partner p
     WHERE p.id >= %(first)s AND p.id < %(first)s + %(companies)s AND p.id %% 3 = 0
    """,
)
TABLES = (
    "client_contact",
    "client_service_cost",
    "crm_lead",
    "sale_order",
    "mail_message",
    "mail_notification",
    "account_move",
    "account_move_line",
    "account_partial_reconcile",
    "client_question",
    "client_attribute_weight",
    "client_position_answer",
    "client_measure_statement",
    "client_agreement",
)
