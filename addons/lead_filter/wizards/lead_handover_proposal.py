from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import format_datetime

from ..models.lead_handover import KINDS, TAKERS


class LeadHandoverProposal(models.TransientModel):
    """Who is to take the request, and the meeting: booked in the same step, so that none goes without (002)."""

    _name = "lead.handover.proposal"
    _description = "Hand-over being prepared"
    _inherit = ["lead.number.mixin"]

    lead_id = fields.Many2one("crm.lead", "Request", required=True, readonly=True, ondelete="cascade")
    kind = fields.Selection(KINDS, required=True, readonly=True)
    candidate_ids = fields.Many2many("res.users", compute="_compute_candidate_ids")
    to_user_id = fields.Many2one("res.users", "To", required=True, domain="[('id', 'in', candidate_ids)]")
    needs_meeting = fields.Boolean(compute="_compute_needs_meeting")
    meeting = fields.Selection(
        [("new", "Book a meeting"), ("booked", "Already booked"), ("none", "No meeting")], required=True, default="new"
    )
    meeting_id = fields.Many2one(
        "calendar.event", "Meeting booked", domain="[('opportunity_id', '=', lead_id), ('start', '>=', 'now')]"
    )
    start = fields.Datetime("Meeting on")
    duration = fields.Float("Hours", default=1.0)
    location = fields.Char("Where")
    attendee_ids = fields.Many2many(
        "res.partner", string="Also invited", help="They get Odoo's invitation by mail, as to any meeting."
    )
    note = fields.Text("For whoever takes it")
    still_open = fields.Text("Still open", compute="_compute_still_open")
    is_busy = fields.Char(compute="_compute_is_busy")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        lead = self.env["crm.lead"].browse(values.get("lead_id"))
        if lead:
            kind = lead._next_handover_kind()
            lead._check_may_be_handed_over(kind)
            is_first = kind == "development"
            taker = lead._developer() if is_first else lead.sudo()._account_manager()
            candidates = self._candidates(lead, kind)
            values.update(
                kind=kind,
                to_user_id=taker.id or (len(candidates) == 1 and candidates.id),
                meeting="new" if is_first else "none",
                attendee_ids=[Command.set(lead.partner_id.ids)],
            )
        return values

    @api.depends("kind", "lead_id")
    def _compute_candidate_ids(self):
        for proposal in self:
            proposal.candidate_ids = self._candidates(proposal.lead_id, proposal.kind)

    @api.model
    def _candidates(self, lead, kind):
        group, company = self.env.ref(TAKERS[kind or "development"]), lead.company_id
        return self.env["res.users"].search(
            [
                ("all_group_ids", "in", group.ids),
                ("share", "=", False),
                ("id", "!=", self.env.uid),
                *([("company_ids", "in", company.ids)] if company else []),
            ]
        )

    @api.depends("kind", "lead_id")
    def _compute_needs_meeting(self):
        for proposal in self:
            proposal.needs_meeting = proposal.kind == "development" and proposal.lead_id._needs_meeting()

    @api.depends("lead_id")
    def _compute_still_open(self):
        for proposal in self:
            proposal.still_open = "\n".join(proposal.lead_id._open_at_hand_over()) or False

    @api.depends("to_user_id", "start", "duration", "meeting")
    def _compute_is_busy(self):
        for proposal in self:
            proposal.is_busy = proposal._busy()

    def _busy(self):
        """What the taker has at that time; only when, not what: meetings may be private."""
        if self.meeting != "new" or not self.start or not self.to_user_id or self._wrong_time():
            return False
        stop = self.start + timedelta(hours=self.duration)
        # Whether somebody is free is seen by those who book for him.
        other = (
            self.env["calendar.event"]
            .sudo()
            .search(
                [
                    ("partner_ids", "in", self.to_user_id.partner_id.ids),
                    ("show_as", "=", "busy"),
                    ("start", "<", stop),
                    ("stop", ">", self.start),
                ],
                limit=1,
            )
        )
        return bool(other) and self.env._(
            "%(user)s has another meeting from %(start)s to %(end)s.",
            user=self.to_user_id.name,
            start=format_datetime(self.env, other.start),
            end=format_datetime(self.env, other.stop),
        )

    def action_hand_over(self):
        self.ensure_one()
        self.lead_id.check_access("write")
        self.env["lead.handover"].create(
            {
                "lead_id": self.lead_id.id,
                "kind": self.kind,
                "to_user_id": self.to_user_id.id,
                "note": self.note,
                "meeting_id": self._meeting().id,
            }
        )
        return {"type": "ir.actions.act_window_close"}

    def _wrong_time(self):
        """Why there can be no meeting then, in words; nothing where there can."""
        now = fields.Datetime.now()
        if not self.start:
            return self.env._("When is the meeting?")
        if not now < self.start < now + timedelta(days=366 * 2):
            return self.env._("The meeting is still to come, within two years: choose another time.")
        if not 0 < self.duration <= 24:
            return self.env._("A meeting takes more than no time and at most a day.")
        return ""

    def _meeting(self):
        """The meeting chosen, or booked here.

        :raises UserError: it has no time, or it is over
        """
        if self.meeting == "booked":
            return self.meeting_id
        if self.meeting == "none":
            return self.env["calendar.event"]
        if wrong := self._wrong_time():
            raise UserError(wrong)
        lead = self.lead_id
        return self.env["calendar.event"].create(
            {
                "name": self.env._("Meeting: %(request)s", request=lead.name),
                "start": self.start,
                "stop": self.start + timedelta(hours=self.duration),
                "location": self.location,
                "user_id": self.to_user_id.id,
                "partner_ids": [Command.set((self.to_user_id.partner_id | self.attendee_ids).ids)],
                "opportunity_id": lead.id,
                "res_model_id": self.env["ir.model"]._get_id("crm.lead"),
                "res_id": lead.id,
            }
        )
