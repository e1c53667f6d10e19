from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

REVIEW = "relationship_marketing.mail_activity_type_plan_review"
MONTHS_TO_REVIEW = 3


class ClientPlan(models.Model):
    """The course of a plan: put in force, reviewed, closed, followed by the next one."""

    _inherit = "client.plan"

    def action_start(self):
        """Put the plan in force: where each goal stands is its base, each step an activity; the former plan closes."""
        self.check_access("write")
        for plan in self:
            plan._check_can_start()
            former = self.search(
                [
                    ("group_id", "=", plan.group_id.id),
                    ("company_id", "=", plan.company_id.id),
                    ("state", "=", "in_force"),
                ]
            )
            former._close(self.env._("Replaced by “%(plan)s”.", plan=plan.name))
            plan.write({"state": "in_force", "previous_id": plan.previous_id.id or former[:1].id})
            plan.goal_ids._take_base()
            plan.step_ids._plan_activities()
            plan._move()
            plan._plan_review()

    def _check_can_start(self):
        if self.state != "draft":
            raise UserError(self.env._("Only a plan that is being drawn up can be put in force."))
        if not self.group_id.active:
            raise UserError(
                self.env._("%(client)s is archived: plan for the client it belongs to now.", client=self.group_id.name)
            )
        if not self.goal_ids:
            raise UserError(self.env._("Name at least one goal: without it nobody can tell whether the plan moves."))
        self.next_review = self.next_review or fields.Date.add(fields.Date.context_today(self), months=MONTHS_TO_REVIEW)

    def action_close(self):
        self.check_access("write")
        for plan in self:
            if plan.state != "in_force":
                raise UserError(self.env._("Only a plan in force can be closed."))
            if not (plan.closed_reason or "").strip():
                raise UserError(self.env._("Write down what came of the plan before closing it."))
        self._close()

    def _close(self, reason=False):
        self.activity_unlink([REVIEW])
        self.step_ids._drop_activities()
        for plan in self:
            plan.write(
                {
                    "state": "closed",
                    "closed_on": fields.Date.context_today(plan),
                    "closed_reason": plan.closed_reason or reason,
                }
            )
        if self:
            # What stands in the table must have the former out of force before the next one comes in.
            self.flush_recordset(["state"])

    def action_reopen(self):
        """Back in force, for what was closed by mistake."""
        self.check_access("write")
        for plan in self:
            if plan.state != "closed":
                raise UserError(self.env._("Only a closed plan can be opened again."))
            others = [("group_id", "=", plan.group_id.id), ("company_id", "=", plan.company_id.id)]
            if self.search_count([*others, ("state", "=", "in_force")], limit=1):
                raise UserError(
                    self.env._("%(client)s has another plan in force: close that one first.", client=plan.group_id.name)
                )
        self.write({"state": "in_force", "closed_on": False})
        self.step_ids._plan_activities()
        self._plan_review()

    def action_draw_up_next(self):
        """A new plan with the goals that were not reached, the needs not voiced and the steps not done."""
        self.ensure_one()
        start = max(self.date_to + timedelta(days=1), fields.Date.context_today(self))
        following = self.copy(
            {
                "previous_id": self.id,
                "date_from": start,
                "date_to": fields.Date.add(start, years=1) - timedelta(days=1),
            }
        )
        for goal in self.goal_ids.filtered(lambda goal: goal.state != "met"):
            goal.copy({"plan_id": following.id, "deadline": following.date_to, "is_base_known": False, "base": 0.0})
        for need in self.need_ids.filtered(lambda need: need.state == "guessed"):
            need.copy({"plan_id": following.id})
        for step in self.step_ids.filtered(lambda step: step.state == "open"):
            step.copy({"plan_id": following.id, "deadline": max(step.deadline, start)})
        return following._get_records_action()

    def action_reviewed(self):
        """The plan was gone through today; the next time is in three months."""
        self.check_access("write")
        if self.filtered(lambda plan: plan.state != "in_force"):
            raise UserError(self.env._("Only a plan in force is reviewed."))
        today = fields.Date.context_today(self)
        self.activity_feedback([REVIEW])
        self.write({"reviewed_on": today, "next_review": fields.Date.add(today, months=MONTHS_TO_REVIEW)})
        self._move()

    def action_open_readings(self):
        """Where the goals stood in each month."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_plan_reading_action")
        return {**action, "display_name": self.display_name, "domain": [("plan_id", "=", self.id)]}

    def action_open_attributes(self):
        self.ensure_one()
        return self.group_id.action_open_attributes()

    def _plan_review(self):
        """One activity for the owner on the day of the next review."""
        self.activity_unlink([REVIEW])
        for plan in self.filtered("next_review"):
            plan.activity_schedule(
                REVIEW,
                plan.next_review,
                summary=self.env._("Go through the plan: %(plan)s", plan=plan.name),
                user_id=plan.owner_id.id,
            )
