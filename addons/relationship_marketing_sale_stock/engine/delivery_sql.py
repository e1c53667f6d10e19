"""Deliveries as the client counts them (R18): whole lines by the promised day, and what came back.

``zones`` in a signature is {company id: name of its time zone}; days are those of our company. ``now`` is in UTC.
"""

from odoo.tools import SQL

# Quantities closer than this are the same.
DIGITS = 6
# Goods picked and not yet shipped are not delivered.
IS_DONE = SQL("move.state = 'done' AND target.usage = 'customer'")
ARRIVED = SQL("((move.date AT TIME ZONE 'UTC' AT TIME ZONE promised.tz)::date + promised.transit_days)")


def delivered_lines(zones, now):
    """One row for each order line of goods that the warehouse knows: promised, delivered, and what that makes of it.

    *On time*: the whole quantity arrived by the promised day and the days of grace; *early*, where the client counts
    that too; *late*: whole, but after it; *short*: the day is over and something is missing; *open*: not due yet.
    A line without a promised day or without any transfer says nothing and is left out.
    """
    return SQL(
        """
        SELECT counted.*, (DATE_TRUNC('month', counted.promised_on))::date AS month,
               CASE WHEN counted.is_whole_by_due AND NOT counted.is_early THEN 'on_time'
                    WHEN counted.is_whole_by_due THEN 'early'
                    WHEN counted.is_whole THEN 'late'
                    WHEN counted.due_on < counted.today THEN 'short'
                    ELSE 'open' END AS state,
               CASE WHEN counted.is_whole THEN GREATEST(counted.last_on - counted.promised_on, 0)
                    ELSE GREATEST(counted.today - counted.promised_on, 0) END AS days_late
          FROM (
                SELECT promised.*,
                       %(done_by)s AS quantity_by_due,
                       %(done)s AS quantity_delivered,
                       MIN(%(arrived)s) FILTER (WHERE %(is_done)s) AS first_on,
                       MAX(%(arrived)s) FILTER (WHERE %(is_done)s) AS last_on,
                       CASE WHEN %(is_kit)s
                            THEN %(nothing_open)s
                                 AND MAX(%(arrived)s) FILTER (WHERE %(is_done)s) <= promised.due_on
                            ELSE COALESCE(%(done_by)s, 0) >= promised.quantity END AS is_whole_by_due,
                       CASE WHEN %(is_kit)s THEN %(nothing_open)s
                            ELSE COALESCE(%(done)s, 0) >= promised.quantity END AS is_whole,
                       COALESCE(promised.early_counts
                                AND MIN(%(arrived)s) FILTER (WHERE %(is_done)s)
                                    < promised.promised_on - promised.early_days, FALSE) AS is_early
                  FROM (%(promised)s) promised
                  JOIN stock_move move ON move.sale_line_id = promised.id
                  JOIN stock_location source ON source.id = move.location_id AND source.usage <> 'customer'
                  JOIN stock_location target ON target.id = move.location_dest_id
                  LEFT JOIN stock_location final ON final.id = move.location_final_id
                  LEFT JOIN uom_uom move_uom ON move_uom.id = move.product_uom
                 WHERE promised.promised_on IS NOT NULL
                   AND (target.usage = 'customer' OR final.usage = 'customer')
                 GROUP BY %(columns)s
               ) counted
        """,
        promised=_promised(zones, now),
        columns=SQL(", ").join(SQL.identifier("promised", name) for name in PROMISED),
        arrived=ARRIVED,
        is_done=IS_DONE,
        done=_quantity(IS_DONE),
        done_by=_quantity(SQL("%s AND %s <= promised.due_on", IS_DONE, ARRIVED)),
        is_kit=SQL("BOOL_OR(move.product_id <> promised.product_id)"),
        nothing_open=SQL("(BOOL_OR(%s) AND NOT BOOL_OR(move.state NOT IN ('done', 'cancel')))", IS_DONE),
    )


