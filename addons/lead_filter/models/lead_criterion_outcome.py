import logging
from datetime import timedelta

from odoo import models
from odoo.tools import SQL

from ..engine.answer_sql import AnswerRule, answered, conditional
from ..engine.verdict import CONDITIONAL, MET, NOT_MET, UNKNOWN
from .lead_criterion_domain import MISFIT

_logger = logging.getLogger(__name__)


class LeadCriterion(models.Model):
    _inherit = "lead.criterion"

    def _outcome_sql(self, query):
        """The outcome of the criterion for one lead as SQL; unknown, with a warning, where it cannot be asked."""
        try:
            conditions = self._conditions(query)
        except MISFIT as error:
            _logger.warning("Criterion %s of %s is unknown: %s", self.id, self.portrait_id.display_name, error)
            conditions = None
        accepted, waiting = conditional(self._origin_criterion().id)
        cases = [(accepted, MET)]
        if conditions:
            met, not_met = conditions
            cases += [(met, MET), (SQL("%s AND %s", waiting, not_met), CONDITIONAL), (not_met, NOT_MET)]
        met, not_met = answered(self.id) if self.question_id else (None, None)
        if self.question_id:
            cases.append((met, MET))
        cases.append((waiting, CONDITIONAL))
        if self.question_id:
            cases.append((not_met, NOT_MET))
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
            until=today + timedelta(days=self.within_days),
        )
