from odoo import fields, models
from odoo.exceptions import UserError

from .client_care_request import OPEN


class ClientCareRequest(models.Model):
    _inherit = "client.care.request"

    def _record_answer(self, answer):
        """Note what came of the question: an answer, or none at all, which is no good one."""
        today = fields.Date.context_today(self)
        asked = self.filtered(lambda request: request.state in OPEN)
        if answer or any(asked.mapped("rating")):
            for request in asked.filtered(lambda request: answer or request.rating):
                request.write({"state": "answered", "answered_on": today, "answer": answer or request.answer})
        unanswered = asked.filtered(lambda request: request.state in OPEN)
        unanswered.write(
            {"state": "withdrawn", "withdrawn_reason": self.env._("The activity was closed without an answer.")}
        )

    def _answer(self, rating):
        """Close the open requests with what the client thinks."""
        self.filtered(lambda request: request.state in OPEN).rating = rating
        for request in self.filtered(lambda request: request.state in OPEN):
            activities = request.activity_ids
            if activities:
                activities.action_feedback(feedback=request.answer)
            request._record_answer(request.answer)

    def action_good(self):
        self._answer("good")

    def action_mixed(self):
        self._answer("mixed")

    def action_bad(self):
        self._answer("bad")

    def action_withdraw(self):
        self.filtered(lambda request: request.state in OPEN)._withdraw(
            self.env._("Withdrawn by %(user)s.", user=self.env.user.name)
        )

    def action_complaint(self):
        """Open a complaint about what the client was not satisfied with."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Complaint"),
            "res_model": "client.complaint",
            "views": [(False, "form")],
            "context": {
                "default_partner_id": self.partner_id.id,
                "default_company_id": self.company_id.id,
                "default_person_id": self.contact_id.id if self.contact_id != self.partner_id else False,
                "default_order_id": self.order_ids[:1].id,
                "default_description": self.answer,
            },
        }

    def action_lead(self):
        """Make the next need of the client a lead, once."""
        self.ensure_one()
        if not self.lead_id:
            if not self.answer:
                raise UserError(self.env._("Note first what %(client)s needs.", client=self.partner_id.display_name))
            self.lead_id = self.env["crm.lead"].create(
                {
                    "name": self.display_name,
                    "type": "opportunity",
                    "partner_id": (self.contact_id or self.partner_id).id,
                    "user_id": self.env.uid,
                    "company_id": self.company_id.id,
                    "description": self.answer,
                }
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.lead",
            "res_id": self.lead_id.id,
            "views": [(False, "form")],
        }
