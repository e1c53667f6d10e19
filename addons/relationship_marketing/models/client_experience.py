from odoo import api, fields, models
from odoo.exceptions import AccessError

SUMMARY_FIELDS = {"summary", "summary_by_id", "summary_on"}
# What is counted and remembered is not for writing.
COMPUTED_FIELDS = {"helped_count", "author_name"}
# The same field of the chatter and of activities is written by whoever takes part in the talk.
TALK_FIELDS = {"activity_ids", "message_ids", "message_follower_ids", "message_main_attachment_id"}
REQUEST = "relationship_marketing.mail_activity_type_experience"
CONFIRMATION = "relationship_marketing.mail_activity_type_experience_confirm"


class ClientExperience(models.Model):
    """What one side learnt from a deal, written down so that others need not learn it anew (R4; 000)."""

    _name = "client.experience"
    _description = "Experience record"
    _inherit = [
        "client.record.mixin",
        "client.message.mixin",
        "client.reminder.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date DESC, id DESC"
    _mail_post_access = "read"

    name = fields.Char("Deal", required=True, help="What it was about, so that a stranger to the deal understands.")
    side = fields.Selection(
        [("ours", "Ours of them"), ("theirs", "Theirs of us")], required=True, default="ours", tracking=True
    )
    occasion = fields.Selection(
        [
            ("first", "First order"),
            ("large", "Large order"),
            ("quarter", "The quarter's orders"),
            ("other", "Other"),
        ],
        required=True,
        default="other",
    )
    date = fields.Date("Date of the deal", required=True, default=fields.Date.context_today)
    order_id = fields.Many2one("sale.order", check_company=True, ondelete="set null", index="btree_not_null")
    lead_id = fields.Many2one("crm.lead", check_company=True, ondelete="set null", index="btree_not_null")
    categ_id = fields.Many2one("product.category", string="Product family", ondelete="set null", index="btree_not_null")
    problem_family_id = fields.Many2one(
        "client.problem.family", string="Problem family", ondelete="restrict", index="btree_not_null"
    )
    author_id = fields.Many2one(
        "res.users",
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        ondelete="set null",
        index="btree_not_null",
        tracking=True,
    )
    author_name = fields.Char(
        "Written by", compute="_compute_author_name", store=True, help="Stays when the author leaves."
    )
    person_id = fields.Many2one(
        "res.partner",
        string="Said by",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('is_company', '=', False), ('commercial_partner_id', '=', partner_id)]",
        help="Who of theirs said it.",
    )
    said_on = fields.Date("Said on")
    said = fields.Text("In their words")
    # Not "rating_ids": Odoo's rating gives every message thread a field of that name.
    criterion_rating_ids = fields.One2many(
        "client.experience.rating",
        "experience_id",
        string="Ratings of criteria",
        copy=True,
        compute="_compute_criterion_rating_ids",
        store=True,
        readonly=False,
    )
    rating_summary = fields.Char("Rating", compute="_compute_rating_summary")
    went_well = fields.Text("What went well")
    went_wrong = fields.Text("What went wrong")
    solution = fields.Text("How it was solved")
    proposals = fields.Text()
    summary = fields.Text("Summary of marketing", help="What others should take from it, in a few words.")
    summary_by_id = fields.Many2one("res.users", string="Summed up by", readonly=True, copy=False)
    summary_on = fields.Date("Summed up on", readonly=True, copy=False)
    can_sum_up = fields.Boolean(compute="_compute_can_sum_up")
    state = fields.Selection(
        [("requested", "Requested"), ("recorded", "Recorded"), ("old", "Outdated")],
        required=True,
        default="recorded",
        tracking=True,
        copy=False,
    )
    confirmed_on = fields.Date("Confirmed on", copy=False, readonly=True, help="When it was last found to be true.")
    confirmed_by_id = fields.Many2one("res.users", string="Confirmed by", copy=False, readonly=True)
    asked_again_on = fields.Date("Asked again on", copy=False, readonly=True)
    is_old = fields.Boolean("To be confirmed or outdated", compute="_compute_is_old", search="_search_is_old")
    vote_ids = fields.One2many("client.experience.vote", "experience_id", string="Votes")
    helped_count = fields.Integer("Helped", compute="_compute_helped_count", store=True)
    has_helped_me = fields.Boolean(compute="_compute_has_helped_me")

    _one_request = models.UniqueIndex(
        "(partner_id, company_id) WHERE state = 'requested' AND active",
        "This division already has an open request for an experience record.",
    )
    _order_idx = models.Index("(company_id, date DESC) WHERE active IS TRUE")

    @api.depends("author_id")
    def _compute_author_name(self):
        for record in self:
            record.author_name = record.author_id.name or record.author_name

    @api.depends("side")
    def _compute_criterion_rating_ids(self):
        """The criteria of the side, not rated; what is rated already stays."""
        criteria = self.env["client.experience.criterion"].search_fetch([("active", "=", True)], ["side", "sequence"])
        for record in self:
            rated = record.criterion_rating_ids.filtered(lambda line: line.value)
            wanted = criteria.filtered(lambda item, side=record.side: item.side in (side, "both"))
            record.criterion_rating_ids = [
                fields.Command.delete(line.id)
                for line in record.criterion_rating_ids - rated
                if line.criterion_id not in wanted
            ] + [
                fields.Command.create({"criterion_id": item.id, "sequence": item.sequence})
                for item in wanted - record.criterion_rating_ids.criterion_id
            ]

    @api.depends("criterion_rating_ids.value")
    def _compute_rating_summary(self):
        """ "4.2 (5 of 7 rated)"; nothing where nothing is rated: unknown is no middle."""
        for record in self:
            rated = [line.value for line in record.criterion_rating_ids if line.value]
            if not rated:
                record.rating_summary = False
                continue
            record.rating_summary = self.env._(
                "%(average)s of 5 (%(count)s of %(total)s rated)",
                average=round(sum(rated) / len(rated), 1),
                count=len(rated),
                total=len(record.criterion_rating_ids),
            )

    @api.depends_context("uid")
    def _compute_can_sum_up(self):
        self.can_sum_up = self.env.user.has_group("relationship_marketing.group_marketing")

    def _fresh_since(self):
        """The day before which a record must be confirmed again."""
        months = self.env.company.experience_confirm_months
        return fields.Date.subtract(fields.Date.context_today(self), months=months)

    @api.depends("state", "confirmed_on")
    @api.depends_context("company")
    def _compute_is_old(self):
        since = self._fresh_since()
        for record in self:
            record.is_old = record.state == "old" or bool(record.confirmed_on and record.confirmed_on < since)

    def _search_is_old(self, operator, value):
        if operator != "in":
            return NotImplemented
        return ["|", ("state", "=", "old"), ("confirmed_on", "<", self._fresh_since())]

    @api.depends("vote_ids")
    def _compute_helped_count(self):
        counts = dict(
            self.env["client.experience.vote"]._read_group(
                [("experience_id", "in", self.ids)], ["experience_id"], ["__count"]
            )
        )
        for record in self:
            record.helped_count = counts.get(record, 0)

    @api.depends("vote_ids")
    @api.depends_context("uid")
    def _compute_has_helped_me(self):
        for record in self:
            record.has_helped_me = self.env.user in record.vote_ids.user_id

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [dict(vals) for vals in vals_list]
        today = fields.Date.context_today(self)
        for vals in vals_list:
            if not vals.get("partner_id") and vals.get("person_id"):
                vals["partner_id"] = vals["person_id"]
            for name in COMPUTED_FIELDS:
                vals.pop(name, None)
            if not (vals.get("name") or "").strip():
                vals["name"] = self._name_of_deal(vals)
            if vals.get("state", "recorded") == "recorded":
                vals.setdefault("confirmed_on", today)
            if vals.get("summary"):
                vals.update(self._prepare_summary_values())
        return super().create(vals_list)

    def write(self, vals):
        if not SUMMARY_FIELDS.isdisjoint(vals):
            vals = {**vals, **self._prepare_summary_values()}
        self._check_writer(vals)
        return super().write({name: value for name, value in vals.items() if name not in COMPUTED_FIELDS})

    @api.model
    def _name_of_deal(self, vals):
        """What a record without a name is called: its order or lead, else the client."""
        for name in ("order_id", "lead_id", "partner_id"):
            if vals.get(name):
                return self.env[self._fields[name].comodel_name].browse(vals[name]).display_name
        return False

    def _prepare_summary_values(self):
        """Who sums up, and when (000: the marketing departments draw up the résumé).

        :raises AccessError: for anybody outside marketing
        """
        if not (self.env.su or self.env.user.has_group("relationship_marketing.group_marketing")):
            raise AccessError(self.env._("Only marketing writes the summary of an experience record."))
        return {"summary_by_id": self.env.uid, "summary_on": fields.Date.context_today(self)}

    def _check_writer(self, vals):
        """Marketing sums up what others wrote; it does not rewrite it."""
        if self.env.su or SUMMARY_FIELDS.union(TALK_FIELDS).issuperset(vals):
            return
        if self.env.user.has_group("relationship_marketing.group_account_manager"):
            return
        is_hidden = vals.get("active") is False
        if is_hidden or any(self.env.user not in (record.author_id, record.create_uid) for record in self):
            raise AccessError(
                self.env._(
                    "Its author or an account manager changes an experience record; an account manager archives it."
                )
            )
