from odoo import api, fields, models

from odoo.addons.relationship_marketing.engine.proportion import wilson_interval

from .crm_lead_verdict import VERDICTS


class LeadBacktestJudged(models.Model):
    """Of the requests with one verdict: how many became contracts."""

    _name = "lead.backtest.judged"
    _description = "Requests by verdict in a back-test"
    _order = "id"

    backtest_id = fields.Many2one("lead.backtest", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="backtest_id.company_id", store=True, index=True)
    verdict = fields.Selection(VERDICTS, required=True)
    won = fields.Integer("Contracts")
    lost = fields.Integer()
    share = fields.Char("Share of contracts", compute="_compute_share", help="With the 95 % interval.")

    @api.depends("won", "lost")
    @api.depends_context("lang")
    def _compute_share(self):
        for judged in self:
            judged.share = self._share_text(judged.won, judged.won + judged.lost)

    @api.model
    def _share_text(self, count, of):
        """A share with what it is of and its interval; unknown of none."""
        if not of:
            return self.env._("Unknown, there was none")
        low, high = wilson_interval(count, of)
        return self.env._(
            "%(count)s of %(of)s, %(share)s %% (%(low)s to %(high)s %%)",
            count=count,
            of=of,
            share=round(100 * count / of),
            low=round(100 * low),
            high=round(100 * high),
        )
