from odoo import api, fields, models


class LeadBacktestRanking(models.Model):
    """How well one score puts the contracts first: 1 always, 0.5 like the toss of a coin."""

    _name = "lead.backtest.ranking"
    _description = "Ranking in a back-test"
    _order = "id"

    backtest_id = fields.Many2one("lead.backtest", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="backtest_id.company_id", store=True, index=True)
    ranked_by = fields.Selection(
        [
            ("portrait", "This portrait"),
            ("suggested", "The suggested criteria"),
            ("odoo", "Odoo's predictive scoring"),
        ],
        required=True,
    )
    area = fields.Float(
        "Area under the curve",
        digits=(4, 3),
        help="The chance that of a contract and a lost request the contract has the higher score.",
    )
    low = fields.Float("From", digits=(4, 3), help="The 95 % interval of Hanley and McNeil.")
    high = fields.Float("To", digits=(4, 3))

    @api.model
    def _labels(self):
        return dict(self._fields["ranked_by"]._description_selection(self.env))
