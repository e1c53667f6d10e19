from odoo import api, fields, models
from odoo.exceptions import ValidationError

HEAVIEST = 1e12


class LeadCriterion(models.Model):
    """One criterion of a portrait: what speaks for a request or against it, and the question that settles it."""

    _name = "lead.criterion"
    _description = "Criterion of a portrait"
    _inherit = ["lead.number.mixin"]
    _order = "portrait_id, sequence, id"

    portrait_id = fields.Many2one("lead.portrait", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="portrait_id.company_id", store=True, index=True)
    origin_id = fields.Many2one(
        "lead.criterion",
        "First version",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The criterion of the first version from which this one was carried over.",
    )
    sequence = fields.Integer(default=10)
    name = fields.Char("Criterion", required=True, translate=True)
    half = fields.Selection(
        [("served", "Our services are made for him"), ("receptive", "He wants what is unique in our offer")],
        "Half of the portrait",
        required=True,
        default="served",
    )
    kind = fields.Selection(
        [
            ("condition", "Condition"),
            ("question", "Question"),
            ("document", "Document"),
            ("economics", "Economics"),
            ("timing", "Timing"),
        ],
        required=True,
        default="condition",
    )
    is_knock_out = fields.Boolean("Knock-out", help="Not met: the request is not ours, whatever else it has.")
    weight = fields.Float(default=1.0, help="What it adds to the score, against the other weights.")
    domain = fields.Text(
        "Condition",
        help="On the request, its client and client group. What it asks of an empty field is unknown, not refused."
        " Economics without a condition asks whether the signed costing meets the planned profitability; timing"
        " without one, whether there is a need now or soon, which large projects are not asked.",
    )
    zero_is_value = fields.Boolean(
        "Zero is a value", help="A number of 0 is an answer; otherwise it counts as not filled in."
    )
    question_id = fields.Many2one("lead.question", "Counter-question", index="btree_not_null", ondelete="restrict")
    answer_type = fields.Selection(related="question_id.answer_type")
    wanted_answer = fields.Selection([("yes", "Yes"), ("no", "No")], default="yes", required=True)
    choice_ids = fields.Many2many("lead.question.choice", string="Wanted answers")
    number_operator = fields.Selection([("at_least", "at least"), ("at_most", "at most")], default="at_least")
    wanted_number = fields.Float()
    within_days = fields.Integer(
        "Within, days", default=90, help="The date answered, or the need, is no further away than this."
    )
    refusal_reason = fields.Char(
        "Reason for the client", translate=True, help="What a client may be told where this is why we refuse."
    )
    warning = fields.Char(compute="_compute_warning")

    _weighs = models.Constraint(
        "CHECK (is_knock_out OR weight > 0)", "A criterion is a knock-out or has a weight above zero."
    )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_domains([vals.get("domain") for vals in vals_list])
        criteria = super().create(vals_list)
        criteria.portrait_id._check_not_frozen()
        criteria._judge_by_them()
        return criteria

    def write(self, vals):
        if set(vals) - {"refusal_reason", "name"}:
            self.portrait_id._check_not_frozen()
        if "domain" in vals:
            self._check_domains([vals["domain"]])
        result = super().write(vals)
        if "portrait_id" in vals:
            # Nor is one moved into a version by which requests were judged.
            self.portrait_id._check_not_frozen()
        self._judge_by_them()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_judged(self):
        self.portrait_id._check_not_frozen()

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        for criterion, vals in zip(self, vals_list, strict=True):
            vals["origin_id"] = criterion._origin_criterion().id
        return vals_list

    @api.constrains("kind", "domain", "question_id")
    def _check_kind(self):
        for criterion in self:
            if criterion.kind == "condition" and not criterion._asked_domain():
                raise ValidationError(self.env._("The criterion %(name)s needs a condition.", name=criterion.name))
            if criterion.kind in ("question", "document") and not criterion.question_id:
                raise ValidationError(
                    self.env._("The criterion %(name)s needs the question that settles it.", name=criterion.name)
                )
            if not criterion._asked_domain() and not criterion.question_id:
                raise ValidationError(
                    self.env._("The criterion %(name)s needs a condition or a question.", name=criterion.name)
                )

    @api.constrains("choice_ids", "question_id")
    def _check_choices(self):
        for criterion in self:
            if criterion.answer_type == "choice" and not criterion.choice_ids:
                raise ValidationError(
                    self.env._("Which answers does the criterion %(name)s want?", name=criterion.name)
                )
            if criterion.choice_ids.question_id - criterion.question_id:
                raise ValidationError(
                    self.env._("The criterion %(name)s wants an answer to another question.", name=criterion.name)
                )

    def _counted_weight(self):
        """What it adds to the score: a knock-out nothing, and none so much that sums cannot be told."""
        self.ensure_one()
        return 0.0 if self.is_knock_out else min(HEAVIEST, self.weight)

    def _origin_criterion(self):
        """The criterion of the first version, or this one."""
        return self.origin_id or self

    def _judge_by_them(self):
        """Judge the requests anew where criteria in force changed."""
        if in_force := self.portrait_id.filtered(lambda portrait: portrait.state == "in_force"):
            in_force._judge_again()
