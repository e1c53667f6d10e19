from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ClientQuestion(models.Model):
    """What we asked a client, when they answered, and whether it proved true (R8, sixth criterion)."""

    _name = "client.question"
    _description = "Question to a client"
    _inherit = ["client.record.mixin", "client.message.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "asked_on DESC, id DESC"
    _mail_post_access = "read"

    name = fields.Char("What we asked", required=True)
    asked_on = fields.Date("Asked on", required=True, default=fields.Date.context_today, tracking=True)
    asked_by_id = fields.Many2one(
        "res.users",
        string="Asked by",
        required=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        index=True,
    )
    person_id = fields.Many2one(
        "res.partner",
        string="Asked of",
        domain="[('is_company', '=', False), ('commercial_partner_id', '=', partner_id)]",
        ondelete="restrict",
        index="btree_not_null",
    )
    lead_id = fields.Many2one("crm.lead", check_company=True, ondelete="set null", index="btree_not_null")
    order_id = fields.Many2one("sale.order", check_company=True, ondelete="set null", index="btree_not_null")
    answered_on = fields.Date("Answered on", tracking=True)
    answer = fields.Text("What they answered")
    days = fields.Integer("Days to the answer", compute="_compute_days", store=True, aggregator=None)
    truth = fields.Selection(
        [("unknown", "Not checked"), ("true", "It is true"), ("untrue", "It was not true")],
        string="Is it true?",
        required=True,
        default="unknown",
        tracking=True,
    )
    checked_on = fields.Date("Data confirmed on", tracking=True, help="When somebody saw whether it is true.")
    truth_note = fields.Text("How we know")
    state = fields.Selection(
        [("waiting", "Waiting"), ("answered", "Answered"), ("untrue", "Found to be untrue")],
        compute="_compute_state",
        store=True,
    )

    _answered_after = models.Constraint("CHECK (answered_on >= asked_on)", "It was answered before it was asked.")

    @api.depends("asked_on", "answered_on")
    def _compute_days(self):
        for question in self:
            is_answered = question.answered_on and question.asked_on
            question.days = (question.answered_on - question.asked_on).days if is_answered else False

    @api.depends("answered_on", "truth")
    def _compute_state(self):
        for question in self:
            if question.truth == "untrue":
                question.state = "untrue"
            else:
                question.state = "answered" if question.answered_on else "waiting"

    @api.constrains("asked_on", "answered_on", "checked_on")
    def _check_days(self):
        today = fields.Date.context_today(self)
        for question in self:
            for day in filter(None, (question.asked_on, question.answered_on, question.checked_on)):
                if day > today:
                    raise ValidationError(
                        self.env._("“%(question)s” has a day in the future: %(day)s.", question=question.name, day=day)
                    )

    @api.constrains("truth", "truth_note")
    def _check_truth_note(self):
        for question in self:
            if question.truth == "untrue" and not (question.truth_note or "").strip():
                raise ValidationError(
                    self.env._(
                        "Say how we know that the answer to “%(question)s” was not true.", question=question.name
                    )
                )

    @api.model
    def _dated(self, vals):
        """An answer, or a check, without a day was given today."""
        today = fields.Date.context_today(self)
        dated = dict(vals)
        if (vals.get("answer") or "").strip() and not vals.get("answered_on") and not any(self.mapped("answered_on")):
            dated["answered_on"] = today
        if vals.get("truth") in ("true", "untrue") and not vals.get("checked_on"):
            dated["checked_on"] = today
        return dated

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._dated(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._dated(vals))

    @api.model
    def _prepare_message_values(self, message):
        values = super()._prepare_message_values(message)
        text = self._message_text(message)
        return {**values, "name": text.splitlines()[0] if text else message.subject, "asked_on": message.date.date()}
