"""SQL of the supply ledger (L1; definitions: ``client.supply`` in the specification).

Three origins yield *contributions* with the same columns::

    company_id, partner_id, month, categ_id, quantity, uom_id, amount, margin,
    end_client_id, document

and one statement sums contributions into ledger rows. ``margin`` is NULL where the
cost is unknown, never 0. Amounts are in company currency and are not rounded.

``keys`` in a signature names a table with columns ``partner_id`` and ``month``:
only these are summed. ``partner_range`` is (first id, last id), both included.
"""

from odoo.tools import SQL

LEDGER_COLUMNS = SQL(
    "company_id, partner_id, month, categ_id, quantity, uom_id, is_uom_mixed,"
    " amount, margin, margin_amount, document_count, end_client_id, source"
)
OWN_COMPANIES = SQL("(SELECT partner_id FROM res_company)")


def insert_ledger(contributions, source):
    """INSERT the ledger rows that ``contributions`` sum to, marked with ``source``."""
    return SQL(
        """
        INSERT INTO client_supply (%(columns)s)
        SELECT company_id, partner_id, month, categ_id,
               SUM(quantity),
               CASE WHEN MIN(uom_id) = MAX(uom_id) THEN MIN(uom_id) END,
               COALESCE(MIN(uom_id) <> MAX(uom_id), FALSE),
               SUM(amount),
               SUM(margin),
               SUM(amount) FILTER (WHERE margin IS NOT NULL),
               COUNT(DISTINCT document),
               CASE WHEN MIN(end_client_id) = MAX(end_client_id) AND COUNT(end_client_id) = COUNT(*)
                    THEN MIN(end_client_id) END,
               %(source)s
          FROM (%(contributions)s) AS contribution
         GROUP BY company_id, partner_id, month, categ_id
        """,
        columns=LEDGER_COLUMNS,
        contributions=contributions,
        source=source,
    )


def invoice_contributions(company_id, cutover=None, keys=None, partner_range=None):
    """Posted customer invoices, credit notes and receipts, line by line.

    The buying partner is the line's, as posted; the end client is the delivery
    address's company where that is another one.
    """
    return SQL(
        """
        SELECT line.company_id,
               line.partner_id,
               DATE_TRUNC('month', line.invoice_date)::date AS month,
               template.categ_id,
               %(quantity)s AS quantity,
               COALESCE(template.uom_id, line.product_uom_id) AS uom_id,
               -line.balance AS amount,
               -line.balance - %(quantity)s * cost.unit_cost AS margin,
               %(end_client)s AS end_client_id,
               line.move_id AS document
          FROM account_move_line line
          JOIN account_move move ON move.id = line.move_id
          %(keys)s
     LEFT JOIN product_product product ON product.id = line.product_id
     LEFT JOIN product_template template ON template.id = product.product_tmpl_id
     LEFT JOIN uom_uom line_uom ON line_uom.id = line.product_uom_id
     LEFT JOIN uom_uom product_uom ON product_uom.id = template.uom_id
     LEFT JOIN res_partner delivery ON delivery.id = move.partner_shipping_id
          %(costs)s
         WHERE line.company_id = %(company_id)s
           AND move.move_type IN ('out_invoice', 'out_refund', 'out_receipt')
           AND line.parent_state = 'posted'
           AND line.display_type = 'product'
           AND line.is_downpayment IS NOT TRUE
           AND line.partner_id IS NOT NULL
           AND line.invoice_date IS NOT NULL
           AND line.partner_id NOT IN %(own)s
           AND %(from_cutover)s
           AND %(in_range)s
        """,
        company_id=company_id,
        quantity=SQL(
            "(CASE WHEN move.move_type = 'out_refund' THEN -line.quantity ELSE line.quantity END"
            " * COALESCE(line_uom.factor / product_uom.factor, 1))"
        ),
        end_client=_end_client(SQL("line.partner_id")),
        keys=_join_keys(keys, SQL("line.partner_id"), SQL("line.invoice_date")),
        costs=_join_costs(company_id, keys),
        own=OWN_COMPANIES,
        from_cutover=SQL("line.invoice_date >= %s", cutover) if cutover else SQL("TRUE"),
        in_range=_in_range(SQL("line.partner_id"), partner_range),
    )


