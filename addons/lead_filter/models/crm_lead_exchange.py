from odoo import models


class CrmLead(models.Model):
    """Asking, answering, sending conditions: what is done from the panel of a request."""

    _inherit = "crm.lead"

    def action_ask_next_question(self):
        """Note that the proposed question was put to the client."""
        self.ensure_one()
        if self.next_question_id:
            self.env["lead.answer"].create({"lead_id": self.id, "question_id": self.next_question_id.id})
        return True

    def _merge_dependences(self, opportunities):
        """What clients were asked, what they said and what they were offered goes with the request that stays."""
        result = super()._merge_dependences(opportunities)
        # All of it, also what the merging user may not read.
        for model in ("lead.answer", "lead.condition"):
            self.env[model].sudo().search([("lead_id", "in", opportunities.ids)]).write({"lead_id": self.id})
        return result
