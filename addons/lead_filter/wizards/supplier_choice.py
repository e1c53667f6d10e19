from odoo import api, fields, models
from odoo.exceptions import LockError, UserError


class SupplierChoice(models.TransientModel):
    """Choose a candidate, or nobody, with the comparison in sight; another than the first takes a reason."""

    _name = "supplier.choice"
    _description = "Choice among candidates"

    selection_id = fields.Many2one(
        "supplier.selection", "Our request", required=True, readonly=True, ondelete="cascade"
    )
    candidate_id = fields.Many2one(
        "supplier.candidate",
        domain="[('selection_id', '=', selection_id), ('state', '!=', 'declined')]",
        ondelete="cascade",
        help="Empty: nobody is chosen.",
    )
    explanation = fields.Char(related="candidate_id.explanation")
    is_first = fields.Boolean(compute="_compute_is_first")
    reason = fields.Text()

    @api.depends("candidate_id")
    def _compute_is_first(self):
        for choice in self:
            choice.is_first = choice.candidate_id.rank == 1

    def action_choose(self):
        """
        :raises UserError: it is decided already, or another than the first is chosen without a reason
        """
        self.ensure_one()
        selection = self.selection_id
        selection._check_may_choose()
        try:
            selection.lock_for_update()
        except LockError:
            raise UserError(self.env._("Somebody else is deciding this at the moment: try again.")) from None
        if selection.state != "open":
            raise UserError(self.env._("“%(task)s” is decided already: open it again first.", task=selection.name))
        if self.candidate_id and self.candidate_id not in selection.candidate_ids.filtered(
            lambda candidate: candidate.state != "declined"
        ):
            raise UserError(
                self.env._(
                    "%(company)s is no candidate for “%(task)s”.",
                    company=self.candidate_id.display_name,
                    task=selection.name,
                )
            )
        if not self.is_first and not (self.reason or "").strip():
            raise UserError(self.env._("Why not the first of the comparison? Write the reason."))
        selection._close(self.candidate_id, self.reason)
        return {"type": "ir.actions.act_window_close"}