PROMISED = (
    "id",
    "order_id",
    "company_id",
    "group_id",
    "partner_id",
    "product_id",
    "quantity",
    "line_factor",
    "count_by",
    "tolerance_days",
    "transit_days",
    "early_counts",
    "early_days",
    "tz",
    "today",
    "promised_on",
    "due_on",
)


def _quantity(condition):
    """What was moved under ``condition``, in the unit of the order line."""
    return SQL(
        "ROUND(SUM(move.quantity * COALESCE(move_uom.factor / NULLIF(promised.line_factor, 0), 1))"
        " FILTER (WHERE %s)::numeric, %s)",
        condition,
        DIGITS,
    )


def _promised(zones, now):
    """Order lines of goods with the day promised, by the client's own definition, else by the company's."""
    return SQL(
        """
        SELECT defined.*, defined.promised_on + defined.tolerance_days AS due_on
          FROM (
                SELECT line.id, line.order_id, sale.company_id, client.client_group_id AS group_id,
                       client.commercial_partner_id AS partner_id, line.product_id,
                       ROUND(line.product_uom_qty::numeric, %(digits)s) AS quantity, line_uom.factor AS line_factor,
                       COALESCE(own.count_by, common.count_by, 'line') AS count_by,
                       COALESCE(own.tolerance_days, common.tolerance_days, 0) AS tolerance_days,
                       COALESCE(own.transit_days, common.transit_days, 0) AS transit_days,
                       COALESCE(own.early_counts, common.early_counts, FALSE) AS early_counts,
                       COALESCE(own.early_days, common.early_days, 0) AS early_days,
                       zone.tz,
                       (%(now)s::timestamp AT TIME ZONE 'UTC' AT TIME ZONE zone.tz)::date AS today,
                       (COALESCE(
                            CASE WHEN COALESCE(own.promise_by, common.promise_by, 'first') = 'first'
                                 THEN sale.first_promised_on END,
                            sale.commitment_date,
                            CASE WHEN line.customer_lead > 0
                                 THEN sale.date_order + line.customer_lead * INTERVAL '1 day' END
                        ) AT TIME ZONE 'UTC' AT TIME ZONE zone.tz)::date AS promised_on
                  FROM sale_order_line line
                  JOIN sale_order sale ON sale.id = line.order_id AND sale.state = 'sale'
                  JOIN res_partner client ON client.id = sale.partner_id
                  JOIN (VALUES %(zones)s) AS zone (company_id, tz) ON zone.company_id = sale.company_id
                  JOIN product_product product ON product.id = line.product_id
                  JOIN product_template template ON template.id = product.product_tmpl_id AND template.type = 'consu'
                  LEFT JOIN uom_uom line_uom ON line_uom.id = line.product_uom_id
                  LEFT JOIN client_performance_standard own
                         ON own.indicator = 'on_time' AND own.active AND own.company_id = sale.company_id
                        AND own.group_id = client.client_group_id
                  LEFT JOIN client_performance_standard common
                         ON common.indicator = 'on_time' AND common.active AND common.company_id = sale.company_id
                        AND common.group_id IS NULL AND own.id IS NULL
                 WHERE line.product_uom_qty > 0 AND line.display_type IS NULL
                   AND client.client_group_id IS NOT NULL
               ) defined
        """,
        zones=SQL(", ").join(SQL("(%s, %s)", company, tz) for company, tz in sorted(zones.items())),
        digits=DIGITS,
        now=now,
    )


