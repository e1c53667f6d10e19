from datetime import timedelta

import pytz

from odoo import api, fields, models

from ..engine import answer_sql
from ..engine.working_time import WorkingTime

KEPT_MONTHS = 26  # two years of windows, and the months in which they are read


class ClientAnswer(models.Model):
    _inherit = "client.answer"

    @api.model
    def _read_answers(self, groups):
        """Read requests, offers and what answered them anew for these client groups, with the current company.

        A constant number of queries; what has not changed is not written.

        :returns: (rows as ``answer_sql.answers`` gives them, our working time, theirs)
        """
        company, now = self.env.company, fields.Datetime.now()
        for model in ("crm.lead", "sale.order", "mail.message", "mail.notification", "res.partner", "res.users"):
            self.env[model].flush_model()
        rows = self.env.execute_query(
            answer_sql.answers(
                groups.ids,
                company.id,
                self._is_only_company(),
                fields.Datetime.subtract(now, months=KEPT_MONTHS),
                self.env.ref("sale.mt_order_sent").id,
                self.env.ref("sale.mt_order_confirmed").id,
            )
        )
        rows = [(*row[:9], self._time_zone(*row[9:])) for row in rows]
        begin = min((row[5] for row in rows), default=now)
        ours, theirs = self._working_times(company, begin, now)
        kept = {"ours": [], "theirs": []}
        for direction, group, partner, lead, order, asked, answered, closed, by, tz in rows:
            time, zone = (ours, self._our_zone(company)) if direction == "ours" else (theirs, tz)
            hours = time.hours(asked, answered or closed or now, zone)
            kept[direction].append(
                (group, company.id, partner, lead, order, asked, answered, closed, by, answered is None, hours)
            )
        self.env.cr.execute(
            answer_sql.forget_answers(
                groups.ids,
                company.id,
                [row[3] for row in kept["ours"]],
                [row[4] for row in kept["theirs"]],
            )
        )
        for direction, values in kept.items():
            if values:
                columns = [list(column) for column in zip(*values, strict=True)]
                self.env.cr.execute(answer_sql.keep_answers(direction, columns))
        self.invalidate_model()
        return rows, ours, theirs

    @api.model
    def _is_only_company(self):
        """Whether there is one company of ours: what names none is its then."""
        # Counted over all companies, whichever the reader may see.
        return self.env["res.company"].sudo().search_count([("active", "=", True)], limit=2) == 1

    @api.model
    def _our_zone(self, company):
        return company.resource_calendar_id.tz or company.partner_id.tz or "UTC"

    @api.model
    def _working_times(self, company, begin, end):
        """When we work, and when clients do: ours with our holidays, theirs by the calendar set for clients.

        Both are times of the clock on the wall: theirs is read in each client's own zone.
        """
        ours = company.resource_calendar_id
        theirs = company.client_calendar_id
        own_days_off = [("time_type", "=", "leave"), ("company_id", "in", (False, company.id))]
        return (
            self._working_time(ours, begin, end, own_days_off),
            # Without a calendar for clients they are taken to work as we do, but not to have our days off.
            self._working_time(theirs or ours, begin, end, [("calendar_id", "=", theirs.id)] if theirs else None),
        )

    @api.model
    def _working_time(self, calendar, begin, end, days_off):
        if not calendar:
            return WorkingTime(None)
        zone = pytz.timezone(calendar.tz or "UTC")
        # A day more on either side: clocks elsewhere are up to a day ahead or behind.
        begin, end = (pytz.utc.localize(moment) for moment in (begin - timedelta(days=2), end + timedelta(days=2)))
        # Whoever reads answers may not read calendars of another company; when people work is no secret.
        calendar = calendar.sudo()
        intervals = calendar._work_intervals_batch(
            begin, end, tz=zone, domain=days_off, compute_leaves=days_off is not None
        )[False]
        worked = [(start.replace(tzinfo=None), stop.replace(tzinfo=None)) for start, stop, _meta in intervals]
        # Where nobody is said to work at all no wait would ever take time: then every hour counts.
        return WorkingTime(worked or None)

    @api.model
    def _time_zone(self, tz, country):
        """The zone of a client: the one entered, unless it lies in another country than the client.

        Odoo gives a new contact the zone of whoever types it in.
        """
        zones = pytz.country_timezones.get(country or "", ())
        if zones and (len(zones) == 1 or not tz):
            return tz if tz in zones else zones[0]
        return tz or self._our_zone(self.env.company)
