from odoo import fields, models


class ClientComplaintDecision(models.TransientModel):
    """A decision about complaints that needs a reason, or a colleague."""

    _name = "client.complaint.decision"
    _description = "Decision about a complaint"

    complaint_ids = fields.Many2many(
        "client.complaint", string="Complaints", required=True, default=lambda self: self.env.context.get("active_ids")
    )
    kind = fields.Selection(
        string="Decision",
        selection=[
            ("reject", "Reject"),
            ("withdraw", "Withdrawn by the client"),
            ("archive", "Archive"),
            ("exception", "A person is the only cause"),
            ("hand_on", "Hand on to a colleague"),
        ],
        required=True,
    )
    reason = fields.Text()
    user_id = fields.Many2one("res.users", string="Colleague", domain=[("share", "=", False)])

    def action_decide(self):
        self.ensure_one()
        values = {
            "reject": {"state": "rejected", "outcome_reason": self.reason},
            "withdraw": {"state": "withdrawn", "outcome_reason": self.reason},
            "archive": {"active": False, "archive_reason": self.reason},
            "exception": {"root_cause": "person", "person_exception_reason": self.reason},
        }
        if self.kind == "hand_on":
            self.complaint_ids._hand_on(self.user_id, self.reason)
        else:
            self.complaint_ids.write(values[self.kind])
        if self.kind in ("reject", "withdraw"):
            self.complaint_ids.activity_unlink(["mail.mail_activity_data_todo"])
        return {"type": "ir.actions.act_window_close"}
