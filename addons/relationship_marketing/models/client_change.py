from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..engine.proportion import wilson_interval

NAME_LENGTH = 80
RESPONSE_ACTIVITY = "relationship_marketing.mail_activity_type_change_response"


class ClientChange(models.Model):
    """What changes at a client, heard from whom, and what we have prepared for it (R19, ``003``).

    Its worth lies in time: ``known_in_advance`` tells whether we knew of it before it took effect.
    """

    _name = "client.change"
    _description = "Change at a client"
    _inherit = ["client.record.mixin", "client.message.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "effective_on, known_on, id"

    name = fields.Char("What changes", required=True, tracking=True)
    kind_id = fields.Many2one("client.change.kind", index=True, ondelete="restrict")
    known_on = fields.Date("Known since", required=True, default=fields.Date.context_today, tracking=True)
    effective_on = fields.Date("Takes effect on", tracking=True, help="Empty: the day is not known yet.")
    told_by_id = fields.Many2one(
        "res.partner",
        string="Heard from",
        index="btree_not_null",
        domain="[('is_company', '=', False), ('commercial_partner_id', '=?', partner_id)]",
        help="The person of theirs who told us.",
    )
    heard_by_id = fields.Many2one(
        "res.users",
        string="Through",
        domain=[("share", "=", False)],
        default=lambda self: self.env.user,
        help="Who of us heard of it.",
    )
    note = fields.Text("What it means for us")
    state = fields.Selection(
        [("heard", "Heard of"), ("prepared", "Response prepared"), ("done", "Carried out"), ("past", "Past")],
        required=True,
        default="heard",
        index=True,
        tracking=True,
        copy=False,
    )
    template_id = fields.Many2one(
        "client.change.kind.response",
        string="Typical response",
        domain="[('kind_id', '=', kind_id)]",
        ondelete="set null",
        help="Takes over the text prepared for changes of this kind.",
    )
    response = fields.Text(
        "Our response", compute="_compute_response", store=True, readonly=False, precompute=True, tracking=True
    )
    response_owner_id = fields.Many2one(
        "res.users", string="Owner", domain=[("share", "=", False)], index="btree_not_null", tracking=True
    )
    response_date = fields.Date("To be done by", tracking=True)
    done_on = fields.Date("Carried out on", readonly=True, copy=False)
    known_in_advance = fields.Selection(
        [("yes", "In advance"), ("no", "When it had happened"), ("unknown", "Day of effect unknown")],
        string="Known",
        compute="_compute_known_in_advance",
        store=True,
    )
    reminded_on = fields.Date("Reminded on", readonly=True, copy=False)
    is_late = fields.Boolean("Nothing prepared", compute="_compute_is_late")

    _known_idx = models.Index("(effective_on) WHERE state = 'heard' AND active IS TRUE")

    @api.depends("known_on", "effective_on")
    def _compute_known_in_advance(self):
        for change in self:
            if not (change.effective_on and change.known_on):
                change.known_in_advance = "unknown"
            else:
                change.known_in_advance = "yes" if change.known_on < change.effective_on else "no"

    @api.depends("template_id")
    def _compute_response(self):
        for change in self:
            change.response = change.response or change.template_id.text

    @api.depends("state", "effective_on", "company_id")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for change in self:
            notice = timedelta(days=change.company_id.change_notice_days)
            change.is_late = bool(
                change.state == "heard" and change.effective_on and change.effective_on <= today + notice
            )

    @api.constrains("known_on")
    def _check_known_on(self):
        today = fields.Date.context_today(self)
        for change in self:
            if change.known_on > today + timedelta(days=1):
                raise ValidationError(
                    self.env._("“%(change)s” cannot be known since a day still to come.", change=change.name)
                )

    @api.model
    def _prepare_message_values(self, message):
        """Who of theirs said it is who told us; the day it was said is the day we knew."""
        found = super()._prepare_message_values(message)
        text = self._message_text(message)
        record = self._message_record(message)
        is_group = record._name == "client.group"
        return {
            "message_id": found["message_id"],
            "partner_id": found["partner_id"] or (is_group and record._main_division().id),
            "told_by_id": self._is_incoming(message) and found["person_id"],
            "known_on": fields.Date.context_today(self, message.date),
            "name": text[:NAME_LENGTH].splitlines()[0] if text else False,
            "note": text,
        }

    def action_prepare(self):
        """The response is written: its owner gets it as an activity for its day."""
        for change in self:
            if not ((change.response or "").strip() and change.response_owner_id and change.response_date):
                raise UserError(
                    self.env._(
                        "Say for “%(change)s” what we do, who does it and by when: then the response is prepared.",
                        change=change.name,
                    )
                )
            change.activity_unlink([RESPONSE_ACTIVITY])
            change.activity_schedule(
                RESPONSE_ACTIVITY,
                change.response_date,
                summary=self.env._("Carry out our response: %(change)s", change=change.name),
                user_id=change.response_owner_id.id,
            )
        self.state = "prepared"

    def action_done(self):
        if self.filtered(lambda change: change.state != "prepared"):
            raise UserError(self.env._("Only a prepared response can be carried out."))
        self.activity_feedback([RESPONSE_ACTIVITY])
        self.write({"state": "done", "done_on": fields.Date.context_today(self)})

    def action_past(self):
        """Nothing more is to be done about it."""
        self.activity_unlink([RESPONSE_ACTIVITY])
        self.state = "past"

    def action_reopen(self):
        self.write({"state": "heard", "done_on": False, "reminded_on": False})

    def _answerable_users(self):
        """{change: the user who should prepare a response}: the owner, the client's manager, who heard of it."""
        return {
            change: change.response_owner_id or change.group_id.key_account_manager_id or change.heard_by_id
            for change in self
        }

    @api.model
    def _cron_remind(self):
        """Have a response prepared for each change that takes effect soon: asked for once."""
        run = self.env["client.job.run"]._start(self.env._("Changes at clients without a response"))
        done = 0
        for company in self.env["res.company"].search([("change_notice_days", ">=", 0)]):
            changes = self._to_remind(company)
            for change in changes:
                change._remind()
            done += len(changes)
            if not self.env["ir.cron"]._commit_progress(len(changes)):
                break
        run._finish(done)

    @api.model
    def _to_remind(self, company):
        today = fields.Date.context_today(self)
        return self.search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "heard"),
                ("reminded_on", "=", False),
                ("effective_on", ">=", today),
                ("effective_on", "<=", today + timedelta(days=company.change_notice_days)),
            ]
        )

    def _remind(self):
        today = fields.Date.context_today(self)
        for change, user in self._answerable_users().items():
            change.activity_schedule(
                RESPONSE_ACTIVITY,
                today,
                summary=self.env._("Prepare our response: %(change)s", change=change.name),
                note=self.env._(
                    "It takes effect at %(client)s on %(day)s, and no response is prepared.",
                    client=change.partner_id.display_name,
                    day=change.effective_on,
                ),
                user_id=user.id or self.env.uid,
            )
        self.reminded_on = today

    @api.model
    def _advance_counts(self, field, records):
        """{record of ``field``: (known in advance, not, day of effect unknown)} in one query."""
        counts = {}
        for record, known, count in self._read_group(
            [(field, "in", records.ids)], [field, "known_in_advance"], ["__count"]
        ):
            early, late, unknown = counts.get(record, (0, 0, 0))
            counts[record] = (
                early + count * (known == "yes"),
                late + count * (known == "no"),
                unknown + count * (known == "unknown"),
            )
        return counts

    @api.model
    def _advance_text(self, early, of):
        """How often we knew in advance, with the 95 % Wilson interval of so few cases; empty where none is dated."""
        if not of:
            return False
        low, high = wilson_interval(early, of)
        return self.env._(
            "%(early)s of %(of)s (%(low)d to %(high)d %%)",
            early=early,
            of=of,
            low=round(100 * low),
            high=round(100 * high),
        )
