from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date
from odoo.tools.date_utils import subtract

from ..engine import position_sql

# More bubbles than these nobody tells apart: key clients come first, then the largest.
BUBBLES = 150
UNPLACED = 25


class ClientPositionMatrix(models.AbstractModel):
    """The matrix of supplier positions (R9; ``003``): the client action ``client_position_matrix`` draws it."""

    _name = "client.position.matrix"
    _description = "Supplier matrix"

    @api.model
    def get_matrix(self, view="ours", manager_id=False, key=False, group_id=False):
        """The clients and where they stand, in a constant number of queries.

        :param view: "ours" or "theirs"
        :param manager_id: only clients of this key account manager
        :param key: only key clients
        :returns: ``{"cells", "managers", "currency_id", "ago", "can_move", "count", "bubbles": [{"id", "name",
            "is_key", "manager", "position_id", "risk", "value", "cell_id", "turnover", "is_moved", "computed":
            [risk, value] or False, "moved_by", "moved_on", "reason", "before": {"risk", "value", "date"} or False,
            "other": [risk, value] or False, "contrary": [text]}], "unplaced": [{"id", "name", "is_key",
            "questions": [{"factor_id", "rule", "text"}]}], "unplaced_domain", "unplaced_count"}``. ``before`` is the
            place a year ago, ``other`` the one of the other view.
        """
        domain = self._groups_domain(manager_id, key, group_id)
        positions, count = self._positions(view, domain)
        unplaced_domain = domain & ~self._placed_domain(view)
        return {
            "cells": self._cells(),
            "managers": self._managers(),
            "currency_id": self.env.company.currency_id.id,
            "ago": self._year_ago(),
            "can_move": self.env.user.has_group("relationship_marketing.group_account_manager"),
            "count": count,
            "bubbles": self._bubbles(view, positions),
            "unplaced": self._unplaced(view, unplaced_domain),
            "unplaced_domain": list(unplaced_domain),
            "unplaced_count": self.env["client.group"].search_count(unplaced_domain),
        }

    @api.model
    def move(self, group_id, risk, value, reason, seen_id=False):
        """Set our view of a client by hand; see ``client.position._move``.

        :returns: its bubble as it is now
        """
        group = group_id and self.env["client.group"].search(self._groups_domain(False, False, group_id))
        if not group:
            raise UserError(self.env._("This client is no longer there, or was joined into another one."))
        return self._bubbles("ours", self.env["client.position"]._move(group, risk, value, reason, seen_id))[0]

    @api.model
    def undo(self, position_id):
        """Take back a move; see ``client.position.action_undo``.

        :returns: the bubble as it is now, or False where the client has no place without it
        """
        position = self.env["client.position"].browse(position_id)
        position.action_undo()
        now = self.env["client.position"].search(
            [*self._in_force("ours"), ("group_id", "=", position.group_id.id), ("is_placed", "=", True)]
        )
        return self._bubbles("ours", now)[0] if now else False

    @api.model
    def _year_ago(self):
        return subtract(fields.Date.context_today(self), years=1)

    @api.model
    def _in_force(self, view):
        return (
            Domain("is_current", "=", True) & Domain("view", "=", view) & Domain("company_id", "=", self.env.company.id)
        )

    @api.model
    def _placed_domain(self, view):
        return Domain("position_ids", "any", self._in_force(view) & Domain("is_placed", "=", True))

    @api.model
    def _groups_domain(self, manager_id, key, group_id):
        domain = Domain("company_id", "in", (False, self.env.company.id))
        if group_id:
            domain &= Domain("id", "=", group_id)
        if manager_id:
            domain &= Domain("key_account_manager_id", "=", manager_id)
        if key:
            domain &= Domain("is_key_client", "=", True)
        return domain

    @api.model
    def _positions(self, view, groups_domain):
        """The positions to draw and how many there are: key clients first, then those who bought most."""
        domain = self._in_force(view) & Domain("is_placed", "=", True) & Domain("group_id", "any", groups_domain)
        domain &= Domain("group_id.active", "=", True)
        model = self.env["client.position"]
        positions = model.search(
            domain & Domain("group_id.is_key_client", "=", True), order="turnover DESC, id", limit=BUBBLES
        )
        if len(positions) < BUBBLES:
            positions += model.search(
                domain & Domain("group_id.is_key_client", "=", False),
                order="turnover DESC, id",
                limit=BUBBLES - len(positions),
            )
        return positions, len(positions) if len(positions) < BUBBLES else model.search_count(domain)

    @api.model
    def _cells(self):
        return [
            {
                "id": cell.id,
                "name": cell.name,
                "behaviour": cell.behaviour or "",
                "advice": cell.advice or "",
                "is_risk_high": cell.is_risk_high,
                "is_value_high": cell.is_value_high,
            }
            for cell in self.env["client.position.cell"]._by_key().values()
        ]

    @api.model
    def _managers(self):
        rows = self.env["client.group"]._read_group(
            [("key_account_manager_id", "!=", False)], ["key_account_manager_id"]
        )
        return sorted(({"id": user.id, "name": user.name} for (user,) in rows), key=lambda user: user["name"])

    @api.model
    def _bubbles(self, view, positions):
        groups = positions.group_id
        company = self.env.company.id
        before = self._places(groups, view, self._year_ago())
        other_view = "theirs" if view == "ours" else "ours"
        others = {
            place.group_id.id: [place.risk, place.value]
            for place in self.env["client.position"].search(
                [*self._in_force(other_view), ("is_placed", "=", True), ("group_id", "in", groups.ids)]
            )
        }
        turnovers = self.env["client.position"]._turnovers(groups.ids) if groups else {}
        contrary = self._contrary(positions)
        return [
            {
                "id": position.group_id.id,
                "name": position.group_id.name,
                "is_key": position.group_id.is_key_client,
                "manager": position.group_id.key_account_manager_id.name or "",
                "position_id": position.id,
                "risk": position.risk,
                "value": position.value,
                "cell_id": position.cell_id.id,
                "turnover": turnovers.get(position.group_id.id, 0.0),
                "is_moved": position.is_moved,
                "computed": position.has_computed_risk
                and position.has_computed_value
                and [position.computed_risk, position.computed_value],
                "moved_by": position.moved_by_id.name or "",
                "moved_on": position.moved_on,
                "reason": position.moved_reason or "",
                "before": before.get(position.group_id.id, False),
                "other": others.get(position.group_id.id, False),
                "contrary": contrary.get(position.id, []),
            }
            for position in positions
            if position.company_id.id == company
        ]

    @api.model
    def _places(self, groups, view, day):
        """{group id: {"date", "risk", "value"}} at the end of ``day``"""
        if not groups:
            return {}
        rows = self.env.execute_query(position_sql.places_on(groups.ids, self.env.company.id, view, day))
        return {group: {"date": date, "risk": risk, "value": value} for group, date, risk, value in rows}

    @api.model
    def _contrary(self, positions):
        """{position id: [what was seen and when, that speaks against the cell]}"""
        found = self.env["client.position"]._contrary_behaviours(positions.ids)
        behaviours = self.env["client.position.behaviour"].browse(id_ for ids in found.values() for id_ in ids)
        texts = {
            behaviour.id: self.env._(
                "%(sign)s (%(date)s)", sign=behaviour.sign_id.name, date=format_date(self.env, behaviour.date)
            )
            for behaviour in behaviours
        }
        return {position: [texts[id_] for id_ in ids] for position, ids in found.items()}

    @api.model
    def _unplaced(self, view, domain):
        """Clients whose place is unknown, key clients first, and for each axis the question that would settle most."""
        groups = self.env["client.group"].search(domain, order="is_key_client DESC, name, id", limit=UNPLACED)
        factors = self.env["client.position.factor"].search([("weight", ">", 0)], order="weight DESC, id")
        current = self.env["client.position"].search([*self._in_force(view), ("group_id", "in", groups.ids)])
        known = {position.group_id.id: position.line_ids.filtered("is_known").factor_id for position in current}
        settled = {
            position.group_id.id: {axis for axis in ("risk", "value") if position[f"has_computed_{axis}"]}
            for position in current
        }
        return [
            {
                "id": group.id,
                "name": group.name,
                "is_key": group.is_key_client,
                "questions": self._questions(
                    factors - known.get(group.id, factors.browse()), settled.get(group.id, ())
                ),
            }
            for group in groups
        ]

    @api.model
    def _questions(self, factors, settled):
        """Of each axis that is not settled, the heaviest factor nothing is known of."""
        heaviest = {}
        for factor in factors:
            if factor.axis not in settled:
                heaviest.setdefault(factor.axis, factor)
        return [{"factor_id": factor.id, "rule": factor.rule, "text": factor.question} for factor in heaviest.values()]
