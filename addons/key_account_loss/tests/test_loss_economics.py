from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import LossCase


@tagged("post_install", "-at_install")
class TestLossEconomics(LossCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.old = cls._make_client("Old")
        cls._history(cls.old, 0, 1000)
        cls.analysis = cls._make_analysis(years=2)
        cls.case = cls._case(cls.analysis, "Old")
        cls.analysis._enter("economics")
        cls.figures = cls.case.economics_ids

    def _say(self, investment=None, value=None, winning=None):
        if investment is not None:
            low, high = investment
            self.figures.write({"has_investment": True, "investment_low": low, "investment_high": high})
        if value is not None:
            self.figures.write({"has_value": True, "value_low": value, "value_high": value})
        if winning is not None:
            self.analysis.write({"has_winning": True, "winning_low": winning, "winning_high": winning})

    def _decide(self, decision, user=None, reason="We know what to mend."):
        self.figures.with_user(user or self.director).write({"decision": decision, "decision_reason": reason})

    def test_what_nobody_said_is_unknown_and_not_zero(self):
        self.assertEqual(self.figures.advice, "open")
        self.assertFalse(self.figures.is_comparable)
        self.assertIn("1 clients for whom nobody has said", self.analysis.economics_summary)

    def test_the_chance_begins_with_the_assumption_named(self):
        self.assertIn("30 %", self.analysis.economics_summary)
        self.assertIn("assumption from outside, 3 of 10, and 0 own closed cases", self.analysis.economics_summary)

    def test_cheap_to_keep_is_kept_dear_is_replaced(self):
        self._say((0, 5), 1000, 1000)
        self.assertEqual(self.figures.advice, "keep")
        self.assertAlmostEqual(self.figures.kept_cost_high, 5 / self.analysis._chance().low, places=1)
        self._say((900, 900), 1000, 500)
        self.assertEqual(self.figures.advice, "replace")
        self._say((100, 100), 1000, 500)
        self.assertEqual(self.figures.advice, "open")

    def test_the_list_as_a_whole(self):
        self._say((100, 200), 1000, 400)
        self.assertIn("Winning as many new clients costs", self.analysis.economics_summary)
        self.assertIn("400", self.analysis.economics_summary)

    def test_spans_the_wrong_way_round_are_refused(self):
        for change in (
            lambda: self._say((10, 5)),
            lambda: self._say((-1, 5)),
            lambda: self.analysis.write({"has_winning": True, "winning_low": 2, "winning_high": 1}),
        ):
            with self.assertRaises(ValidationError):
                change()

    def test_a_director_decides_and_says_why(self):
        with self.assertRaisesRegex(AccessError, "by a director"):
            self._decide("keep", self.analyst)
        with self.assertRaisesRegex(UserError, "Say why"):
            self._decide("keep", reason=" ")
        self._decide("keep")
        self.assertEqual(self.figures.decided_by_id, self.director)
        with self.assertRaisesRegex(AccessError, "not entered by hand"):
            self.figures.with_user(self.analyst).returned = "returned"

    def test_the_analysis_goes_on_once_all_is_decided(self):
        self.assertEqual(len(self.analysis._missing()), 2)
        self._decide("later")
        self._say(winning=100)
        self.analysis.with_user(self.analyst).action_go_on()
        self.assertEqual(self.analysis.state, "plan")

    def test_own_closed_cases_move_the_chance(self):
        with freeze_time("2021-03-10"):
            self._decide("keep")
        self._supply(self.old, 600, date(2021, 8, 1))
        with freeze_time("2022-03-10"):
            self.assertFalse(self.figures._find_returned())
        with freeze_time("2022-04-02"):
            self.figures._find_returned()
        self.assertEqual((self.figures.returned, self.figures.volume_after), ("returned", 600))
        later = self._make_analysis(years=2)
        self.assertAlmostEqual(later._chance().mean, 4 / 11)
        # its own cases do not speak for themselves
        self.assertAlmostEqual(self.analysis._chance().mean, 0.3)

    def test_less_than_half_of_the_base_is_no_return(self):
        with freeze_time("2021-03-10"):
            self._decide("keep")
        self._supply(self.old, 499, date(2021, 8, 1))
        self._supply(self.old, 900, date(2022, 4, 1))
        with freeze_time("2022-05-02"):
            self.figures._find_returned()
        self.assertEqual(self.figures.returned, "gone")

    def test_the_cost_of_winning_is_measured_where_it_was_recorded(self):
        self.assertFalse(self.analysis._measure_winning())
        new, never = self._make_client("New", ref="n"), self._make_client("Never", ref="x")
        self._supply(new, 50, date(2020, 11, 1))
        costs = self.env["client.service.cost"]
        for partner, amount in ((new, 300), (never, 100), (self.old, 5000)):
            costs.create(
                {
                    "partner_id": partner.id,
                    "company_id": self.company.id,
                    "name": "Exhibition",
                    "date": date(2020, 6, 1),
                    "amount": amount,
                }
            )
        self.assertTrue(self.analysis._measure_winning())
        self.assertEqual((self.analysis.winning_low, self.analysis.winning_high), (400, 400))
        self.assertIn("1 of whom became clients", self.analysis.winning_source)

    def test_a_signed_analysis_keeps_its_figures(self):
        self.analysis.state = "signed"
        for change in (lambda: self._say((1, 2)), lambda: self._say(winning=3)):
            with self.assertRaisesRegex(UserError, "is signed"):
                change()
