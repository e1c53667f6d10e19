from odoo import fields, models
from odoo.exceptions import UserError

TEMPLATE = "relationship_marketing.mail_template_refusal"


class ClientDecision(models.Model):
    """The letter to a client we refuse: politely, in his language, read before it leaves; never by itself."""

    _inherit = "client.decision"

    def action_write_letter(self):
        """Open the letter to be read, changed and sent.

        :raises UserError: where the decision does not refuse, or nobody is named who gets the letter
        """
        self.ensure_one()
        self._check_director()
        if self.kind != "refuse":
            raise UserError(self.env._("A letter of refusal goes only to a client that is refused."))
        if not self.letter_partner_id:
            raise UserError(self.env._("Choose who of %(group)s gets the letter.", group=self.group_id.name))
        if not self.letter_partner_id.email:
            raise UserError(self.env._("%(person)s has no e-mail address.", person=self.letter_partner_id.name))
        template = self.env.ref(TEMPLATE, raise_if_not_found=False)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Letter of refusal"),
            "res_model": "mail.compose.message",
            "views": [[False, "form"]],
            "target": "new",
            "context": {
                "default_model": self._name,
                "default_res_ids": self.ids,
                "default_template_id": template and template.id,
                "default_partner_ids": self.letter_partner_id.ids,
                "default_composition_mode": "comment",
                "default_email_layout_xmlid": "mail.mail_notification_light",
                "force_email": True,
                "refusal_letter": True,
            },
        }

    def message_post(self, **kwargs):
        message = super().message_post(**kwargs)
        if self.env.context.get("refusal_letter") and self.letter_partner_id in message.partner_ids:
            self.letter_sent_on = fields.Date.context_today(self)
        return message
