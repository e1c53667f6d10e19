from odoo import api, fields, models

from ..engine import performance_sql
from ..engine.months import add_months, month_of
from ..engine.performance import INDICATORS, NO_STANDARD, Measured, judge

# So many complete months are looked back to where nothing is kept yet.
MONTHS_BACK = 12
# The running month and the one before it are judged anew each night.
MONTHS_OPEN = 2


class ClientPerformance(models.Model):
    """The nightly step: count, judge, keep."""

    _inherit = "client.performance"

    @api.model
    def _refresh_performance(self, groups):
        """Judge the last 12 months and the running one of the key clients among ``groups``, for this company.

        Idempotent: closed months are left alone, the same night twice changes nothing.
        """
        today = fields.Date.context_today(self)
        company = self.env.company
        this_month = month_of(today)
        months = [add_months(this_month, -back) for back in range(MONTHS_BACK, -1, -1)]
        self.env.flush_all()
        measured_ids = [
            row[0] for row in self.env.execute_query(performance_sql.measured_groups(groups.ids, company.id))
        ]
        if not measured_ids:
            return
        groups = groups.browse(measured_ids)
        standards = self.env["client.performance.standard"]._by_group(groups, company)
        found = {
            (one.group_id, one.month, one.indicator): one
            for one in self._measure(groups, company, months, standards, today)
        }
        # Of closed months only what is known is kept: when we began to measure says nothing of the time before.
        wanted = found.keys() | {
            (group_id, month, indicator)
            for group_id in measured_ids
            for month in months[-MONTHS_OPEN:]
            for indicator in INDICATORS
        }
        rows = [self._prepare_row(company.id, key, found.get(key), standards) for key in sorted(wanted)]
        self.env.cr.execute(performance_sql.store(rows, months[-MONTHS_OPEN], self.env.uid, fields.Datetime.now()))
        self.invalidate_model()

    @api.model
    def _standard_of(self, standards, group_id, indicator):
        """The client's own ``Standard``, else the company's, else none."""
        return standards.get((group_id, indicator)) or standards.get((False, indicator)) or NO_STANDARD

    @api.model
    def _prepare_row(self, company_id, key, measured, standards):
        """A tuple in the order of ``performance_sql.COLUMNS``."""
        group_id, month, indicator = key
        standard = self._standard_of(standards, group_id, indicator)
        measured = measured or Measured(group_id, month, indicator, standard.unit_of(indicator))
        judged = judge(measured, standard.value)
        return (
            group_id,
            company_id,
            month,
            indicator,
            measured.unit,
            measured.cases,
            measured.failed,
            judged.value,
            judged.low,
            judged.high,
            measured.is_at_least,
            standard.id is not None,
            standard.value,
            standard.id,
            judged.state,
            judged.why,
        )

    @api.model
    def _measure(self, groups, company, months, standards, today):
        """What can be counted: a list of ``Measured``; addons with further sources add theirs to super's.

        A constant number of queries, however many ``groups``.
        """
        return [
            *self._measure_defects(groups, company, months, standards),
            *self._measure_answers(groups, company, months),
        ]

    @api.model
    def _measure_answers(self, groups, company, months):
        """How long they waited for our priced offers, as the measures of the relation say it."""
        query = performance_sql.answered(groups.ids, company.id, months[0], add_months(months[-1], 1))
        return [
            Measured(group_id, month, "answer", "hours", cases or 0, value=value, is_at_least=bool(is_at_least))
            for group_id, month, value, cases, is_at_least in self.env.execute_query(query)
        ]

    @api.model
    def _measure_defects(self, groups, company, months, standards):
        """Complaints about goods against what was supplied in the month.

        No complaint says something only since the company keeps the register.
        """
        first, end = months[0], add_months(months[-1], 1)
        since = self.env.execute_query(performance_sql.register_since(company.id))[0][0]
        supplied = {
            (group_id, month): (documents, pieces, is_mixed)
            for group_id, month, documents, pieces, is_mixed in self.env.execute_query(
                performance_sql.supplied(groups.ids, company.id, first, end)
            )
        }
        faulty = {
            (group_id, month): (complaints, pieces, unnamed)
            for group_id, month, complaints, pieces, unnamed in self.env.execute_query(
                performance_sql.faulty(groups.ids, company.id, first, end)
            )
        }
        found = []
        for group_id, month in sorted(supplied.keys() | faulty.keys()):
            if since is None or month < month_of(since):
                continue
            if month == months[-1] and (group_id, month) not in supplied:
                continue  # what is not invoiced yet may have been supplied all the same
            documents, pieces, is_mixed = supplied.get((group_id, month), (0.0, 0.0, False))
            complaints, bad_pieces, unnamed = faulty.get((group_id, month), (0.0, 0.0, 0))
            standard = self._standard_of(standards, group_id, "defects")
            if standard.quality_by == "ppm":
                # Metres of cable and boards make no sum.
                cases, failed, is_at_least = (0.0 if is_mixed else pieces), bad_pieces, bool(unnamed)
            else:
                cases, failed, is_at_least = documents, complaints, False
            found.append(
                Measured(
                    group_id,
                    month,
                    "defects",
                    standard.quality_by,
                    cases,
                    failed,
                    is_at_least=is_at_least,
                )
            )
        return found

    def _open_answers(self):
        """The requests answered in this month, or still waiting at its end."""
        first, end = fields.Date.to_string(self.month), fields.Date.to_string(add_months(self.month, 1))
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_answer_action")
        return {
            **action,
            "display_name": self.display_name,
            "domain": [
                ("group_id", "=", self.group_id.id),
                ("company_id", "=", self.company_id.id),
                ("direction", "=", "ours"),
                ("asked_at", "<", end),
                "|",
                ("answered_at", ">=", first),
                ("is_waiting", "=", True),
            ],
            "context": {},
        }

    def _open_complaints(self):
        """The complaints about goods of this month."""
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_complaint_action")
        return {
            **action,
            "display_name": self.display_name,
            "domain": [
                ("group_id", "=", self.group_id.id),
                ("company_id", "=", self.company_id.id),
                ("date", ">=", fields.Date.to_string(self.month)),
                ("date", "<", fields.Date.to_string(add_months(self.month, 1))),
                ("state", "not in", ("proposed", "rejected", "withdrawn")),
                ("justified", "!=", "not_justified"),
                "|",
                ("problem_family_id.is_defect", "=", True),
                "&",
                ("problem_family_id", "=", False),
                ("kind", "=", "product_claim"),
            ],
            "context": {},
        }
