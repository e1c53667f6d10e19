from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class ClientCriterionAnswer(models.Model):
    """What somebody answered on a criterion of a client, when and why: it counts where no data speaks (R8)."""

    _name = "client.criterion.answer"
    _description = "Answer on a criterion"
    _order = "date DESC, id DESC"
    _check_company_auto = True

    group_id = fields.Many2one(
        "client.group", string="Client group", required=True, index=True, ondelete="restrict", check_company=True
    )
    company_id = fields.Many2one(
        "res.company", string="Our company", required=True, index=True, default=lambda self: self.env.company
    )
    half_id = fields.Many2one(
        "client.criterion.half",
        string="What is looked at",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("is_answerable", "=", True)],
    )
    criterion_id = fields.Many2one(related="half_id.criterion_id", store=True, index=True)
    question = fields.Char(related="half_id.question")
    date = fields.Date(required=True, default=fields.Date.context_today)
    state = fields.Selection(
        [("met", "Met"), ("not_met", "Not met"), ("unknown", "Nobody knows")], string="Answer", required=True
    )
    note = fields.Text("What it rests on")
    person_id = fields.Many2one(
        "res.partner",
        string="Said by",
        domain="[('is_company', '=', False), ('client_group_id', '=', group_id)]",
        ondelete="restrict",
        index="btree_not_null",
        help="Who of theirs said it; empty where one of us judges.",
    )
    user_id = fields.Many2one(
        "res.users", string="Recorded by", required=True, readonly=True, default=lambda self: self.env.user, index=True
    )
    active = fields.Boolean(default=True)

    @api.depends("half_id", "state", "date")
    def _compute_display_name(self):
        states = dict(self._fields["state"]._description_selection(self.env))
        for answer in self:
            answer.display_name = ", ".join(
                filter(None, (answer.half_id.name, states.get(answer.state), str(answer.date or "")))
            )

    @api.constrains("date")
    def _check_date(self):
        for answer in self:
            if answer.date > fields.Date.context_today(self):
                raise ValidationError(self.env._("An answer is not given in the future (%(day)s).", day=answer.date))

    @api.constrains("state", "note")
    def _check_note(self):
        for answer in self:
            if answer.state != "unknown" and not (answer.note or "").strip():
                raise ValidationError(
                    self.env._("Say what your answer to “%(question)s” rests on.", question=answer.half_id.question)
                )

    @api.model_create_multi
    def create(self, vals_list):
        """An answer speaks for whoever records it, and counts at once."""
        if not self.env.su:
            vals_list = [{**vals, "user_id": self.env.uid} for vals in vals_list]
        answers = super().create(vals_list)
        for answer in answers.filtered(lambda answer: not answer.half_id.is_answerable):
            raise UserError(
                self.env._("“%(name)s” is judged from data alone: record what is missing.", name=answer.half_id.name)
            )
        answers._assess()
        return answers

    def write(self, vals):
        """An answer is corrected by a new one; this one may be archived."""
        if not self.env.su and set(vals) - {"active"}:
            raise UserError(self.env._("An answer stays as it was given: record a new one."))
        result = super().write(vals)
        self._assess()
        return result

    def _assess(self):
        for company, answers in self.grouped("company_id").items():
            # The assessment is nobody's to write; who answers may not see all it is made of.
            assessments = self.env["client.assessment"].sudo().with_company(company)
            groups = answers.group_id._final_groups()
            assessments.with_context(allowed_company_ids=company.ids)._assess(groups, answers.half_id)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_evidence(self):
        raise UserError(self.env._("%(record)s is evidence: archive it instead.", record=self[:1].display_name))
