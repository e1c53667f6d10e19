from odoo import fields, models


class ClientTieNote(models.Model):
    """What one of us notes for himself about a business contact; read by its author and directors only (R7)."""

    _name = "client.tie.note"
    _description = "Private note"
    _order = "date DESC, id DESC"
    _rec_name = "text"

    tie_id = fields.Many2one("client.tie", string="Tie", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", related="tie_id.company_id", store=True, index=True)
    author_id = fields.Many2one(
        "res.users", string="Author", required=True, readonly=True, index=True, default=lambda self: self.env.user
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    text = fields.Text(required=True)
