from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext


class ClientMessageMixin(models.AbstractModel):
    """A record about a client that is made from a message of the chatter by one click."""

    _name = "client.message.mixin"
    _description = "Record from a message"

    message_id = fields.Many2one(
        "mail.message", string="Source message", readonly=True, copy=False, ondelete="set null", index="btree_not_null"
    )

    @api.model
    def action_from_message(self, message_id):
        """A form filled in from the message, as an action for a dialog.

        :raises UserError: the message is gone or says nothing of a client
        """
        self.check_access("create")
        message = self.env["mail.message"].browse(message_id).exists()
        if not message:
            raise UserError(self.env._("This message does not exist any more."))
        message.check_access("read")
        values = self._prepare_message_values(message)
        return {
            "type": "ir.actions.act_window",
            "name": self._description,
            "res_model": self._name,
            "views": [[False, "form"]],
            "target": "new",
            "context": {f"default_{name}": value for name, value in values.items()},
        }

    @api.model
    def _prepare_message_values(self, message):
        """Who said it to whom, where, and what; the side guessed from that is the record's own matter."""
        record = self._message_record(message)
        person = message.author_id if self._is_incoming(message) else message.partner_ids.filtered("partner_share")[:1]
        about = person or self._message_partner(record)
        person = about if not about.is_company else self.env["res.partner"]
        return {
            "message_id": message.id,
            "partner_id": self.env["client.record.mixin"]._division_of(about).id,
            "person_id": person.id,
            "company_id": ("company_id" in record._fields and record.company_id.id) or self.env.company.id,
            "lead_id": record.id if record._name == "crm.lead" else False,
            "order_id": record.id if record._name == "sale.order" else False,
        }

    @api.model
    def _is_incoming(self, message):
        """Whether somebody of the client speaks: no colleague of ours wrote it."""
        if message.author_id:
            return message.author_id.partner_share
        return message.message_type == "email"

    @api.model
    def _message_record(self, message):
        if not message.model or message.model not in self.env or not message.res_id:
            return self.env["res.partner"]
        return self.env[message.model].browse(message.res_id)

    @api.model
    def _message_partner(self, record):
        """The client the record is about, or nobody."""
        if record._name == "res.partner":
            return record
        if record and "partner_id" in record._fields and record._fields["partner_id"].comodel_name == "res.partner":
            return record.partner_id
        return self.env["res.partner"]

    @api.model
    def _message_text(self, message):
        """What was said, without what was quoted."""
        lines = html2plaintext(message.body or "", include_references=False).splitlines()
        return "\n".join(line for line in lines if not line.lstrip().startswith(">")).strip()

    def action_open_message(self):
        """Open the record in whose chatter it was said."""
        self.ensure_one()
        # Only where the message stands is read; the record opened checks access itself.
        message = self.message_id.sudo()
        return {
            "type": "ir.actions.act_window",
            "res_model": message.model,
            "res_id": message.res_id,
            "views": [[False, "form"]],
        }
