from odoo import api, fields, models


class LeadHandoverReturn(models.TransientModel):
    """Why a request comes back: by a reason that is counted, and in words (002)."""

    _name = "lead.handover.return"
    _description = "Return of a hand-over"

    handover_id = fields.Many2one("lead.handover", "Hand-over", required=True, readonly=True, ondelete="cascade")
    reason_id = fields.Many2one("lead.handover.reason", required=True)
    note = fields.Text("What is missing", required=True, help="For whoever gets the request back.")
    has_meeting = fields.Boolean(compute="_compute_has_meeting")
    keep_meeting = fields.Boolean(
        "The meeting takes place", help="It is led by whoever handed the request over; otherwise it is called off."
    )

    @api.depends("handover_id")
    def _compute_has_meeting(self):
        now = fields.Datetime.now()
        for dialog in self:
            meeting = dialog.handover_id.meeting_id
            dialog.has_meeting = bool(meeting) and meeting.start > now

    def action_return(self):
        self.ensure_one()
        self.handover_id._give_back(self.reason_id, self.note, self.keep_meeting)
        return {"type": "ir.actions.act_window_close"}
