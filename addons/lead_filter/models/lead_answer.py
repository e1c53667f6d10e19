from odoo import api, fields, models
from odoo.exceptions import ValidationError


class LeadAnswer(models.Model):
    """A question put to a client, and what he said: a request is judged by the substance of the exchange (000)."""

    _name = "lead.answer"
    _description = "Question asked and its answer"
    _inherit = ["lead.number.mixin"]
    _order = "asked_on DESC, id DESC"
    _rec_name = "question_id"

    lead_id = fields.Many2one("crm.lead", "Request", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="lead_id.company_id", store=True, index="btree_not_null")
    question_id = fields.Many2one("lead.question", required=True, index=True, ondelete="restrict")
    answer_type = fields.Selection(related="question_id.answer_type")
    unit = fields.Char(related="question_id.unit")
    exchange = fields.Selection(
        [
            ("question", "Question"),
            ("proposal", "Proposal"),
            ("clarification", "Clarification"),
            ("agreement", "Agreement"),
        ],
        required=True,
        default="question",
    )
    side = fields.Selection(
        [("ours", "From us"), ("theirs", "From the client")], "From whom", required=True, default="ours"
    )
    state = fields.Selection(
        [("asked", "Asked"), ("answered", "Answered"), ("evaded", "Evaded")],
        required=True,
        default="asked",
        help="Evaded: they wrote back, but not to this. It stays unknown, and is counted.",
    )
    asked_on = fields.Datetime(required=True, default=fields.Datetime.now)
    asked_by_id = fields.Many2one("res.users", "Who asked", default=lambda self: self.env.user)
    answered_on = fields.Datetime()
    yes_no = fields.Selection([("yes", "Yes"), ("no", "No")], "Answer")
    choice_id = fields.Many2one("lead.question.choice", "Answer chosen", domain="[('question_id', '=', question_id)]")
    number = fields.Float("Number answered")
    date = fields.Date("Date answered")
    text = fields.Text("In their words")
    attachment_ids = fields.Many2many("ir.attachment", string="Files")
    judgement = fields.Selection(
        [("met", "Speaks for the request"), ("not_met", "Speaks against it"), ("unclear", "Settles nothing")],
        help="A person's reading of the answer. It counts before what the criterion says of it.",
    )

    _lead_question_index = models.Index("(lead_id, question_id)")

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("state") == "answered":
                vals.setdefault("answered_on", fields.Datetime.now())
        answers = super().create(vals_list)
        answers.lead_id._judge()
        return answers

    def write(self, vals):
        leads = self.lead_id
        if vals.get("state") == "answered" and "answered_on" not in vals:
            vals = {**vals, "answered_on": fields.Datetime.now()}
        result = super().write(vals)
        if "lead_id" in vals:
            # Rules look at what was, this at what is.
            self.check_access("write")
        (leads | self.lead_id)._judge()
        return result

    def unlink(self):
        leads = self.lead_id
        result = super().unlink()
        leads._judge()
        return result

    @api.onchange("yes_no", "choice_id", "number", "date", "text", "attachment_ids", "judgement")
    def _onchange_answer(self):
        """Whoever writes an answer down need not say that it was answered."""
        # Of what they asked or proposed the words are no answer.
        is_open = self.state == "asked" and self.question_id
        if is_open and (self.number or (self.answer_type != "number" and self._is_said())):
            self.state = "answered"

    @api.constrains("state", "question_id", "yes_no", "choice_id", "date", "text", "attachment_ids", "judgement")
    def _check_said(self):
        for answer in self:
            if answer.choice_id and answer.choice_id.question_id != answer.question_id:
                raise ValidationError(
                    self.env._("%(answer)s is no answer to this question.", answer=answer.choice_id.name)
                )
            # What we said to theirs, or what was agreed, may be told in a few words or by its date alone.
            if answer.state == "answered" and answer.question_id and not answer._is_said():
                raise ValidationError(
                    self.env._("What was answered to “%(question)s”?", question=answer.question_id.name)
                )

    def _is_said(self):
        """Whether there is something in the answer; a number of 0 is something."""
        self.ensure_one()
        by_type = {
            "yes_no": self.yes_no,
            "choice": self.choice_id,
            "number": True,
            "date": self.date,
            "text": self.text,
            "document": self.attachment_ids,
        }
        return bool(by_type.get(self.answer_type) or self.judgement or self.text)

    def _in_words(self):
        """The answer as one line for whoever looks at the request."""
        self.ensure_one()
        if self.state != "answered":
            states = dict(self._fields["state"]._description_selection(self.env))
            return self.env._("%(state)s on %(day)s", state=states[self.state], day=self.lead_id._day(self.asked_on))
        return self.env._(
            "Answered on %(day)s: %(answer)s", day=self.lead_id._day(self.answered_on), answer=self._answer_alone()
        )

    def _answer_alone(self):
        """What was answered, without when."""
        self.ensure_one()
        choices = dict(self._fields["yes_no"]._description_selection(self.env))
        said = {
            "yes_no": choices.get(self.yes_no),
            "choice": self.choice_id.name,
            "number": f"{self.number:g} {self.unit or ''}".strip(),
            "date": self.lead_id._day(self.date),
            "document": ", ".join(self.attachment_ids.mapped("name")),
        }.get(self.answer_type)
        return ", ".join(filter(None, [said, self.text]))
