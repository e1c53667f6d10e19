"""SQL of loading a source of supply history: what is the same as before, what another source already has."""

from odoo.tools import SQL

SAME_ROW = SQL("partner_id, date, categ_id, product_id, quantity, amount, margin, document")


def keep_old_lines(import_id):
    """Copy the rows of an earlier load to the temporary table ``client_supply_old_line``."""
    return SQL(
        "CREATE TEMPORARY TABLE client_supply_old_line ON COMMIT DROP AS"
        " SELECT month, %s FROM client_supply_import_line WHERE import_id = %s",
        SAME_ROW,
        import_id,
    )


def compare_with_old(import_id, has_old):
    """(rows the same as in the earlier load, rows now, first month, last month)."""
    same = SQL(
        """
        SELECT COUNT(*) FROM (
            SELECT %(same)s FROM client_supply_import_line WHERE import_id = %(source)s
            INTERSECT ALL SELECT %(same)s FROM client_supply_old_line) AS same
        """,
        same=SAME_ROW,
        source=import_id,
    )
    return SQL(
        "SELECT (%s), COUNT(*), MIN(month), MAX(month) FROM client_supply_import_line WHERE import_id = %s",
        same if has_old else SQL("0"),
        import_id,
    )


def take_out_overlap(import_id, company_id):
    """Delete rows whose client, family and month another source of the company has: (line, name of that source)."""
    return SQL(
        """
        WITH others AS MATERIALIZED (
            SELECT other.partner_id, other.month, COALESCE(other.categ_id, template.categ_id) AS categ_id,
                   MIN(source.name) AS source
              FROM client_supply_import_line other
              JOIN client_supply_import source ON source.id = other.import_id
         LEFT JOIN product_product product ON product.id = other.product_id
         LEFT JOIN product_template template ON template.id = product.product_tmpl_id
             WHERE source.company_id = %(company)s AND source.id <> %(source)s
               AND other.month BETWEEN (SELECT MIN(month) FROM client_supply_import_line WHERE import_id = %(source)s)
                                   AND (SELECT MAX(month) FROM client_supply_import_line WHERE import_id = %(source)s)
             GROUP BY 1, 2, 3)
        DELETE FROM client_supply_import_line line
         USING others, client_supply_import_line self
     LEFT JOIN product_product product ON product.id = self.product_id
     LEFT JOIN product_template template ON template.id = product.product_tmpl_id
         WHERE line.id = self.id
           AND line.import_id = %(source)s
           AND others.partner_id = line.partner_id
           AND others.month = line.month
           AND others.categ_id IS NOT DISTINCT FROM COALESCE(line.categ_id, template.categ_id)
     RETURNING line.line_number, others.source
        """,
        company=company_id,
        source=import_id,
    )