def order_contributions(company_id, timezone, cutover=None, keys=None, partner_range=None):
    """Lines of confirmed orders; the buying partner is today's commercial partner.

    The month is that of ``date_order`` in ``timezone``, the company's.
    """
    local_date = SQL("(sale.date_order AT TIME ZONE 'UTC' AT TIME ZONE %s)", timezone)
    return SQL(
        """
        SELECT sale.company_id,
               client.commercial_partner_id AS partner_id,
               DATE_TRUNC('month', %(local_date)s)::date AS month,
               template.categ_id,
               line.product_uom_qty * COALESCE(line_uom.factor / product_uom.factor, 1) AS quantity,
               COALESCE(template.uom_id, line.product_uom_id) AS uom_id,
               line.price_subtotal / sale.currency_rate AS amount,
               (line.price_subtotal - line.product_uom_qty * line.purchase_price) / sale.currency_rate AS margin,
               %(end_client)s AS end_client_id,
               sale.id AS document
          FROM sale_order_line line
          JOIN sale_order sale ON sale.id = line.order_id
          JOIN res_partner client ON client.id = sale.partner_id
          %(keys)s
     LEFT JOIN product_product product ON product.id = line.product_id
     LEFT JOIN product_template template ON template.id = product.product_tmpl_id
     LEFT JOIN uom_uom line_uom ON line_uom.id = line.product_uom_id
     LEFT JOIN uom_uom product_uom ON product_uom.id = template.uom_id
     LEFT JOIN res_partner delivery ON delivery.id = sale.partner_shipping_id
         WHERE sale.company_id = %(company_id)s
           AND sale.state = 'sale'
           AND line.display_type IS NULL
           AND line.is_downpayment IS NOT TRUE
           AND client.commercial_partner_id NOT IN %(own)s
           AND %(from_cutover)s
           AND %(in_range)s
        """,
        company_id=company_id,
        local_date=local_date,
        end_client=_end_client(SQL("client.commercial_partner_id")),
        keys=_join_keys(keys, SQL("client.commercial_partner_id"), local_date),
        own=OWN_COMPANIES,
        from_cutover=SQL("%s >= %s", local_date, cutover) if cutover else SQL("TRUE"),
        in_range=_in_range(SQL("client.commercial_partner_id"), partner_range),
    )


def import_contributions(company_id, cutover, months=None, keys=None):
    """Raw rows of imported history before the cut-over month.

    :param months: (first month, last month), both included, or None for all
    """
    return SQL(
        """
        SELECT source.company_id,
               line.partner_id,
               line.month,
               COALESCE(line.categ_id, template.categ_id) AS categ_id,
               line.quantity,
               template.uom_id,
               line.amount,
               line.margin,
               NULL::integer AS end_client_id,
               line.document
          FROM client_supply_import_line line
          JOIN client_supply_import source ON source.id = line.import_id
          %(keys)s
     LEFT JOIN product_product product ON product.id = line.product_id
     LEFT JOIN product_template template ON template.id = product.product_tmpl_id
         WHERE source.company_id = %(company_id)s
           AND line.month < %(cutover)s
           AND %(in_months)s
           AND line.partner_id NOT IN %(own)s
        """,
        company_id=company_id,
        keys=_join_keys(keys, SQL("line.partner_id"), SQL("line.month")),
        cutover=cutover,
        in_months=SQL("line.month BETWEEN %s AND %s", *months) if months else SQL("TRUE"),
        own=OWN_COMPANIES,
    )


def _join_keys(keys, partner, day):
    if keys is None:
        return SQL()
    return SQL(
        "JOIN %(keys)s touched ON touched.partner_id = %(partner)s"
        " AND %(day)s >= touched.month AND %(day)s < touched.month + INTERVAL '1 month'",
        keys=SQL.identifier(keys),
        partner=partner,
        day=day,
    )


