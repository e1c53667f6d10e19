from odoo import api, fields, models
from odoo.exceptions import UserError

ANSWERS = [("proposed", "Waits for an answer"), ("accepted", "Accepted"), ("returned", "Returned")]
STATES = [*ANSWERS, ("withdrawn", "Taken back")]
KINDS = [("development", "To development"), ("account", "To the account manager")]
# Who takes what is handed over.
TAKERS = {
    "development": "lead_filter.group_development",
    "account": "relationship_marketing.group_account_manager",
}
# What whoever hands over says; the rest is noted.
SAID = {"lead_id", "kind", "to_user_id", "meeting_id", "note"}


class LeadHandover(models.Model):
    """A request goes from who qualified it to who runs it, with all that is known and a meeting (F6, 002).

    After the first order a second one goes to the account manager.
    """

    _name = "lead.handover"
    _description = "Hand-over of a request"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "proposed_on DESC, id DESC"
    _rec_name = "lead_id"

    lead_id = fields.Many2one("crm.lead", "Request", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="lead_id.company_id", store=True, index="btree_not_null")
    kind = fields.Selection(KINDS, required=True, default="development")
    state = fields.Selection(STATES, required=True, readonly=True, default="proposed", index=True, tracking=True)
    from_user_id = fields.Many2one(
        "res.users", "From", required=True, readonly=True, index=True, default=lambda self: self.env.user
    )
    to_user_id = fields.Many2one("res.users", "To", required=True, index=True, domain=[("share", "=", False)])
    proposed_on = fields.Datetime("Handed over on", required=True, readonly=True, default=fields.Datetime.now)
    answered_on = fields.Datetime(readonly=True)
    return_reason_id = fields.Many2one(
        "lead.handover.reason", "Returned because", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    return_note = fields.Text("What is missing", readonly=True)
    meeting_id = fields.Many2one("calendar.event", index="btree_not_null", ondelete="set null")
    meeting_start = fields.Datetime("Meeting on", related="meeting_id.start")
    note = fields.Text("For whoever takes it")
    dossier = fields.Json(
        "Known at the hand-over", readonly=True, help="What was known at the hand-over, as it was then."
    )
    portrait_id = fields.Many2one(
        "lead.portrait", "Qualified by", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    portrait_owner_id = fields.Many2one(
        related="portrait_id.owner_id", string="Owner of the portrait", store=True, index="btree_not_null"
    )
    verdict = fields.Selection(
        selection=lambda self: self.env["crm.lead"]._fields["filter_verdict"]._description_selection(self.env),
        string="Verdict then",
        readonly=True,
    )
    team_id = fields.Many2one("crm.team", "Sales team", readonly=True, index="btree_not_null")
    hours_saved = fields.Float(
        "Hours of sellers saved",
        readonly=True,
        help="As the settings say of one qualified request; 0 where they do not say it or it came back.",
    )
    may_answer = fields.Boolean(compute="_compute_may_answer")

    _one_open = models.UniqueIndex(
        "(lead_id) WHERE state = 'proposed'", "A hand-over of this request waits for an answer already."
    )

    @api.depends("state", "to_user_id")
    @api.depends_context("uid")
    def _compute_may_answer(self):
        for handover in self:
            handover.may_answer = handover.state == "proposed" and handover._is_asked()

    def _is_asked(self):
        """Whoever is to take the request answers; a director may for him."""
        self.ensure_one()
        return self.to_user_id == self.env.user or self.env.user.has_group("relationship_marketing.group_director")

    @api.model_create_multi
    def create(self, vals_list):
        """The dossier is made here, of what is known now; whoever is to take the request hears of it."""
        leads = self.env["crm.lead"].browse(vals.get("lead_id") for vals in vals_list)
        leads.check_access("write")
        if not all(leads._ids):
            raise UserError(self.env._("Which request is handed over?"))
        if not self.env.su:
            vals_list = [{name: value for name, value in vals.items() if name in SAID} for vals in vals_list]
        vals_list = [self._with_dossier(vals, lead) for vals, lead in zip(vals_list, leads, strict=True)]
        for vals in vals_list:
            planned = self.new(vals)
            planned._check_taker()
            planned._check_meeting()
        # The index of those that wait looks at what is stored.
        self.flush_model(["state", "lead_id"])
        handovers = super().create(vals_list)
        for handover in handovers:
            handover._ask_to_take()
        handovers.lead_id._follow_handovers()
        return handovers

    def write(self, vals):
        """What was handed over stays as it was; only the note may be put right."""
        if not self.env.su and (written := {"lead_id", "kind", "to_user_id", "meeting_id"} & set(vals)):
            names = ", ".join(sorted(self._fields[name]._description_string(self.env) for name in written))
            raise UserError(
                self.env._("%(fields)s: take the hand-over back, and hand the request over anew.", fields=names)
            )
        noted = {name for name, field in self._fields.items() if field.readonly and field.store and name in vals}
        return super().write(vals if self.env.su else {name: vals[name] for name in vals if name not in noted})

    @api.model
    def _with_dossier(self, vals, lead):
        kind = vals.get("kind") or lead._next_handover_kind()
        if kind not in TAKERS:
            raise UserError(self.env._("A request is handed over to development or to the account manager."))
        lead._check_may_be_handed_over(kind)
        return {
            **vals,
            "kind": kind,
            "dossier": lead._dossier(),
            "portrait_id": lead.filter_portrait_id.id,
            "verdict": lead.filter_decision or lead.filter_verdict,
            "team_id": lead.team_id.id,
        }

    def _check_taker(self):
        """
        :raises UserError: the one named cannot take this request
        """
        self.ensure_one()
        # What a colleague's groups and companies are does not depend on who asks.
        taker = self.to_user_id.sudo()
        company = self.lead_id.company_id
        if not taker:
            raise UserError(self.env._("Who is to take %(request)s?", request=self.lead_id.name))
        if taker == self.from_user_id:
            raise UserError(self.env._("A request is handed over to somebody else: you have this one already."))
        can_take = taker.active and taker.has_group(TAKERS[self.kind]) and (not company or company in taker.company_ids)
        if not can_take and self.kind == "account":
            raise UserError(self.env._("%(user)s is no account manager of this company.", user=taker.name))
        if not can_take:
            raise UserError(self.env._("%(user)s is no development specialist of this company.", user=taker.name))

    def _check_meeting(self):
        """
        :raises UserError: a complex sale without a meeting, or the meeting is about something else
        """
        self.ensure_one()
        if self.kind == "development" and not self.meeting_id and self.lead_id._needs_meeting():
            raise UserError(
                self.env._(
                    "%(request)s is a complex sale: book the meeting of the client with %(user)s first.",
                    request=self.lead_id.name,
                    user=self.to_user_id.name,
                )
            )
        if self.meeting_id and self.meeting_id.sudo().opportunity_id not in (self.lead_id, self.lead_id.browse()):
            # Of a meeting of others only this is looked at.
            raise UserError(self.env._("The meeting belongs to another request."))

    def _ask_to_take(self):
        self.ensure_one()
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            user_id=self.to_user_id.id,
            summary=self.env._("Accept %(request)s, or return it with a reason", request=self.lead_id.name),
        )

    def action_open_lead(self):
        self.ensure_one()
        return self.lead_id.get_formview_action()
