from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from .loss_analysis_stage import ALL_STAGES

SIDES = ("sales", "marketing")
# The stages that both heads confirm; the others are gone on from once what they need is there.
STAGES = ("volumes", "list")
NEXT = {"volumes": "list", "list": "causes"}


class LossAnalysis(models.Model):
    """The heads of sales and of marketing confirm each stage, each as oneself (003, first and second step)."""

    _inherit = "loss.analysis"

    sales_head_id = fields.Many2one("res.users", string="Head of sales", tracking=True, check_company=True)
    marketing_head_id = fields.Many2one("res.users", string="Head of marketing", tracking=True, check_company=True)
    volumes_sales_user_id = fields.Many2one("res.users", "Volumes confirmed for sales by", readonly=True, copy=False)
    volumes_sales_at = fields.Datetime("Volumes confirmed for sales on", readonly=True, copy=False)
    volumes_marketing_user_id = fields.Many2one(
        "res.users", "Volumes confirmed for marketing by", readonly=True, copy=False
    )
    volumes_marketing_at = fields.Datetime("Volumes confirmed for marketing on", readonly=True, copy=False)
    list_sales_user_id = fields.Many2one("res.users", "List confirmed for sales by", readonly=True, copy=False)
    list_sales_at = fields.Datetime("List confirmed for sales on", readonly=True, copy=False)
    list_marketing_user_id = fields.Many2one("res.users", "List confirmed for marketing by", readonly=True, copy=False)
    list_marketing_at = fields.Datetime("List confirmed for marketing on", readonly=True, copy=False)
    to_confirm_by_me = fields.Boolean(compute="_compute_to_confirm_by_me")

    @api.depends("state", "is_stale", "computed_at", "sales_head_id", "marketing_head_id")
    @api.depends("volumes_sales_at", "volumes_marketing_at", "list_sales_at", "list_marketing_at")
    @api.depends_context("uid")
    def _compute_to_confirm_by_me(self):
        for analysis in self:
            analysis.to_confirm_by_me = bool(
                analysis.computed_at
                and not analysis.is_stale
                and analysis.state in STAGES
                and any(not analysis[f"{analysis.state}_{side}_at"] for side in analysis._my_sides())
            )

    @api.constrains("sales_head_id", "marketing_head_id")
    def _check_heads(self):
        """A head who cannot open the analysis could not confirm it."""
        for head in self.sales_head_id | self.marketing_head_id:
            if not head.has_group("key_account_loss.group_analyst"):
                raise ValidationError(
                    self.env._(
                        "%(user)s cannot open loss analyses: give them the role of loss analyst first.", user=head.name
                    )
                )

    def _my_sides(self):
        """The sides this user speaks for: sales, marketing, both or none."""
        return [side for side in SIDES if self[f"{side}_head_id"] == self.env.user]

    def action_confirm(self):
        """Confirm the stage the analysis stands at; with both heads' word it goes on to the next."""
        self.ensure_one()
        self._lock()
        sides = self._my_sides()
        self._check_can_confirm(sides)
        stage = self.state
        now = fields.Datetime.now()
        vals = {}
        for side in sides:
            vals.update({f"{stage}_{side}_user_id": self.env.uid, f"{stage}_{side}_at": now})
        # sudo: confirmations are written by the programme only, which has just checked whose they are
        analysis = self.sudo()
        analysis.write(vals)
        analysis.activity_feedback(["mail.mail_activity_data_todo"], user_id=self.env.uid)
        analysis.message_post(body=self._confirmation_text(stage))
        if all(analysis[f"{stage}_{side}_at"] for side in SIDES):
            analysis._enter(NEXT[stage])
            analysis._ask_for_confirmation()
        return True

    def _check_can_confirm(self, sides):
        if self.state not in STAGES:
            raise UserError(self.env._("There is nothing to confirm at this stage."))
        if not self.sales_head_id or not self.marketing_head_id:
            raise UserError(self.env._("Name the heads of sales and of marketing first: both confirm."))
        if not sides:
            raise AccessError(
                self.env._(
                    "Only %(sales)s and %(marketing)s confirm this analysis, each as oneself.",
                    sales=self.sales_head_id.name,
                    marketing=self.marketing_head_id.name,
                )
            )
        if not self.computed_at or self.is_stale:
            raise UserError(self.env._("Compute the analysis first: there is nothing to confirm yet."))

    def _confirmation_text(self, stage):
        if stage == "volumes":
            return self.env._("%(user)s confirmed the key clients and their volumes.", user=self.env.user.name)
        return self.env._("%(user)s confirmed the list of cases.", user=self.env.user.name)

    def _ask_for_confirmation(self):
        """A to-do for each head whose word is missing."""
        if self.state not in STAGES:
            return
        summaries = {
            "volumes": self.env._("Confirm the key clients and their volumes"),
            "list": self.env._("Confirm the list of cases"),
        }
        heads = self.env["res.users"]
        for side in SIDES:
            if not self[f"{self.state}_{side}_at"]:
                heads |= self[f"{side}_head_id"]
        asked = self.activity_ids.user_id
        for head in heads - asked:
            self.activity_schedule("mail.mail_activity_data_todo", summary=summaries[self.state], user_id=head.id)

    def action_back(self):
        """Open the question for the reason of going one stage back."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Back to the stage before"),
            "res_model": "loss.analysis.back",
            "view_mode": "form",
            "target": "new",
            "context": {"default_analysis_id": self.id},
        }

    def _go_back(self, reason):
        """One stage back; what the heads confirmed there and after counts no more."""
        self.ensure_one()
        self._lock()
        if self.state == ALL_STAGES[0]:
            raise UserError(self.env._("This analysis stands at its first stage already."))
        stage = ALL_STAGES[ALL_STAGES.index(self.state) - 1]
        if stage in STAGES:
            self._clear_confirmations(STAGES[STAGES.index(stage) :])
            text = self.env._("Back to the stage before. The confirmations given for it count no more.")
        else:
            text = self.env._("Back to the stage before. What was entered stays.")
        self._leave_backwards()
        self.state = stage
        self._post_reason(text, reason)
        self._ask_for_confirmation()

    def _withdraw_confirmations(self, reason):
        """Back to the first stage where anything was confirmed on figures that hold no more."""
        if any(self[f"{stage}_{side}_at"] for stage in STAGES for side in SIDES):
            self._clear_confirmations(STAGES)
            self.state = "volumes"
            self._post_reason(self.env._("Confirmations were withdrawn."), reason)
            self._ask_for_confirmation()

    def _withdraw_list_confirmations(self, reason):
        if any(self[f"list_{side}_at"] for side in SIDES):
            self._clear_confirmations(["list"])
            self._post_reason(self.env._("Confirmations were withdrawn."), reason)

    def _forget_confirmations_of(self, side):
        """A new head has not confirmed anything yet."""
        for analysis in self:
            given = [stage for stage in STAGES if analysis[f"{stage}_{side}_at"]]
            if given:
                analysis._clear_confirmations(given, [side])
                analysis.state = given[0]

    def _clear_confirmations(self, stages, sides=SIDES):
        self.write(
            {f"{stage}_{side}_{what}": False for stage in stages for side in sides for what in ("user_id", "at")}
        )

    def _post_reason(self, text, reason):
        self.message_post(body=Markup("<p>%s</p><p>%s</p>") % (text, reason))
