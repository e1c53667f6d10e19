from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.tools import SQL

from ..engine.currency_rates import CurrencyRates

COST_FIELDS = ("hours", "amount", "currency_id", "date", "user_id", "company_id")


class ClientServiceCost(models.Model):
    """Hours and money spent on a client, beyond what his goods cost (R11; ``003``, ``004``).

    An investment is expected to come back later: it is shown beside the net value, and becomes a cost once it is
    found that its effect did not come. A record without hours and money says that nothing was spent.
    """

    _name = "client.service.cost"
    _description = "Service cost of a client"
    _inherit = ["client.record.mixin"]
    _order = "date DESC, id DESC"

    name = fields.Char("What was done", required=True)
    date = fields.Date(required=True, default=fields.Date.context_today, index=True)
    kind = fields.Selection(
        [
            ("technical", "Technical support"),
            ("clarification", "Clarifying documents"),
            ("handling", "Order handling and changeover"),
            ("rush", "Rush order"),
            ("delivery", "Packing and delivery"),
            ("sample", "Samples and trials"),
            ("training", "Training"),
            ("relationship", "Visits, gifts, events"),
            ("discount", "Bonus or discount outside the invoice"),
            ("other", "Other"),
        ],
        required=True,
        default="technical",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Who of us",
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        index="btree_not_null",
        ondelete="restrict",
    )
    hours = fields.Float(help="Hours of our people.")
    amount = fields.Monetary("Money spent", help="Travel, gifts, freight, material: what was paid, without our hours.")
    currency_id = fields.Many2one("res.currency", required=True, default=lambda self: self.env.company.currency_id)
    order_id = fields.Many2one(
        "sale.order", string="Sales order", ondelete="set null", index="btree_not_null", check_company=True
    )
    origin = fields.Selection(
        [("typed", "Typed in")], string="Comes from", required=True, readonly=True, default="typed", copy=False
    )
    company_currency_id = fields.Many2one(related="company_id.currency_id", string="Company currency")
    cost = fields.Monetary(
        compute="_compute_cost",
        store=True,
        currency_field="company_currency_id",
        help="Money and hours in the company's currency, as far as it is known.",
    )
    is_cost_unknown = fields.Boolean(
        "Cost not wholly known",
        compute="_compute_cost",
        store=True,
        help="There are hours and no cost of an hour, or a currency without a rate.",
    )
    note = fields.Text()

    nature = fields.Selection(
        [("cost", "Running cost"), ("investment", "Investment")],
        required=True,
        default="cost",
        help="Directors decide what is invested in a client.",
    )
    expected_effect = fields.Text()
    effect_date = fields.Date("Effect to be checked on")
    effect = fields.Selection(
        [("open", "Not seen yet"), ("came", "It came"), ("failed", "It did not come")],
        string="Effect found",
        required=True,
        default="open",
    )
    effect_note = fields.Text("What was found")

    _not_negative = models.Constraint(
        "CHECK (hours >= 0 AND amount >= 0)", "Hours and money spent on a client are not negative."
    )
    _day_idx = models.Index("(company_id, partner_id, date) WHERE active IS TRUE")
    _hours_idx = models.Index("(user_id, date) WHERE active IS TRUE AND hours > 0")

    @api.depends(*COST_FIELDS)
    def _compute_cost(self):
        # What an hour of a colleague costs is the directors' to read; what a client costs everybody's.
        rate = self.env["client.hourly.cost"].sudo()._lookup(self.company_id)
        convert = self._currency_lookup()
        for record in self:
            day = record.date or fields.Date.context_today(record)
            hourly = rate(record.company_id.id, record.user_id.id, day) if record.hours else 0.0
            money = convert(record.company_id, record.currency_id, day) if record.amount else 0.0
            record.cost = record.hours * (hourly or 0.0) + record.amount * (money or 0.0)
            record.is_cost_unknown = hourly is None or money is None

    @api.model
    def _currency_lookup(self):
        """convert(company, currency, day): company currency for one unit, None where there is no rate at all."""
        lookups = {}

        def convert(company, currency, day):
            if currency == company.currency_id or not currency:
                return 1.0
            if company not in lookups:
                lookups[company] = self._rates_of(company)
            rates = lookups[company]
            known = rates.has_rate(currency.name) and rates.has_rate(company.currency_id.name)
            return float(rates.factor(currency.name, day)) if known else None

        return convert

    @api.model
    def _rates_of(self, company):
        self.env["res.currency.rate"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT currency.name, rate.name, rate.rate, rate.company_id IS NOT NULL
                  FROM res_currency_rate rate
                  JOIN res_currency currency ON currency.id = rate.currency_id
                 WHERE rate.company_id IS NULL OR rate.company_id = %s
                """,
                company.root_id.id,
            )
        )
        return CurrencyRates(rows, codes={row[0] for row in rows}, company_currency=company.currency_id.name)

    @api.model
    def _recount(self, records):
        """Work the cost of ``records`` out again, together."""
        for name in ("cost", "is_cost_unknown"):
            self.env.add_to_compute(self._fields[name], records)
        records.flush_recordset(["cost", "is_cost_unknown"])

    @api.model
    def _recount_unknown(self, company):
        """What was of unknown cost may be known by now: a rate of exchange came in."""
        self._recount(self.search([("company_id", "=", company.id), ("is_cost_unknown", "=", True)]))

    @api.constrains("nature", "expected_effect")
    def _check_expected_effect(self):
        for record in self:
            if record.nature == "investment" and not (record.expected_effect or "").strip():
                raise ValidationError(
                    self.env._("Say what %(record)s is expected to bring: it is an investment.", record=record.name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        if any(vals.get("nature", "cost") != "cost" for vals in vals_list):
            self._check_may_invest()
        return super().create(vals_list)

    def write(self, vals):
        if "nature" in vals and any(record.nature != vals["nature"] for record in self):
            self._check_may_invest()
        if any(name in vals for name in COST_FIELDS) and any(record.nature == "investment" for record in self):
            # How much is invested was decided too.
            self._check_may_invest()
        return super().write(vals)

    def _check_may_invest(self):
        """:raises AccessError: for anybody but directors"""
        if not (self.env.su or self.env.user.has_group("relationship_marketing.group_director")):
            raise AccessError(self.env._("Only a director decides what is invested in a client."))
