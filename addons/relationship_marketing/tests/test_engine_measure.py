from datetime import datetime, timedelta
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.relationship_marketing.engine.measure import (
    MET,
    NOT_MET,
    UNKNOWN,
    Reading,
    Standard,
    accord,
    judge,
    judge_half,
    share_reading,
)
from odoo.addons.relationship_marketing.engine.waiting import median_wait
from odoo.addons.relationship_marketing.engine.working_time import WorkingTime

WAITS = st.lists(st.tuples(st.integers(0, 500), st.booleans()), max_size=40)


def moment(text):
    return datetime.fromisoformat(text)


def office(first, days, hours=((9, 13), (14, 18))):
    """Monday to Friday from ``first`` on."""
    return [
        (day + timedelta(hours=begin), day + timedelta(hours=end))
        for day in (moment(first) + timedelta(days=number) for number in range(days))
        if day.weekday() < 5
        for begin, end in hours
    ]


class TestWorkingTime(TestCase):
    """Waiting is counted in the hours in which whoever was asked works."""

    def setUp(self):
        super().setUp()
        self.time = WorkingTime(office("2026-03-02", 60))  # a Monday

    def test_nights_lunch_and_weekends_do_not_count(self):
        self.assertEqual(self.time.hours(moment("2026-03-06 17:00"), moment("2026-03-09 10:00")), 2.0)
        self.assertEqual(self.time.hours(moment("2026-03-03 12:00"), moment("2026-03-03 15:00")), 2.0)
        self.assertEqual(self.time.hours(moment("2026-03-07 08:00"), moment("2026-03-08 20:00")), 0.0)

    def test_the_same_moments_are_other_hours_in_another_zone(self):
        # 05:00 to 08:00 UTC: 12:00 to 15:00 in Novosibirsk, before work in London.
        begin, end = moment("2026-03-03 05:00"), moment("2026-03-03 08:00")
        self.assertEqual(self.time.hours(begin, end, "Asia/Novosibirsk"), 2.0)
        self.assertEqual(self.time.hours(begin, end, "Europe/London"), 0.0)

    def test_summer_time_moves_the_office_with_the_clock(self):
        # Sofia: UTC+2 until 29 March 2026, UTC+3 from then on.
        self.assertEqual(self.time.hours(moment("2026-03-27 07:00"), moment("2026-03-27 08:00"), "Europe/Sofia"), 1.0)
        self.assertEqual(self.time.hours(moment("2026-03-30 06:00"), moment("2026-03-30 07:00"), "Europe/Sofia"), 1.0)

    def test_an_answer_before_the_question_took_no_time(self):
        self.assertEqual(self.time.hours(moment("2026-03-04 12:00"), moment("2026-03-03 12:00")), 0.0)

    def test_a_zone_that_does_not_exist_is_read_as_utc(self):
        begin, end = moment("2026-03-03 09:00"), moment("2026-03-03 10:00")
        for tz in ("Mars/Olympus", "", "../../etc/passwd"):
            self.assertEqual(self.time.hours(begin, end, tz), 1.0)

    def test_without_a_calendar_every_hour_counts(self):
        self.assertEqual(WorkingTime(None).hours(moment("2026-03-07 08:00"), moment("2026-03-08 08:00")), 24.0)

    @given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 60)), max_size=12), st.integers(0, 500))
    def test_overlapping_intervals_count_once(self, spans, until):
        start = moment("2026-01-05 00:00")
        intervals = [(start + timedelta(hours=b), start + timedelta(hours=b + length)) for b, length in spans]
        hours = {hour for b, length in spans for hour in range(b, b + length) if hour < until}
        self.assertEqual(WorkingTime(intervals).hours(start, start + timedelta(hours=until)), len(hours))

    @given(st.integers(0, 900), st.integers(0, 300), st.integers(0, 300))
    def test_hours_add_up(self, begin, first, second):
        start = moment("2026-03-02 00:00") + timedelta(hours=begin)
        middle, end = start + timedelta(minutes=first), start + timedelta(minutes=first + second)
        whole = self.time.hours(start, end, "Europe/Sofia")
        parts = self.time.hours(start, middle, "Europe/Sofia") + self.time.hours(middle, end, "Europe/Sofia")
        self.assertAlmostEqual(whole, parts)


