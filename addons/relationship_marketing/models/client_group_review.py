from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

REVIEW_ACTIVITY = "relationship_marketing.mail_activity_type_review"


class ClientGroup(models.Model):
    _inherit = "client.group"

    review_ids = fields.One2many("client.review", "group_id", string="Reviews held")
    asked_divisions_on = fields.Date(
        "Asked for other divisions on",
        compute="_compute_reviews",
        help="When a review last asked: which other divisions of yours?",
    )
    review_count = fields.Integer("Reviews", compute="_compute_reviews")
    unanswered_review_id = fields.Many2one("client.review", compute="_compute_reviews")

    @api.depends_context("allowed_company_ids")
    def _compute_reviews(self):
        rows = self.env["client.review"]._read_group(
            [("group_id", "in", self.ids)], ["group_id", "answer"], ["__count", "held_on:max", "id:max"]
        )
        counts, asked, unanswered = {}, {}, {}
        for group, answer, count, last, review_id in rows:
            counts[group] = counts.get(group, 0) + count
            if answer in ("told", "none"):
                asked[group] = max(asked.get(group) or last, last)
            elif not answer:
                unanswered[group] = review_id
        for group in self:
            group.review_count = counts.get(group, 0)
            group.asked_divisions_on = asked.get(group)
            group.unanswered_review_id = unanswered.get(group)

    def action_plan_review(self):
        """Plan the next review of each client for its key account manager, once."""
        planned = self.env["mail.activity"]._read_group(
            [
                ("res_model", "=", "client.group"),
                ("res_id", "in", self.ids),
                ("activity_type_id", "=", self.env.ref(REVIEW_ACTIVITY).id),
            ],
            ["res_id"],
        )
        planned_ids = {res_id for (res_id,) in planned}
        if len(self) == 1 and self.id in planned_ids:
            raise UserError(self.env._("A review with %(client)s is planned already.", client=self.name))
        held = dict(
            self.env["client.review"]._read_group([("group_id", "in", self.ids)], ["group_id"], ["held_on:max"])
        )
        today = fields.Date.context_today(self)
        for group in self:
            if group.id in planned_ids:
                continue
            months, last = group.class_id.review_months, held.get(group)
            due = last + relativedelta(months=months) if months and last else today + relativedelta(days=7)
            group.activity_schedule(
                REVIEW_ACTIVITY,
                max(due, today),
                note=self.env._("Ask them: which other divisions of yours?"),
                user_id=(group.key_account_manager_id or self.env.user).id,
            )
        return True

    def action_record_review(self):
        self.ensure_one()
        return self._action_record_review(self.unanswered_review_id)

    def _action_record_review(self, review):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Result of the review"),
            "res_model": "client.review.result",
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_group_id": self.id, "default_review_id": review.id},
        }

    def action_open_reviews(self):
        return self._action_open_records("client_review_action")
