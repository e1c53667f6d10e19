from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

DAYS_AFTER = {"nobody": 2, "later": 30}


class LeadTargetCall(models.TransientModel):
    """What came of a call to a company that has never asked."""

    _name = "lead.target.call"
    _description = "Call to a company"

    target_id = fields.Many2one("lead.target", "Company", required=True, readonly=True, ondelete="cascade")
    phone = fields.Char(related="target_id.phone")
    result = fields.Selection(
        [
            ("request", "They have a request"),
            ("later", "Call again later"),
            ("nobody", "Nobody answered"),
            ("refused", "Not interested"),
        ],
        "What came of it",
        required=True,
        default="nobody",
    )
    call_on = fields.Date("Call again on", compute="_compute_call_on", store=True, readonly=False, precompute=True)
    note = fields.Text("What they said")

    @api.depends("result")
    def _compute_call_on(self):
        today = fields.Date.context_today(self)
        for call in self:
            days = DAYS_AFTER.get(call.result)
            call.call_on = today + timedelta(days=days) if days else False

    def action_note(self):
        """
        :raises UserError: the day of the next call is past
        """
        self.ensure_one()
        if self.call_on and self.call_on < fields.Date.context_today(self):
            raise UserError(self.env._("The day of the next call is past."))
        if self.result != "request":
            self.target_id._note_call(self.result, self.call_on, self.note)
            return {"type": "ir.actions.act_window_close"}
        self.target_id._note_call("later", note=self.note)
        return self.target_id.action_make_request()
