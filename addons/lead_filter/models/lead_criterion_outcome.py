import logging

from odoo import models
from odoo.tools import SQL

from ..engine.answer_sql import AnswerRule, answered, conditional
from ..engine.calendar_days import days_from
from ..engine.verdict import CONDITIONAL, MET, NOT_MET, UNKNOWN
from .lead_criterion_domain import MISFIT

_logger = logging.getLogger(__name__)


class LeadCriterion(models.Model):
    _inherit = "lead.criterion"

    def _outcome_sql(self, query, has_conditions):
        """The outcome of the criterion for one lead as SQL; unknown, with a warning, where it cannot be asked.

        :param has_conditions: conditions that would meet it were sent to somebody
        """
        try:
            asked = self._conditions(query)
        except MISFIT as error:
            _logger.warning("Criterion %s of %s is unknown: %s", self.id, self.portrait_id.display_name, error)
            asked = None
        accepted, waiting = conditional(self._origin_criterion().id) if has_conditions else (None, None)
        # What the client accepted holds whatever his request said at first.
        cases = [(accepted, MET)]
        if asked:
            met, not_met = asked
            cases += [(met, MET), (waiting and SQL("%s AND %s", waiting, not_met), CONDITIONAL), (not_met, NOT_MET)]
        answered_met, answered_not_met = answered(self.id) if self.question_id else (None, None)
        cases += [(answered_met, MET), (waiting, CONDITIONAL), (answered_not_met, NOT_MET)]
        cases = [(condition, outcome) for condition, outcome in cases if condition]
        if not cases:
            return SQL("0")
        whens = SQL(" ").join(SQL("WHEN %s THEN %s", condition, int(outcome)) for condition, outcome in cases)
        return SQL("CASE %s ELSE %s END", whens, int(UNKNOWN))

    def _answer_rule(self, today):
        """When an answer meets the criterion, as the engine knows it."""
        return AnswerRule(
            criterion=self.id,
            question=self.question_id.id,
            answer_type=self.answer_type,
            yes_no=self.wanted_answer,
            choices=tuple(self.choice_ids.ids),
            is_at_least=self.number_operator != "at_most",
            number=self.wanted_number,
            until=days_from(today, self.within_days),
        )
