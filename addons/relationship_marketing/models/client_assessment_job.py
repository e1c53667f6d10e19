import json

from odoo import api, fields, models

from ..engine import criteria, criteria_exchange_sql, criteria_sql, reaction_sql
from ..engine.assessment_sql import current_answers, set_aside, store
from ..engine.criteria_payment_sql import deferrals, monthly_amounts, payment
from ..engine.forecast import YEAR, forecast_error
from ..engine.months import add_months, month_of, months_between

READ = (
    "account.move",
    "account.move.line",
    "account.partial.reconcile",
    "account.payment",
    "calendar.attendee",
    "calendar.event",
    "client.assessment",
    "client.complaint",
    "client.criterion.answer",
    "client.criterion.half",
    "client.deferral",
    "client.group",
    "client.net.value",
    "client.promise",
    "client.question",
    "client.recommendation",
    "crm.lead",
    "crm.lost.reason",
    "mail.message",
    "mail.notification",
    "res.partner",
)


class ClientAssessment(models.Model):
    """Judging clients by the ten criteria: in batches, each rule one query, a new row only where something changed."""

    _inherit = "client.assessment"

    @api.model
    def _assess(self, groups, halves=None):
        """Judge ``groups`` for the current company; each half of each criterion, or only ``halves``.

        As the same day gives the same, it may be repeated at will. What it reads is not bound to what the user sees:
        to be called with all rights.

        :returns: the number of assessments that changed
        """
        company, today = self.env.company, fields.Date.context_today(self)
        for name in READ:
            self.env[name].flush_model()
        is_whole = not halves
        halves = halves or self.env["client.criterion.half"].search([("criterion_id.active", "=", True)])
        answers = {
            (group_id, half_id): (answer_id, state)
            for group_id, half_id, answer_id, state in self.env.execute_query(
                current_answers(company.id, groups.ids, halves.ids, today)
            )
        }
        rows = []
        for half in halves:
            measured, limits = half._measure(groups, today), half._limits_of()
            for group in groups:
                figures, evidence = measured.get(group.id, (None, None))
                answer_id, answer = answers.get((group.id, half.id), (None, criteria.UNKNOWN))
                evidence = [part for part in evidence or () if part.get("ids") or part.get("domain")]
                if answer_id:
                    evidence.append({"model": "client.criterion.answer", "ids": [answer_id]})
                rows.append(
                    {
                        "group_id": group.id,
                        "half_id": half.id,
                        "criterion_id": half.criterion_id.id,
                        "state": criteria.with_answer(criteria.judge(half.rule, figures, limits), answer),
                        "figures": figures,
                        "evidence": evidence or None,
                        "answer_id": answer_id,
                    }
                )
        if is_whole:
            # What is set aside says nothing any more.
            self.env.cr.execute(set_aside(company.id, groups.ids, halves.ids))
        self.env.cr.execute(store(company.id, today, json.dumps(self._worth_storing(groups, rows))))
        changed = self.env.cr.rowcount
        self.invalidate_model()
        return changed

    @api.model
    def _worth_storing(self, groups, rows):
        """``rows`` without shared clients of whom this one of our companies knows nothing at all, and never did."""
        company = self.env.company
        if (
            self.env["res.company"].sudo().search_count([("active", "=", True)], limit=2) < 2
        ):  # how many there are is no secret
            return rows
        known = {row["group_id"] for row in rows if row["evidence"]}
        known |= set(groups.filtered(lambda group: group.company_id == company).ids)
        known |= {
            group.id
            for (group,) in self._read_group(
                [("group_id", "in", groups.ids), ("company_id", "=", company.id), ("is_current", "=", True)],
                ["group_id"],
            )
        }
        return [row for row in rows if row["group_id"] in known]


class ClientCriterionHalf(models.Model):
    """How the rules read what they judge by."""

    _inherit = "client.criterion.half"

    def _measure(self, groups, today):
        """{group id: (figures, evidence)} of those ``groups`` of which the rule finds anything; one query."""
        self.ensure_one()
        measure = getattr(self, f"_measure_{self.rule}", None)
        if not measure or not groups:
            return {}
        until = month_of(today)
        since = add_months(until, -self.months)
        return {row[0]: (row[1], row[2]) for row in measure(groups, since, until, today)}

    def _query(self, statement, groups, since, until, today, **limits):
        return self.env.execute_query(statement(self.env.company.id, groups.ids, since, until, today, **limits))

    def _measure_net_value(self, *period):
        return self._query(criteria_sql.net_value, *period)

    def _measure_promises(self, *period):
        return self._query(criteria_sql.promises, *period)

    def _measure_funds(self, *period):
        return self._query(criteria_sql.funds, *period)

    def _measure_misuse(self, *period):
        return self._query(criteria_sql.misuse, *period)

    def _measure_complaints(self, *period):
        return self._query(criteria_sql.complaints, *period)

    def _measure_answers(self, groups, since, until, today):
        parts = self._question_parts(groups, since)
        return self.env.execute_query(criteria_exchange_sql.answers(parts, today, self.days))

    def _question_parts(self, groups, since):
        """What we asked, as statements (group_id, model, id, asked_on, answered_on); addons that ask add theirs."""
        return [criteria_exchange_sql.questions(self.env.company.id, groups.ids, since)]

    def _measure_truth(self, *period):
        return self._query(criteria_exchange_sql.truth, *period)

    def _measure_learning(self, *period):
        return self._query(criteria_sql.learning, *period)

    def _measure_recommends(self, *period):
        return self._query(criteria_exchange_sql.recommendations, *period)

    def _measure_recommended(self, *period):
        return self._query(criteria_exchange_sql.recommendations, *period)

    def _measure_deferrals(self, *period):
        return self._query(deferrals, *period, days=self.days)

    def _measure_payment(self, groups, since, until, today):
        first = add_months(since, -self.months)
        return self.env.execute_query(
            payment(self.env.company.id, groups.ids, first, since, until, today, days=self.days)
        )

    def _measure_reactions(self, groups, since, until, today):
        return self.env.execute_query(reaction_sql.reactions(self._reaction_parts(groups, since, today)))

    def _reaction_parts(self, groups, since, today):
        """What we sent, as statements (group_id, model, res_id, is_reacted); addons that send add theirs."""
        period = (self.env.company.id, groups.ids, since, today)
        return [reaction_sql.letters(*period), reaction_sql.invitations(*period)]

    def _measure_steady(self, groups, since, until, today):
        """The forecast is made for the last complete year, from the one before."""
        start = add_months(until, -2 * YEAR)
        company = self.env.company
        for group_id, first, amounts in self.env.execute_query(monthly_amounts(company.id, groups.ids, start, until)):
            months = min(months_between(first, until), 2 * YEAR)
            error = forecast_error([(amounts or {}).get(str(back), 0.0) for back in range(months, 0, -1)])
            if error is None or not (error.bought or error.forecast):
                continue
            figures = {
                "error": None if error.share is None else round(error.share, 4),
                "bought": round(error.bought, 2),
                "forecast": round(error.forecast, 2),
            }
            domain = [["group_id", "=", group_id], ["company_id", "=", company.id]]
            domain += [["month", ">=", str(start)], ["month", "<", str(until)]]
            yield group_id, figures, [{"model": "client.supply", "domain": domain}]
