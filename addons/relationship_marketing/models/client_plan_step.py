from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

STEP = "relationship_marketing.mail_activity_type_plan_step"


class ClientPlanStep(models.Model):
    """A step of a client's plan: what is done, by whom, until when; while open it is an activity of that person."""

    _name = "client.plan.step"
    _description = "Step of a client's plan"
    _order = "plan_id, deadline, id"

    plan_id = fields.Many2one("client.plan", required=True, index=True, ondelete="cascade")
    group_id = fields.Many2one(related="plan_id.group_id", store=True, index=True, string="Client group")
    company_id = fields.Many2one(related="plan_id.company_id", store=True, index=True)
    plan_state = fields.Selection(related="plan_id.state", store=True, string="State of the plan")
    goal_id = fields.Many2one(
        "client.plan.goal",
        string="For the goal",
        domain="[('plan_id', '=', plan_id)]",
        ondelete="set null",
        index="btree_not_null",
        copy=False,
    )
    name = fields.Char("Step", required=True)
    user_id = fields.Many2one(
        "res.users",
        string="Who",
        required=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        index=True,
    )
    deadline = fields.Date("By when", required=True, index=True)
    first_deadline = fields.Date("First to be done by", readonly=True, copy=False)
    done_on = fields.Date("Done on", readonly=True, copy=False)
    result = fields.Text("What came of it", copy=False)
    is_dropped = fields.Boolean("Dropped", copy=False)
    state = fields.Selection(
        [("open", "Open"), ("done", "Done"), ("dropped", "Dropped")], compute="_compute_state", store=True, index=True
    )
    is_late = fields.Boolean("Late", compute="_compute_is_late", search="_search_is_late")
    activity_id = fields.Many2one(
        "mail.activity", readonly=True, copy=False, ondelete="set null", index="btree_not_null"
    )

    @api.depends("done_on", "is_dropped")
    def _compute_state(self):
        for step in self:
            step.state = "done" if step.done_on else "dropped" if step.is_dropped else "open"

    @api.depends("state", "deadline")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for step in self:
            step.is_late = step.state == "open" and bool(step.deadline) and step.deadline < today

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain("state", "=", "open") & Domain("deadline", "<", fields.Date.context_today(self))
        return late if True in value else ~late

    @api.model_create_multi
    def create(self, vals_list):
        steps = super().create([{**vals, "first_deadline": vals.get("deadline")} for vals in vals_list])
        steps.plan_id._move()
        steps._plan_activities()
        return steps

    def write(self, vals):
        result = super().write({name: value for name, value in vals.items() if name != "first_deadline"})
        if not {"name", "user_id", "deadline", "is_dropped", "done_on"}.isdisjoint(vals):
            self.plan_id._move()
            self._follow_activities(vals)
        return result

    def _follow_activities(self, vals):
        """The activities follow what was written."""
        followed = {"name": "summary", "user_id": "user_id", "deadline": "date_deadline"}
        changed = {followed[name]: value for name, value in vals.items() if name in followed}
        unfinished = self.filtered(lambda step: step.state == "open")
        if changed and not self.env.context.get("plan_step_followed"):
            # The activity is the step seen from the side of whom it was given to, whoever changes the plan.
            unfinished.activity_id.sudo().with_context(plan_step_followed=True).write(changed)
        if "is_dropped" in vals:
            unfinished._plan_activities()
            (self - unfinished)._drop_activities()

    def _plan_activities(self):
        """An activity for each open step of a plan in force that has none."""
        for step in self.filtered(lambda step: step.state == "open" and step.plan_id.state == "in_force"):
            if not step.activity_id:
                step.activity_id = step.plan_id.activity_schedule(
                    STEP, step.deadline, summary=step.name, user_id=step.user_id.id
                )

    def _drop_activities(self):
        """Nobody is asked any more for what is done or no longer wanted."""
        # The activities of all colleagues go, whoever closes the plan.
        self.activity_id.sudo().filtered("active").unlink()

    def action_done(self):
        """Done today; the activity with it."""
        for step in self.filtered(lambda step: step.state == "open"):
            if step.activity_id:
                # As in _follow_activities: a step is marked done by who tends the plan too.
                step.activity_id.sudo().action_feedback(feedback=step.result or False)
            else:
                step._set_done(step.result)

    def _set_done(self, result=False):
        for step in self.filtered(lambda step: step.state == "open"):
            step.write({"done_on": fields.Date.context_today(self), "result": result or step.result})

    def action_drop(self):
        self.filtered(lambda step: step.state == "open").is_dropped = True

    def action_reopen(self):
        self.write({"done_on": False, "is_dropped": False, "activity_id": False})
        self._plan_activities()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_evidence(self):
        if step := self.filtered(lambda step: step.plan_id.state != "draft")[:1]:
            raise UserError(
                self.env._("“%(step)s” is a step of a plan that was in force: drop it instead.", step=step.name)
            )
