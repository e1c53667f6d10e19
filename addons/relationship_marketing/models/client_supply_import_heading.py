from odoo import api, fields, models


class ClientSupplyImportHeading(models.Model):
    """A heading of a supply history file and the column it stands for; what people choose is remembered."""

    _name = "client.supply.import.heading"
    _description = "Heading of a supply history file"
    _order = "sequence, id"

    import_id = fields.Many2one("client.supply.import", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer()
    name = fields.Char("Heading in the file", required=True, readonly=True)
    field = fields.Selection(
        [
            ("client_ref", "Client reference"),
            ("client_vat", "Client tax ID"),
            ("client_name", "Client name"),
            ("date", "Date or month"),
            ("family", "Product family"),
            ("product_ref", "Product reference"),
            ("quantity", "Quantity"),
            ("amount", "Amount without tax"),
            ("currency", "Currency"),
            ("margin", "Margin"),
            ("document", "Document"),
            ("client_street", "Client street"),
            ("client_city", "Client city"),
            ("client_email", "Client email"),
            ("client_group", "Client group"),
        ],
        string="Is taken for",
    )
    is_chosen = fields.Boolean(readonly=True, help="A person chose this column; the next file is read the same way.")

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            vals["name"] = vals.get("name") or "?"
        return super().create(vals_list)

    def write(self, vals):
        if "field" in vals:
            vals = {**vals, "is_chosen": True}
        return super().write(vals)
