from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from .client_complaint import SEVERE_LEVELS, UNCOUNTED_STATES

# Said by the system, never by a client of the RPC interface.
STAMPS = {
    "name",
    "origin",
    "first_answer_by",
    "first_effect_check_date",
    "overdue_told_on",
    "answered_on",
    "outcome_by_id",
    "outcome_on",
    "person_exception_by_id",
    "person_exception_on",
    "sender_email",
    "refund_id",
}
# A moved date keeps the first one.
FIRST_DATES = {"answer_by": "first_answer_by", "effect_check_date": "first_effect_check_date"}
SUBJECT_LENGTH = 200
ENDED = ("rejected", "withdrawn")
WHERE_IT_COUNTS = ("partner_id", "problem_family_id")
DIRECTOR_FIELDS = ("person_exception_reason", "archive_reason")


class ClientComplaint(models.Model):
    """Who may do what with a complaint, and what it takes to close one: nobody hides it (003, third stage)."""

    _inherit = "client.complaint"

    outcome_reason = fields.Text("Why rejected or withdrawn", tracking=True, copy=False)
    outcome_by_id = fields.Many2one("res.users", string="Rejected or withdrawn by", readonly=True, copy=False)
    outcome_on = fields.Date("Rejected or withdrawn on", readonly=True, copy=False)
    archive_reason = fields.Text("Why archived", tracking=True, copy=False)
    person_exception_reason = fields.Text("Why a person alone is the cause", tracking=True, copy=False)
    person_exception_by_id = fields.Many2one("res.users", string="Exception made by", readonly=True, copy=False)
    person_exception_on = fields.Date("Exception made on", readonly=True, copy=False)

    _sorted_before_work = models.Constraint(
        "CHECK (state IN ('proposed', 'new', 'rejected', 'withdrawn')"
        " OR (partner_id IS NOT NULL AND kind IS NOT NULL AND problem_family_id IS NOT NULL))",
        "Say whose complaint it is, its kind and its problem family before it goes into work.",
    )
    _written_claim_has_date = models.Constraint(
        "CHECK (kind IS DISTINCT FROM 'written_claim' OR answer_by IS NOT NULL)",
        "A written claim has a date by which it must be answered.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [dict(vals) for vals in vals_list]  # each gets a number of its own
        for vals in vals_list:
            if not self.env.su:
                for name in self._stamp_names() & vals.keys():
                    del vals[name]
            if vals.get("person_id") and not vals.get("partner_id"):
                vals["partner_id"] = vals["person_id"]  # the mixin makes the person's company of it
            vals.update({**self._stamps(vals), **vals})
            if not (vals.get("subject") or "").strip():
                vals["subject"] = self._subject_of(vals)
            vals["name"] = self.env["ir.sequence"].next_by_code("client.complaint", sequence_date=vals.get("date"))
            vals.update({first: vals.get(name) for name, first in FIRST_DATES.items()})
            self._check_director(vals)
        complaints = super().create(vals_list)
        complaints.filtered(lambda complaint: complaint.state in ENDED)._check_not_played_down({"state": "rejected"})
        complaints._after_change(set(complaints._fields))
        complaints._tell_of_new()
        return complaints

    def write(self, vals):
        if not self.env.su:
            vals = {name: value for name, value in vals.items() if name not in self._stamp_names()}
        vals = {**self._stamps(vals), **vals}
        self._check_director(vals)
        self._check_not_played_down(vals)
        self._keep_first_dates(vals)
        severe = self.filtered("is_severe")
        result = super().write(vals)
        self._after_change(set(vals))
        (self.filtered("is_severe") - severe)._tell_of_severe()
        return result

    @api.model
    def _subject_of(self, vals):
        """What a complaint without a subject is called: its first line, else its problem, else whose it is."""
        lines = (vals.get("description") or "").strip().splitlines()
        if lines:
            return lines[0].strip()[:SUBJECT_LENGTH]
        for name in ("problem_family_id", "partner_id"):
            if vals.get(name):
                return self.env[self._fields[name].comodel_name].browse(vals[name]).display_name
        return False

    def _keep_first_dates(self, vals):
        for name, first in FIRST_DATES.items():
            if vals.get(name):
                # Said by the system, as all stamps.
                self.sudo().filtered(lambda complaint, first=first: not complaint[first]).write({first: vals[name]})

    @api.model
    def _stamp_names(self):
        """Fields only the system writes; an addon with an inlet of its own adds its."""
        return STAMPS

    @api.model
    def _stamps(self, vals):
        """Who said it and when, for what is said here."""
        today = fields.Date.context_today(self)
        stamps = {}
        if vals.get("state") in ENDED:
            stamps.update(outcome_by_id=self.env.uid, outcome_on=today)
        if vals.get("state") == "answered":
            stamps["answered_on"] = today
        if "person_exception_reason" in vals:
            is_made = bool((vals["person_exception_reason"] or "").strip())
            stamps.update(person_exception_by_id=is_made and self.env.uid, person_exception_on=is_made and today)
        return stamps

    @api.model
    def _is_director(self):
        return self.env.su or self.env.user.has_group("relationship_marketing.group_director")

    def _check_director(self, vals):
        """:raises AccessError: where only a director decides"""
        if self._is_director():
            return
        is_said = any(name in vals and (vals[name] or any(self.mapped(name))) for name in DIRECTOR_FIELDS)
        if vals.get("active") is False or is_said:
            raise AccessError(
                self.env._("Only a director archives a complaint or accepts a person as the only cause of one.")
            )
        if vals.get("active") and not all(self.mapped("active")):
            raise AccessError(self.env._("Only a director takes a complaint out of the archive."))

    def _check_not_played_down(self, vals):
        """A severe complaint ends, or becomes a slight one, by a director's word only (constraints do not see who)."""
        if self._is_director():
            return
        for complaint in self.filtered("is_severe"):
            if vals.get("state") in ENDED:
                raise AccessError(
                    self.env._(
                        "%(complaint)s is severe: only a director rejects it or takes it as withdrawn.",
                        complaint=complaint.display_name,
                    )
                )
            severity = vals.get("severity", complaint.severity)
            level = vals.get("level", complaint.level)
            # Without its client or its problem it would count nowhere.
            is_cut_off = any(name in vals and not vals[name] and complaint[name] for name in WHERE_IT_COUNTS)
            if is_cut_off or severity != "stopped" and level not in SEVERE_LEVELS:
                raise AccessError(
                    self.env._(
                        "%(complaint)s is severe: only a director corrects that.", complaint=complaint.display_name
                    )
                )

    @api.constrains("active", "archive_reason")
    def _check_archive_reason(self):
        for complaint in self:
            if not complaint.active and not (complaint.archive_reason or "").strip():
                raise ValidationError(
                    self.env._("Say why %(complaint)s is archived.", complaint=complaint.display_name)
                )

    @api.constrains("state", "outcome_reason")
    def _check_outcome(self):
        for complaint in self.filtered(lambda complaint: complaint.state in ENDED):
            if not (complaint.outcome_reason or "").strip():
                raise ValidationError(
                    self.env._("Say why %(complaint)s is no complaint any more.", complaint=complaint.display_name)
                )

    @api.constrains("justified", "justified_reason")
    def _check_justified_reason(self):
        for complaint in self:
            if complaint.justified != "open" and not (complaint.justified_reason or "").strip():
                raise ValidationError(
                    self.env._("Say why %(complaint)s is justified or not.", complaint=complaint.display_name)
                )

    def _after_change(self, names):
        """Keep activities in step: a date to answer by, a repeated problem without a process action."""
        if {"answer_by", "answered_on", "state", "owner_id"} & names:
            self._plan_answer()
        if {"state", "problem_family_id", "partner_id", "date", "process_action_id"} & names:
            self._ask_for_process_action()

    def _counted(self):
        return self.filtered(lambda complaint: complaint.state not in UNCOUNTED_STATES)
