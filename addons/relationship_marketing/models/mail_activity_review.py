from odoo import fields, models

from .client_group_review import REVIEW_ACTIVITY


class MailActivity(models.Model):
    _inherit = "mail.activity"

    def _action_done(self, feedback=False, attachment_ids=None):
        """A review that was held leaves its record, also where its result is not written down yet."""
        review_type = self.env.ref(REVIEW_ACTIVITY, raise_if_not_found=False)
        held = self.filtered(
            lambda activity: activity.activity_type_id == review_type and activity.res_model in HELD_WITH
        )
        if held and not self.env.context.get("review_recorded"):
            # Whoever was given the review may mark it done, also without a role in relationship marketing.
            self.env["client.review"].sudo().create(held._prepare_review_values(feedback))
        return super()._action_done(feedback=feedback, attachment_ids=attachment_ids)

    def _prepare_review_values(self, feedback):
        values = []
        for activity in self:
            # The division is all that is read of the record; it may be closed to whom the review was given.
            division = self.env[activity.res_model].sudo().browse(activity.res_id).exists()
            if activity.res_model == "client.group":
                division = division._main_division()
            if division:
                values.append(
                    {
                        "partner_id": division.id,
                        "held_on": fields.Date.context_today(self),
                        "user_id": activity.user_id.id or self.env.uid,
                        "note": feedback or False,
                    }
                )
        return values


HELD_WITH = ("client.group", "res.partner")
