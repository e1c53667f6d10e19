from odoo import fields, models


class ClientSupplyImportRefusal(models.Model):
    """A cell of a supply history file that was refused: where, and why."""

    _name = "client.supply.import.refusal"
    _description = "Refused row of supply history"
    _order = "line_number, id"
    _rec_name = "reason"
    _log_access = False

    import_id = fields.Many2one(
        "client.supply.import", string="Source", required=True, readonly=True, index=True, ondelete="cascade"
    )
    line_number = fields.Integer("Line in the file", required=True, readonly=True, aggregator=None)
    column = fields.Char(readonly=True)
    reason = fields.Char(required=True, readonly=True)