def _in_range(partner, partner_range):
    return SQL("%s BETWEEN %s AND %s", partner, *partner_range) if partner_range else SQL("TRUE")


def _end_client(buyer):
    return SQL(
        "CASE WHEN delivery.commercial_partner_id NOT IN %s THEN NULLIF(delivery.commercial_partner_id, %s) END",
        OWN_COMPANIES,
        buyer,
    )


def _join_costs(company_id, keys):
    """Join, to invoice ``line``, the unit cost in company currency and product unit of the sale lines behind it.

    For a few keys line by line through the index; for the whole ledger all costs at once.
    """
    costs = SQL(
        """
        SELECT %(line)s AVG(sold.purchase_price / sale.currency_rate
                   * COALESCE(product_uom.factor / sold_uom.factor, 1)) AS unit_cost
          FROM sale_order_line_invoice_rel rel
          JOIN sale_order_line sold ON sold.id = rel.order_line_id
          JOIN sale_order sale ON sale.id = sold.order_id
     LEFT JOIN product_product product ON product.id = sold.product_id
     LEFT JOIN product_template template ON template.id = product.product_tmpl_id
     LEFT JOIN uom_uom sold_uom ON sold_uom.id = sold.product_uom_id
     LEFT JOIN uom_uom product_uom ON product_uom.id = template.uom_id
         WHERE sale.company_id = %(company_id)s %(of_line)s
        """,
        company_id=company_id,
        line=SQL() if keys else SQL("rel.invoice_line_id,"),
        of_line=SQL("AND rel.invoice_line_id = line.id") if keys else SQL("GROUP BY rel.invoice_line_id"),
    )
    if keys:
        return SQL("LEFT JOIN LATERAL (%s) AS cost ON TRUE", costs)
    return SQL("LEFT JOIN (%s) AS cost ON cost.invoice_line_id = line.id", costs)


def queue_invoice_keys(condition):
    """Queue the ledger keys of customer invoice lines under ``condition`` (on ``line`` and ``move``)."""
    return SQL(
        """
        INSERT INTO client_supply_touched (company_id, partner_id, month)
        SELECT DISTINCT line.company_id, line.partner_id, DATE_TRUNC('month', line.invoice_date)::date
          FROM account_move_line line
          JOIN account_move move ON move.id = line.move_id
         WHERE move.move_type IN ('out_invoice', 'out_refund', 'out_receipt')
           AND line.parent_state = 'posted'
           AND line.display_type = 'product'
           AND line.partner_id IS NOT NULL
           AND line.invoice_date IS NOT NULL
           AND %s
        """,
        condition,
    )


def queue_order_keys(condition):
    """Queue the ledger keys of confirmed order lines under ``condition`` (on ``line``, ``sale`` and ``client``).

    Queues the months before and after too: near a month's end the company's time
    zone decides, and a key summed once too often costs nothing.
    """
    return SQL(
        """
        INSERT INTO client_supply_touched (company_id, partner_id, month)
        SELECT DISTINCT sale.company_id, client.commercial_partner_id,
               DATE_TRUNC('month', sale.date_order + shift.days)::date
          FROM sale_order sale
          JOIN res_partner client ON client.id = sale.partner_id
          JOIN sale_order_line line ON line.order_id = sale.id
    CROSS JOIN (VALUES (INTERVAL '-1 day'), (INTERVAL '0 day'), (INTERVAL '1 day')) AS shift (days)
         WHERE sale.state = 'sale'
           AND %s
        """,
        condition,
    )


def queue_import_keys(condition):
    """Queue the ledger keys of imported raw rows under ``condition`` (on ``line``)."""
    return SQL(
        """
        INSERT INTO client_supply_touched (company_id, partner_id, month)
        SELECT DISTINCT source.company_id, line.partner_id, line.month
          FROM client_supply_import_line line
          JOIN client_supply_import source ON source.id = line.import_id
         WHERE %s
        """,
        condition,
    )
