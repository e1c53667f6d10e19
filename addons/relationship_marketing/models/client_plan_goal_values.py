from odoo import api, fields, models

from ..engine.months import add_months, month_of
from ..engine.plan_progress import spend_share


class ClientPlanGoal(models.Model):
    """Where goals stand, read from live data: a constant number of queries for each company of ours."""

    _inherit = "client.plan.goal"

    def _values(self):
        """{goal: value, or None where it is unknown}; a goal that is left out is unknown too."""
        values = {}
        for company, goals in self.grouped("company_id").items():
            for measure, of_measure in goals.grouped("measure").items():
                read = getattr(of_measure, f"_values_of_{measure}", None)
                if company and read:
                    values.update(read(company))
        return values

    def _values_of_hand(self, company):
        return {goal: goal.hand_value if goal.is_hand_known else None for goal in self}

    def _values_of_turnover(self, company):
        figures = self.env["client.plan"]._supply_figures(self.group_id, company)
        return {goal: figures.get(goal.group_id.id, (0.0,))[0] for goal in self}

    def _values_of_families(self, company):
        figures = self.env["client.plan"]._supply_figures(self.group_id, company)
        return {goal: figures.get(goal.group_id.id, (0.0, 0, 0))[1] for goal in self}

    def _values_of_divisions(self, company):
        figures = self.env["client.plan"]._supply_figures(self.group_id, company)
        return {goal: figures.get(goal.group_id.id, (0.0, 0, 0))[2] for goal in self}

    def _values_of_share(self, company):
        figures = self.env["client.plan"]._supply_figures(self.group_id, company)
        values = {}
        for goal in self:
            plan = goal.plan_id
            spend = plan.spend_amount if plan.is_spend_known else None
            share = spend_share(figures.get(goal.group_id.id, (0.0,))[0], spend)
            values[goal] = None if share is None else 100 * share
        return values

    def _values_of_net_value(self, company):
        """What was left of the margin in the last 12 complete months; where a part is missing it is unknown."""
        # Net values are the same for everybody who reads the plan.
        rows = (
            self.env["client.net.value"]
            .sudo()
            .search_fetch(
                [
                    ("group_id", "in", self.group_id.ids),
                    ("company_id", "=", company.id),
                    ("period", "=", "rolling"),
                    ("is_current", "=", True),
                ],
                ["group_id", "net_value", "is_at_most"],
            )
        )
        known = {row.group_id: row for row in rows}
        return {goal: self._known_net_value(known.get(goal.group_id), goal.target) for goal in self}

    @api.model
    def _known_net_value(self, row, target):
        """The net value; one that is at most so much says for certain only that it is below the target."""
        if not row or (row.is_at_most and row.net_value >= target):
            return None
        return row.net_value

    def _values_of_on_time(self, company):
        """Lines delivered on time in full as the client counts them, in percent, over the last 12 complete months."""
        first, end = self._last_year()
        # As above.
        rows = (
            self.env["client.performance"]
            .sudo()
            ._read_group(
                [
                    ("group_id", "in", self.group_id.ids),
                    ("company_id", "=", company.id),
                    ("indicator", "=", "on_time"),
                    ("month", ">=", first),
                    ("month", "<", end),
                    ("cases", ">", 0),
                ],
                ["group_id"],
                ["cases:sum", "failed:sum"],
            )
        )
        counts = {group: (cases, failed) for group, cases, failed in rows}
        values = {}
        for goal in self:
            cases, failed = counts.get(goal.group_id, (0, 0))
            values[goal] = 100 * (cases - failed) / cases if cases else None
        return values

    def _values_of_promises(self, company):
        """Of our promises due in the last 12 complete months and not withdrawn, those kept in time, in percent."""
        first, end = self._last_year()
        # All promises count, whoever reads the plan.
        rows = (
            self.env["client.promise"]
            .sudo()
            ._read_group(
                [
                    ("group_id", "in", self.group_id.ids),
                    ("company_id", "=", company.id),
                    ("side", "=", "ours"),
                    ("due", ">=", first),
                    ("due", "<", end),
                    ("state", "!=", "withdrawn"),
                ],
                ["group_id", "state"],
                ["__count"],
            )
        )
        due, kept = {}, {}
        for group, state, count in rows:
            due[group] = due.get(group, 0) + count
            kept[group] = kept.get(group, 0) + count * (state == "kept")
        return {
            goal: 100 * kept[goal.group_id] / due[goal.group_id] if due.get(goal.group_id) else None for goal in self
        }

    def _values_of_complaints(self, company):
        """Complaints of the last 12 complete months; of a client who bought nothing then, none is no answer."""
        first, end = self._last_year()
        # As above.
        counts = dict(
            self.env["client.complaint"]
            .sudo()
            ._read_group(
                [
                    ("group_id", "in", self.group_id.ids),
                    ("company_id", "=", company.id),
                    ("date", ">=", first),
                    ("date", "<", end),
                    ("state", "not in", ("proposed", "rejected", "withdrawn")),
                ],
                ["group_id"],
                ["__count"],
            )
        )
        bought = self.env["client.plan"]._supply_figures(self.group_id, company)
        return {
            goal: counts.get(goal.group_id, 0) if goal.group_id in counts or goal.group_id.id in bought else None
            for goal in self
        }

    def _values_of_contacts(self, company):
        """Days of the last 12 complete months on which somebody of ours and of theirs were in contact both ways."""
        first, end = self._last_year()
        # As above.
        counts = dict(
            self.env["client.contact"]
            .sudo()
            ._read_group(
                [
                    ("group_id", "in", self.group_id.ids),
                    ("company_id", "=", company.id),
                    ("date", ">=", first),
                    ("date", "<", end),
                ],
                ["group_id"],
                ["date:count_distinct"],
            )
        )
        return {goal: counts.get(goal.group_id, 0) for goal in self}

    @api.model
    def _last_year(self):
        """(first day of the last 12 complete months, day after their last)."""
        end = month_of(fields.Date.context_today(self))
        return add_months(end, -12), end

    def action_open_evidence(self):
        """The records of the last 12 complete months this goal's value is made of; by hand: its readings."""
        self.ensure_one()
        first, end = self._last_year()
        group, company = ("group_id", "=", self.group_id.id), ("company_id", "=", self.company_id.id)
        found = {
            "promises": ("client_promise_action", [("side", "=", "ours"), ("state", "!=", "withdrawn")], "due"),
            "complaints": (
                "client_complaint_action",
                [("state", "not in", ("proposed", "rejected", "withdrawn"))],
                "date",
            ),
            "contacts": ("client_contact_action", [], "date"),
            "on_time": ("client_performance_action", [("indicator", "=", "on_time")], "month"),
            **dict.fromkeys(
                ("turnover", "share", "families", "divisions"),
                ("client_supply_action", [], "month"),
            ),
        }.get(self.measure)
        if self.measure == "net_value":
            return self.group_id.action_open_net_value()
        if not found:
            return self.action_open_readings()
        xml_id, domain, day = found
        action = self.env["ir.actions.actions"]._for_xml_id(f"relationship_marketing.{xml_id}")
        return {
            **action,
            "display_name": self.display_name,
            "domain": [
                group,
                company,
                *domain,
                (day, ">=", fields.Date.to_string(first)),
                (day, "<", fields.Date.to_string(end)),
            ],
            "context": {},
        }

    def action_open_readings(self):
        """Where the goal stood in each month."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_plan_reading_action")
        return {**action, "display_name": self.display_name, "domain": [("goal_id", "=", self.id)]}
