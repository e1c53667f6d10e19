from datetime import datetime

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .filter_common import FilterCase


@tagged("post_install", "-at_install")
class TestLeadYearlySheet(FilterCase):
    """A year of requests as in 000: what came in, what went on to clarify, contracts, hours and money."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Sheet works"})
        cls.company.partner_id.tz = "Europe/Sofia"
        cls.company.write({"request_hours": 0.0, "request_hour_cost": 0.0, "second_look_share": 0.0})
        (cls.director | cls.telemarketer | cls.marketer).write({"company_ids": [(4, cls.company.id)]})
        cls.sheet = cls.env["lead.yearly.sheet"].create({"company_id": cls.company.id, "year": 2011})

    def _requests(self, count, year=2011, **values):
        leads = self.env["crm.lead"].create(
            [
                {
                    "name": f"Request {n}",
                    "type": "lead",
                    "company_id": self.company.id,
                    "user_id": False,
                    "team_id": False,
                    **values,
                }
                for n in range(count)
            ]
        )
        self._received(leads, datetime(year, 6, 1))
        return leads

    def _received(self, leads, moment):
        self.env.flush_all()
        self.env.cr.execute("UPDATE crm_lead SET create_date = %s WHERE id = ANY(%s)", [moment, leads.ids])
        self.env.invalidate_all()

    def _line(self, request_class):
        self.env.invalidate_all()
        return self.sheet.line_ids.filtered(lambda line: line.request_class == request_class)

    def _year_of_the_source(self):
        taken = {"user_id": self.telemarketer.id}
        empty = self._requests(25, request_class="empty", **taken)
        vague = self._requests(10, request_class="vague", **taken)
        for lead in vague[:4]:
            self._answer(lead, self.ask_lot, number=500)
        # One answer is a reply; two went on.
        self._answer(vague[0], self.ask_documents, yes_no="no")
        self._answer(vague[1], self.ask_date, side="theirs", state="asked")
        return empty, vague

    def test_the_year_of_the_source(self):
        empty, vague = self._year_of_the_source()
        self.env.invalidate_all()
        sheet = self.sheet
        self.assertEqual((sheet.received, sheet.taken, sheet.clarified, sheet.contracts), (35, 35, 2, 0))
        self.assertEqual((self._line("empty").received, self._line("vague").clarified), (25, 2))
        self.assertEqual(sheet.clarified_text, "2 of 35, 6 % (2 to 19 %)")
        self.assertEqual(sheet.contract_text, "0 of 35, 0 % (0 to 10 %)")
        opened = self.env["crm.lead"].search(sheet.action_open_clarified()["domain"])
        self.assertEqual(opened, vague[:2])
        of_class = self._line("empty").action_open_requests()
        self.assertEqual(self.env["crm.lead"].search(of_class["domain"]), empty)

    def test_a_request_is_of_the_year_by_the_calendar_of_the_company(self):
        late, early = self._requests(1), self._requests(1)
        # Sofia is two hours ahead: the year 2011 begins and ends at 22 o'clock UTC.
        self._received(late, datetime(2011, 12, 31, 21, 59))
        self._received(early, datetime(2011, 12, 31, 22, 0))
        opened = self.sheet.action_open_received()["domain"]
        self.assertEqual(self.env["crm.lead"].search(opened), late)

    def test_an_unknown_zone_of_the_company_breaks_nothing(self):
        self._requests(1)
        self.env.cr.execute("UPDATE res_partner SET tz = 'Nowhere/Land' WHERE id = %s", [self.company.partner_id.id])
        self.env.invalidate_all()
        self.assertEqual(self.sheet.received, 1)

    def test_the_class_proposed_counts_where_nobody_confirmed_one_and_says_so(self):
        proposed, unknown = self._requests(1), self._requests(1)
        proposed._propose_request_class("empty", "No answer")
        self.assertEqual((self._line("empty").received, self._line("none").received), (1, 1))
        self.assertEqual(self.sheet.unconfirmed, 2)
        self.assertEqual(unknown.request_class, False)

    def test_hours_noted_and_usual_ones_and_unknown_is_not_none(self):
        self._requests(1, user_id=self.telemarketer.id, request_hours=3.0)
        self._requests(2, user_id=self.telemarketer.id)
        self._requests(1)  # taken by nobody: nobody spent an hour on it
        self.env.invalidate_all()
        self.assertEqual(self.sheet.hours_text, "at least 3.0")
        self.assertIn("not known", self.sheet.cost_text)
        self.company.write({"request_hours": 0.5, "request_hour_cost": 20.0})
        self.env.invalidate_all()
        self.assertEqual((self.sheet.hours, self.sheet.cost), (4.0, 80.0))
        self.assertEqual(self.sheet.hours_text, "4.0")

    def test_nothing_noted_is_not_zero_hours(self):
        self._requests(2, user_id=self.telemarketer.id)
        self.env.invalidate_all()
        self.assertIn("not known", self.sheet.hours_text)

    def test_wrongly_refused_comes_from_the_second_looks_alone(self):
        self.company.second_look_share = 1.0
        refused = self._requests(5, expected_revenue=100.0)
        refused.with_user(self.telemarketer)._set_filter_outcome("disqualified")
        self.env.invalidate_all()
        self.assertIn("not known", self.sheet.wrong_text)
        for lead, found in zip(refused[:4], ("right", "right", "right", "wrong"), strict=True):
            lead.with_user(self.director)._look_again(found)
        self.env.invalidate_all()
        self.assertEqual((self.sheet.refused, self.sheet.looked_again, self.sheet.wrong), (5, 4, 1))
        self.assertEqual(self.sheet.wrong_text, "1 of 4, 25 % (5 to 70 %)")
        self.assertEqual(self.env["crm.lead"].search(self.sheet.action_open_lost()["domain"]), refused[3])

    def test_value_lost_at_the_entry_against_turnover(self):
        partner = self.env["res.partner"].create({"name": "Pump works"})
        waiting = self._requests(1, expected_revenue=1000.0)
        lost = self._requests(1, expected_revenue=500.0, user_id=self.telemarketer.id)
        lost.action_set_lost()
        offered = self._requests(1, expected_revenue=7.0, type="opportunity", partner_id=partner.id)
        self.env["sale.order"].create(
            {"partner_id": partner.id, "opportunity_id": offered.id, "state": "sent", "company_id": self.company.id}
        )
        offered.action_set_lost()
        self._requests(1, expected_revenue=11.0, request_class="empty")
        refused = self._requests(1, expected_revenue=13.0)
        refused._set_filter_outcome("disqualified")
        self._requests(1, expected_revenue=17.0, user_id=self.telemarketer.id)
        self.env.invalidate_all()
        self.assertEqual(self.sheet.revenue_lost, 1500.0)
        self.assertEqual(
            self.env["crm.lead"].with_context(active_test=False).search(self.sheet.action_open_lost()["domain"]),
            waiting | lost,
        )
        self.assertIn("not known", self.sheet.lost_text)

    def test_reasons_by_product_for_whoever_answers_for_it(self):
        line = self.env["product.category"].create({"name": "Sensors"})
        reason = self.env["lead.disqualification.reason"].create({"name": "Not serial"})
        self._requests(3, product_line_id=line.id, expected_revenue=10.0)._set_filter_outcome(
            "disqualified", disqualification_reason_id=reason.id
        )
        self._requests(1)._set_filter_outcome("empty")
        self.env.invalidate_all()
        rows = [
            (row.product_line_id, row.disqualification_reason_id, row.outcome, row.refused, row.revenue)
            for row in self.sheet.reason_ids
        ]
        self.assertIn((line, reason, "disqualified", 3, 30.0), rows)
        self.assertIn((line.browse(), reason.browse(), "empty", 1, 0.0), rows)

    def test_a_year_without_requests_says_so(self):
        self.assertEqual(self.sheet.received, 0)
        self.assertIn("not known", self.sheet.clarified_text)
        self.assertFalse(self.sheet.line_ids)

    def test_sheets_are_made_for_each_year_once(self):
        self._requests(1, year=2009)
        sheets = self.env["lead.yearly.sheet"].with_user(self.telemarketer).with_company(self.company)
        for _once_and_again in range(2):
            sheets.action_open_sheets()
        found = sheets.search([("company_id", "=", self.company.id)]).mapped("year")
        self.assertEqual(len(found), len(set(found)))
        self.assertTrue({2009, 2010, 2011} <= set(found))

    def test_requests_of_another_company_are_not_counted_nor_its_sheets_seen(self):
        self._requests(1)
        other = self.env["res.company"].create({"name": "Another company"})
        theirs = self.env["lead.yearly.sheet"].create({"company_id": other.id, "year": 2011})
        self.env.invalidate_all()
        self.assertEqual((self.sheet.received, theirs.received), (1, 0))
        with mute_logger("odoo.addons.base.models.ir_rule"), self.assertRaises(AccessError):
            theirs.with_user(self.director).read(["year"])
        lines = self.env["lead.yearly.sheet.line"].with_user(self.director)
        self.assertFalse(lines.search([("company_id", "=", other.id)]))

    def test_queries_do_not_grow_with_requests(self):
        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.sheet.read()
            self.sheet.line_ids.read()
            return self.env.cr.sql_log_count - start

        self._requests(1, request_class="empty")
        queries()
        few = queries()
        self._requests(60, request_class="empty")
        self.assertEqual(queries(), few)

    def test_printed_in_the_readers_language(self):
        self._year_of_the_source()
        self.env.invalidate_all()
        sheet = self.sheet.with_user(self.director)
        html = self.env["ir.qweb"]._render("lead_filter.report_lead_yearly_sheet_page", {"doc": sheet, "font_size": 12})
        self.assertIn("2 of 35, 6 % (2 to 19 %)", html)
        self.assertIn("Requests of the year", html)

    def test_the_pdf(self):
        if self.env["ir.actions.report"].get_wkhtmltopdf_state() == "install":
            self.skipTest("wkhtmltopdf is not installed")
        self._year_of_the_source()
        self.env.invalidate_all()
        report = self.env["ir.actions.report"].with_context(force_report_rendering=True).with_user(self.director)
        pdf, kind = report._render_qweb_pdf("lead_filter.lead_yearly_sheet_report_action", self.sheet.ids)
        self.assertEqual((kind, pdf[:4]), ("pdf", b"%PDF"))
