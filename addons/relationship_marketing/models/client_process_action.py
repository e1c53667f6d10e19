from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

STAMPS = {"done_on", "effect_checked_on", "effect_checked_by_id", "first_date_due", "first_effect_check_date"}


class ClientProcessAction(models.Model):
    """What changes in our process so that a problem does not come back (L9); one may serve several complaints."""

    _name = "client.process.action"
    _description = "Process action"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_due, id"
    _check_company_auto = True

    name = fields.Char("What changes in the process", required=True, tracking=True)
    description = fields.Text("How it will be done", tracking=True)
    company_id = fields.Many2one(
        "res.company", string="Our company", required=True, index=True, default=lambda self: self.env.company
    )
    active = fields.Boolean(default=True)
    owner_id = fields.Many2one(
        "res.users",
        string="Answers for it",
        required=True,
        domain=[("share", "=", False)],
        default=lambda self: self.env.user,
        index=True,
        tracking=True,
    )
    date_due = fields.Date("To be changed by", required=True, tracking=True)
    first_date_due = fields.Date("First to be changed by", readonly=True, copy=False)
    done_on = fields.Date("Changed on", readonly=True, copy=False, tracking=True)
    effect_check_date = fields.Date("Effect to be checked on", required=True, tracking=True)
    first_effect_check_date = fields.Date("Effect first to be checked on", readonly=True, copy=False)
    effect_note = fields.Text("What the check showed", tracking=True)
    effect_checked_on = fields.Date("Effect checked on", readonly=True, copy=False, tracking=True)
    effect_checked_by_id = fields.Many2one("res.users", string="Effect checked by", readonly=True, copy=False)
    state = fields.Selection(
        [
            ("open", "To be changed"),
            ("done", "Changed, effect awaited"),
            ("passed", "It helped"),
            ("failed", "It did not help"),
        ],
        required=True,
        default="open",
        tracking=True,
        copy=False,
        index=True,
        group_expand=True,
    )
    complaint_ids = fields.One2many("client.complaint", "process_action_id", string="Complaints served")
    complaint_count = fields.Integer("Number of complaints", compute="_compute_complaint_count")

    _dates_in_order = models.Constraint(
        "CHECK (effect_check_date >= date_due)", "The effect is checked after the process was changed, not before."
    )

    @api.depends("complaint_ids")
    def _compute_complaint_count(self):
        counts = dict(
            self.env["client.complaint"]._read_group(
                [("process_action_id", "in", self.ids)], ["process_action_id"], ["__count"]
            )
        )
        for action in self:
            action.complaint_count = counts.get(action, 0)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if not self.env.su and (STAMPS & vals.keys() or vals.get("state", "open") != "open"):
                raise UserError(self.env._("A process action begins as something to be changed."))
            vals["first_date_due"] = vals.get("date_due")
            vals["first_effect_check_date"] = vals.get("effect_check_date")
        actions = super().create(vals_list)
        for action in actions:
            action._plan("date_due", "relationship_marketing.mail_activity_type_process_action")
        return actions

    def write(self, vals):
        """The days of changing and of checking are those on which it is said; a moved date keeps the first one."""
        if not self.env.su:
            vals = {name: value for name, value in vals.items() if name not in STAMPS}
        today = fields.Date.context_today(self)
        state = vals.get("state")
        if state == "done":
            vals = {"done_on": today, "effect_checked_on": False, "effect_checked_by_id": False, **vals}
        elif state in ("passed", "failed"):
            self._check_may_be_judged(state, vals, today)
            vals = {"effect_checked_on": today, "effect_checked_by_id": self.env.uid, **vals}
        elif state == "open":
            vals = {**vals, "done_on": False, "effect_checked_on": False, "effect_checked_by_id": False}
        result = super().write(vals)
        self._replan(vals)
        return result

    def _check_may_be_judged(self, state, vals, today):
        """Refuse a verdict on an effect nobody could have seen yet.

        :raises UserError: in one sentence that says what is missing
        """
        for action in self:
            if not action.done_on:
                raise UserError(self.env._("The process of %(action)s was not changed yet.", action=action.name))
            due = fields.Date.to_date(vals.get("effect_check_date")) or action.effect_check_date
            if state == "passed" and today < due:
                raise UserError(
                    self.env._(
                        "The effect of %(action)s is checked on %(date)s, not before.", action=action.name, date=due
                    )
                )
            if not (vals.get("effect_note", action.effect_note) or "").strip():
                raise UserError(self.env._("Say what the check of %(action)s showed.", action=action.name))
        if state == "passed":
            self._check_none_came_since()

    def _check_none_came_since(self):
        for complaint, later in self.complaint_ids._came_since().items():
            if later:
                raise UserError(
                    self.env._(
                        "%(action)s did not help: %(complaint)s came after the process was changed.",
                        action=complaint.process_action_id.name,
                        complaint=later[0].display_name,
                    )
                )

    @api.constrains("company_id", "complaint_ids")
    def _check_companies(self):
        for action in self:
            if action.complaint_ids.company_id - action.company_id:
                raise ValidationError(
                    self.env._("%(action)s serves complaints of one company only.", action=action.name)
                )

    def _plan(self, field, activity_type):
        self.ensure_one()
        self.activity_schedule(activity_type, date_deadline=self[field], user_id=self.owner_id.id)

    def _replan(self, vals):
        """Keep one activity in step with the state: change the process, then check the effect."""
        if not {"state", "date_due", "effect_check_date", "owner_id"} & vals.keys():
            return
        change = "relationship_marketing.mail_activity_type_process_action"
        check = "relationship_marketing.mail_activity_type_effect_check"
        self.activity_unlink([change, check])
        for action in self:
            if action.state == "open":
                action._plan("date_due", change)
            elif action.state == "done":
                action._plan("effect_check_date", check)

    def action_done(self):
        self.write({"state": "done"})

    def action_pass(self):
        self.write({"state": "passed"})

    def action_fail(self):
        self.write({"state": "failed"})

    def action_reopen(self):
        self.write({"state": "open"})

    def action_open_complaints(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_complaint_action")
        return {**action, "domain": [("process_action_id", "=", self.id)], "context": {}}

    @api.ondelete(at_uninstall=False)
    def _unlink_except_evidence(self):
        raise UserError(self.env._("%(record)s is evidence: archive it instead.", record=self[:1].display_name))
