from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..engine.unasked_sql import ASKING

NAME_LENGTH = 80
ROLES = [("sales", "Sales"), ("technologist", "Technologist")]


class LeadAnswer(models.Model):
    """Questions, proposals, clarifications and agreements of both sides: by these a request is judged, and by these
    the client judges us (000)."""

    _name = "lead.answer"
    _inherit = ["lead.answer", "client.message.mixin"]

    question_id = fields.Many2one(required=False)
    subject = fields.Char(
        "In short", help="What was asked, proposed, made clear or agreed, where no question of ours says it."
    )
    asked_by_role = fields.Selection(
        ROLES,
        "Asked as",
        compute="_compute_asked_by_role",
        store=True,
        readonly=False,
        precompute=True,
        help="Who of ours asked: a seller, or somebody who knows the work.",
    )
    person_id = fields.Many2one("res.partner", "Who of them", index="btree_not_null", ondelete="set null")

    @api.depends("question_id", "subject")
    def _compute_display_name(self):
        for answer in self:
            answer.display_name = answer.question_id.name or answer.subject or ""

    @api.depends("side", "asked_by_id")
    def _compute_asked_by_role(self):
        for answer in self:
            if answer.side == "theirs" or not answer.asked_by_id:
                answer.asked_by_role = False
            else:
                # A user's own groups are no secret to whoever reads what he asked.
                is_seller = answer.asked_by_id.sudo().has_group("sales_team.group_sale_salesman")
                answer.asked_by_role = "sales" if is_seller else "technologist"

    @api.constrains("lead_id", "question_id", "subject")
    def _check_subject(self):
        for answer in self:
            if not answer.question_id and not (answer.subject or "").strip():
                raise ValidationError(self.env._("What was asked, proposed, made clear or agreed?"))

    @api.model
    def _is_asking(self):
        """The domain of what we asked: a counter-question or a request to make clear (000)."""
        return [("side", "=", "ours"), ("exchange", "in", ASKING)]

    @api.model
    def action_from_message(self, message_id):
        return {**super().action_from_message(message_id), "name": self.env._("From a letter")}

    @api.model
    def _prepare_message_values(self, message):
        """What is said in a letter: their question where it asks something, else their proposal; ours likewise.

        :raises UserError: the message belongs to no request
        """
        values = super()._prepare_message_values(message)
        lead = self.env["crm.lead"].browse(values["lead_id"])
        if not lead and values["order_id"]:
            lead = self.env["sale.order"].browse(values["order_id"]).opportunity_id
        if not lead:
            raise ValidationError(self.env._("This message belongs to no request."))
        text = self._message_text(message)
        subject = next((line.strip() for line in text.splitlines() if "?" in line), "") or text.split("\n")[0]
        is_theirs = self._is_incoming(message)
        return {
            "message_id": message.id,
            "lead_id": lead.id,
            "side": "theirs" if is_theirs else "ours",
            "exchange": "question" if "?" in text else "proposal",
            "subject": (subject or message.subject or "")[:NAME_LENGTH],
            "text": text,
            "asked_on": fields.Datetime.to_string(message.date),
            "asked_by_id": False if is_theirs else message.author_id.user_ids[:1].id or self.env.uid,
            "person_id": values["person_id"],
        }
