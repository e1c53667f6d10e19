"""ledger_full: the supply ledger from all invoices, against one INSERT … SELECT … GROUP BY written by hand."""

from .common import Measure, checksum, compare, environment, figures

DATASET = "documents"
BAR = 1.3

PLAIN = """
    INSERT INTO client_supply (company_id, partner_id, month, categ_id, quantity, uom_id, is_uom_mixed, amount,
                               margin, margin_amount, document_count, end_client_id, source)
    SELECT company_id, partner_id, month, categ_id, SUM(quantity),
           CASE WHEN MIN(uom_id) = MAX(uom_id) THEN MIN(uom_id) END,
           COALESCE(MIN(uom_id) <> MAX(uom_id), FALSE),
           SUM(amount), SUM(amount - quantity * cost), SUM(amount) FILTER (WHERE quantity * cost IS NOT NULL),
           COUNT(DISTINCT move_id),
           CASE WHEN COUNT(end_client_id) = COUNT(*) AND MIN(end_client_id) = MAX(end_client_id)
                THEN MIN(end_client_id) END,
           'invoice'
      FROM (SELECT l.company_id, l.partner_id, DATE_TRUNC('month', l.invoice_date)::date AS month, t.categ_id,
                   CASE m.move_type WHEN 'out_refund' THEN -l.quantity ELSE l.quantity END
                       * COALESCE(lu.factor / pu.factor, 1) AS quantity,
                   COALESCE(t.uom_id, l.product_uom_id) AS uom_id, -l.balance AS amount, c.cost, l.move_id,
                   CASE WHEN d.commercial_partner_id NOT IN (SELECT partner_id FROM res_company)
                        THEN NULLIF(d.commercial_partner_id, l.partner_id) END AS end_client_id
              FROM account_move_line l
              JOIN account_move m ON m.id = l.move_id
         LEFT JOIN product_product p ON p.id = l.product_id
         LEFT JOIN product_template t ON t.id = p.product_tmpl_id
         LEFT JOIN uom_uom lu ON lu.id = l.product_uom_id
         LEFT JOIN uom_uom pu ON pu.id = t.uom_id
         LEFT JOIN res_partner d ON d.id = m.partner_shipping_id
         LEFT JOIN (SELECT r.invoice_line_id,
                           AVG(s.purchase_price / o.currency_rate * COALESCE(pu.factor / su.factor, 1)) AS cost
                      FROM sale_order_line_invoice_rel r
                      JOIN sale_order_line s ON s.id = r.order_line_id
                      JOIN sale_order o ON o.id = s.order_id
                 LEFT JOIN product_product p ON p.id = s.product_id
                 LEFT JOIN product_template t ON t.id = p.product_tmpl_id
                 LEFT JOIN uom_uom su ON su.id = s.product_uom_id
                 LEFT JOIN uom_uom pu ON pu.id = t.uom_id
                     WHERE o.company_id = %(company)s
                     GROUP BY r.invoice_line_id) c ON c.invoice_line_id = l.id
             WHERE l.company_id = %(company)s
               AND m.move_type IN ('out_invoice', 'out_refund', 'out_receipt')
               AND l.parent_state = 'posted' AND l.display_type = 'product'
               AND l.is_downpayment IS NOT TRUE
               AND l.partner_id NOT IN (SELECT partner_id FROM res_company)) line
     GROUP BY company_id, partner_id, month, categ_id
"""
LEDGER = """
    SELECT company_id, partner_id, month, categ_id, quantity, uom_id, is_uom_mixed, amount, ROUND(margin, 6) AS margin,
           margin_amount, document_count, end_client_id, source
      FROM client_supply
"""

_measured = {}


def run(registry, data, size, repeat):
    clients = data.clients

    def ours():
        with environment(registry) as env:
            env["client.supply"]._rebuild(env["res.company"].browse(clients.company))

    def plain():
        insert_plain(registry, clients.company)

    mine, bare, is_same, busy = compare(
        registry, ours, plain, lambda: empty_ledger(registry), repeat, lambda _side: ledger(registry)
    )
    _measured[registry.db_name] = bare
    yield figures(mine, bare, BAR, is_same, busy, lines=5 * data.invoices, rows=ledger(registry)[0])


def plain_measure(registry, data, repeat):
    """The Measure of the bare SQL on this database; taken now if no benchmark has taken it yet."""
    if registry.db_name not in _measured:
        bare = Measure(registry, lambda: insert_plain(registry, data.clients.company))
        for _turn in range(repeat):
            empty_ledger(registry)
            bare.once()
        _measured[registry.db_name] = bare
    return _measured[registry.db_name]


def insert_plain(registry, company):
    with registry.cursor() as cr:
        cr.execute(PLAIN, {"company": company})


def empty_ledger(registry):
    with registry.cursor() as cr:
        cr.execute("TRUNCATE client_supply, client_supply_touched")


def ledger(registry):
    """(rows, digest) of the ledger as it stands."""
    with registry.cursor() as cr:
        return checksum(cr, LEDGER)
