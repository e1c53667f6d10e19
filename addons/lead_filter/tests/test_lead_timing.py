from datetime import date

from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged

from .filter_common import FilterCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-22")
class TestLeadTiming(FilterCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.quick, cls.large = cls.env["crm.team"].create(
            [{"name": "Sensors", "need_period": 6}, {"name": "Plants", "sale_kind": "complex"}]
        )

    def test_who_bought_elsewhere_needs_it_again_after_the_usual_period(self):
        lead = self._make_request("Sensors", self.seller, team_id=self.quick.id)
        lead.write({"need_timing": "bought_elsewhere", "bought_elsewhere_on": "2026-11-21"})
        self.assertEqual(lead.need_date, date(2027, 5, 21))
        lead.need_period = 12
        self.assertEqual(lead.need_date, date(2027, 11, 21), "his own period goes before the team's")

    def test_what_somebody_knows_better_stays(self):
        lead = self._make_request("Sensors", self.seller, team_id=self.quick.id)
        lead.write({"need_timing": "bought_elsewhere", "bought_elsewhere_on": "2026-11-21", "need_date": "2027-02-01"})
        self.assertEqual(lead.need_date, date(2027, 2, 1))

    def test_without_a_period_nobody_knows_when_he_needs_it_again(self):
        lead = self._make_request("Plant", self.seller, team_id=self.large.id)
        lead.write({"need_timing": "bought_elsewhere", "bought_elsewhere_on": "2026-11-21"})
        self.assertFalse(lead.need_date)

    def test_a_purchase_still_to_come_is_none(self):
        with self.assertRaisesRegex(ValidationError, "still to come"):
            self._make_request("Sensors", self.seller, bought_elsewhere_on="2026-11-23")

    def _verdict(self, **values):
        return self._make_request("Boards", self.seller, **values).filter_verdict

    def test_timing_counts_for_quick_sales(self):
        self._make_portrait({"kind": "timing", "within_days": 30})
        self.assertEqual(self._verdict(), "open", "nobody asked yet")
        self.assertEqual(self._verdict(team_id=self.quick.id), "open")
        self.assertEqual(self._verdict(need_timing="now"), "ours")
        self.assertEqual(self._verdict(need_timing="date", need_date="2026-12-22"), "ours", "within thirty days")
        self.assertEqual(self._verdict(need_timing="date", need_date="2026-12-23"), "not_ours")
        self.assertEqual(self._verdict(need_timing="date"), "open", "the day is not known")
        bought = {"need_timing": "bought_elsewhere", "bought_elsewhere_on": "2026-11-21"}
        self.assertEqual(self._verdict(team_id=self.quick.id, **bought), "not_ours")

    def test_a_large_project_without_a_need_today_is_no_worse_for_it(self):
        self._make_portrait({"kind": "timing", "within_days": 30})
        self.assertEqual(self._verdict(team_id=self.large.id, need_timing="date", need_date="2028-01-01"), "ours")

    def test_the_verdict_follows_the_kind_of_sale(self):
        self._make_portrait({"kind": "timing", "within_days": 30})
        lead = self._make_request(
            "Boards", self.seller, team_id=self.quick.id, need_timing="date", need_date="2028-01-01"
        )
        self.assertEqual(lead.filter_verdict, "not_ours")
        self.quick.sale_kind = "complex"
        self.assertEqual(lead.filter_verdict, "ours")

    def test_the_verdict_follows_the_days(self):
        self._make_portrait({"kind": "timing", "within_days": 30})
        lead = self._make_request("Boards", self.seller, need_timing="date", need_date="2027-01-15")
        self.assertEqual(lead.filter_verdict, "not_ours")
        with freeze_time("2026-12-20"):
            self.env["crm.lead"]._judge_open()
            self.assertEqual(lead.filter_verdict, "ours")

    def test_how_soon_is_not_beyond_the_calendar(self):
        self._make_portrait({"kind": "timing", "within_days": 2_000_000_000})
        self.assertEqual(self._verdict(need_timing="date", need_date="2027-01-15"), "ours")
        self._make_portrait({"kind": "timing", "within_days": -5}, name="Today only")

    def test_an_answer_settles_timing_where_the_need_is_not_known(self):
        self._make_portrait({"kind": "timing", "within_days": 30, "question_id": self.ask_date.id})
        lead = self._make_request("Boards", self.seller)
        self._answer(lead, self.ask_date, date="2026-12-01")
        self.assertEqual(lead.filter_verdict, "ours")

    def test_numbers_that_cannot_be_kept_are_refused_with_a_sentence(self):
        lead = self._make_request("Boards", self.seller)
        budget = self.env["client.budget.calendar"].create(
            {
                "partner_id": self.env["res.partner"].create({"name": "Orion", "is_company": True}).id,
                "budget_year": 2027,
                "lock_on": "2026-12-13",
            }
        )
        for number in (10**12, float("nan"), float("inf")):
            for record, name in ((lead, "need_period"), (self.quick, "wake_ahead_days"), (budget, "budget_year")):
                with self.assertRaisesRegex(ValidationError, "no number that can be kept"):
                    record.write({name: number})
            with self.assertRaisesRegex(ValidationError, "no number that can be kept"):
                self._make_request("Boards", self.seller, need_period=number)
            with self.assertRaisesRegex(ValidationError, "no number that can be kept"):
                self.env["lead.sleep.begin"].create({"lead_ids": lead.ids, "need_period": number})
        with self.assertRaisesRegex(ValidationError, "0 to 600"):
            lead.need_period = -1
