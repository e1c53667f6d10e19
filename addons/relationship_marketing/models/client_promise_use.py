from odoo import api, fields, models


class ClientPromise(models.Model):
    """What is done with a promise: kept, opened again, made from a message."""

    _inherit = "client.promise"

    def action_keep(self):
        """Kept today; the day can be corrected on the form."""
        self.filtered(lambda promise: promise.state == "open").kept_on = fields.Date.context_today(self)

    def action_reopen(self):
        """Open again, for what was recorded by mistake; the chatter keeps what was."""
        self._check_may_reopen()
        self.write(
            {
                "kept_on": False,
                "broken_on": False,
                "broken_by": False,
                "broken_reason": False,
                "withdrawn_on": False,
                "withdrawn_by_id": False,
                "released_by_id": False,
                "withdrawn_reason": False,
            }
        )

    @api.model
    def _prepare_message_values(self, message):
        """Their promise where they speak, ours where we do; the text is edited in the dialog."""
        return {
            **super()._prepare_message_values(message),
            "name": self._message_text(message),
            "side": "theirs" if self._is_incoming(message) else "ours",
            "given_on": fields.Date.to_string(fields.Datetime.context_timestamp(self, message.date).date()),
        }
