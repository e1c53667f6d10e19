from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..engine.months import add_months, month_of
from ..engine.plan_progress import plan_state, spend_share


class ClientPlan(models.Model):
    """What a plan says of itself, read from live data."""

    _inherit = "client.plan"

    turnover = fields.Monetary("Turnover, last 12 months", compute="_compute_share")
    share_held = fields.Float("We hold, %", compute="_compute_share", digits=(16, 1))
    is_share_known = fields.Boolean(compute="_compute_share")
    share_text = fields.Char("Share of their spend", compute="_compute_share")
    goals_text = fields.Char("Goals reached", compute="_compute_goals")
    goals_state = fields.Selection(
        [("met", "On track"), ("not_met", "Behind"), ("unknown", "Unknown")],
        string="State of the goals",
        compute="_compute_goals",
        search="_search_goals_state",
    )
    open_step_count = fields.Integer("Open steps", compute="_compute_steps")
    late_step_count = fields.Integer("Late steps", compute="_compute_steps")
    is_stalled = fields.Boolean("Without movement", compute="_compute_is_stalled", search="_search_is_stalled")
    still_days = fields.Integer("Days without movement", compute="_compute_is_stalled")
    still_text = fields.Char(compute="_compute_still_text")
    is_review_due = fields.Boolean(compute="_compute_is_stalled")
    is_group_archived = fields.Boolean(compute="_compute_is_group_archived")

    @api.depends("group_id", "company_id", "is_spend_known", "spend_amount", "could_hold")
    @api.depends_context("lang")
    def _compute_share(self):
        for company, plans in self.grouped("company_id").items():
            figures = self._supply_figures(plans.group_id, company)
            for plan in plans:
                plan.turnover = figures.get(plan.group_id.id, (0.0, 0, 0))[0]
                share = spend_share(plan.turnover, plan.spend_amount if plan.is_spend_known else None)
                plan.is_share_known, plan.share_held = share is not None, 100 * (share or 0.0)
                plan.share_text = plan._share_text(share)

    def _share_text(self, share):
        if share is None:
            return self.env._("Unknown: ask what they spend on all that we could supply.")
        if not self.could_hold:
            return self.env._("We hold %(held)d %%.", held=round(100 * share))
        return self.env._(
            "We hold %(held)d %%, and could hold %(could)d %%.", held=round(100 * share), could=round(self.could_hold)
        )

    @api.model
    def _supply_figures(self, groups, company):
        """{group id: (amount, product families, divisions)} bought from ``company`` in the last 12 complete months.

        A family or a division of which more came back than was bought does not count. One query.
        """
        end = month_of(fields.Date.context_today(self))
        # Turnover does not depend on which contacts, or companies of ours, the reader sees: it is of the plan's own.
        rows = (
            self.env["client.supply"]
            .sudo()
            ._read_group(
                [
                    ("partner_id.client_group_id", "in", groups.ids),
                    ("company_id", "=", company.id),
                    ("month", ">=", add_months(end, -12)),
                    ("month", "<", end),
                ],
                ["partner_id.client_group_id", "partner_id", "categ_id"],
                ["amount:sum"],
            )
        )
        totals, families, divisions = {}, {}, {}
        for group, partner, family, amount in rows:
            totals[group.id] = totals.get(group.id, 0.0) + amount
            of_family, of_division = families.setdefault(group.id, {}), divisions.setdefault(group.id, {})
            of_family[family.id] = of_family.get(family.id, 0.0) + amount
            of_division[partner.id] = of_division.get(partner.id, 0.0) + amount
        return {
            group: (
                total,
                sum(1 for family, amount in families[group].items() if family and amount > 0),
                sum(1 for amount in divisions[group].values() if amount > 0),
            )
            for group, total in totals.items()
        }

    @api.depends("goal_ids.state")
    @api.depends_context("lang")
    def _compute_goals(self):
        for plan in self:
            states = plan.goal_ids.mapped("state")
            plan.goals_state = plan_state(states)
            plan.goals_text = self.env._("%(met)s of %(count)s", met=states.count("met"), count=len(states))

    @api.model
    def _search_goals_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        plans = self.search([("state", "=", "in_force")])
        return Domain("id", "in", plans.filtered(lambda plan: plan.goals_state in value).ids)

    @api.depends("step_ids.state", "step_ids.deadline")
    def _compute_steps(self):
        today = fields.Date.context_today(self)
        for plan in self:
            unfinished = plan.step_ids.filtered(lambda step: step.state == "open")
            plan.open_step_count = len(unfinished)
            plan.late_step_count = len(unfinished.filtered(lambda step: step.deadline < today))

    @api.depends("moved_on", "state", "company_id", "next_review")
    def _compute_is_stalled(self):
        today = fields.Date.context_today(self)
        for plan in self:
            in_force = plan.state == "in_force"
            plan.still_days = (today - plan.moved_on).days if in_force and plan.moved_on else 0
            plan.is_stalled = in_force and plan.still_days >= plan.company_id.plan_still_days
            plan.is_review_due = in_force and bool(plan.next_review) and plan.next_review <= today

    @api.depends("still_days")
    @api.depends_context("lang")
    def _compute_still_text(self):
        for plan in self:
            plan.still_text = self.env._(
                "Nothing was done for this plan for %(days)s days: do its next step, change it or close it.",
                days=plan.still_days,
            )

    @api.depends("group_id")
    def _compute_is_group_archived(self):
        for plan in self:
            plan.is_group_archived = bool(plan.group_id) and not plan.group_id.active

    @api.model
    def _search_is_stalled(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        # What each company of ours calls too long; there are few of them.
        stalled = Domain.OR(
            Domain("company_id", "=", company.id)
            & Domain("moved_on", "<=", today - timedelta(days=company.plan_still_days))
            for company in self.env.companies
        ) & Domain("state", "=", "in_force")
        return stalled if True in value else ~stalled