class TestMedianWait(TestCase):
    """Whoever still waits is neither left out nor taken for answered."""

    def test_with_all_answered_it_is_the_middle_one(self):
        self.assertEqual(median_wait([(3, True), (1, True), (8, True)]).value, 3)

    def test_nobody_waited(self):
        self.assertIsNone(median_wait([]).value)

    def test_a_known_example(self):
        # 6-MP group of Freireich et al. 1963: median 23, 95 % interval from 13 on, no upper bound.
        remission = [6, 6, 6, 7, 10, 13, 16, 22, 23]
        censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
        wait = median_wait([(t, True) for t in remission] + [(t, False) for t in censored])
        self.assertEqual((wait.value, wait.is_at_least, wait.cases, wait.answered), (23, False, 21, 9))
        self.assertEqual((wait.low, wait.high), (13, None))

    def test_most_unanswered_means_longer_than(self):
        wait = median_wait([(2, True), (30, False), (40, False)])
        self.assertEqual((wait.value, wait.is_at_least), (40, True))

    def test_leaving_out_what_waits_would_flatter(self):
        answered = [(2, True), (3, True), (4, True)]
        self.assertGreater(median_wait(answered + [(50, False)] * 3).value, median_wait(answered).value)

    @given(WAITS)
    def test_bounds_lie_around_the_median(self, waits):
        wait = median_wait(waits)
        if wait.value is None or wait.is_at_least:
            return
        self.assertLessEqual(wait.value if wait.low is None else wait.low, wait.value)
        self.assertGreaterEqual(wait.value if wait.high is None else wait.high, wait.value)

    @given(WAITS, st.randoms())
    def test_the_order_does_not_matter(self, waits, random):
        shuffled = list(waits)
        random.shuffle(shuffled)
        self.assertEqual(median_wait(waits), median_wait(shuffled))

    @given(WAITS.filter(bool), st.integers(0, 500))
    def test_one_more_who_waits_longest_never_shortens_the_median(self, waits, more):
        longest = max(hours for hours, _answered in waits) + more
        before, after = median_wait(waits), median_wait([*waits, (longest, False)])
        self.assertGreaterEqual(after.value, before.value)


class TestJudgement(TestCase):
    """Met, not met, unknown; and what it means where words and deeds differ."""

    def test_unknown_is_never_good(self):
        for reading in (Reading(), Reading(90.0, cases=2)):
            self.assertEqual(judge(reading, Standard(low=80, least_cases=3)), UNKNOWN)

    def test_bounds_on_either_side(self):
        band = Standard(low=20, high=80)
        states = [judge(Reading(value, cases=9), band) for value in (19.9, 20, 80, 80.1)]
        self.assertEqual(states, [NOT_MET, MET, MET, NOT_MET])

    def test_longer_than_is_not_met_above_the_standard_and_unknown_below(self):
        standard = Standard(high=16)
        self.assertEqual(judge(Reading(40, cases=3, is_at_least=True), standard), NOT_MET)
        self.assertEqual(judge(Reading(5, cases=3, is_at_least=True), standard), UNKNOWN)

    def test_a_share_shows_how_far_it_could_differ(self):
        reading = share_reading(0, 35)
        self.assertEqual((reading.value, reading.low, round(reading.high, 1)), (0.0, 0.0, 9.9))
        self.assertIsNone(share_reading(0, 0).value)

    def test_a_half_is_met_only_with_all_of_it_known_and_met(self):
        self.assertEqual(judge_half([MET, MET]), MET)
        self.assertEqual(judge_half([MET, UNKNOWN]), UNKNOWN)
        self.assertEqual(judge_half([MET, UNKNOWN, NOT_MET]), NOT_MET)
        self.assertEqual(judge_half([]), UNKNOWN)

    def test_halves_disagree_only_where_both_are_known(self):
        self.assertEqual(accord(MET, NOT_MET), "deeds_better")
        self.assertEqual(accord(NOT_MET, MET), "words_better")
        self.assertEqual(accord(NOT_MET, NOT_MET), "agree")
        self.assertEqual(accord(UNKNOWN, MET), UNKNOWN)
