from odoo import models
from odoo.exceptions import UserError

ALL_STAGES = ("volumes", "list", "causes", "questionnaire", "interviews", "economics", "plan", "signed")
# What a signed analysis says cannot be changed by its form or a remote call.
SIGNED_FIELDS = {
    "questionnaire_id",
    "value_years",
    "has_winning",
    "winning_low",
    "winning_high",
    "winning_source",
    "case_ids",
    "measure_ids",
    "economics_ids",
}


class LossAnalysis(models.Model):
    """From the causes on an analysis goes on when what the next stage builds on is there (003, stages 3–7).

    Each stage has its ``_missing_<stage>``: sentences that say what is not there yet. Topics add theirs by override.
    """

    _inherit = "loss.analysis"

    def write(self, vals):
        if SIGNED_FIELDS & vals.keys():
            self._check_not_signed()
        return super().write(vals)

    def action_go_on(self):
        """One stage on.

        :raises UserError: naming everything that is missing, in one list
        """
        self.ensure_one()
        self._lock()
        # sudo: the stage is written by the programme only; whoever may write the analysis may ask for it
        self.check_access("write")
        self.sudo()._go_on()
        return True

    def _go_on(self):
        if self.state not in ALL_STAGES[2:6]:
            raise UserError(self.env._("The heads take the analysis on from this stage, by confirming it."))
        missing = self._missing()
        if missing:
            raise UserError("\n".join(missing))
        self._enter(ALL_STAGES[ALL_STAGES.index(self.state) + 1])

    def _enter(self, stage):
        """Stand at ``stage``, with what the programme prepares for it: ``_prepare_<stage>``, where there is one."""
        self.state = stage
        prepare = getattr(self, f"_prepare_{stage}", None)
        if prepare:
            prepare()

    def _prepare_causes(self):
        self._cases_in_work()._propose_causes()

    def action_propose_causes(self):
        """Look for causes in our data again, and say how many were added."""
        self.ensure_one()
        self.check_access("write")
        self._check_not_signed()
        added = self._cases_in_work()._propose_causes()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": self.env._("Possible causes added from our data: %(count)s.", count=len(added)),
                "type": "success" if added else "info",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_open_causes(self):
        return self._open("key_account_loss.loss_cause_action")

    def _check_not_signed(self):
        """:raises UserError: where the analysis is signed, and its evidence with it"""
        # sudo: interviewers read no analyses; whether theirs is signed is all they are told
        for analysis in self.sudo():
            if analysis.state == "signed":
                raise UserError(
                    self.env._(
                        "%(analysis)s is signed: go back to its plan before anything in it is changed.",
                        analysis=analysis.name,
                    )
                )

    def _missing(self):
        """What the next stage cannot do without: a list of sentences."""
        self.ensure_one()
        missing = getattr(self, f"_missing_{self.state}", None)
        return missing() if missing else []

    def _missing_causes(self):
        """Each client of the list that has not only moved needs a cause somebody thinks of."""
        without = self._cases_in_work().filtered(lambda case: not case.cause_ids)
        if not without:
            return []
        names = ", ".join(without[:5].mapped("name"))
        if len(without) > 5:
            return [
                self.env._(
                    "%(count)s cases have no possible cause yet, among them %(names)s.", count=len(without), names=names
                )
            ]
        return [self.env._("No possible cause is named yet for: %(names)s.", names=names)]

    def _missing_questionnaire(self):
        return []

    def _missing_interviews(self):
        return []

    def _missing_economics(self):
        return []

    def _cases_in_work(self):
        """The cases that are followed up: those of clients that only moved are not."""
        return self.case_ids.filtered(lambda case: case.classification != "moved")

    def _leave_backwards(self):
        """Hook: what is taken back when the analysis leaves its stage for the one before."""
