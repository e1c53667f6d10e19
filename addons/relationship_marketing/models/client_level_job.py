from odoo import api, fields, models

from ..engine import level_sql
from ..engine.level import reach_of, state_of
from ..engine.level_rule_sql import ASKED, RULES, Scope
from ..engine.months import add_months, month_of


class ClientLevelReach(models.Model):
    """The nightly step: hold each condition against each client, then see how high that leads."""

    _inherit = "client.level.reach"

    @api.model
    def _refresh_levels(self, groups):
        """Where each of ``groups`` stands today with this company; a constant number of queries.

        What the job writes is its own: called with all rights.
        """
        levels = self.env["client.level"].search([("active", "=", True), ("is_ground", "=", False)])
        conditions = self.env["client.level.condition"].search([("level_id", "in", levels.ids)])
        groups = groups.filtered("active")
        if not groups or not levels:
            return
        self.env.flush_all()
        states = self._check_conditions(groups, conditions)
        pyramid = [(level.id, conditions.filtered(lambda c, level=level: c.level_id == level).ids) for level in levels]
        self._keep(groups, {group_id: reach_of(pyramid, states.get(group_id, {})) for group_id in groups.ids}, pyramid)

    @api.model
    def _check_conditions(self, groups, conditions):
        """{group id: {condition id: state}}, kept in ``client.level.check``."""
        company, today = self.env.company, fields.Date.context_today(self)
        scope = Scope(tuple(groups.ids), company.id, today)
        rules = sorted(set(conditions.mapped("rule")) & set(RULES))
        found = {}
        if rules:
            for rule, group_id, value in self.env.execute_query(level_sql.findings(rules, scope)):
                found[rule, group_id] = value
        answers = self._answers(groups, conditions, company)
        rows = []
        for condition in conditions:
            key, level_id, rule, threshold = condition.id, condition.level_id.id, condition.rule, condition.threshold
            for group_id in groups.ids:
                value = self._value_of(key, rule, threshold, group_id, found, answers, today)
                rows.append((group_id, key, level_id, self._state_of(rule, threshold, value), value))
        if rows:
            self.env.cr.execute(level_sql.store_checks(rows, company.id, today, self.env.uid, fields.Datetime.now()))
            self.env["client.level.check"].invalidate_model()
        states = {}
        for group_id, condition_id, _level, state, _value in rows:
            states.setdefault(group_id, {})[condition_id] = state
        return states

    @api.model
    def _answers(self, groups, conditions, company):
        """{(condition id, group id): (answer, day)}"""
        rows = self.env["client.level.check"].search_read(
            [
                ("group_id", "in", groups.ids),
                ("company_id", "=", company.id),
                ("condition_id", "in", conditions.filtered(lambda c: c.rule == ASKED).ids),
                ("answer", "!=", False),
            ],
            ["condition_id", "group_id", "answer", "answered_on"],
            load=None,
        )
        return {(row["condition_id"], row["group_id"]): (row["answer"], row["answered_on"]) for row in rows}

    @api.model
    def _value_of(self, condition_id, rule, threshold, group_id, found, answers, today):
        """What is found of one condition at one client; None is unknown."""
        if rule == ASKED:
            answer, day = answers.get((condition_id, group_id), (False, None))
            if not answer or day < add_months(month_of(today), -round(threshold)):
                return None
            return float(answer == "yes")
        _sql, _is_at_least, none_is_zero = RULES[rule]
        return found.get((rule, group_id), 0.0 if none_is_zero else None)

    @api.model
    def _state_of(self, rule, threshold, value):
        if rule == ASKED:
            return state_of(value, 1, True)
        return state_of(value, threshold, RULES[rule][1])

    @api.model
    def _keep(self, groups, reaches, pyramid):
        """Write where each client stands; a level that changed since an earlier day is kept as history."""
        company, today = self.env.company, fields.Date.context_today(self)
        ground = self.env["client.level"].search([("is_ground", "=", True)], limit=1).id or None
        rank = {level: number for number, (level, _conditions) in enumerate(pyramid, start=1)}
        before = {
            row["group_id"]: row["level_id"]
            for row in self.search_read(
                [("group_id", "in", groups.ids), ("company_id", "=", company.id), ("is_current", "=", True)],
                ["group_id", "level_id"],
                load=None,
            )
        }
        rows = []
        for group_id, reach in reaches.items():
            now, then = rank.get(reach.level, 0), rank.get(before.get(group_id), 0)
            moved = "first"
            if group_id in before and now != then:
                moved = "climbed" if now > then else "fell"
            rows.append(
                (
                    group_id,
                    reach.level or ground,
                    reach.next_level,
                    reach.missing[0] if reach.missing else None,
                    len(reach.missing),
                    len(reach.unknown),
                    reach.could_climb,
                    moved,
                )
            )
        stamp = (company.id, today, self.env.uid, fields.Datetime.now())
        self.env.cr.execute(level_sql.close_reaches(rows, *stamp))
        self.env.cr.execute(level_sql.store_reaches(rows, *stamp))
        self.invalidate_model()
