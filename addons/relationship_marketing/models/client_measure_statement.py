from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

SCORES = [(str(score), str(score)) for score in range(11)]


class ClientMeasureStatement(models.Model):
    """What a person of theirs said of one measure: from 0 to 10, or in words (R12, the stated half)."""

    _name = "client.measure.statement"
    _description = "What a client says of us"
    _inherit = ["client.record.mixin", "mail.thread"]
    _order = "said_on DESC, id DESC"
    _rec_name = "measure_id"

    measure_id = fields.Many2one("client.measure", required=True, index=True, ondelete="restrict", tracking=True)
    question = fields.Char(related="measure_id.question")
    person_id = fields.Many2one(
        "res.partner",
        string="Said by",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('is_company', '=', False), ('commercial_partner_id', '=?', partner_id)]",
        tracking=True,
    )
    said_on = fields.Date("Said on", required=True, default=fields.Date.context_today, index=True, tracking=True)
    score = fields.Selection(SCORES, string="From 0 to 10", tracking=True, help="Empty: said in words only.")
    words = fields.Text("In their words")
    user_id = fields.Many2one(
        "res.users",
        string="Heard by",
        required=True,
        index=True,
        domain=[("share", "=", False)],
        default=lambda self: self.env.user,
    )
    review_id = fields.Many2one("client.review", readonly=True, index="btree_not_null", ondelete="set null")

    @api.depends("measure_id", "person_id", "partner_id", "score")
    def _compute_display_name(self):
        for statement in self:
            parts = (
                statement.measure_id.name,
                statement.person_id.name or statement.partner_id.name,
                statement.score or None,
            )
            statement.display_name = ", ".join(filter(None, parts))

    @api.constrains("score", "words")
    def _check_said(self):
        for statement in self:
            if not statement.score and not (statement.words or "").strip():
                raise ValidationError(self.env._("Record what they said: from 0 to 10, or in their words."))

    @api.constrains("said_on")
    def _check_said_on(self):
        today = fields.Date.context_today(self)
        for statement in self:
            if statement.said_on > today:
                raise ValidationError(self.env._("What was said is recorded when it was said, not before."))

    @api.constrains("person_id", "partner_id")
    def _check_person(self):
        for statement in self:
            if statement.person_id.is_company:
                raise ValidationError(
                    self.env._(
                        "%(name)s is a company: it is said by a person, or by nobody known.",
                        name=statement.person_id.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [dict(vals) for vals in vals_list]
        for vals in vals_list:
            if not vals.get("partner_id") and vals.get("person_id"):
                vals["partner_id"] = vals["person_id"]
        return super().create(vals_list)

    def write(self, vals):
        self._check_writer(vals)
        return super().write(vals)

    def _check_writer(self, vals):
        """Whoever heard it corrects it; an account manager corrects and archives.

        :raises AccessError: for anybody else
        """
        if self.env.su or self.env.user.has_group("relationship_marketing.group_account_manager"):
            return
        others = self.filtered(lambda statement: self.env.user not in (statement.user_id, statement.create_uid))
        if others or "active" in vals:
            raise AccessError(
                self.env._(
                    "Whoever heard it, or an account manager, changes what a client said; only the latter archives it."
                )
            )
