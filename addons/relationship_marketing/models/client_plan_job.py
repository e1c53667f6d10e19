from odoo import api, fields, models

from ..engine.months import month_of
from ..engine.plan_sql import store_readings, take_movement

STILL = "relationship_marketing.mail_activity_type_plan_still"


class ClientValueJob(models.AbstractModel):
    _inherit = "client.value.job"

    @api.model
    def _steps(self):
        return [*super()._steps(), (70, self.env._("Plans for clients"), "client.plan", "_follow_plans")]


class ClientPlan(models.Model):
    _inherit = "client.plan"

    @api.model
    def _follow_plans(self, groups):
        """Read where the goals of plans in force stand, and tell who owns a plan that nobody has moved (R17).

        Of the current company; a constant number of queries for the reading, idempotent on one day.
        """
        plans = self.search(
            [
                ("group_id", "in", groups.ids),
                ("group_id.active", "=", True),
                ("company_id", "=", self.env.company.id),
                ("state", "=", "in_force"),
            ]
        )
        if not plans:
            return
        plans._read_goals()
        self.env.flush_all()
        self.env.cr.execute(take_movement(plans.ids))
        plans.invalidate_recordset()
        plans.filtered("is_stalled")._remind_of_standing_still()

    def _read_goals(self):
        """The reading of this month of each goal."""
        today = fields.Date.context_today(self)
        goals = self.env["client.plan.goal"].search([("plan_id", "in", self.ids)])
        values = goals._values()
        rows = []
        for goal in goals:
            value = values.get(goal)
            done, state = goal._standing(value, today)
            rows.append((goal.id, goal.plan_id.id, goal.group_id.id, goal.company_id.id, value, done, state))
        if rows:
            self.env.flush_all()
            self.env.cr.execute(store_readings(rows, month_of(today), today, self.env.uid))
            self.env["client.plan.reading"].invalidate_model()

    def _remind_of_standing_still(self):
        """An activity for the owner, once each time a plan comes to stand still."""
        plans = self.filtered(lambda plan: not plan.reminded_on)
        planned = []
        for plan, user in plans._whom_to_remind("owner_id").items():
            spoken = plan._in_language_of(user)
            planned.append(
                (
                    plan,
                    user,
                    fields.Date.context_today(plan),
                    spoken.env._("The plan stands still"),
                    spoken.env._(
                        "Nothing was done for “%(plan)s” for %(days)s days: do its next step, change or close it.",
                        plan=plan.name,
                        days=plan.still_days,
                    ),
                )
            )
        self._plan_reminders(STILL, planned)
        plans.reminded_on = fields.Date.context_today(self)

    def _reminded_about(self):
        return self.group_id._main_division()
