from odoo import api, fields, models
from odoo.exceptions import UserError

from .client_experience import CONFIRMATION, REQUEST


class ClientExperience(models.Model):
    """What is done with an experience record: answered, confirmed, marked old, found to help, made from a message."""

    _inherit = "client.experience"

    def action_record(self):
        """The request is answered: what was learnt is written down."""
        for record in self.filtered(lambda record: record.state == "requested"):
            if not any((record.went_well, record.went_wrong, record.solution, record.proposals)):
                raise UserError(
                    self.env._("Write what went well or wrong in “%(deal)s” first.", deal=record.display_name)
                )
            record.write(
                {
                    "state": "recorded",
                    "confirmed_on": fields.Date.context_today(self),
                    "confirmed_by_id": self.env.uid,
                }
            )
        self.activity_feedback([REQUEST])

    def action_still_true(self):
        """Found true again today, for another eighteen months."""
        # Anybody who reads a record may confirm it, whoever was asked; what it says stays its author's.
        confirmed = self.sudo()
        confirmed.write(
            {
                "state": "recorded",
                "confirmed_on": fields.Date.context_today(self),
                "confirmed_by_id": self.env.uid,
                "asked_again_on": False,
            }
        )
        confirmed.activity_feedback([CONFIRMATION])

    def action_outdated(self):
        """No longer true: it stays readable and comes last."""
        self.write({"state": "old"})
        self.activity_feedback([CONFIRMATION])

    def action_helped(self):
        """Say that it helped, once; a second click takes it back."""
        mine = self.vote_ids.filtered(lambda vote: vote.user_id == self.env.user)
        others = self - mine.experience_id
        mine.unlink()
        self.env["client.experience.vote"].create([{"experience_id": record.id} for record in others])

    @api.model
    def _prepare_message_values(self, message):
        """Theirs of us where they speak, ours of them where we do."""
        text = self._message_text(message)
        said_on = fields.Date.to_string(fields.Datetime.context_timestamp(self, message.date).date())
        values = {
            **super()._prepare_message_values(message),
            "name": message.subject or message.record_name or next(iter(text.splitlines()), ""),
            "date": said_on,
        }
        if self._is_incoming(message):
            return {**values, "side": "theirs", "said": text, "said_on": said_on}
        return {**values, "side": "ours", "went_well": text}