def on_time(group_ids, company_id, tz, first, end, now):
    """Rows (group, month, cases, not on time in full): lines, or whole orders where the client counts these.

    A whole order is as good as its worst line, and belongs to the month of its last promised day.
    """
    return SQL(
        """
        WITH line AS (
            SELECT * FROM (%(lines)s) delivered
             WHERE group_id = ANY(%(groups)s) AND company_id = %(company)s
        ), unit AS (
            SELECT group_id, month, state <> 'on_time' AS is_failed
              FROM line WHERE count_by = 'line' AND state <> 'open'
             UNION ALL
            SELECT group_id, MAX(month), BOOL_OR(state NOT IN ('on_time', 'open'))
              FROM line WHERE count_by = 'order'
             GROUP BY group_id, order_id
            HAVING BOOL_OR(state NOT IN ('on_time', 'open')) OR NOT BOOL_OR(state = 'open')
        )
        SELECT group_id, month, COUNT(*)::float8, COUNT(*) FILTER (WHERE is_failed)::float8
          FROM unit
         WHERE month >= %(first)s AND month < %(end)s
         GROUP BY group_id, month
        """,
        lines=delivered_lines({company_id: tz}, now),
        groups=list(group_ids),
        company=company_id,
        first=first,
        end=end,
    )


def moved_goods(zones):
    """One row for each transfer of goods to a client or back: when, what, how much in the product's own unit."""
    return SQL(
        """
        SELECT move.id, move.company_id, client.client_group_id AS group_id,
               client.commercial_partner_id AS partner_id, move.product_id, move.picking_id, sold.order_id,
               (move.date AT TIME ZONE 'UTC' AT TIME ZONE zone.tz)::date AS moved_on,
               (DATE_TRUNC('month', move.date AT TIME ZONE 'UTC' AT TIME ZONE zone.tz))::date AS month,
               CASE WHEN source.usage = 'customer' THEN 'returned' ELSE 'delivered' END AS direction,
               move.quantity * COALESCE(move_uom.factor / NULLIF(product_uom.factor, 0), 1) AS quantity,
               template.uom_id, SPLIT_PART(product_uom.parent_path, '/', 1) AS kind_of_unit,
               COALESCE(origin.picking_id, move.picking_id, -move.id) AS delivery
          FROM stock_move move
          JOIN stock_location source ON source.id = move.location_id
          JOIN stock_location target ON target.id = move.location_dest_id
          JOIN (VALUES %(zones)s) AS zone (company_id, tz) ON zone.company_id = move.company_id
          JOIN product_product product ON product.id = move.product_id
          JOIN product_template template ON template.id = product.product_tmpl_id
          LEFT JOIN uom_uom move_uom ON move_uom.id = move.product_uom
          LEFT JOIN uom_uom product_uom ON product_uom.id = template.uom_id
          LEFT JOIN stock_move origin ON origin.id = move.origin_returned_move_id
          LEFT JOIN stock_picking picking ON picking.id = move.picking_id
          LEFT JOIN sale_order_line sold ON sold.id = move.sale_line_id
          LEFT JOIN sale_order sale ON sale.id = sold.order_id
          JOIN res_partner client ON client.id = COALESCE(sale.partner_id, picking.partner_id, move.partner_id)
         WHERE move.state = 'done' AND (source.usage = 'customer') <> (target.usage = 'customer')
           AND client.client_group_id IS NOT NULL
        """,
        zones=SQL(", ").join(SQL("(%s, %s)", company, tz) for company, tz in sorted(zones.items())),
    )


def returns(group_ids, company_id, tz, first, end):
    """Rows (group, month, deliveries, deliveries something came back from, pieces out, pieces back, units mixed)."""
    return SQL(
        """
        SELECT group_id, month,
               COUNT(DISTINCT delivery) FILTER (WHERE direction = 'delivered')::float8,
               COUNT(DISTINCT delivery) FILTER (WHERE direction = 'returned')::float8,
               COALESCE(SUM(quantity) FILTER (WHERE direction = 'delivered'), 0)::float8,
               COALESCE(SUM(quantity) FILTER (WHERE direction = 'returned'), 0)::float8,
               COUNT(DISTINCT kind_of_unit) > 1
          FROM (%(moved)s) moved
         WHERE group_id = ANY(%(groups)s) AND company_id = %(company)s
           AND month >= %(first)s AND month < %(end)s
         GROUP BY group_id, month
        """,
        moved=moved_goods({company_id: tz}),
        groups=list(group_ids),
        company=company_id,
        first=first,
        end=end,
    )
