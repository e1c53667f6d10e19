from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError, ValidationError

from .crm_lead_verdict import VERDICTS

# What the list works out, and what only the buttons write.
WORKED_OUT = {
    "verdict",
    "outcomes",
    "score_min",
    "score_max",
    "next_question_id",
    "judged_on",
    "portrait_id",
    "is_by_hand",
}
BUTTONS = {"state", "lead_id", "last_call_on", "call_count"}
OPEN = ("new", "later")


class LeadTarget(models.Model):
    """A company that fits the portrait and has never asked: who calls it, and what came of it."""

    _name = "lead.target"
    _description = "Company to contact"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "score_min DESC, score_max DESC, id"
    _rec_name = "partner_id"
    _check_company_auto = True

    list_id = fields.Many2one("lead.target.list", "Target list", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(related="list_id.company_id", store=True, index=True)
    active = fields.Boolean(default=True)
    partner_id = fields.Many2one(
        "res.partner",
        "Company to call",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("is_company", "=", True)],
        check_company=True,
    )
    is_by_hand = fields.Boolean(
        "Added by hand", default=True, readonly=True, help="Stays in the list whatever the portrait says of it."
    )
    country_id = fields.Many2one(related="partner_id.country_id", store=True, index="btree_not_null")
    phone = fields.Char(related="partner_id.phone")
    email = fields.Char(related="partner_id.email")
    website = fields.Char(related="partner_id.website")
    user_id = fields.Many2one(
        "res.users", "Caller", domain=[("share", "=", False)], index="btree_not_null", tracking=True
    )
    state = fields.Selection(
        [
            ("new", "To call"),
            ("later", "Call again"),
            ("request", "Became a request"),
            ("refused", "Not interested"),
            ("asked", "Asked by themselves"),
            ("outdated", "Fits no longer"),
        ],
        required=True,
        readonly=True,
        default="new",
        tracking=True,
        index=True,
    )
    call_on = fields.Date("Call again on")
    last_call_on = fields.Date("Last call", readonly=True)
    call_count = fields.Integer("Calls", readonly=True)
    note = fields.Text("What they said")
    lead_id = fields.Many2one("crm.lead", "Request", readonly=True, index="btree_not_null", ondelete="set null")

    portrait_id = fields.Many2one("lead.portrait", readonly=True, index="btree_not_null", ondelete="restrict")
    verdict = fields.Selection(VERDICTS, readonly=True, help="What the portrait says of the company by itself.")
    outcomes = fields.Char(readonly=True)
    score_min = fields.Float("Lowest score", readonly=True, aggregator="avg")
    score_max = fields.Float("Highest score", readonly=True, aggregator="avg")
    next_question_id = fields.Many2one("lead.question", "First question", readonly=True, ondelete="set null")
    judged_on = fields.Datetime(readonly=True)
    met = fields.Text("Speaks for them", compute="_compute_outcome_words")
    not_met = fields.Text("Speaks against them", compute="_compute_outcome_words")
    unknown = fields.Text("Not known yet", compute="_compute_outcome_words")

    _once = models.UniqueIndex("(company_id, partner_id)", "This company is in a target list already.")
    _order_idx = models.Index("(list_id, state, score_min DESC, score_max DESC, id)")

    @api.depends("outcomes", "portrait_id")
    @api.depends_context("lang")
    def _compute_outcome_words(self):
        for target in self:
            # Names of criteria are no secret of the portrait; the order is the one they were judged in.
            names = target.portrait_id.criterion_ids.mapped("name")
            by_sign = {sign: [] for sign in "012"}
            for sign, name in zip(target.outcomes or "", names, strict=False):
                by_sign[sign].append(name)
            target.unknown, target.met, target.not_met = ("\n".join(by_sign[sign]) for sign in "012")

    @api.constrains("partner_id")
    def _check_partner(self):
        for target in self:
            if target.partner_id.commercial_partner_id != target.partner_id:
                raise ValidationError(
                    self.env._(
                        "%(person)s belongs to %(company)s: choose the company.",
                        person=target.partner_id.name,
                        company=target.partner_id.commercial_partner_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._given(vals) for vals in vals_list])

    def write(self, vals):
        result = super().write(self._given(vals))
        if "list_id" in vals:
            # As for the list: rules look at what was, this at what is.
            self.check_access("write")
        return result

    @api.model
    def _given(self, vals):
        """These values without what is worked out.

        :raises AccessError: what the buttons write is written
        """
        if self.env.su:
            return vals
        if any(vals.get(name, default) != default for name, default in (("state", "new"), ("lead_id", False))):
            raise AccessError(self.env._("What came of a call is noted with the button."))
        return {name: value for name, value in vals.items() if name not in WORKED_OUT | BUTTONS}

    @api.ondelete(at_uninstall=False)
    def _unlink_except_called(self):
        if called := self.filtered(lambda target: target.call_count or target.lead_id):
            raise UserError(
                self.env._("%(company)s was called: archive it instead.", company=called[0].partner_id.display_name)
            )

    def action_note_call(self):
        """Open the form in which a call is noted."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Note a call"),
            "res_model": "lead.target.call",
            "views": [[False, "form"]],
            "target": "new",
            "context": {"default_target_id": self.id},
        }

    def action_make_request(self):
        """Make requests of them, once each; opens the request, or all of them."""
        leads = self._make_requests()
        action = {"type": "ir.actions.act_window", "res_model": "crm.lead"}
        if len(leads) == 1:
            return {**action, "res_id": leads.id, "views": [[False, "form"]]}
        return {
            **action,
            "name": self.env._("Requests from the target list"),
            "views": [[False, "list"], [False, "form"]],
            "domain": [("id", "in", leads.ids)],
        }

    def _make_requests(self):
        """The requests made of these companies, in one batch.

        :raises UserError: somebody else is making one at the moment
        """
        self.check_access("write")
        try:
            self.lock_for_update()
        except LockError:
            raise UserError(self.env._("Somebody else is working on this company: try again.")) from None
        without = self.filtered(lambda target: not target.lead_id)
        source = self.env.ref("lead_filter.utm_source_cold_contact", raise_if_not_found=False)
        leads = self.env["crm.lead"].create(
            [
                {
                    "type": "lead",
                    "name": self.env._("Cold contact: %(company)s", company=target.partner_id.display_name),
                    "partner_id": target.partner_id.id,
                    "company_id": target.company_id.id,
                    "user_id": (target.user_id or self.env.user).id,
                    "team_id": target.portrait_id.team_id.id or False,
                    "product_line_id": target.portrait_id.product_line_id.id,
                    "source_id": source.id if source else False,
                    "description": target.note,
                }
                for target in without
            ]
        )
        for target, lead in zip(without, leads, strict=True):
            # The state is the button's to write; whether this user may was asked above.
            target.sudo().write({"state": "request", "lead_id": lead.id, "call_on": False})
        return self.lead_id

    def _note_call(self, result, call_on=False, note=False):
        """What came of a call: *later*, *refused*, or *nobody* answered."""
        self.ensure_one()
        self.check_access("write")
        if self.state not in OPEN:
            raise UserError(
                self.env._("%(company)s is not to be called any more.", company=self.partner_id.display_name)
            )
        values = {"last_call_on": fields.Date.context_today(self), "call_count": self.call_count + 1}
        if note:
            values["note"] = "\n".join(filter(None, [self.note, note]))
        if not self.user_id:
            values["user_id"] = self.env.uid
        if result == "refused":
            values |= {"state": "refused", "call_on": False}
        else:
            values |= {"state": "later", "call_on": call_on}
        # As in _make_requests.
        self.sudo().write(values)
        if note:
            self.message_post(body=note, subtype_xmlid="mail.mt_note")
