from odoo import fields, models


class LeadHandoverReason(models.Model):
    """Why a hand-over comes back: the coded part, by which returns are counted (F6)."""

    _name = "lead.handover.reason"
    _description = "Reason to return a hand-over"
    _inherit = ["lead.number.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index="btree_not_null", help="Empty: for all companies.")
    is_of_portrait = fields.Boolean(
        "Concerns the portrait", default=True, help="The owner of the portrait hears of each return for this reason."
    )
