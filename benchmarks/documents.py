"""Dataset "documents": posted invoices of five lines over 48 months, half of them with sale orders behind.

Full size: 2 000 000 product lines of 400 000 invoices, of 20 000 clients (a quarter: all of these by 4). Five per cent
of the invoices are credit notes, one per cent are drafts; 3 % of the lines have no product, half a per cent are down
payments, 5 % are sold by the dozen. Each invoice has a receivable and a tax line too, as real ones do. A few clients
buy much, most buy little, each from about eight families.
"""

from dataclasses import dataclass

from .bulk import bulk_load, vacuum
from .clients import CLIENTS, FIRST_MONTH, MONTHS, Clients, generate_clients
from .common import environment

INVOICES = 400_000
TABLES = (
    "account_move",
    "account_move_line",
    "sale_order",
    "sale_order_line",
    "sale_order_line_invoice_rel",
)


@dataclass(frozen=True)
class Documents:
    clients: Clients
    invoices: int


def generate(registry, divisor, _folder, first_day=FIRST_MONTH):
    with environment(registry) as env:
        clients = generate_clients(env, CLIENTS // divisor)
        names = _names(env, clients, INVOICES // divisor, first_day)
        with bulk_load(env.cr, *TABLES):
            for seed, statement in enumerate(STATEMENTS):
                env.cr.execute("SELECT SETSEED(%s)", [0.1 + seed / 100])
                env.cr.execute(statement, names)
    vacuum(registry, "res_partner", "product_template", "product_product", *TABLES)
    return Documents(clients, INVOICES // divisor)


def _names(env, clients, invoices, first_day):
    journal = env["account.journal"].create({"name": "Bench sales", "code": "BNCH", "type": "general"})
    account = env["account.account"].create({"name": "Bench", "code": "BENCH.1", "account_type": "income"})
    return {
        "company": clients.company,
        "currency": env.company.currency_id.id,
        "journal": journal.id,
        "account": account.id,
        "unit": env.ref("uom.product_uom_unit").id,
        "dozen": env.ref("uom.product_uom_dozen").id,
        "first_partner": clients.first_partner,
        "partners": clients.partners,
        "first_product": clients.first_product,
        "products": clients.products,
        "families": len(clients.families),
        "invoices": invoices,
        "first_day": first_day,
        "months": MONTHS,
    }


# Invoice n of N is dated n/N of the way through the months: ids and dates run together, as they do in life.
MOVES = """
    INSERT INTO account_move (id, name, move_type, state, date, invoice_date, partner_id, commercial_partner_id,
                              partner_shipping_id, company_id, journal_id, currency_id, auto_post,
                              create_uid, create_date, write_uid, write_date)
    SELECT n, 'BNCH/' || n, CASE WHEN kind < 0.05 THEN 'out_refund' ELSE 'out_invoice' END,
           CASE WHEN kind > 0.99 THEN 'draft' ELSE 'posted' END, day, day, partner, partner, partner,
           %(company)s, %(journal)s, %(currency)s, 'no', 1, NOW(), 1, NOW()
      FROM (SELECT 1000 + n AS n, RANDOM() AS kind,
                   %(first_day)s::date + (n::float / %(invoices)s * (365.25 * %(months)s / 12 - 1))::integer AS day,
                   %(first_partner)s + FLOOR(%(partners)s * POWER(RANDOM(), 2))::integer AS partner
              FROM GENERATE_SERIES(0, %(invoices)s - 1) n) invoice
"""
LINE_COLUMNS = """
    id, move_id, move_name, parent_state, date, invoice_date, partner_id, company_id, company_currency_id, currency_id,
    journal_id, account_id, display_type, sequence, name, create_uid, create_date, write_uid, write_date
"""
LINE_VALUES = """
    move.name, move.state, move.date, move.invoice_date, move.commercial_partner_id, %(company)s, %(currency)s,
    %(currency)s, %(journal)s, %(account)s
"""
# A client's lines come from about eight families, the first of them more often than the last.
PRODUCT_LINES = f"""
    INSERT INTO account_move_line ({LINE_COLUMNS}, product_id, product_uom_id, quantity, price_unit, price_subtotal,
                                   price_total, balance, amount_currency, debit, credit, is_downpayment)
    SELECT 5 * id + n, id, {LINE_VALUES}, 'product', 10, 'Line', 1, NOW(), 1, NOW(),
           CASE WHEN kind > 0.03 THEN product END,
           CASE WHEN kind BETWEEN 0.03 AND 0.08 THEN %(dozen)s ELSE %(unit)s END,
           quantity, price, quantity * price, quantity * price * 1.2,
           sign * quantity * price, sign * quantity * price,
           GREATEST(sign * quantity * price, 0), GREATEST(-sign * quantity * price, 0), kind > 0.995
      FROM (SELECT move.*, n, RANDOM() AS kind,
                   CASE WHEN move.move_type = 'out_refund' THEN 1 ELSE -1 END AS sign,
                   %(first_product)s + (move.commercial_partner_id * 7 + FLOOR(8 * POWER(RANDOM(), 2))::integer)
                        %% %(families)s + %(families)s * FLOOR(RANDOM() * %(products)s / %(families)s)::integer
                        AS product,
                   CEIL(100 * POWER(RANDOM(), 3))::numeric AS quantity,
                   ROUND((5 + 500 * POWER(RANDOM(), 4))::numeric, 2) AS price
              FROM account_move move, GENERATE_SERIES(0, 4) n
             WHERE move.id >= 1000
             ORDER BY move.id, n) move
"""
OTHER_LINES = f"""
    INSERT INTO account_move_line ({LINE_COLUMNS}, balance, amount_currency, debit, credit)
    SELECT 5 * (1000 + %(invoices)s) + 2 * (move.id - 1000) + kind.n, move.id, {LINE_VALUES}, kind.name, 100, NULL,
           1, NOW(), 1, NOW(), 0, 0, 0, 0
      FROM account_move move, (VALUES (0, 'payment_term'), (1, 'tax')) AS kind (n, name)
     WHERE move.id >= 1000
"""
ORDERS = """
    INSERT INTO sale_order (id, name, company_id, partner_id, partner_invoice_id, partner_shipping_id, date_order,
                            state, currency_id, currency_rate, create_uid, create_date, write_uid, write_date)
    SELECT id, 'S' || id, company_id, partner_id, partner_id, partner_id, invoice_date - INTERVAL '14 days',
           'sale', currency_id, 1, 1, NOW(), 1, NOW()
      FROM account_move
     WHERE id >= 1000 AND id %% 2 = 0
"""
ORDER_LINES = """
    INSERT INTO sale_order_line (id, order_id, company_id, order_partner_id, state, name, product_id, product_uom_id,
                                 product_uom_qty, price_unit, price_subtotal, purchase_price, customer_lead,
                                 create_uid, create_date, write_uid, write_date)
    SELECT line.id, line.move_id, line.company_id, line.partner_id, 'sale', 'Line', line.product_id,
           line.product_uom_id, line.quantity, line.price_unit, line.price_subtotal,
           ROUND(line.price_unit * (0.5 + 0.4 * RANDOM())::numeric, 2), 0, 1, NOW(), 1, NOW()
      FROM account_move_line line
     WHERE line.move_id >= 1000 AND line.move_id %% 2 = 0 AND line.display_type = 'product'
"""
RELATIONS = """
    INSERT INTO sale_order_line_invoice_rel (invoice_line_id, order_line_id)
    SELECT id, id FROM sale_order_line WHERE order_id >= 1000
"""
STATEMENTS = (MOVES, PRODUCT_LINES, OTHER_LINES, ORDERS, ORDER_LINES, RELATIONS)
