from collections import defaultdict

from dateutil.relativedelta import relativedelta

from odoo import fields, models

from odoo.addons.relationship_marketing.engine.months import month_of


class LossCase(models.Model):
    _inherit = "loss.case"

    economics_ids = fields.One2many("loss.economics", "case_id", string="Keep or replace")

    def _bought_after(self, days):
        """{case: amount bought in the twelve complete months after the month of its day}, in one query.

        :param days: {case: date}
        """
        divisions = self._divisions()
        if not divisions:
            return {}
        # sudo: what was bought later is a figure of the analysis, for whoever reads it
        rows = (
            self.env["client.supply"]
            .sudo()
            ._read_group(
                [
                    ("partner_id", "in", [division.id for division in divisions]),
                    ("company_id", "in", self.company_id.ids),
                    ("month", ">", min(map(month_of, days.values()))),
                ],
                ["partner_id", "month:month", "company_id"],
                ["amount:sum"],
            )
        )
        bought = defaultdict(float)
        for division, month, company, amount in rows:
            case = divisions.get(division.sudo(False))
            if case and company == case.company_id:
                first = month_of(days[case]) + relativedelta(months=1)
                if first <= fields.Date.to_date(month) < first + relativedelta(months=12):
                    bought[case] += amount
        return dict(bought)
