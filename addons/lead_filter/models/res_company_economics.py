from odoo import fields, models

from odoo.addons.relationship_marketing.engine.months import add_months, month_of


class ResCompany(models.Model):
    _inherit = "res.company"

    economics_series_lot = fields.Float("Series lot", digits=(16, 0))
    economics_hour_cost = fields.Monetary("An hour of production")
    economics_overhead_hour_cost = fields.Monetary("Plant overhead an hour")
    economics_development_hour_cost = fields.Monetary("An hour of design")
    economics_director_hour_cost = fields.Monetary("An hour of a director")
    economics_planned_profitability = fields.Float("Planned profitability", default=0.15)
    economics_smallest_share = fields.Float(
        "A client is small below", default=0.02, help="Of our turnover of twelve months (002: 2 %)."
    )

    def _turnover_of_last_year(self):
        """The ledger's amount of the last twelve complete months, in the company's currency."""
        self.ensure_one()
        end = month_of(fields.Date.context_today(self))
        # What a company sells in a year is no secret from those who cost an order for it.
        supplies = self.env["client.supply"].sudo()
        months = [("month", ">=", add_months(end, -12)), ("month", "<", end)]
        return supplies._read_group([("company_id", "=", self.id), *months], [], ["amount:sum"])[0][0] or 0.0
