from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import formatLang

from ..engine.level_rule_sql import ASKED

# Where the records behind a rule are opened: a method of the client group.
EVIDENCE = {
    "people": "action_open_persons",
    "contact": "action_open_contacts",
    "agreement": "action_open_agreements",
    "agreement_days": "action_open_agreements",
    "our_promises": "action_open_our_promises",
    "their_promises": "action_open_their_promises",
    "complaints": "action_open_level_complaints",
    "experience": "action_open_experiences",
    "performance": "action_open_performance",
    "dependence": "action_open_dependence",
    "end_clients": "action_open_links",
    "input_asked": "action_open_level_inputs",
    "net_value": "action_open_net_value",
    "plan": "action_open_plan",
    "recommendations": "action_open_level_recommendations",
}
IN_PERCENT = ("input_asked", "our_promises", "their_promises", "dependence")
IN_DAYS = ("contact", "agreement_days")
IN_MONTHS = ("experience",)


class ClientLevelCheck(models.Model):
    """One condition held against one client: met, not met or unknown, with the figure (R13).

    Written by the nightly job; of an asked condition a colleague gives the answer, which holds for some months.
    """

    _name = "client.level.check"
    _description = "Condition of a level at a client"
    _order = "level_id, condition_id, id"
    _rec_name = "condition_id"

    group_id = fields.Many2one(
        "client.group", string="Client group", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", string="Our company", required=True, readonly=True, index=True)
    condition_id = fields.Many2one(
        "client.level.condition", required=True, readonly=True, index=True, ondelete="cascade"
    )
    level_id = fields.Many2one("client.level", readonly=True, index=True, ondelete="cascade")
    state = fields.Selection(
        [("met", "Met"), ("not_met", "Not met"), ("unknown", "Unknown")],
        required=True,
        readonly=True,
        default="unknown",
    )
    value = fields.Float("Found", readonly=True, digits=(16, 1), aggregator=None)
    has_value = fields.Boolean("Known", readonly=True)
    since_on = fields.Date("So since", readonly=True)
    rule = fields.Selection(related="condition_id.rule")
    next_step = fields.Text(related="condition_id.next_step")
    condition = fields.Text("What must be true", compute="_compute_condition")
    finding = fields.Text("What is found", compute="_compute_finding")
    answer = fields.Selection([("yes", "Yes"), ("no", "No")], readonly=True)
    answered_on = fields.Date("Answered on", readonly=True)
    answered_by_id = fields.Many2one("res.users", string="Answered by", readonly=True, ondelete="set null")

    _key = models.Constraint(
        "UNIQUE (group_id, condition_id, company_id)", "A condition is held against a client once."
    )

    @api.depends("condition_id.name")
    def _compute_condition(self):
        for check in self:
            check.condition = check.condition_id.name

    @api.depends("value", "has_value", "condition_id", "answer", "answered_on")
    @api.depends_context("lang")
    def _compute_finding(self):
        for check in self:
            check.finding = check._wording()

    def _wording(self):
        """What is found, against what is needed."""
        self.ensure_one()
        if self.rule == ASKED:
            if not self.answer:
                return self.env._("Not asked yet")
            values = {"day": self.answered_on, "user": self.answered_by_id.name or ""}
            if not self.has_value:
                return self.env._("Asked on %(day)s, too long ago", **values)
            if self.answer == "yes":
                return self.env._("Yes, on %(day)s (%(user)s)", **values)
            return self.env._("No, on %(day)s (%(user)s)", **values)
        if not self.has_value:
            return self.env._("Unknown")
        if self.rule == "manager":
            return self.env._("Named") if self.value else self.env._("Nobody")
        if self.rule == "plan":
            return self.env._("In force") if self.value else self.env._("None in force")
        figures = {"value": self._with_unit(self.value), "needed": self._with_unit(self.condition_id.threshold)}
        if self.condition_id.comparison == "least":
            return self.env._("%(value)s, at least %(needed)s needed", **figures)
        return self.env._("%(value)s, at most %(needed)s allowed", **figures)

    def _with_unit(self, figure):
        """A figure of this rule as it is read."""
        self.ensure_one()
        if self.rule == "net_value":
            return formatLang(self.env, figure, currency_obj=self.company_id.currency_id)
        number = f"{round(figure, 1):g}"
        if self.rule in IN_PERCENT:
            return f"{number} %"
        if self.rule in IN_DAYS:
            return self.env._("%(number)s days", number=number)
        if self.rule in IN_MONTHS:
            return self.env._("%(number)s months", number=number)
        return number

    def action_answer_yes(self):
        return self._answer("yes")

    def action_answer_no(self):
        return self._answer("no")

    def _answer(self, answer):
        """Keep what the client said; where he stands is worked out at once.

        :raises UserError: where the condition is read from data
        """
        self.check_access("read")
        for check in self:
            if check.rule != ASKED:
                raise UserError(
                    self.env._("%(condition)s is read from data, not asked.", condition=check.condition_id.name)
                )
        # What is found is nobody's to write; the answer is a colleague's to give.
        self.sudo().write(
            {
                "answer": answer,
                "answered_on": fields.Date.context_today(self),
                "answered_by_id": self.env.uid,
            }
        )
        for company, checks in self.grouped("company_id").items():
            reaches = self.env["client.level.reach"].sudo().with_context(allowed_company_ids=company.ids)
            reaches._refresh_levels(checks.group_id.with_context(allowed_company_ids=company.ids))
        return True

    def action_open_evidence(self):
        """Open the dated records behind the figure."""
        self.ensure_one()
        method = EVIDENCE.get(self.rule)
        if not method:
            raise UserError(
                self.env._("There are no records behind “%(condition)s”.", condition=self.condition_id.name)
            )
        return getattr(self.group_id, method)()
