from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..engine.months import add_months, month_of

# What somebody has to have thought about: writing it moves the plan.
MOVING = ("spend_amount", "is_spend_known", "could_hold", "strengths", "risks")


class ClientPlan(models.Model):
    """What we want to reach with one key client, and what we do for it (R17; ``003``: goals, ``000``: needs).

    One is in force for each client and company of ours. Progress is read from live data; a plan that nobody has
    moved for so many days (setting of the company) says so.
    """

    _name = "client.plan"
    _description = "Plan for a client"
    _inherit = ["client.reminder.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "state, group_id, date_from DESC, id DESC"
    _rec_names_search = ["name", "group_id"]
    _check_company_auto = True

    name = fields.Char(compute="_compute_name", store=True, readonly=False, precompute=True, required=True, copy=False)
    group_id = fields.Many2one(
        "client.group",
        string="Client group",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company", string="Our company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    active = fields.Boolean(default=True)
    owner_id = fields.Many2one(
        "res.users",
        compute="_compute_owner_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index=True,
        domain=[("share", "=", False)],
        tracking=True,
    )
    state = fields.Selection(
        [("draft", "Being drawn up"), ("in_force", "In force"), ("closed", "Closed")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    date_from = fields.Date("From", required=True, default=fields.Date.context_today)
    date_to = fields.Date(
        "Until",
        required=True,
        default=lambda self: add_months(month_of(fields.Date.context_today(self)), 12) - timedelta(days=1),
    )
    closed_on = fields.Date("Closed on", readonly=True, copy=False)
    closed_reason = fields.Text("What came of it", copy=False, tracking=True)
    previous_id = fields.Many2one(
        "client.plan", string="Plan before", readonly=True, copy=False, index="btree_not_null"
    )
    next_review = fields.Date("Next review", copy=False, tracking=True)
    reviewed_on = fields.Date("Last reviewed on", readonly=True, copy=False)

    is_spend_known = fields.Boolean(
        "Their spend is known", compute="_compute_spend", store=True, readonly=False, precompute=True, tracking=True
    )
    spend_amount = fields.Monetary(
        "What they spend a year",
        compute="_compute_spend",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="On all that we could supply, with us and with others.",
    )
    spend_on = fields.Date("Known as of", compute="_compute_spend", store=True, readonly=False, precompute=True)
    spend_note = fields.Char("How we know", compute="_compute_spend", store=True, readonly=False, precompute=True)
    could_hold = fields.Float("Could hold, %", tracking=True, digits=(16, 1), help="What share we could hold.")
    strengths = fields.Text("What speaks for us")
    risks = fields.Text("What stands in the way")

    goal_ids = fields.One2many("client.plan.goal", "plan_id", string="Goals", copy=False)
    need_ids = fields.One2many("client.plan.need", "plan_id", string="Needs not yet voiced", copy=False)
    step_ids = fields.One2many("client.plan.step", "plan_id", string="Steps", copy=False)
    moved_on = fields.Date("Last moved on", readonly=True, copy=False, index=True)
    reminded_on = fields.Date("Reminded on", readonly=True, copy=False)

    _one_in_force = models.UniqueIndex(
        "(group_id, company_id) WHERE state = 'in_force' AND active IS TRUE",
        "This client has a plan in force already.",
    )
    _dates_in_order = models.Constraint("CHECK (date_from <= date_to)", "The plan ends before it begins.")
    _share_possible = models.Constraint(
        "CHECK (could_hold >= 0 AND could_hold <= 100 AND spend_amount >= 0)",
        "A share is between 0 and 100 %, and what they spend is entered without a minus.",
    )

    @api.depends("group_id", "date_from")
    def _compute_name(self):
        for plan in self:
            if plan.group_id and (not plan.name or plan.state == "draft"):
                plan.name = self.env._(
                    "Plan for %(client)s, %(year)s",
                    client=plan.group_id.name or "",
                    year=(plan.date_from or fields.Date.context_today(plan)).year,
                )

    @api.depends("group_id")
    def _compute_owner_id(self):
        for plan in self:
            plan.owner_id = plan.owner_id or plan.group_id.key_account_manager_id or self.env.user

    @api.depends("group_id", "company_id")
    def _compute_spend(self):
        """What was answered last when their spend was asked for the supplier position, theirs before ours."""
        for plan in self:
            known = plan.state == "draft" and not plan.is_spend_known and plan.group_id
            answer = known and self.env["client.position.answer"].search(
                [
                    ("group_id", "=", plan.group_id.id),
                    ("company_id", "=", plan.company_id.id),
                    ("factor_id.rule", "=", "share"),
                    ("is_unknown", "=", False),
                    ("spend", ">", 0),
                ],
                order="view DESC, date DESC, id DESC",
                limit=1,
            )
            plan.is_spend_known = plan.is_spend_known or bool(answer)
            plan.spend_amount = answer.spend if answer else plan.spend_amount
            plan.spend_on = answer.date if answer else plan.spend_on
            plan.spend_note = answer.note if answer else plan.spend_note

    @api.constrains("next_review", "state")
    def _check_next_review(self):
        if self.filtered(lambda plan: plan.state == "in_force" and not plan.next_review):
            raise ValidationError(self.env._("Say when the plan is reviewed next."))

    @api.onchange("spend_amount")
    def _onchange_spend_amount(self):
        self.is_spend_known = self.is_spend_known or bool(self.spend_amount)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._with_movement(vals) for vals in vals_list])

    def write(self, vals):
        if any(name in vals for name in MOVING):
            vals = self._with_movement(vals)
        result = super().write(vals)
        if not {"next_review", "owner_id"}.isdisjoint(vals):
            self.filtered(lambda plan: plan.state == "in_force")._plan_review()
        if "company_id" in vals:
            # Nobody puts a record out of the sight of the own company: rules look at what was, this at what is.
            self.check_access("write")
        return result

    @api.model
    def _with_movement(self, vals):
        """A spend that is given is known as of today; whoever writes has moved the plan."""
        today = fields.Date.context_today(self)
        vals = {"moved_on": today, "reminded_on": False, **vals}
        if vals.get("spend_amount"):
            vals = {"is_spend_known": True, **vals}
        if "spend_amount" in vals or "is_spend_known" in vals:
            vals = {"spend_on": today, **vals}
        return vals

    def _move(self):
        """Something was done for these plans today."""
        today = fields.Date.context_today(self)
        # Whoever did a step of a plan has moved it, also without the right to change the plan.
        plans = self.sudo().filtered(lambda plan: plan.moved_on != today or plan.reminded_on)
        plans.write({"moved_on": today, "reminded_on": False})

    @api.ondelete(at_uninstall=False)
    def _unlink_except_evidence(self):
        if plan := self.filtered(lambda plan: plan.state != "draft")[:1]:
            raise UserError(self.env._("%(plan)s is evidence: archive it instead.", plan=plan.name))
