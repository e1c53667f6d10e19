from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .client_position import VIEWS

# Without any of these an answer says nothing.
GIVEN = {"value", "spend", "is_unknown"}


class ClientPositionAnswer(models.Model):
    """What is known about one factor for a client: as we see it, or as somebody of theirs said it (R9).

    The latest answer counts, earlier ones stay.
    """

    _name = "client.position.answer"
    _description = "Answer about a supplier position"
    _order = "date DESC, id DESC"
    _rec_name = "factor_id"
    _check_company_auto = True

    group_id = fields.Many2one(
        "client.group", string="Client group", required=True, index=True, ondelete="restrict", check_company=True
    )
    company_id = fields.Many2one(
        "res.company", string="Our company", required=True, index=True, default=lambda self: self.env.company
    )
    factor_id = fields.Many2one(
        "client.position.factor",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("rule", "!=", "attributes")],
    )
    rule = fields.Selection(related="factor_id.rule")
    axis = fields.Selection(related="factor_id.axis", store=True)
    question = fields.Char(related="factor_id.question")
    low_text = fields.Char(related="factor_id.low_text")
    high_text = fields.Char(related="factor_id.high_text")
    view = fields.Selection(VIEWS, string="Whose view", required=True, default="ours")
    date = fields.Date(required=True, default=fields.Date.context_today)
    is_unknown = fields.Boolean(
        "Not known",
        help="Nobody knows, or nobody says. Typing an answer takes it away; for an answer of 0 do so yourself.",
    )
    value = fields.Integer("Answer, 0–100", aggregator="avg")
    spend = fields.Monetary(
        "What they spend a year",
        help="On what we could supply, all suppliers together; our share of it follows from our turnover. Leave it"
        " empty to give the share itself as the answer.",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    person_id = fields.Many2one(
        "res.partner",
        string="Who of them said so",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('is_company', '=', False), ('client_group_id', '=', group_id)]",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Recorded by",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
    )
    note = fields.Text("How we know")
    active = fields.Boolean(default=True)

    _value_between = models.Constraint("CHECK (value BETWEEN 0 AND 100)", "An answer is a number from 0 to 100.")
    _spend_not_negative = models.Constraint("CHECK (spend >= 0)", "What they spend is not below zero.")
    _latest_idx = models.Index("(group_id, company_id, view, factor_id, date DESC, id DESC) WHERE active IS TRUE")

    @api.constrains("view", "person_id")
    def _check_person(self):
        for answer in self:
            if answer.view == "theirs" and not answer.person_id:
                raise ValidationError(
                    self.env._(
                        "Name the person of theirs who said so: the view of %(group)s is what they say, not what we"
                        " suppose.",
                        group=answer.group_id.name,
                    )
                )

    @api.constrains("date")
    def _check_date(self):
        today = fields.Date.context_today(self)
        for answer in self:
            if answer.date > today:
                raise ValidationError(
                    self.env._("An answer is dated today or earlier, not %(date)s.", date=answer.date)
                )

    @api.onchange("value", "spend")
    def _onchange_value(self):
        """Whoever types an answer knows it; a zero that nobody typed is none."""
        for answer in self:
            if answer.value or answer.spend:
                answer.is_unknown = False

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [vals if GIVEN & vals.keys() else {**vals, "is_unknown": True} for vals in vals_list]
        if not self.env.su:  # whoever records answers for it
            vals_list = [{**vals, "user_id": self.env.uid} for vals in vals_list]
        answers = super().create(vals_list)
        answers._place_anew()
        return answers

    def write(self, vals):
        self._check_may_change()
        groups = self.group_id
        result = super().write(vals)
        self._place_anew(groups)
        return result

    def _check_may_change(self):
        """Who recorded an answer may correct it, and whoever tends clients; a changed mind is a new answer."""
        if self.env.su or self.env.user.has_group("relationship_marketing.group_account_manager"):
            return
        for answer in self:
            if answer.user_id != self.env.user:
                raise UserError(
                    self.env._("%(user)s recorded this answer: record your own beside it.", user=answer.user_id.name)
                )

    def _place_anew(self, groups=None):
        """The matrix follows at once, not only in the night."""
        for company, answers in self.grouped("company_id").items():
            of_company = answers.group_id | (groups or self.env["client.group"])
            self.env["client.position"].with_company(company)._refresh(of_company)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_evidence(self):
        raise UserError(self.env._("%(record)s is evidence: archive it instead.", record=self[:1].display_name))
