from odoo import fields, models
from odoo.exceptions import UserError


class LossAnalysisBack(models.TransientModel):
    """Ask why an analysis goes one stage back."""

    _name = "loss.analysis.back"
    _description = "Loss analysis: back to the stage before"

    analysis_id = fields.Many2one("loss.analysis", required=True, readonly=True, ondelete="cascade")
    reason = fields.Text(required=True)

    def action_go_back(self):
        self.ensure_one()
        if not self.reason.strip():
            raise UserError(self.env._("Say why the analysis goes back: the heads will read it."))
        self.analysis_id.check_access("write")
        # sudo: state and confirmations are written by the programme only
        self.analysis_id.sudo()._go_back(self.reason)
        return {"type": "ir.actions.act_window_close"}
