from math import isfinite

from odoo import api, fields, models

from ..engine.economics import Order, lot_for, price_for, simplification_for

# Whoever changes one of these changes the costing: who signed it, signed something else.
FIGURES = (
    "lot",
    "series_lot",
    "price_unit",
    "unit_hours",
    "hour_cost",
    "overhead_hour_cost",
    "material_unit_cost",
    "material_minimum",
    "changeover_count",
    "changeover_hours",
    "development_hours",
    "development_hour_cost",
    "approval_rounds",
    "approval_design_hours",
    "approval_production_hours",
    "approval_director_hours",
    "director_hour_cost",
    "delay_chance",
    "delay_cost",
    "planned_profitability",
)
POSITIVE = tuple(name for name in FIGURES if name != "planned_profitability")
ACCEPTED = [("yes", "Yes"), ("no", "No"), ("unknown", "Unknown")]


class LeadEconomics(models.Model):
    """What the order of a request would bring, and what would make it ours (002).

    The plant is tuned to its series: development, changeovers, rounds of approval and what is left of material are
    counted before it is promised. An order is judged when design and production have signed its costing; until then
    nobody knows.
    """

    _name = "lead.economics"
    _description = "Economics of an order"
    _inherit = ["mail.thread", "mail.activity.mixin", "lead.number.mixin"]
    _order = "lead_id, id DESC"
    _check_company_auto = True

    name = fields.Char("What is ordered", required=True)
    lead_id = fields.Many2one("crm.lead", "Request", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(
        "res.company", "Our company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    active = fields.Boolean(default=True)

    lot = fields.Float(digits=(16, 0), help="Units in one delivery.")
    series_lot = fields.Float("Series lot", digits=(16, 0), help="The lot our production is tuned to.")
    price_unit = fields.Monetary("Price of a unit", help="In the currency of our company.")
    yearly_volume = fields.Monetary("Expected volume a year", help="What the client would buy from us in a year.")
    unit_hours = fields.Float("Hours of production a unit", digits=(16, 3))
    hour_cost = fields.Monetary("An hour of production")
    overhead_hour_cost = fields.Monetary("Plant overhead an hour")
    material_unit_cost = fields.Monetary("Material of a unit")
    material_minimum = fields.Float(
        "Smallest lot of material",
        digits=(16, 0),
        help="Units for which material has to be bought at least; what the lot does not use up is left over.",
    )
    changeover_count = fields.Integer("Changeovers", help="One for each variant, as a rule.")
    changeover_hours = fields.Float("Hours of a changeover")
    development_hours = fields.Float("Hours of development")
    development_hour_cost = fields.Monetary("An hour of design")
    approval_rounds = fields.Integer("Rounds of approval")
    approval_design_hours = fields.Float("Hours of design a round")
    approval_production_hours = fields.Float("Hours of production a round (approval)")
    approval_director_hours = fields.Float("Hours of directors a round")
    director_hour_cost = fields.Monetary("An hour of a director")
    delay_chance = fields.Float("Chance of being late", help="Between 0 and 100 %.")
    delay_cost = fields.Monetary("What being late would cost")
    planned_profitability = fields.Float("Planned profitability", help="Profit after overhead, by the price.")

    revenue = fields.Monetary(compute="_compute_result", store=True)
    special_cost = fields.Monetary(
        "Changeovers, development and approval", compute="_compute_result", store=True, help="With their overhead."
    )
    leftover_cost = fields.Monetary("Material left over", compute="_compute_result", store=True)
    overhead = fields.Monetary("Plant overhead", compute="_compute_result", store=True)
    contribution = fields.Monetary(
        compute="_compute_result", store=True, help="The price less all that would not be spent without this order."
    )
    profit = fields.Monetary("Profit after overhead", compute="_compute_result", store=True)
    profitability = fields.Float(compute="_compute_result", store=True, aggregator="avg")
    meets_plan = fields.Boolean("Meets planned profitability", compute="_compute_result", store=True)
    is_calculable = fields.Boolean(compute="_compute_result", store=True)
    is_series = fields.Boolean("Serial order", compute="_compute_result", store=True)
    price_ours = fields.Monetary("Ours from a price of", compute="_compute_result", store=True)
    price_even = fields.Monetary("Breaks even at a price of", compute="_compute_result", store=True)
    lot_ours = fields.Float("Ours from a lot of", digits=(16, 0), compute="_compute_result", store=True)
    lot_even = fields.Float("Breaks even at a lot of", digits=(16, 0), compute="_compute_result", store=True)
    simplification_ours = fields.Float("Ours when simplified by", compute="_compute_result", store=True)
    can_simplify = fields.Boolean(compute="_compute_result", store=True)
    turnover_share = fields.Float("Share of our yearly turnover", compute="_compute_turnover_share")
    is_small = fields.Boolean("Too small a client", compute="_compute_turnover_share")
    verdict_text = fields.Text("In one sentence", compute="_compute_verdict_text")

    accepts_price = fields.Selection(ACCEPTED, "Would the client pay it?", default="unknown", required=True)
    accepts_lot = fields.Selection(ACCEPTED, "Would he take that lot?", default="unknown", required=True)
    accepts_simplification = fields.Selection(
        ACCEPTED, "Would he take it simplified?", default="unknown", required=True
    )

    design_signer_id = fields.Many2one("res.users", "Design", domain=[("share", "=", False)], tracking=True)
    production_signer_id = fields.Many2one("res.users", "Production", domain=[("share", "=", False)], tracking=True)
    design_signed_on = fields.Datetime(readonly=True, copy=False, tracking=True)
    production_signed_on = fields.Datetime(readonly=True, copy=False, tracking=True)
    is_signed = fields.Boolean("Signed by both", compute="_compute_is_signed", store=True)
    may_sign = fields.Boolean(compute="_compute_may_sign")
    may_withdraw = fields.Boolean(compute="_compute_may_sign")

    @api.model
    def default_get(self, fields):
        """The rates of our company, and the plan of its profitability."""
        values = {name: value for name, value in super().default_get(fields).items() if name not in self._found()}
        company = self.env["res.company"].browse(values.get("company_id")) or self.env.company
        for name in self._company_rates():
            if name in fields:
                values.setdefault(name, company[f"economics_{name}"])
        return values

    @api.model
    def _company_rates(self):
        return [
            "series_lot",
            "hour_cost",
            "overhead_hour_cost",
            "development_hour_cost",
            "director_hour_cost",
            "planned_profitability",
        ]

    def _costed_order(self):
        """This order as the engine takes it."""
        self.ensure_one()
        approval_hour = (
            self.approval_design_hours * self.development_hour_cost
            + self.approval_production_hours * self.hour_cost
            + self.approval_director_hours * self.director_hour_cost
        )
        return Order(
            lot=self.lot,
            price=self.price_unit,
            unit_hours=self.unit_hours,
            hour_cost=self.hour_cost,
            overhead_hour=self.overhead_hour_cost,
            material=self.material_unit_cost,
            material_minimum=self.material_minimum,
            changeovers=self.changeover_count,
            changeover_hours=self.changeover_hours,
            development_cost=self.development_hours * self.development_hour_cost,
            approval_cost=self.approval_rounds * approval_hour,
            delay_chance=self.delay_chance,
            delay_cost=self.delay_cost,
        )

    @api.depends(*FIGURES)
    def _compute_result(self):
        for economics in self:
            order, plan = economics._costed_order(), economics.planned_profitability
            cost = order.own_cost + order.overhead
            if not isfinite(cost + order.revenue):
                # Beyond what can be counted, nothing is known.
                order, cost = Order(lot=0.0), 0.0
            # Without a lot or without any cost of making it there is nothing to judge yet.
            economics.is_calculable = order.lot > 0 and cost > 0 and plan < 1
            known = economics.is_calculable
            step = economics.currency_id.rounding or 0.01
            economics.revenue = order.revenue
            economics.special_cost = order.special_cost
            economics.leftover_cost = order.leftover_cost if known else 0.0
            economics.overhead = order.overhead
            economics.contribution = order.contribution
            economics.profit = order.profit
            economics.profitability = order.profit / order.revenue if order.revenue else 0.0
            economics.meets_plan = known and order.revenue > 0 and order.meets(plan)
            economics.is_series = known and order.lot >= economics.series_lot and not order.development_cost
            economics.price_ours = price_for(order, plan, step) if known else 0.0
            economics.price_even = price_for(order, 0.0, step) if known else 0.0
            priced = known and order.revenue > 0
            economics.lot_ours = (priced and lot_for(order, plan)) or 0.0
            economics.lot_even = (priced and lot_for(order, 0.0)) or 0.0
            simplification = simplification_for(order, plan) if priced else None
            economics.can_simplify = simplification is not None
            economics.simplification_ours = simplification or 0.0

    @api.depends("yearly_volume", "company_id")
    def _compute_turnover_share(self):
        turnovers = {company: company._turnover_of_last_year() for company in self.company_id}
        for economics in self:
            turnover = turnovers.get(economics.company_id)
            economics.turnover_share = economics.yearly_volume / turnover if turnover else 0.0
            smallest = economics.company_id.economics_smallest_share
            economics.is_small = bool(turnover and economics.yearly_volume) and economics.turnover_share < smallest

    @api.depends(*FIGURES, "currency_id")
    @api.depends_context("lang")
    def _compute_verdict_text(self):
        for economics in self:
            economics.verdict_text = economics._verdict_text()

    def _verdict_text(self):
        """What the figures say, as a seller would tell it."""
        if not self.is_calculable:
            return self.env._("Unknown: a lot and what a unit costs to make are needed first.")
        price = self.currency_id.format(self.price_ours)
        if not self.revenue:
            return self.env._("No price yet: it is ours from %(price)s a unit.", price=price)
        if self.meets_plan:
            return self.env._("Ours: planned profitability is met at this price and lot.")
        sentences = [
            self.env._("Not ours as it is."),
            self.env._("It becomes ours at a price of %(price)s a unit.", price=price),
        ]
        if self.lot_ours:
            sentences.append(self.env._("It becomes ours with a lot of %(lot)s units.", lot=f"{self.lot_ours:.0f}"))
        if self.can_simplify:
            share = f"{100 * self.simplification_ours:.1f}"
            sentences.append(self.env._("It becomes ours with %(share)s %% less special work.", share=share))
        return " ".join(sentences)

    @api.depends("design_signed_on", "production_signed_on")
    def _compute_is_signed(self):
        for economics in self:
            economics.is_signed = bool(economics.design_signed_on and economics.production_signed_on)

    @api.depends("design_signer_id", "production_signer_id", "design_signed_on", "production_signed_on")
    @api.depends_context("uid")
    def _compute_may_sign(self):
        for economics in self:
            economics.may_sign = bool(economics._sides_to_sign())
            economics.may_withdraw = bool(economics._sides_to_withdraw())

    def _sides_to_sign(self):
        """The signatures this user has still to give."""
        return [
            side
            for side in ("design", "production")
            if self[f"{side}_signer_id"] == self.env.user and not self[f"{side}_signed_on"]
        ]
