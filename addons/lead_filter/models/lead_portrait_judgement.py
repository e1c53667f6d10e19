from dataclasses import dataclass

from odoo import api, fields, models
from odoo.tools import SQL, Query, ormcache

from ..engine.answer_sql import answer_joins, asked_lately, condition_join
from ..engine.calendar_days import days_from
from ..engine.verdict_sql import verdicts


@dataclass(frozen=True)
class Judgement:
    """A portrait as SQL: rows of ``verdict_sql.verdicts`` for the leads of a query named ``target``."""

    rows: SQL
    is_kept: bool


class LeadPortrait(models.Model):
    _inherit = "lead.portrait"

    def _judgement(self, which=None):
        """SQL of the verdicts by this portrait on the leads in ``target (id)``: all criteria in one SELECT.

        :param which: SQL that says the same of ``crm_lead``, where that is shorter than looking the ids up
        """
        self.ensure_one()
        today = fields.Date.context_today(self._as_judge())
        if which:
            return self._make_judgement(today, which).rows
        judgement = self._kept_judgement(today)
        if judgement.is_kept:
            return judgement.rows
        return self._make_judgement(today).rows

    @ormcache("self.id", "today")
    def _kept_judgement(self, today):
        """The judgement, made once a day: making the SQL of twenty conditions costs more than asking them of a lead."""
        return self._make_judgement(today)

    def _as_judge(self):
        """The portrait as all requests of the company are judged by it, whoever asks: with all rights, in the
        company's language and time zone."""
        company = self.sudo().company_id
        # Whoever creates a request may not read all that criteria ask about.
        return (
            self.sudo()
            .with_company(company)
            .with_context(
                allowed_company_ids=company.ids,
                tz=company.partner_id.tz or "UTC",
                lang=company.partner_id.lang or None,
                active_test=True,
            )
        )

    def _make_judgement(self, today, which=None):
        judge = self._as_judge()
        query = Query(judge.env, "crm_lead", SQL.identifier("crm_lead"))
        has_conditions = judge._has_conditions()
        columns = [SQL("crm_lead.id")]
        for place, criterion in enumerate(judge.criterion_ids):
            columns.append(SQL("%s AS %s", criterion._outcome_sql(query, has_conditions), SQL.identifier(f"c{place}")))
            columns.append(SQL("%s AS %s", asked_lately(criterion.question_id.id), SQL.identifier(f"q{place}")))
        rules = [criterion._answer_rule(today) for criterion in judge.criterion_ids.filtered("question_id")]
        asked_since = days_from(today, -judge.company_id.filter_ask_again_days)
        outcomes = SQL(
            "SELECT %s FROM %s %s %s WHERE %s",
            SQL(", ").join(columns),
            query.from_clause,
            answer_joins(rules, asked_since),
            condition_join(today) if has_conditions else SQL(),
            which or SQL("crm_lead.id IN (SELECT id FROM target)"),
        )
        rows = verdicts(judge._rules(), judge.id, outcomes, has_conditions)
        return Judgement(rows, all(criterion._is_kept() for criterion in judge.criterion_ids))

    def _has_conditions(self):
        """Whether a condition was sent to anybody that would meet a criterion of this portrait."""
        origins = self.criterion_ids | self.criterion_ids.origin_id
        of_criteria = ["|", ("criterion_id", "in", origins.ids), ("criterion_id.origin_id", "in", origins.ids)]
        return bool(self.env["lead.condition"].search_count(of_criteria, limit=1))

    def _evaluate(self, which):
        """The verdicts on any number of leads: rows of ``verdict_sql.verdicts``.

        :param which: SQL on ``crm_lead`` that says which leads
        """
        self.env.flush_all()
        self._plan_for_many()
        return self.env.execute_query(SQL("WITH %s %s", target(which), self._judgement(which)))

    @api.model
    def _plan_for_many(self):
        """PostgreSQL would compile so long a statement first, which takes longer than running it."""
        self.env.cr.execute("SET LOCAL jit = off")


def target(which):
    """SQL of a CTE of the leads for which the SQL ``which`` on ``crm_lead`` holds."""
    return SQL("target AS (SELECT crm_lead.id FROM crm_lead WHERE %s)", which)
