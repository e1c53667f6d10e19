from odoo import api, fields, models
from odoo.exceptions import UserError

OUTCOMES = [("disqualified", "Refused"), ("asleep", "Asleep"), ("empty", "Empty request")]
# What says that we refused, and why: it goes with the outcome, and from it.
REFUSAL = ("disqualification_reason_id", "refusal_note", "refusal_letter_on")


class CrmLead(models.Model):
    """What became of a request that was put aside: not Odoo's "lost", from which the predictive scoring learns."""

    _inherit = "crm.lead"

    filter_outcome = fields.Selection(
        OUTCOMES,
        "Put aside as",
        readonly=True,
        copy=False,
        tracking=72,
        help="A refused request is not a lost deal: the predictive scoring does not learn from it.",
    )
    filter_outcome_on = fields.Datetime("Put aside on", readonly=True, copy=False)
    filter_outcome_by_id = fields.Many2one("res.users", "Put aside by", readonly=True, copy=False)
    disqualification_reason_id = fields.Many2one(
        "lead.disqualification.reason",
        "Why refused",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        tracking=73,
    )
    refusal_note = fields.Char("Note on the refusal", readonly=True, copy=False, help="For us, not for the client.")
    refusal_letter_on = fields.Datetime("Letter of refusal sent on", readonly=True, copy=False)

    request_hours = fields.Float(
        "Hours spent on it",
        copy=False,
        help="By us, up to an offer or a refusal. Empty: the hours of the settings count.",
    )

    _sensible_hours = models.Constraint(
        "CHECK (request_hours >= 0 AND request_hours < 100000)", "The hours spent on a request are 0 or more."
    )
    _filter_outcome_index = models.Index("(filter_outcome, filter_outcome_on) WHERE filter_outcome IS NOT NULL")

    def write(self, vals):
        result = super().write(vals)
        if "active" in vals or "stage_id" in vals:
            # Whoever takes a request out of the archive, or wins it, has it back in work.
            awake = self.filtered(lambda lead: lead.active and lead.filter_outcome)
            if awake:
                awake._write_outcome(awake._no_outcome())
        if vals.get("partner_id"):
            # Who the client is may come out after he was refused.
            refused = self.filtered(lambda lead: lead.filter_outcome in ("disqualified", "empty"))
            refused._check_not_behind_account_manager("filter_outcome_by_id")
        return result

    @api.depends("filter_outcome")
    def _compute_won_status(self):
        """Archived with probability 0 is lost for Odoo; a request put aside is not, and so never teaches it."""
        result = super()._compute_won_status()
        self.filtered(lambda lead: lead.filter_outcome and lead.won_status == "lost").won_status = "pending"
        return result

    def action_set_lost(self, **additional_values):
        """A request put aside that is lost after all is no longer put aside."""
        if aside := self.filtered("filter_outcome"):
            # With ``active`` Odoo looks whether they are lost by this already, and counts them.
            aside._write_outcome({**aside._no_outcome(), "active": False})
        return super().action_set_lost(**additional_values)

    def _set_filter_outcome(self, outcome, **values):
        """Put these requests aside, in one write: archived and with their outcome, whatever their number.

        :param outcome: a key of ``OUTCOMES``
        :param values: more fields written with it
        :raises UserError: a request is won, or a client of ours would be refused behind his account manager's back
        """
        if won := self.filtered(lambda lead: lead.won_status == "won")[:1]:
            raise UserError(self.env._("%(request)s is won: it is not put aside.", request=won.name))
        if outcome != "asleep":
            self._check_not_behind_account_manager()
        return self._write_outcome(
            {
                **self._no_outcome(),
                "active": False,
                "filter_outcome": outcome,
                "filter_outcome_on": fields.Datetime.now(),
                "filter_outcome_by_id": self.env.uid,
                **values,
            }
        )

    def _clear_filter_outcome(self, **values):
        """Back to work: as the requests were before they were put aside.

        :param values: more fields written with it
        """
        return self._write_outcome({**self._no_outcome(), "active": True, **values})

    def action_back_to_work(self):
        """Take requests that were put aside up again."""
        self.filtered("filter_outcome")._clear_filter_outcome()
        return True

    @api.model
    def _no_outcome(self):
        return dict.fromkeys(
            ("filter_outcome", "filter_outcome_on", "filter_outcome_by_id", *REFUSAL),
            False,
        )

    def _write_outcome(self, values):
        """What became of a request is not a field to fill in: who may write the request does something with it."""
        self.check_access("write")
        # Users' own values of these fields are left out on write; see _given.
        return self.sudo().write(values)
