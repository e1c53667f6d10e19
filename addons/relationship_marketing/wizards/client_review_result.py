from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.client_group_review import REVIEW_ACTIVITY
from ..models.client_review import ANSWERS


class ClientReviewResult(models.TransientModel):
    """The result of a review: the question for other divisions is answered before anything is stored."""

    _name = "client.review.result"
    _description = "Result of a review"

    group_id = fields.Many2one("client.group", string="Client group", required=True)
    review_id = fields.Many2one("client.review")
    partner_id = fields.Many2one(
        "res.partner",
        string="Held with",
        required=True,
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('is_company', '=', True), ('client_group_id', '=', group_id)]",
    )
    held_on = fields.Date("Held on", required=True, default=fields.Date.context_today)
    person_id = fields.Many2one(
        "res.partner",
        string="Whom we asked",
        domain="[('is_company', '=', False), ('commercial_partner_id', '=?', partner_id)]",
    )
    answer = fields.Selection(ANSWERS, string="Which other divisions of yours?", required=True)
    line_ids = fields.One2many("client.review.result.line", "result_id", string="Divisions they named")
    note = fields.Text("What else was said")

    @api.depends("group_id", "review_id")
    def _compute_partner_id(self):
        for result in self:
            result.partner_id = result.review_id.partner_id or result.partner_id or result.group_id._main_division()

    def action_record(self):
        """Store the review, add what they named to the client, and close the planned activity."""
        self.ensure_one()
        if self.answer == "told" and not self.line_ids:
            raise UserError(self.env._("Name the divisions they told you of, one on each line."))
        values = {
            "partner_id": self.partner_id.id,
            "held_on": self.held_on,
            "person_id": self.person_id.id,
            "answer": self.answer,
            "division_names": "\n".join(self.line_ids.mapped("name")) if self.answer == "told" else False,
            "note": self.note or self.review_id.note,
        }
        review = self.review_id or self.env["client.review"].create({**values, "user_id": self.env.uid})
        if self.review_id:
            review.write(values)
        if self.answer == "told":
            self._add_divisions(review)
        self._record_statements(review)
        # Whoever held the review closes it, also where it was planned for a colleague.
        group = self.group_id.sudo().with_context(review_recorded=True)
        group.activity_feedback([REVIEW_ACTIVITY], only_automated=False)
        return {"type": "ir.actions.act_window_close"}

    def _add_divisions(self, review):
        """Whoever may tend links adds the divisions at once; for others the key account manager is asked to."""
        if not (self.env["client.link"].has_access("create") and self.env["res.partner"].has_access("create")):
            # A user may not edit the client group, but what was heard must reach who tends it.
            self.group_id.sudo().activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("Add the divisions named at the review"),
                note=", ".join(self.line_ids.mapped("name")),
                user_id=(self.group_id.key_account_manager_id or self.env.user).id,
            )
            return
        evidence = self.env._(
            "Named by %(person)s at the review of %(day)s",
            person=(self.person_id or self.partner_id).display_name,
            day=self.held_on,
        )
        missing = self.line_ids.filtered(lambda line: not line.partner_id)
        created = self.env["res.partner"].create(
            [
                {"name": line.name, "is_company": True, "client_group_id": self.group_id.id, "comment": evidence}
                for line in missing
            ]
        )
        for line, division in zip(missing, created, strict=True):
            line.partner_id = division
        divisions = self.line_ids.partner_id - self.partner_id
        self._link(divisions, evidence)
        review.division_ids = divisions

    def _link(self, divisions, evidence):
        division_type = self.env["client.link.type"]._of_code("independent")
        known = self.env["client.link"].search(
            [
                ("date_to", "=", False),
                "|",
                "&",
                ("partner_id", "in", divisions.ids),
                ("other_partner_id", "=", self.partner_id.id),
                "&",
                ("other_partner_id", "in", divisions.ids),
                ("partner_id", "=", self.partner_id.id),
            ]
        )
        linked = known.partner_id | known.other_partner_id
        self.env["client.link"].create(
            [
                {
                    "partner_id": division.id,
                    "type_id": division_type.id,
                    "other_partner_id": self.partner_id.id,
                    "date_from": self.held_on,
                    "note": evidence,
                }
                for division in divisions - linked
            ]
        )
