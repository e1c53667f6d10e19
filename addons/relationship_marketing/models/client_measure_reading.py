from collections import defaultdict
from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models

from ..engine import letter_sql, measure_sql, measure_store_sql
from ..engine.measure import Reading, Standard, judge, share_reading
from ..engine.months import add_months, last_day, month_of
from ..engine.waiting import median_wait

RECONSTRUCTED_MONTHS = 12
SILENCE_DAYS = 14
WINDOW_MONTHS = 12


class ClientMeasureSnapshot(models.Model):
    _inherit = "client.measure.snapshot"

    @api.model
    def _refresh_groups(self, groups):
        """The nightly step: the figures of the running month, and what is missing of the months before it.

        A month that was not over when it was last read is completed once; from then on it stays.
        """
        self._refresh_due(self._due_months(groups, fields.Date.context_today(self)))

    @api.model
    def _reconstruct(self, groups, months=RECONSTRUCTED_MONTHS):
        """Read months before the first one known from the dates of what happened then, so that a trend is seen at once.

        What is already kept is not touched.
        """
        today = fields.Date.context_today(self)
        self.env.flush_all()
        known = {
            (group, month)
            for group, month in self.env.execute_query(measure_store_sql.known_months(groups.ids, self.env.company.id))
        }
        wanted = [add_months(month_of(today), -count) for count in range(months, 0, -1)]
        self._refresh_due(
            [(group, month, last_day(month)) for group in groups.ids for month in wanted if (group, month) not in known]
        )

    @api.model
    def _due_months(self, groups, today):
        """[(group id, month, last day to count)] to be read on ``today``."""
        running, earliest = month_of(today), add_months(month_of(today), -RECONSTRUCTED_MONTHS)
        self.env.flush_all()
        last = {
            group: (month, as_of)
            for group, month, as_of in self.env.execute_query(measure_sql.last_months(groups.ids, self.env.company.id))
        }
        due = []
        for group in groups.ids:
            month, as_of = last.get(group, (running, today))
            if month < running and as_of >= last_day(month):
                month = add_months(month, 1)
            month = max(month, earliest)
            while month < running:
                due.append((group, month, last_day(month)))
                month = add_months(month, 1)
            due.append((group, running, today))
        return due

    @api.model
    def _refresh_due(self, due):
        """Read and keep the figures of [(group id, month, last day to count)] in the current company.

        A constant number of queries, however many there are.
        """
        if not due:
            return
        groups = self.env["client.group"].browse(sorted({group for group, _month, _day in due}))
        self.env.flush_all()
        self.env.cr.execute("DROP TABLE IF EXISTS measure_due")
        self.env.cr.execute(measure_sql.due_table(*(list(column) for column in zip(*due, strict=True))))
        self.env.cr.execute("ANALYZE measure_due")
        readings = self._read_sums()
        readings.update(self._read_letters(groups, due))
        readings.update(self._read_answer_times(groups, due))
        self._keep(due, readings)
        self.env.cr.execute("DROP TABLE measure_due")
        self.invalidate_model()
        self.env["client.measure.standing"].invalidate_model()

    @api.model
    def _read_sums(self):
        """{(group id, month, code): Reading} of what SQL sums."""
        readings = {}
        for source in (
            measure_sql.promises,
            measure_sql.complaints,
            measure_sql.agreements,
            measure_sql.meetings,
            measure_sql.statements,
        ):
            for group, month, code, value, counted, cases, low, high in self.env.execute_query(
                source(self.env.company.id)
            ):
                is_share = value is None and code != "agreement_term"
                readings[group, month, code] = (
                    share_reading(counted, cases) if is_share else Reading(value, cases, counted, low, high)
                )
        return readings

    @api.model
    def _read_letters(self, groups, due):
        """{(group id, month, code): Reading} of who begins exchanges of letters, and who answers them."""
        first = min(day for _group, _month, day in due)
        exchanges = defaultdict(list)
        for group, begun_at, begun_by, answered_at, _first in self.env.execute_query(self._exchanges(groups, first)):
            exchanges[group].append((begun_at, begun_by, answered_at))
        silence, readings = timedelta(days=SILENCE_DAYS), {}
        windows = {day: self._window(day) for day in {day for _group, _month, day in due}}
        for group, month, day in due:
            begin, end = windows[day]
            begun = {"ours": 0, "theirs": 0}
            ripe, answered = dict(begun), dict(begun)
            for begun_at, begun_by, answered_at in exchanges.get(group, ()):
                if not begin < begun_at <= end:
                    continue
                is_answered = bool(answered_at and answered_at <= min(begun_at + silence, end))
                begun[begun_by] += 1
                # A letter that may still be answered in time is no letter left unanswered.
                ripe[begun_by] += is_answered or begun_at + silence <= end
                answered[begun_by] += is_answered
            readings[group, month, "started_theirs"] = share_reading(begun["theirs"], sum(begun.values()))
            readings[group, month, "reaction_theirs"] = share_reading(answered["ours"], ripe["ours"])
            readings[group, month, "reaction_ours"] = share_reading(answered["theirs"], ripe["theirs"])
        return readings

    @api.model
    def _exchanges(self, groups, day):
        """The query of all exchanges that windows up to ``day`` and later count."""
        begin, _end = self._window(day)
        return letter_sql.exchanges(
            groups.ids,
            self.env.company.id,
            self.env["client.answer"]._is_only_company(),
            begin - timedelta(days=SILENCE_DAYS),
            SILENCE_DAYS,
        )

    @api.model
    def _read_answer_times(self, groups, due):
        """{(group id, month, code): Reading} of how long each side waits for the other."""
        rows, ours, theirs = self.env["client.answer"]._read_answers(groups)
        our_zone = self.env["client.answer"]._our_zone(self.env.company)
        asked = defaultdict(list)
        for direction, group, _partner, _lead, _order, asked_at, answered_at, closed_at, _by, tz in rows:
            side = (ours, our_zone) if direction == "ours" else (theirs, tz)
            asked[group].append((direction, asked_at, answered_at, closed_at, *side))
        readings = {}
        windows = {
            (month, day): (self._moment(month), *self._window(day)) for month, day in {(row[1], row[2]) for row in due}
        }
        for group, month, day in due:
            waits = self._waits(asked.get(group, ()), *windows[month, day])
            for code, cases in waits.items():
                wait = median_wait(cases)
                readings[group, month, code] = Reading(
                    wait.value, wait.cases, wait.answered, wait.low, wait.high, wait.is_at_least
                )
        return readings

    @api.model
    def _waits(self, asked, month_begin, begin, end):
        """{code: [(hours, whether answered)]} as they stood at ``end`` of what was asked after ``begin``."""
        waits = {"answer_ours": [], "answer_theirs": [], "answer_ours_month": []}
        for direction, asked_at, answered_at, closed_at, working, tz in asked:
            if not begin < asked_at <= end:
                continue
            is_answered = bool(answered_at and answered_at <= end)
            until = answered_at if is_answered else min(closed_at or end, end)
            wait = (working.hours(asked_at, until, tz), is_answered)
            waits[f"answer_{direction}"].append(wait)
            # What was closed without an answer before this month concerns it no more.
            if direction == "ours" and until >= month_begin:
                waits["answer_ours_month"].append(wait)
        return waits

    @api.model
    def _moment(self, day):
        """Midnight at the beginning of ``day`` in our zone, as naive UTC."""
        zone = pytz.timezone(self.env["client.answer"]._our_zone(self.env.company))
        return zone.localize(datetime.combine(day, time.min)).astimezone(pytz.utc).replace(tzinfo=None)

    @api.model
    def _window(self, day):
        """The 12 months up to the end of ``day`` as naive UTC moments; of a day that is not over, up to now."""
        end = min(self._moment(day + timedelta(days=1)), fields.Datetime.now())
        return self._moment(fields.Date.subtract(day, months=WINDOW_MONTHS)), end

    @api.model
    def _keep(self, due, readings):
        """Write the figures of each group and month of which anything is known, or that is a key client's."""
        figures = self.env["client.measure.figure"].search_fetch(
            [("measure_id.active", "=", True)], ["code", "standard_from", "standard_to", "least_cases"]
        )
        judged = [
            (figure.id, figure.code, Standard(figure.standard_from, figure.standard_to, figure.least_cases))
            for figure in figures
        ]
        group_ids = sorted({group for group, _month, _day in due})
        known = {(group, month) for (group, month, _code), reading in readings.items() if reading.value is not None}
        key_groups = {group for (group,) in self.env.execute_query(measure_sql.key_groups(group_ids))}
        rows, nothing = [], Reading()
        for group, month, day in due:
            if (group, month) not in known and group not in key_groups:
                continue
            for figure_id, code, standard in judged:
                reading = readings.get((group, month, code), nothing)
                rows.append(
                    (
                        group,
                        figure_id,
                        month,
                        day,
                        reading.value is not None,
                        reading.value,
                        reading.is_at_least,
                        reading.counted,
                        reading.cases,
                        reading.low,
                        reading.high,
                        judge(reading, standard),
                    )
                )
        columns = [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _column in range(12)]
        self.env.cr.execute(measure_store_sql.forget_snapshots(self.env.company.id, columns[0], columns[2]))
        self.env.cr.execute(measure_store_sql.keep_snapshots(self.env.company.id, columns))
