from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .loss_analysis_confirmation import SIDES
from .loss_measure import STALLED_AFTER

SIGNERS = (*SIDES, "director")


class LossAnalysis(models.Model):
    """The plan (003, stage 7): measures, its signing by the heads and a director, and what became of the one before."""

    _inherit = "loss.analysis"

    measure_ids = fields.One2many("loss.measure", "analysis_id", string="Plan")
    signed_sales_user_id = fields.Many2one("res.users", "Signed for sales by", readonly=True, copy=False)
    signed_sales_at = fields.Datetime("Signed for sales on", readonly=True, copy=False)
    signed_marketing_user_id = fields.Many2one("res.users", "Signed for marketing by", readonly=True, copy=False)
    signed_marketing_at = fields.Datetime("Signed for marketing on", readonly=True, copy=False)
    signed_director_user_id = fields.Many2one("res.users", "Signed for management by", readonly=True, copy=False)
    signed_director_at = fields.Datetime("Signed for management on", readonly=True, copy=False)
    to_sign_by_me = fields.Boolean(compute="_compute_to_sign_by_me")
    is_stalled = fields.Boolean(
        "Without movement", compute="_compute_is_stalled", search="_search_is_stalled", help="In the last 90 days."
    )
    previous_id = fields.Many2one("loss.analysis", "Plan before this one", compute="_compute_previous_id")

    @api.depends("state", "sales_head_id", "marketing_head_id")
    @api.depends("signed_sales_at", "signed_marketing_at", "signed_director_at")
    @api.depends_context("uid")
    def _compute_to_sign_by_me(self):
        for analysis in self:
            analysis.to_sign_by_me = analysis.state == "plan" and any(
                not analysis[f"signed_{signer}_at"] for signer in analysis._my_signatures()
            )

    @api.depends("state", "measure_ids.state", "measure_ids.moved_on")
    def _compute_is_stalled(self):
        last = fields.Date.context_today(self) - STALLED_AFTER
        for analysis in self:
            open_ones = analysis.measure_ids.filtered(lambda one: one.state == "open")
            moved = [one.moved_on for one in analysis.measure_ids if one.moved_on]
            analysis.is_stalled = bool(open_ones and moved and max(moved) < last)

    @api.model
    def _search_is_stalled(self, operator, value):
        if operator != "in":
            return NotImplemented
        last = fields.Date.context_today(self) - STALLED_AFTER
        stalled = Domain("measure_ids.state", "=", "open") & ~Domain("measure_ids.moved_on", ">=", last)
        return stalled if True in value else ~stalled

    @api.depends("month", "company_id")
    def _compute_previous_id(self):
        for analysis in self:
            domain = [
                ("company_id", "=", analysis.company_id.id),
                ("state", "=", "signed"),
                ("month", "<=", analysis.month),
                ("id", "!=", analysis._origin.id),
            ]
            analysis.previous_id = analysis.month and self.search(domain, order="month DESC, id DESC", limit=1)

    def _my_signatures(self):
        """For whom this user signs: the sides headed, and management as a director."""
        signers = self._my_sides()
        if self.env.user.has_group("relationship_marketing.group_director"):
            signers.append("director")
        return signers

    def _missing_plan(self):
        missing = []
        measures = self.measure_ids.filtered(lambda one: one.state != "dropped")
        if not measures:
            missing.append(self.env._("The plan has no measure yet."))
        missing += measures._gaps()
        held = self.case_ids.cause_ids.filtered(lambda cause: cause.is_own_failure and cause.state == "survived")
        unmet = held.kind_id - measures.kind_id
        if unmet:
            missing.append(
                self.env._(
                    "No measure removes what turned out to be our failure: %(causes)s.",
                    causes=", ".join(unmet.mapped("name")),
                )
            )
        return missing

    def action_sign(self):
        """Sign the plan in one's own name; with all three signatures the analysis is signed.

        :raises UserError: where something of the plan is missing
        """
        self.ensure_one()
        self._lock()
        signers = self._my_signatures()
        if self.state != "plan":
            raise UserError(self.env._("The plan is signed at the stage of the plan."))
        if not signers:
            raise AccessError(
                self.env._("The plan is signed by the heads of sales and of marketing and by a director.")
            )
        if missing := self._missing():
            raise UserError("\n".join(missing))
        now, vals = fields.Datetime.now(), {}
        for signer in signers:
            if not self[f"signed_{signer}_at"]:
                vals.update({f"signed_{signer}_user_id": self.env.uid, f"signed_{signer}_at": now})
        # sudo: signatures are written by the programme only, which has just checked whose they are
        analysis = self.sudo()
        analysis.write(vals)
        analysis.message_post(body=self.env._("%(user)s signed the plan.", user=self.env.user.name))
        if all(analysis[f"signed_{signer}_at"] for signer in SIGNERS):
            analysis._enter("signed")
        return True

    def _leave_backwards(self):
        """Who goes back from the plan, or from the signed analysis, signs it anew."""
        if self.state in ("plan", "signed"):
            self.write({f"signed_{signer}_{what}": False for signer in SIGNERS for what in ("user_id", "at")})
        return super()._leave_backwards()

    def action_open_measures(self):
        return {**self._open("key_account_loss.loss_measure_action"), "context": {"default_analysis_id": self.id}}

    def action_open_previous(self):
        self.ensure_one()
        return {**self.previous_id._open("key_account_loss.loss_measure_action")}

    def _run_nightly(self):
        """What time tells by itself: who returned, what measures brought, which plans stand still."""
        self.env["loss.economics"]._find_returned()
        self.env["loss.measure"]._find_effects()
        # sudo: the nightly job, for every company
        for analysis in self.sudo().search([("is_stalled", "=", True), ("state", "=", "signed")]):
            analysis._tell_stalled()

    def _tell_stalled(self):
        """One to-do for the head of sales, until somebody moves the plan."""
        summary = self.env._("The plan has not moved for 90 days")
        if self.sales_head_id and not self.activity_ids.filtered(lambda one: one.summary == summary):
            self.activity_schedule("mail.mail_activity_data_todo", summary=summary, user_id=self.sales_head_id.id)
