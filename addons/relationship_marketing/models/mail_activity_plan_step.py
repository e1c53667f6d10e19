from odoo import models

FOLLOWED = {"user_id": "user_id", "date_deadline": "deadline"}


class MailActivity(models.Model):
    """Activities of steps of clients' plans: done or moved, the step follows."""

    _inherit = "mail.activity"

    def _plan_steps(self):
        activities = self.filtered(lambda activity: activity.res_model == "client.plan")
        if not activities:
            return self.env["client.plan.step"]
        # Whoever was given the step may do it, also without the right to change the plan.
        return self.env["client.plan.step"].sudo().search([("activity_id", "in", activities.ids)])

    def _action_done(self, feedback=False, attachment_ids=None):
        for step in self._plan_steps():
            step._set_done(feedback)
        return super()._action_done(feedback=feedback, attachment_ids=attachment_ids)

    def write(self, vals):
        result = super().write(vals)
        if not self.env.context.get("plan_step_followed"):
            followed = {FOLLOWED[name]: vals[name] for name in FOLLOWED if vals.get(name)}
            if followed and (steps := self._plan_steps()):
                steps.with_context(plan_step_followed=True).write(followed)
        return result
