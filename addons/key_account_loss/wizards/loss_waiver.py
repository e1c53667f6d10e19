from odoo import fields, models
from odoo.exceptions import AccessError, UserError


class LossWaiver(models.TransientModel):
    """A director lets the owner of an account interview the client; the report prints it (003, stage 5)."""

    _name = "loss.waiver"
    _description = "Waiver for an interviewer"

    interview_id = fields.Many2one("loss.interview", required=True, readonly=True, ondelete="cascade")
    interviewer_id = fields.Many2one("res.users", required=True, domain=[("share", "=", False)])
    reason = fields.Text(required=True)

    def action_allow(self):
        self.ensure_one()
        if not self.env.user.has_group("relationship_marketing.group_director"):
            raise AccessError(self.env._("Only a director lets the owner of an account interview its client."))
        if not self.reason.strip():
            raise UserError(self.env._("Say why: the report prints it."))
        if self.env.user == self.interviewer_id:
            raise UserError(self.env._("A director who answers for the account is let by another director."))
        self.interview_id.analysis_id._check_not_signed()
        self.interview_id.check_access("write")
        # sudo: a waiver is written here only
        self.interview_id.sudo().write(
            {
                "waiver_reason": self.reason,
                "waiver_user_id": self.env.uid,
                "waiver_on": fields.Date.context_today(self),
                "interviewer_id": self.interviewer_id.id,
            }
        )
        return {"type": "ir.actions.act_window_close"}
