import unittest

from hypothesis import given
from hypothesis import strategies as st

from ..engine.criteria import MET, NOT_MET, UNKNOWN, Limits, both, judge, with_answer
from ..engine.forecast import forecast_error, seasonal_naive

STATES = st.sampled_from([MET, NOT_MET, UNKNOWN])
COUNTS = st.integers(min_value=0, max_value=50)
LIMITS = st.builds(Limits, percent=st.floats(0, 100), least=st.integers(1, 5))
AMOUNTS = st.lists(st.integers(-1000, 100000), min_size=24, max_size=60)


class TestEngineCriteria(unittest.TestCase):
    """What the figures of the ten criteria say: met, not met, or unknown, which is never good."""

    def test_nothing_known_is_unknown_by_every_rule(self):
        for rule in ("net_value", "promises", "payment", "complaints", "steady", "asked", "a rule of an addon gone"):
            self.assertEqual(judge(rule, None, Limits()), UNKNOWN, rule)

    @given(st.lists(STATES))
    def test_a_criterion_is_met_only_where_each_half_is(self, states):
        state = both(states)
        self.assertEqual(state == MET, bool(states) and set(states) == {MET})
        self.assertEqual(state == NOT_MET, NOT_MET in states)

    @given(STATES, STATES)
    def test_an_answer_fills_what_is_unknown_and_hides_no_breach(self, measured, answered):
        state = with_answer(measured, answered)
        self.assertEqual(state, with_answer(answered, measured))
        self.assertEqual(state == UNKNOWN, measured == answered == UNKNOWN)
        self.assertEqual(state == NOT_MET, NOT_MET in (measured, answered))

    def test_a_net_value_that_is_at_most_positive_proves_nothing(self):
        for net, at_most, state in (
            (100.0, False, MET),
            (100.0, True, UNKNOWN),
            (-1.0, True, NOT_MET),
            (0.0, False, NOT_MET),
            (None, False, UNKNOWN),
        ):
            self.assertEqual(judge("net_value", {"net": net, "at_most": at_most}, Limits()), state, (net, at_most))

    @given(COUNTS, COUNTS, COUNTS, COUNTS, LIMITS)
    def test_one_breach_is_not_hidden_by_any_number_of_kept_promises(self, kept, late, broken, overdue, limits):
        figures = {"due": kept + late + broken + overdue, "late": late, "broken": broken, "overdue": overdue}
        self.assertEqual(judge("promises", figures, limits) == NOT_MET, bool(late + broken + overdue))

    @given(COUNTS, COUNTS, LIMITS)
    def test_a_share_of_too_few_cases_is_unknown(self, count, more, limits):
        figures = {"in_time": count, "due": count + more}
        state = judge("payment", figures, limits)
        self.assertEqual(state == UNKNOWN, count + more < limits.least)
        if state == MET:
            self.assertGreaterEqual(100 * count, limits.percent * (count + more))

    def test_no_deferral_on_record_is_met_only_where_all_was_paid_in_time(self):
        for figures, state in (
            ({"asked": 0, "due": 4, "in_time": 4}, MET),
            ({"asked": 0, "due": 4, "in_time": 3}, UNKNOWN),
            ({"asked": 0, "due": 0, "in_time": 0}, UNKNOWN),
            ({"asked": 1, "due": 4, "in_time": 4}, NOT_MET),
        ):
            self.assertEqual(judge("deferrals", figures, Limits()), state, figures)

    def test_complaints_are_met_only_where_each_was_judged_justified(self):
        for justified, unjustified, undecided, state in (
            (3, 0, 0, MET),
            (3, 0, 1, UNKNOWN),
            (3, 1, 0, NOT_MET),
            (0, 0, 0, UNKNOWN),
        ):
            figures = {"justified": justified, "not_justified": unjustified, "open": undecided}
            self.assertEqual(judge("complaints", figures, Limits()), state, figures)

    def test_learning_is_known_only_where_there_were_errors_before(self):
        for again, before, new, state in ((0, 2, 3, MET), (2, 2, 0, NOT_MET), (0, 0, 2, UNKNOWN), (1, 2, 0, MET)):
            figures = {"again": again, "before": before, "new": new}
            self.assertEqual(judge("learning", figures, Limits()), state, figures)

    def test_a_recommendation_that_is_still_open_proves_nothing(self):
        for won, lost, pending, state in ((1, 2, 0, MET), (0, 1, 1, UNKNOWN), (0, 1, 0, NOT_MET), (0, 0, 0, UNKNOWN)):
            figures = {"given": won + lost + pending, "won": won, "lost": lost, "pending": pending}
            self.assertEqual(judge("recommended", figures, Limits()), state, figures)

    def test_buying_nothing_of_what_was_forecast_is_not_steady(self):
        limits = Limits(percent=40)
        for error, forecast, state in ((0.4, 10, MET), (0.41, 10, NOT_MET), (None, 10, NOT_MET), (None, 0, UNKNOWN)):
            self.assertEqual(judge("steady", {"error": error, "forecast": forecast}, limits), state, (error, forecast))


class TestEngineForecast(unittest.TestCase):
    """Our forecast for a client: as in the same month a year before."""

    def test_two_years_of_the_same_months_are_forecast_without_error(self):
        year = [5, 0, 7, 0, 0, 9, 1, 1, 1, 2, 3, 4]
        error = forecast_error([100, *year, *year])
        self.assertEqual((error.share, error.bought, error.forecast), (0, sum(year), sum(year)))

    def test_the_error_is_the_share_missed_of_what_was_bought(self):
        error = forecast_error([10] * 12 + [10] * 11 + [20])
        self.assertAlmostEqual(error.share, 10 / 130)

    def test_less_than_two_years_say_nothing(self):
        self.assertIsNone(forecast_error([10] * 23))
        with self.assertRaises(ValueError):
            seasonal_naive([1] * 11, 3)

    def test_a_year_without_purchases_has_no_measure(self):
        self.assertIsNone(forecast_error([10] * 12 + [0] * 12).share)

    @given(AMOUNTS, st.integers(1, 1000))
    def test_the_error_does_not_depend_on_the_currency(self, amounts, rate):
        error, other = forecast_error(amounts), forecast_error([amount * rate for amount in amounts])
        if error.share is None:
            self.assertIsNone(other.share)
        else:
            self.assertAlmostEqual(error.share, other.share)

    @given(AMOUNTS)
    def test_only_the_last_two_years_count(self, amounts):
        self.assertEqual(forecast_error(amounts), forecast_error(amounts[-24:]))

    @given(st.lists(st.integers(0, 100), min_size=12, max_size=40), st.integers(0, 30))
    def test_a_forecast_repeats_the_year(self, amounts, months):
        forecast = seasonal_naive(amounts, months)
        self.assertEqual(len(forecast), months)
        for index, amount in enumerate(forecast):
            self.assertEqual(amount, amounts[-12:][index % 12])
