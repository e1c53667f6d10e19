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
        type_id = self.env.ref(activity_type).id
        model_id = self.env["ir.model"]._get_id(self._name)
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [
                {
                    "res_model_id": model_id,
                    "res_id": record.id,
                    "activity_type_id": type_id,
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

    def _whom_to_remind(self, name):
        """{record: user}: the user in its field ``name``; for one who left, who tends the person or client now (R7).

        Where nobody does, a director of the record's company.
        """
        gone = self.filtered(lambda record: not record[name].active or record[name].share)
        about = {record: record._reminded_about() for record in gone}
        owners = self.env["res.partner"].union(*about.values())._who_of_us()
        directors = self.env.ref("relationship_marketing.group_director").all_user_ids.filtered(
            lambda user: user.active and not user.share
        )
        users = {record: record[name] for record in self - gone}
        for record in gone:
            ours = directors.filtered(lambda user, record=record: record.company_id in user.company_ids)
            users[record] = owners.get(about[record]) or ours.sorted("id")[-1:]
        return users

    def _in_language_of(self, user):
        """These records as ``user`` reads them: a scheduled action speaks to each in their own language."""
        return self.with_context(lang=user.lang or self.env.lang)

    def _reminded_about(self):
        """The person of theirs it is about, where one is known; else the division."""
        person = self.person_id if "person_id" in self._fields else self.env["res.partner"]
        return person or self.partner_id
