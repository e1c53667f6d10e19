from odoo import api, fields, models
from odoo.tools import SQL


class ClientHourlyCost(models.Model):
    """What an hour of a colleague costs one of our companies, from a day on; of all colleagues where none is named.

    Where nothing is set, hours spent on a client are of unknown cost, not free.
    """

    _name = "client.hourly.cost"
    _description = "Cost of an hour"
    _order = "company_id, user_id, date_from DESC, id"
    _rec_name = "user_id"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company", string="Our company", required=True, index=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users",
        string="Colleague",
        domain=[("share", "=", False)],
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        help="Empty: every colleague for whom nothing else is set.",
    )
    date_from = fields.Date("Since", required=True, default=lambda self: fields.Date.today().replace(month=1, day=1))
    currency_id = fields.Many2one(related="company_id.currency_id")
    hourly_cost = fields.Monetary(
        "Cost of an hour", required=True, help="Wages with everything that comes on top, in the company's currency."
    )

    _key = models.UniqueIndex(
        "(company_id, COALESCE(user_id, 0), date_from)", "The cost of an hour is set for this day already."
    )
    _above_zero = models.Constraint("CHECK (hourly_cost > 0)", "The cost of an hour is above zero: unknown is empty.")

    @api.depends("user_id", "date_from", "company_id")
    def _compute_display_name(self):
        for cost in self:
            cost.display_name = f"{cost.user_id.name or cost.company_id.name or ''} {cost.date_from or ''}".strip()

    @api.model_create_multi
    def create(self, vals_list):
        costs = super().create(vals_list)
        costs._recount()
        return costs

    def write(self, vals):
        companies = self.company_id
        result = super().write(vals)
        self._recount(companies)
        if "company_id" in vals:
            # Rules look at what was, this at what is.
            self.check_access("write")
        return result

    def unlink(self):
        companies = self.company_id
        result = super().unlink()
        self.browse()._recount(companies)
        return result

    def _recount(self, companies=None):
        """Work out again what the hours spent on clients cost these companies."""
        companies = (companies or self.env["res.company"]) | self.company_id
        # Of all clients, whoever may see which.
        costs = self.env["client.service.cost"].sudo().with_context(active_test=False)
        costs._recount(costs.search([("company_id", "in", companies.ids), ("hours", "!=", 0)]))

    @api.model
    def _lookup(self, companies):
        """rate(company id, user id or False, day): the cost of an hour, None where it is unknown."""
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                "SELECT company_id, COALESCE(user_id, 0), date_from, hourly_cost FROM client_hourly_cost"
                " WHERE company_id = ANY(%s) ORDER BY date_from DESC",
                companies.ids,
            )
        )
        by_key = {}
        for company, user, since, cost in rows:
            by_key.setdefault((company, user), []).append((since, float(cost)))

        def rate(company, user, day):
            for key in ((company, user), (company, 0)) if user else ((company, 0),):
                for since, cost in by_key.get(key, ()):
                    if since <= day:
                        return cost
            return None

        return rate
