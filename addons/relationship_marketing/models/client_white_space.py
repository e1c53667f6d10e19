from odoo import api, fields, models
from odoo.fields import Domain

from ..engine.months import add_months, month_of

GROUPS_PER_PAGE = 40


class ClientWhiteSpace(models.AbstractModel):
    """Which division buys which product family, and which never has (R1; ``000``).

    A grid of cells that mostly do not exist: the client action ``client_white_space`` draws it.
    """

    _name = "client.white.space"
    _description = "White space"

    @api.model
    def get_grid(self, group_id=False, mine=False, key=False, name="", offset=0):
        """The grid of a page of client groups, in a constant number of queries.

        :returns: ``{"from", "to", "currency_id", "count", "families": [{"id", "name", "is_key"}], "groups": [{"id",
            "name", "is_key_client", "divisions": [{"id", "name", "active"}]}], "cells": {division id: {family id:
            {"state", "amount", "last"}}}}``. ``state`` is ``now`` (bought in the last 12 complete months),
            ``new`` (only in the running month) or ``before``; a cell that is not there was never bought. ``amount``
            is of the last 12 complete months (of the running month where new), in the company's currency; family 0
            stands for supplies without a family.
        """
        this_month = month_of(fields.Date.context_today(self))
        start = add_months(this_month, -12)
        domain = self._groups_domain(group_id, mine, key, name)
        groups = self.env["client.group"].search(
            domain, order="is_key_client DESC, name, id", offset=max(offset, 0), limit=GROUPS_PER_PAGE
        )
        divisions = (
            self.env["res.partner"]
            .with_context(active_test=False)
            .search_fetch(
                [("client_group_id", "in", groups.ids), ("is_company", "=", True)],
                ["name", "active", "client_group_id"],
                order="complete_name, id",
            )
        )
        cells = self._cells(divisions, start, this_month)
        by_group = divisions.filtered(lambda division: division.active or division.id in cells).grouped(
            "client_group_id"
        )
        return {
            "from": start,
            "to": this_month,
            "currency_id": self.env.company.currency_id.id,
            "count": self.env["client.group"].search_count(domain),
            "families": self._families(),
            "groups": [
                {
                    "id": group.id,
                    "name": group.name,
                    "is_key_client": group.is_key_client,
                    "divisions": [
                        {"id": division.id, "name": division.name, "active": division.active}
                        for division in by_group.get(group, ())
                    ],
                }
                for group in groups
            ],
            "cells": cells,
        }

    @api.model
    def _groups_domain(self, group_id, mine, key, name):
        domain = Domain("id", "=", group_id) if group_id else Domain.TRUE
        if mine:
            domain &= Domain("key_account_manager_id", "=", self.env.uid)
        if key:
            domain &= Domain("is_key_client", "=", True)
        if name:
            domain &= Domain("name", "ilike", name) | Domain("partner_ids.name", "ilike", name)
        return domain

    @api.model
    def _cells(self, divisions, start, this_month):
        """{division id: {family id or 0: cell}} of what was ever supplied."""
        cells = {}
        bought = Domain("partner_id", "in", divisions.ids)
        for division, family, last in self.env["client.supply"]._read_group(
            bought, ["partner_id", "categ_id"], ["month:max"]
        ):
            cells.setdefault(division.id, {})[family.id or 0] = {"state": "before", "amount": 0.0, "last": last}
        for state, period in (
            ("new", Domain("month", ">=", this_month)),
            ("now", Domain("month", ">=", start) & Domain("month", "<", this_month)),
        ):
            for division_id, family_id, amount, is_bought in self._amounts(bought & period):
                cell = cells[division_id][family_id]
                if is_bought:
                    cell.update(state=state, amount=amount)
                elif state == "now" and cell["state"] == "before":
                    cell["amount"] = amount
        return cells

    @api.model
    def _amounts(self, domain):
        """(division id, family id or 0, amount, whether anything was bought) in the current company's currency.

        Where months hold returns only, nothing was bought in them.
        """
        today, currency = fields.Date.context_today(self), self.env.company.currency_id
        rates, totals = {}, {}
        for division, family, company, amount, largest in self.env["client.supply"]._read_group(
            domain, ["partner_id", "categ_id", "company_id"], ["amount:sum", "amount:max"]
        ):
            if company not in rates:
                rates[company] = company.currency_id._get_conversion_rate(company.currency_id, currency, company, today)
            total, is_bought = totals.get((division.id, family.id or 0), (0.0, False))
            totals[division.id, family.id or 0] = (total + amount * rates[company], is_bought or largest > 0)
        return [(*cell, amount, is_bought) for cell, (amount, is_bought) in totals.items()]

    @api.model
    def _families(self):
        """The families that are key positions or were ever supplied: key positions first, then the largest."""
        supplied = {
            family: amount for family, amount in self.env["client.supply"]._read_group([], ["categ_id"], ["amount:sum"])
        }
        key_positions = self.env["product.category"].search([("is_key_position", "=", True)])
        families = sorted(
            {*supplied, *key_positions}, key=lambda family: (family not in key_positions, -supplied.get(family, 0.0))
        )
        return [
            {
                "id": family.id or 0,
                "name": family.name or self.env._("Without a family"),
                "is_key": family in key_positions,
            }
            for family in families
        ]
