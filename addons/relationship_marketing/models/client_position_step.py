import hashlib
import json
from collections import namedtuple
from itertools import product

from odoo import api, fields, models

from ..engine import position_sql
from ..engine.months import add_months, month_of
from ..engine.position import Part, axis_point, cell_key, share_of_spend

Factor = namedtuple("Factor", "id axis weight rule")
MOVED = ("is_moved", "moved_risk", "moved_value", "moved_by_id", "moved_on", "moved_reason")


class ClientPosition(models.Model):
    """Positions computed and stored, many clients at a time in a constant number of statements (R9)."""

    _inherit = "client.position"

    @api.model
    def _refresh(self, groups):
        """Add a position for each of ``groups`` and each view whose factors say something else than before.

        Of the current company; the same day twice adds nothing. A client of whom nothing is known has none.
        """
        # What is known of a client decides, not what the user who records an answer may read.
        model = self.sudo()
        parts = model._parts(groups)
        current = model._current(groups.ids)
        rows = []
        for (group_id, view), of_client in parts.items():
            before = current.get((group_id, view))
            if not before and not any(part.value is not None or part.answer for part in of_client):
                continue
            basis = _fingerprint(of_client)
            if before and before["basis"] == basis:
                continue
            rows.append((group_id, view, "computed", basis, of_client, before or {}))
        model._append(rows)

    @api.model
    def _append_by_hand(self, group, current, origin, moved):
        """Add what was decided by hand upon ``current``; computed again from what is known now."""
        model = self.sudo()  # positions are written by nobody: the user's right to do so was checked before
        parts = model._parts(group)[group.id, "ours"]
        model._append([(group.id, "ours", origin, _fingerprint(parts), parts, moved)])
        return self._in_force_of(group)

    @api.model
    def _parts(self, groups):
        """{(group id, view): [Part…]} of all factors, in the current company."""
        groups = groups.with_env(self.env)
        # Read once: of thousands of clients each factor is asked for many times.
        factors = [
            Factor(factor.id, factor.axis, factor.weight, factor.rule)
            for factor in self.env["client.position.factor"].search([("weight", ">", 0)])
        ]
        rules = {factor.rule for factor in factors}
        self.env["client.position.answer"].flush_model()
        # What was known of groups that were joined into one of these is known of it.
        into = {group_id: group.id for group_id, group in groups._came_together(groups).items()}
        rows = self.env.execute_query(position_sql.latest_answers(into, self.env.company.id))
        answers = {tuple(row[:3]): row[3:] for row in rows}
        turnovers = self._turnovers(groups.ids)
        scores = groups._attribute_scores(groups) if "attributes" in rules else {}
        plans = groups._spend_shares(groups) if "share" in rules else {}

        def part(group_id, view, factor):
            answer = answers.get((group_id, view, factor.id))
            plan = plans.get(group_id, {}) if view == "ours" else {}
            if factor.rule == "attributes":
                return _attribute_part(factor, scores.get(group_id, {}).get(view, {}))
            if factor.rule == "share" and not answer and plan.get("share") is not None:
                return _planned_part(factor, plan)
            return _answered_part(factor, answer, turnovers.get(group_id))

        return {
            (group_id, view): [part(group_id, view, factor) for factor in factors]
            for group_id, view in product(groups.ids, ("ours", "theirs"))
        }

    @api.model
    def _turnovers(self, group_ids):
        """{group id: turnover of the last 12 complete months} in the current company."""
        self.env["res.partner"].flush_model(["client_group_id"])
        end = month_of(fields.Date.context_today(self))
        query = position_sql.turnover_rows(group_ids, self.env.company.id, add_months(end, -12), end)
        return {group: float(amount) for group, amount in self.env.execute_query(query)}

    @api.model
    def _current(self, group_ids):
        """{(group id, view): what is in force} in the current company."""
        self.flush_model()
        query = position_sql.current_rows(group_ids, self.env.company.id)
        return {(row["group_id"], row["view"]): row for row in self.env.execute_query_dict(query)}

    @api.model
    def _append(self, rows, day=None):
        """Store [(group id, view, origin, basis, parts, what is set by hand)] and have them be in force.

        :param day: since when; today if None
        """
        if not rows:
            return
        company = self.env.company.id
        cells = self.env["client.position.cell"]._by_key()
        turnovers = self._turnovers([row[0] for row in rows])
        day = fields.Date.to_string(day or fields.Date.context_today(self))
        self.flush_model()
        self.env.cr.execute(position_sql.retire([row[0] for row in rows], company, [row[1] for row in rows]))
        values = [
            {
                "group_id": group_id,
                "view": view,
                "date": day,
                "origin": origin,
                "basis": basis,
                "turnover": turnovers.get(group_id),
                **_place(parts, hand, cells),
            }
            for group_id, view, origin, basis, parts, hand in rows
        ]
        query = position_sql.insert_positions(json.dumps(values, default=str), company, self.env.uid)
        ids = {(group, view): id_ for id_, group, view in self.env.execute_query(query)}
        lines = [
            {
                "position_id": ids[group_id, view],
                "factor_id": part.factor,
                "axis": part.axis,
                "weight": part.weight,
                "value": part.value,
                "is_known": part.value is not None,
                "answer_id": part.answer,
                "plan_id": part.plan,
            }
            for group_id, view, _origin, _basis, parts, _hand in rows
            for part in parts
        ]
        self.env.cr.execute(position_sql.insert_lines(json.dumps(lines)))
        self.invalidate_model()


def _fingerprint(parts):
    """What tells two sets of parts apart: a text of fixed length."""
    said = sorted(
        (part.factor, part.weight, part.value, round(part.known, 3), part.answer or 0, part.plan or 0) for part in parts
    )
    return hashlib.sha256(repr(said).encode()).hexdigest()[:32]


def _attribute_part(factor, score):
    return Part(factor.id, factor.axis, factor.weight, score.get("value"), score.get("known") or 0.0)


def _planned_part(factor, plan):
    """Where nobody answered, the plan in force knows what they spend."""
    return Part(factor.id, factor.axis, factor.weight, round(100 * plan["share"], 1), plan=plan["plan_id"])


def _answered_part(factor, answer, turnover):
    """:param answer: (id, is unknown, value, spend) or None"""
    if not answer:
        return Part(factor.id, factor.axis, factor.weight, None)
    answer_id, is_unknown, value, spend = answer
    if is_unknown:
        value = None
    elif factor.rule == "share" and spend:
        value = share_of_spend(turnover or 0.0, float(spend))
    return Part(factor.id, factor.axis, factor.weight, value, answer=answer_id)


def _place(parts, hand, cells):
    """The computed place and the one in force as values of a position."""
    risk = axis_point([part for part in parts if part.axis == "risk"])
    value = axis_point([part for part in parts if part.axis == "value"])
    moved = {name: hand.get(name) or None for name in MOVED} if hand.get("is_moved") else dict.fromkeys(MOVED)
    if moved["is_moved"]:
        moved.update(moved_risk=hand["moved_risk"], moved_value=hand["moved_value"])
        place = hand["moved_risk"], hand["moved_value"]
    else:
        moved["is_moved"] = False
        place = risk.value, value.value
    cell = cells.get(cell_key(*place))
    return {
        "computed_risk": risk.value,
        "computed_value": value.value,
        "has_computed_risk": risk.value is not None,
        "has_computed_value": value.value is not None,
        "known_risk": risk.known,
        "known_value": value.known,
        **moved,
        "risk": place[0],
        "value": place[1],
        "is_placed": None not in place,
        "cell_id": cell.id if cell else None,
    }
