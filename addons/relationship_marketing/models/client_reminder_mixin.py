from odoo import api, models


class ClientReminderMixin(models.AbstractModel):
    """Scheduled actions that remind people of many records at once, each once."""

    _name = "client.reminder.mixin"
    _description = "Reminders"

    @api.model
    def _plan_reminders(self, activity_type, planned):
        """Plan activities in one batch, silently: they show among the activities of the day.

        :param activity_type: xml id
        :param planned: [(record of this model, user, deadline, summary, note)]; without a user nobody is reminded
        """
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [
                {
                    "res_model_id": self.env["ir.model"]._get_id(self._name),
                    "res_id": record.id,
                    "activity_type_id": self.env.ref(activity_type).id,
                    "user_id": user.id,
                    "date_deadline": deadline,
                    "summary": summary,
                    "note": note,
                    "automated": True,
                }
                for record, user, deadline, summary, note in planned
                if user
            ]
        )

    def _who_to_remind(self, user):
        """``user``, or who stands in for a colleague who left: the client's manager, salesperson, or a director."""
        self.ensure_one()
        for candidate in (user, self.group_id.key_account_manager_id, self.partner_id.user_id):
            if candidate.active and not candidate.share:
                return candidate
        directors = self.env.ref("relationship_marketing.group_director").all_user_ids
        return directors.filtered(
            lambda user: user.active and not user.share and self.company_id in user.company_ids
        ).sorted("id")[-1:]
