from odoo import fields, models


class LeadDisqualificationReason(models.Model):
    """Why a request is refused, and what of it the client may be told."""

    _name = "lead.disqualification.reason"
    _description = "Reason for refusing a request"
    _inherit = ["lead.number.mixin"]
    _order = "sequence, id"

    name = fields.Char("Reason", required=True, translate=True, help="For us.")
    client_text = fields.Text(
        "What the client may be told", translate=True, help="Stands in the letter of refusal, in the client's language."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index="btree_not_null", help="Empty: for all companies.")
