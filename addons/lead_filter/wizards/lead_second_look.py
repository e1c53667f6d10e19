from odoo import api, fields, models


class LeadSecondLook(models.TransientModel):
    """What a second person finds on a refused request."""

    _name = "lead.second.look"
    _description = "Second look at a refused request"

    lead_id = fields.Many2one("crm.lead", "Request", required=True, readonly=True, ondelete="cascade")
    outcome = fields.Selection(related="lead_id.filter_outcome", related_sudo=False)
    reason_id = fields.Many2one(related="lead_id.disqualification_reason_id", related_sudo=False)
    refusal_note = fields.Char(related="lead_id.refusal_note", related_sudo=False)
    filter_reason = fields.Char("Why", compute="_compute_filter_reason")
    refused_by_id = fields.Many2one(related="lead_id.filter_outcome_by_id", related_sudo=False)
    found = fields.Selection(
        [("right", "Rightly refused"), ("wrong", "Wrongly refused: back to work")], "You find it", required=True
    )
    note = fields.Char("Why you find so")

    @api.model_create_multi
    def create(self, vals_list):
        looks = super().create(vals_list)
        # What stands here of a request is for those who read it.
        looks.lead_id.check_access("read")
        return looks

    @api.depends("lead_id")
    def _compute_filter_reason(self):
        for look in self:
            look.lead_id.check_access("read")
            look.filter_reason = look.lead_id.filter_reason

    def action_note(self):
        self.ensure_one()
        self.lead_id._look_again(self.found, self.note)
        return {"type": "ir.actions.act_window_close"}
