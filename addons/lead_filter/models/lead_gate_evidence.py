from odoo import fields, models


class LeadGateEvidence(models.Model):
    """What the client showed at a gate: who, by which document, when (F9)."""

    _name = "lead.gate.evidence"
    _description = "Evidence at a gate"
    _order = "date DESC, id DESC"
    _rec_name = "gate_id"

    lead_id = fields.Many2one("crm.lead", "Request", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="lead_id.company_id", store=True, index="btree_not_null")
    gate_id = fields.Many2one("lead.gate", required=True, index=True, ondelete="restrict")
    partner_id = fields.Many2one(
        "res.partner",
        "Person of theirs",
        index="btree_not_null",
        ondelete="restrict",
        domain=[("is_company", "=", False)],
    )
    through_id = fields.Many2one(
        "res.partner",
        "Through",
        index="btree_not_null",
        ondelete="restrict",
        domain=[("is_company", "=", False)],
        help="The contact person who led us there.",
    )
    attachment_ids = fields.Many2many("ir.attachment", string="Documents", bypass_search_access=True)
    date = fields.Date("Day")
    note = fields.Char("What they showed")
    is_waived = fields.Boolean(
        "Not asked for here", help="A director lets this deal pass without it; the note says why."
    )
    user_id = fields.Many2one("res.users", "Noted by", readonly=True, default=lambda self: self.env.user)
