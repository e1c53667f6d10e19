from odoo import api, fields, models

from ..models.crm_lead_decision import DECISIONS


class LeadDecision(models.TransientModel):
    """A person decides, with the verdict in front of him; the verdict stays beside the decision."""

    _name = "lead.decision"
    _description = "Decision on a request"

    lead_id = fields.Many2one("crm.lead", "Request", required=True, readonly=True, ondelete="cascade")
    verdict = fields.Selection(related="lead_id.filter_verdict", related_sudo=False)
    filter_reason = fields.Char(related="lead_id.filter_reason", related_sudo=False)
    decision = fields.Selection(DECISIONS, required=True)
    reason = fields.Char(required=True, help="Why, for whoever takes the request up later.")

    @api.model_create_multi
    def create(self, vals_list):
        decisions = super().create(vals_list)
        # What stands here of a request is for those who read it.
        decisions.lead_id.check_access("read")
        return decisions

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        lead = self.env["crm.lead"].browse(values.get("lead_id"))
        if lead.filter_decision:
            values.update(decision=lead.filter_decision, reason=lead.filter_decision_reason)
        return values

    def action_decide(self):
        self.ensure_one()
        self.lead_id.write({"filter_decision": self.decision, "filter_decision_reason": self.reason})
        return {"type": "ir.actions.act_window_close"}

    def action_take_back(self):
        """There is no decision any more: the verdict speaks alone."""
        self.ensure_one()
        self.lead_id.write({"filter_decision": False, "filter_decision_reason": False})
        return {"type": "ir.actions.act_window_close"}
