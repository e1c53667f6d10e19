from odoo import api, models
from odoo.fields import Domain

from ..engine.whale_curve import whale_curve

NAMED = 12  # clients listed at either end


class ClientWhaleCurve(models.AbstractModel):
    """What clients add up to, the most valuable first, drawn by the client action ``client_whale_curve`` (R11)."""

    _name = "client.whale.curve"
    _description = "Whale curve"

    @api.model
    def get_curve(self, period=False, mine=False, key=False):
        """The curve of one period of the current company, in a constant number of queries.

        :param period: ``rolling`` (the last twelve months, if not said) or a calendar year as text
        :returns: ``{"periods": [{"key", "name"}], "period", "currency_id", "count", "total", "peak", "peak_rank",
            "peak_share", "eroded", "loss_count", "at_most_count", "prestige_cost", "points": [{"rank", "id", "name",
            "net_value", "total", "is_at_most"}], "best": [client], "worst": [client]}``; ``id`` is the net value's
        """
        rows = self.env["client.net.value"]
        periods = self._periods()
        if period not in [one["key"] for one in periods]:
            period = periods[0]["key"] if periods else "rolling"
        domain = self._domain(period, mine, key)
        found = rows.search_fetch(domain, ["net_value"], order="net_value DESC, id")
        ids = found.ids
        curve = whale_curve(found.mapped("net_value"))
        drawn = rows.browse([ids[index] for _rank, index, _total in curve.points])
        ends = found[:NAMED] | found[max(len(found) - NAMED, NAMED) :]
        clients = {row.id: self._describe(row) for row in drawn | ends}
        return {
            "periods": periods,
            "period": period,
            "currency_id": self.env.company.currency_id.id,
            "count": curve.count,
            "total": curve.total,
            "peak": curve.peak,
            "peak_rank": curve.peak_rank,
            "peak_share": curve.peak_share,
            "eroded": curve.eroded,
            "loss_count": curve.loss_count,
            "at_most_count": rows.search_count(domain & Domain("is_at_most", "=", True)),
            "prestige_cost": sum(rows._read_group(domain, [], ["prestige_cost:sum"])[0]) or 0.0,
            "points": [
                {**clients[row.id], "rank": rank, "total": total}
                for row, (rank, _index, total) in zip(drawn, curve.points, strict=True)
            ],
            "best": [clients[row.id] for row in found[:NAMED]],
            "worst": [clients[row.id] for row in reversed(found[max(len(found) - NAMED, NAMED) :])],
        }

    @api.model
    def _periods(self):
        """What there are values of: the last twelve months, then the years, the newest first."""
        rows = self.env["client.net.value"]._read_group(
            [("company_id", "=", self.env.company.id), ("is_current", "=", True)],
            ["period", "date_from:day"],
            order="period, date_from:day DESC",
        )
        return [
            {"key": "rolling", "name": self.env._("Last 12 months")}
            if period == "rolling"
            else {"key": str(first.year), "name": str(first.year)}
            for period, first in rows
        ]

    @api.model
    def _domain(self, period, mine, key):
        domain = Domain("company_id", "=", self.env.company.id) & Domain("is_current", "=", True)
        if period == "rolling":
            domain &= Domain("period", "=", "rolling")
        else:
            domain &= Domain("period", "=", "year") & Domain("date_from", "=", f"{period}-01-01")
        if mine:
            domain &= Domain("group_id.key_account_manager_id", "=", self.env.uid)
        if key:
            domain &= Domain("group_id.is_key_client", "=", True)
        return domain

    @api.model
    def _describe(self, row):
        return {
            "id": row.id,
            "name": row.group_id.name or row.partner_id.name,
            "net_value": row.net_value,
            "is_at_most": row.is_at_most,
            "is_prestige": row.is_prestige,
            "is_key_client": row.is_key_client,
        }
