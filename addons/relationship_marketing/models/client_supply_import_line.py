from odoo import fields, models


class UncheckedMany2one(fields.Many2one):
    """A many2one without a foreign key.

    A million rows are copied at once, and each key is checked row by row, half the time of the import. What the
    keys would hold is held otherwise: clients and families cannot be deleted while rows speak of them
    (``res.partner``, ``product.category``), a merge of partners moves the rows, an imported source is not deleted.
    """

    def update_db_foreign_key(self, model, column):
        pass


class ClientSupplyImportLine(models.Model):
    """A raw row of supply history, so that each figure can be traced to its line. Written by COPY only."""

    _name = "client.supply.import.line"
    _description = "Row of supply history"
    _order = "import_id, line_number"
    _rec_name = "document"
    _log_access = False

    import_id = UncheckedMany2one(
        "client.supply.import", string="Source", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="import_id.company_id")
    line_number = fields.Integer("Line in the file", required=True, readonly=True, aggregator=None)
    partner_id = UncheckedMany2one("res.partner", string="Client", required=True, readonly=True, ondelete="restrict")
    date = fields.Date(required=True, readonly=True)
    month = fields.Date(required=True, readonly=True)
    categ_id = UncheckedMany2one("product.category", string="Product family", readonly=True, ondelete="restrict")
    product_id = fields.Many2one("product.product", readonly=True, ondelete="restrict")
    quantity = fields.Float(digits=(16, 4), readonly=True)
    company_currency_id = fields.Many2one(related="import_id.company_id.currency_id")
    amount = fields.Monetary(currency_field="company_currency_id", readonly=True)
    margin = fields.Monetary(currency_field="company_currency_id", readonly=True)
    currency_id = fields.Many2one("res.currency", string="Currency in the file", readonly=True)
    currency_amount = fields.Monetary("Amount in the file", readonly=True)
    document = fields.Char(readonly=True)

    _partner_month_idx = models.Index("(partner_id, month)")
    _product_idx = models.Index("(product_id) WHERE product_id IS NOT NULL")
