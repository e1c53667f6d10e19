from odoo import api, fields, models
from odoo.exceptions import ValidationError

ANSWERS = [
    ("told", "They named divisions"),
    ("none", "There are no others"),
    ("not_asked", "Not asked"),
]


class ClientReview(models.Model):
    """A review held with a client. Each asks: which other divisions of yours? (R1)

    Told, none and not asked are three different answers; an empty answer means that the review was held and
    its result is still to be recorded.
    """

    _name = "client.review"
    _description = "Review with a client"
    _inherit = ["client.record.mixin", "mail.thread"]
    _order = "held_on DESC, id DESC"
    _rec_name = "held_on"

    partner_id = fields.Many2one(string="Held with", help="The division the review was held with.")
    held_on = fields.Date("Held on", required=True, default=fields.Date.context_today, index=True)
    user_id = fields.Many2one(
        "res.users",
        string="Who of us",
        required=True,
        index=True,
        domain=[("share", "=", False)],
        default=lambda self: self.env.user,
    )
    person_id = fields.Many2one(
        "res.partner",
        string="Whom we asked",
        index="btree_not_null",
        domain="[('is_company', '=', False), ('commercial_partner_id', '=?', partner_id)]",
    )
    answer = fields.Selection(ANSWERS, string="Which other divisions of yours?", tracking=True)
    division_names = fields.Text("Divisions they named")
    division_ids = fields.Many2many(
        "res.partner",
        "client_review_division_rel",
        "review_id",
        "partner_id",
        string="In our records",
        domain=[("is_company", "=", True)],
    )
    note = fields.Text("What else was said")

    @api.constrains("answer", "division_names")
    def _check_division_names(self):
        for review in self:
            if review.answer == "told" and not (review.division_names or "").strip():
                raise ValidationError(self.env._("Name the divisions they told you of, one on each line."))

    @api.constrains("held_on")
    def _check_held_on(self):
        today = fields.Date.context_today(self)
        for review in self:
            if review.held_on > today:
                raise ValidationError(self.env._("A review is recorded when it was held, not before."))

    def action_answer(self):
        """Record the result of a review that was held."""
        self.ensure_one()
        return self.group_id._action_record_review(review=self)
