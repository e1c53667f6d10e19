from odoo import api, fields, models

from ..engine.request_class_sql import store

BATCH = 10_000
CLASSES = [("target", "Target request"), ("vague", "Vague request"), ("empty", "Empty (spam) request")]
# Who confirmed it, and when, is noted and not written.
CONFIRMED = {"request_class_by_id", "request_class_on"}
# Why a class is proposed by a rule, in the order in which the rules are asked.
WHY = [
    ("no_identity", "No address and no phone to answer to"),
    ("no_answer", "No answer after the reminders"),
    ("documents_not_met", "The documents are not clear"),
    ("documents_evaded", "Asked for documents, they evaded"),
    ("documents_met", "The documents are clear"),
    ("ours", "The verdict is: ours"),
]


class CrmLead(models.Model):
    """Target, vague or empty (000): proposed by rules or by what happened, confirmed by a person."""

    _inherit = "crm.lead"

    request_class = fields.Selection(
        CLASSES,
        copy=False,
        tracking=74,
        help="Target: ours to answer. Vague: no clear documents, or a specification nobody can read."
        " Empty: no identity, or no answer after the reminders.",
    )
    request_class_by_id = fields.Many2one("res.users", "Class confirmed by", readonly=True, copy=False)
    request_class_on = fields.Datetime("Class confirmed on", readonly=True, copy=False)
    request_class_proposed = fields.Selection(CLASSES, "Class proposed", readonly=True, copy=False)
    request_class_rule = fields.Selection(WHY, "Class proposed because", readonly=True, copy=False)
    request_class_reason = fields.Char("Why this class", readonly=True, copy=False)
    request_class_proposed_on = fields.Datetime("Class proposed on", readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._classed(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._classed(vals))

    @api.model
    def _classed(self, vals):
        """These values with who confirmed the class and when; what another request brings along has its own."""
        if self.env.su and CONFIRMED & set(vals):
            return vals
        vals = {name: value for name, value in vals.items() if name not in CONFIRMED}
        if "request_class" not in vals:
            return vals
        known = bool(vals["request_class"])
        return {
            **vals,
            "request_class_by_id": known and self.env.uid,
            "request_class_on": known and fields.Datetime.now(),
        }

    def _propose_request_class(self, request_class, reason):
        """Propose a class; a person confirms it. What a person said already stays.

        :param request_class: a key of ``CLASSES``
        :param reason: why, in words for whoever confirms it
        """
        changed = self.filtered(
            lambda lead: (lead.request_class_proposed, lead.request_class_reason) != (request_class, reason)
        )
        if changed:
            # A proposal is not a user's to write.
            changed.sudo().write(
                {
                    "request_class_proposed": request_class,
                    "request_class_rule": False,
                    "request_class_reason": reason,
                    "request_class_proposed_on": fields.Datetime.now(),
                }
            )

    @api.model
    def _cron_propose_classes(self):
        """Propose classes by rules; each batch stands by itself, so a run that broke off begins anew."""
        self.env.cr.execute("SELECT MIN(id), MAX(id) FROM crm_lead")
        first, last = self.env.cr.fetchone()
        starts = range(first or 0, (last or -1) + 1, BATCH)
        for place, start in enumerate(starts):
            self._propose_classes(start, start + BATCH - 1)
            self.env["ir.cron"]._commit_progress(1, remaining=len(starts) - place - 1)

    @api.model
    def _propose_classes(self, first, last):
        """Propose the class of the open requests with these ids by one statement; returns how many changed."""
        self.env.flush_all()
        self.env.cr.execute(store(first, last))
        self.invalidate_model(
            ["request_class_proposed", "request_class_rule", "request_class_reason", "request_class_proposed_on"],
            flush=False,
        )
        return self.env.cr.rowcount

    def action_confirm_request_class(self):
        """Confirm what is proposed for these requests."""
        proposed = self.filtered("request_class_proposed")
        for request_class, leads in proposed.grouped("request_class_proposed").items():
            leads.write({"request_class": request_class})
        return True
