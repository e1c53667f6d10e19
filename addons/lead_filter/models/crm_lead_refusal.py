from odoo import fields, models
from odoo.exceptions import UserError


class CrmLead(models.Model):
    """Refusing: in one dialogue with the letter, never behind the account manager's back."""

    _inherit = "crm.lead"

    def action_refuse(self):
        """The refusal of these requests, to be filled in; of a refused one, its letter."""
        if not self:
            raise UserError(self.env._("Choose the requests to refuse."))
        return {
            **self._dialog("lead.refusal", self.env._("Refuse")),
            "context": {"default_lead_ids": self.ids},
        }

    def _send_refusal_letter(self, subject, body, lang):
        """Send the letter, as a person left it, to the contact or to the address the request came from."""
        self.ensure_one()
        partner = self.partner_id.filtered("email")
        self.message_post(
            body=body,
            subject=subject,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=partner.ids,
            outgoing_email_to=False if partner else self.email_from,
            email_layout_xmlid="mail.mail_notification_light",
            force_email_lang=lang,
        )
        self._write_outcome({"refusal_letter_on": fields.Datetime.now()})

    def _give_to_account_manager(self):
        """Assign each request to whoever keeps its client's account, with an activity to answer it."""
        groups = self._client_groups()
        for lead in self:
            manager = groups[lead].key_account_manager_id
            if not manager:
                raise UserError(self.env._("Nobody keeps the account of the client of %(request)s.", request=lead.name))
            lead.user_id = manager
            lead.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("A request of your client: answer it, or refuse it"),
                user_id=manager.id,
            )
