from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError


class ClientLevelReach(models.Model):
    """The level a client has reached, since when, and what the next one needs (R13). Earlier ones are kept."""

    _name = "client.level.reach"
    _description = "Level reached"
    _order = "is_current DESC, missing_count, group_id, id DESC"
    _rec_name = "group_id"

    group_id = fields.Many2one(
        "client.group", string="Client group", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", string="Our company", required=True, readonly=True, index=True)
    key_account_manager_id = fields.Many2one(related="group_id.key_account_manager_id")
    level_id = fields.Many2one(
        "client.level",
        string="Level reached",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        group_expand="_read_group_level_ids",
    )
    next_level_id = fields.Many2one(
        "client.level", string="Next level", readonly=True, index="btree_not_null", ondelete="set null"
    )
    condition_id = fields.Many2one(
        "client.level.condition", string="To begin with", readonly=True, index="btree_not_null", ondelete="set null"
    )
    next_step = fields.Text(related="condition_id.next_step")
    missing_count = fields.Integer("Missing", readonly=True, aggregator=None)
    unknown_count = fields.Integer("Of them unknown", readonly=True, aggregator=None)
    could_climb = fields.Boolean("One step away", readonly=True)
    missing = fields.Text("What is missing", compute="_compute_missing")
    moved = fields.Selection(
        [("first", "First seen"), ("climbed", "Climbed"), ("fell", "Fell")], string="How it came", readonly=True
    )
    since_on = fields.Date("Since", readonly=True)
    until_on = fields.Date("Until", readonly=True)
    is_current = fields.Boolean("Today's", readonly=True)

    _one_current = models.UniqueIndex(
        "(group_id, company_id) WHERE is_current IS TRUE", "A client stands on one level at a time."
    )
    _climb_idx = models.Index("(company_id, missing_count) WHERE is_current IS TRUE")

    @api.model
    def _read_group_level_ids(self, levels, domain):
        return self.env["client.level"].search([("active", "=", True)])

    @api.depends("group_id", "level_id")
    def _compute_display_name(self):
        for reach in self:
            reach.display_name = f"{reach.group_id.name}: {reach.level_id.name or self.env._('no level')}"

    @api.depends("next_level_id", "missing_count")
    @api.depends_context("lang")
    def _compute_missing(self):
        """Condition by condition, what is found; nothing for what has passed."""
        checks = self.env["client.level.check"].search(
            [
                ("group_id", "in", self.group_id.ids),
                ("level_id", "in", self.next_level_id.ids),
                ("state", "!=", "met"),
                ("condition_id.active", "=", True),
            ],
            order="condition_id, id",
        )
        by_key = checks.grouped(lambda check: (check.group_id, check.company_id, check.level_id))
        for reach in self:
            missing = reach.is_current and by_key.get((reach.group_id, reach.company_id, reach.next_level_id))
            reach.missing = missing and "\n".join(f"{check.condition_id.name}: {check.finding}" for check in missing)

    def action_open_checks(self):
        """What the level is made of, condition by condition."""
        self.ensure_one()
        return self.group_id._open_level_checks(self.company_id)

    def action_plan_next_step(self):
        """Plan the next step for whoever answers for the client; refused where nothing is missing."""
        planned = []
        for reach in self:
            if not reach.is_current or not reach.condition_id:
                raise UserError(self.env._("%(client)s has no next step.", client=reach.group_id.name))
            user = reach.key_account_manager_id or self.env.user
            own = reach.with_context(lang=user.lang)
            planned.append(
                {
                    "record": reach.group_id,
                    "user": user,
                    "type": self.env.ref("mail.mail_activity_data_todo"),
                    "deadline": fields.Date.context_today(self),
                    "summary": own.condition_id.name,
                    "note": Markup("<p>%s</p>") % (own.next_step or own.missing or ""),
                }
            )
        # Planning a step is no change of the client group, which a user may not write.
        self.env["client.activity.planner"].sudo()._plan_activities(planned)
        return True
