from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

ASK_ACTIVITY = "relationship_marketing.mail_activity_type_introduction"
OPEN_STATES = ("to_ask", "asked")


class ClientIntroduction(models.Model):
    """Somebody was asked to introduce us to a division of the client that does not know us (R1, ``000``).

    One introduction may lead to several divisions: one visit opened five in the source.
    """

    _name = "client.introduction"
    _description = "Introduction to a division"
    _inherit = ["client.record.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "asked_on DESC, id DESC"

    partner_id = fields.Many2one(string="To division", help="The division we want to be introduced to.")
    other_division_ids = fields.Many2many(
        "res.partner",
        "client_introduction_division_rel",
        "introduction_id",
        "partner_id",
        string="Also introduced to",
        domain="[('is_company', '=', True), ('client_group_id', '=?', group_id), ('id', '!=', partner_id)]",
        help="Other divisions this introduction led to.",
    )
    categ_id = fields.Many2one("product.category", string="Product family", index="btree_not_null")
    asked_partner_id = fields.Many2one(
        "res.partner",
        string="Person asked",
        index="btree_not_null",
        domain=[("is_company", "=", False)],
        help="The person of theirs who is asked to introduce us.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Who of us asks",
        required=True,
        index=True,
        domain=[("share", "=", False)],
        default=lambda self: self.env.user,
        tracking=True,
    )
    asked_on = fields.Date("Asked on", tracking=True, copy=False)
    answered_on = fields.Date("Answered on", tracking=True, copy=False)
    introduced_to_id = fields.Many2one(
        "res.partner",
        string="Introduced to",
        index="btree_not_null",
        domain="[('is_company', '=', False), ('commercial_partner_id', '=?', partner_id)]",
        help="The person in the new division.",
    )
    state = fields.Selection(
        [
            ("to_ask", "To be asked"),
            ("asked", "Asked"),
            ("introduced", "Introduced"),
            ("declined", "Declined"),
            ("no_answer", "No answer"),
        ],
        required=True,
        default="to_ask",
        index=True,
        tracking=True,
        copy=False,
    )
    path = fields.Text(help="The way the introduction goes, with its evidence, as it was found.")
    note = fields.Text()
    result_ids = fields.One2many("client.introduction.result", "introduction_id", string="What came of it")
    opened_count = fields.Integer("Divisions opened", compute="_compute_opened_count")

    @api.depends("partner_id", "asked_partner_id", "user_id")
    def _compute_display_name(self):
        for introduction in self:
            asked = introduction.asked_partner_id or introduction.user_id
            introduction.display_name = self.env._(
                "%(asked)s to %(division)s", asked=asked.display_name, division=introduction.partner_id.display_name
            )

    @api.depends("state", "answered_on", "partner_id", "other_division_ids")
    @api.depends_context("allowed_company_ids")
    def _compute_opened_count(self):
        counts = dict(
            self.env["client.introduction.result"]._read_group(
                [("introduction_id", "in", self.ids), ("outcome", "=", "opened")], ["introduction_id"], ["__count"]
            )
        )
        for introduction in self:
            introduction.opened_count = counts.get(introduction, 0)

    @api.constrains("asked_on", "answered_on")
    def _check_dates(self):
        for introduction in self:
            if introduction.asked_on and introduction.answered_on and introduction.answered_on < introduction.asked_on:
                raise ValidationError(
                    self.env._(
                        "The answer on the introduction to %(division)s comes before the question.",
                        division=introduction.partner_id.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Whoever is to ask gets it as an activity."""
        introductions = super().create([self._with_day_of_answer(vals) for vals in vals_list])
        for introduction in introductions.filtered(lambda record: record.state == "to_ask"):
            introduction.activity_schedule(
                ASK_ACTIVITY,
                summary=self.env._("Ask for an introduction to %(division)s", division=introduction.partner_id.name),
                user_id=introduction.user_id.id,
            )
        return introductions

    def write(self, vals):
        return super().write(self._with_day_of_answer(vals, all(self.mapped("answered_on"))))

    @api.model
    def _with_day_of_answer(self, vals, is_dated=False):
        """An answer entered without its day was given today: what came of an introduction is counted from a day."""
        if is_dated or vals.get("answered_on") or vals.get("state") not in ("introduced", "declined"):
            return vals
        return {**vals, "answered_on": fields.Date.context_today(self)}

    def action_asked(self):
        self._move(("to_ask",), {"state": "asked", "asked_on": fields.Date.context_today(self)})
        self.activity_feedback([ASK_ACTIVITY])

    def action_introduced(self):
        self._answer("introduced")

    def action_declined(self):
        self._answer("declined")

    def action_no_answer(self):
        self._answer("no_answer")

    def _answer(self, state):
        today = fields.Date.context_today(self)
        self.filtered(lambda record: not record.asked_on).asked_on = today
        self._move((*OPEN_STATES, "no_answer"), {"state": state, "answered_on": state != "no_answer" and today})
        self.activity_feedback([ASK_ACTIVITY])

    def _move(self, from_states, values):
        """:raises UserError: an introduction of these has been answered already"""
        for introduction in self:
            if introduction.state not in from_states:
                raise UserError(
                    self.env._("The introduction “%(name)s” is answered already.", name=introduction.display_name)
                )
        self.write(values)

    def action_open_results(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_introduction_result_action")
        return {**action, "domain": [("introduction_id", "=", self.id)], "context": {}}
