from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .client_complaint import OPEN_STATES

ANSWER = "relationship_marketing.mail_activity_type_complaint_answer"
PROCESS = "relationship_marketing.mail_activity_type_process_action"
HAND_ON = "relationship_marketing.mail_activity_type_complaint_hand_on"


class ClientComplaint(models.Model):
    """The first of us who hears of a complaint owns it until another has taken it over."""

    _inherit = "client.complaint"

    owner_id = fields.Many2one(
        "res.users",
        domain=[("share", "=", False)],
        default=lambda self: self.env.user,
        index="btree_not_null",
        tracking=True,
        copy=False,
    )
    handed_to_id = fields.Many2one(
        "res.users",
        string="To be taken over by",
        domain=[("share", "=", False)],
        tracking=True,
        copy=False,
        help="Until this colleague accepts, the owner stays.",
    )
    is_handed_to_me = fields.Boolean(compute="_compute_is_handed_to_me")

    @api.depends_context("uid")
    @api.depends("handed_to_id")
    def _compute_is_handed_to_me(self):
        for complaint in self:
            complaint.is_handed_to_me = complaint.handed_to_id == self.env.user

    @api.model_create_multi
    def create(self, vals_list):
        if not self._is_director():
            for vals in vals_list:
                vals["owner_id"] = self.env.uid
        return super().create(vals_list)

    def write(self, vals):
        if "owner_id" in vals and not self._is_director():
            self._check_may_own(vals["owner_id"])
        return super().write(vals)

    def _check_may_own(self, owner_id):
        for complaint in self:
            taken = not complaint.owner_id or complaint.handed_to_id == self.env.user
            if complaint.owner_id.id != owner_id and not (taken and owner_id == self.env.uid):
                raise AccessError(
                    self.env._(
                        "%(complaint)s stays with %(owner)s until the colleague it is handed to has accepted it.",
                        complaint=complaint.display_name,
                        owner=complaint.owner_id.name or self.env._("nobody"),
                    )
                )

    def action_take(self):
        """Take a complaint nobody has yet, or one handed on to me."""
        self.write({"owner_id": self.env.uid, "handed_to_id": False})
        self.activity_feedback([HAND_ON])

    def action_decline(self):
        """Leave it with whoever has it."""
        for complaint in self:
            if complaint.handed_to_id != self.env.user:
                raise UserError(self.env._("%(complaint)s was not handed on to you.", complaint=complaint.display_name))
        self.handed_to_id = False
        self.activity_unlink([HAND_ON])

    def _hand_on(self, user, note=None):
        """Ask ``user`` to take over; the owner stays until then. The history is in the chatter."""
        for complaint in self:
            if complaint.owner_id and complaint.owner_id != self.env.user and not self._is_director():
                raise AccessError(
                    self.env._(
                        "%(complaint)s belongs to %(owner)s, who alone hands it on.",
                        complaint=complaint.display_name,
                        owner=complaint.owner_id.name,
                    )
                )
        self.activity_unlink([HAND_ON])
        self.handed_to_id = user
        for complaint in self:
            complaint.activity_schedule(HAND_ON, user_id=user.id, note=note or "")

    def _directors(self):
        """{company: its directors}."""
        group = self.env.ref("relationship_marketing.group_director")
        # Who the directors are does not depend on who files the complaint.
        users = self.env["res.users"].sudo().search([("all_group_ids", "in", group.ids), ("share", "=", False)])
        return {company: users.filtered_domain([("company_ids", "in", company.ids)]) for company in self.company_id}

    def _quality(self):
        """{client group: quality engineers of its client team}."""
        # The team is read whoever reports; it is told of the complaint, not shown to the reporter.
        members = (
            self.env["client.group.member"]
            .sudo()
            .search([("group_id", "in", self.group_id.ids), ("function", "=", "quality")])
        )
        return {group: found.user_id for group, found in members.grouped("group_id").items()}

    def _bypass_owner(self):
        """{complaint: who looks at what reached us past the account's owner}: quality, else a director."""
        quality, directors = self._quality(), self._directors()
        return {
            complaint: (quality.get(complaint.group_id) or directors[complaint.company_id])[:1] for complaint in self
        }

    def _tell(self, subtype_body):
        """Management and quality are told, whoever owns the account: nobody can mute a complaint.

        :param subtype_body: function of a complaint giving the sentence they read
        """
        if self.env.context.get("tracking_disable"):
            return  # as for all of mail's features: history is loaded, nothing happens today
        quality, directors = self._quality(), self._directors()
        for complaint in self:
            users = directors[complaint.company_id] | quality.get(complaint.group_id, self.env["res.users"])
            complaint.message_notify(
                partner_ids=users.partner_id.ids,
                subject=complaint.display_name,
                body=subtype_body(complaint),
            )

    def _tell_of_new(self):
        told = self.filtered(lambda complaint: complaint.state in OPEN_STATES)
        told._tell(
            lambda complaint: self.env._(
                "Complaint of %(client)s: %(subject)s",
                client=complaint.partner_id.display_name or complaint.sender_email or self.env._("an unknown sender"),
                subject=complaint.subject,
            )
        )

    def _tell_of_severe(self):
        self._tell(
            lambda complaint: self.env._(
                "The complaint of %(client)s is severe now: %(subject)s",
                client=complaint.partner_id.display_name or self.env._("an unknown sender"),
                subject=complaint.subject,
            )
        )

    def _plan_answer(self):
        """One reminder of the date to answer by, for the owner."""
        self.activity_unlink([ANSWER])
        for complaint in self:
            if complaint.answer_by and not complaint.answered_on and complaint.state in ("new", "in_work"):
                complaint.activity_schedule(
                    ANSWER,
                    date_deadline=complaint.answer_by,
                    user_id=(complaint.owner_id or complaint._bypass_owner()[complaint]).id or self.env.uid,
                )

    def _ask_for_process_action(self):
        """Whoever owns an open complaint of a repeated problem is asked, once, what changes in the process."""
        problems = self._counted().filtered("is_repeated")
        if not problems:
            return
        asking = problems._same_problems().filtered_domain(
            Domain("is_repeated", "=", True) & Domain("state", "in", OPEN_STATES) & Domain("active", "=", True)
        )
        served = asking.filtered("process_action_id")
        if served:
            served.activity_unlink([PROCESS])
        for complaint in asking - served:
            if not complaint.activity_search([PROCESS]):
                complaint.activity_schedule(
                    PROCESS,
                    summary=self.env._("What changes in the process?"),
                    user_id=(complaint.owner_id or complaint._bypass_owner()[complaint]).id or self.env.uid,
                )
