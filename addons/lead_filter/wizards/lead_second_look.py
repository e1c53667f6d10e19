from odoo import fields, models


class LeadSecondLook(models.TransientModel):
    """What a second person finds on a refused request."""

    _name = "lead.second.look"
    _description = "Second look at a refused request"

    lead_id = fields.Many2one("crm.lead", "Request", required=True, readonly=True, ondelete="cascade")
    outcome = fields.Selection(related="lead_id.filter_outcome")
    reason_id = fields.Many2one(related="lead_id.disqualification_reason_id")
    refusal_note = fields.Char(related="lead_id.refusal_note")
    filter_reason = fields.Char(related="lead_id.filter_reason")
    refused_by_id = fields.Many2one(related="lead_id.filter_outcome_by_id")
    found = fields.Selection(
        [("right", "Rightly refused"), ("wrong", "Wrongly refused: back to work")], "You find it", required=True
    )
    note = fields.Char("Why you find so")

    def action_note(self):
        self.ensure_one()
        self.lead_id._look_again(self.found, self.note)
        return {"type": "ir.actions.act_window_close"}
