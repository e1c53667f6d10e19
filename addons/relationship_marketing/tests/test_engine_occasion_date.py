from calendar import isleap
from datetime import date, timedelta
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.relationship_marketing.engine.occasion_date import LAST, Rule, day_in, next_day, years_since

DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))
YEARLY = st.one_of(
    st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda d: Rule("fixed", month=d.month, day=d.day)),
    st.builds(
        Rule,
        kind=st.just("weekday"),
        month=st.integers(1, 12),
        weekday=st.integers(0, 6),
        nth=st.sampled_from((1, 2, 3, 4, 5, LAST)),
    ),
    st.builds(Rule, kind=st.just("day_of_year"), nth=st.integers(1, 366)),
)


class TestOccasionDate(TestCase):
    """The day of an occasion, year after year."""

    def test_days_known_from_the_calendar(self):
        last_sunday_of_september = Rule("weekday", month=9, weekday=6, nth=LAST)
        first_sunday_of_august = Rule("weekday", month=8, weekday=6, nth=1)
        programmers = Rule("day_of_year", nth=256)
        for rule, year, expected in (
            (last_sunday_of_september, 2026, date(2026, 9, 27)),
            (last_sunday_of_september, 2023, date(2023, 9, 24)),
            (first_sunday_of_august, 2026, date(2026, 8, 2)),
            (programmers, 2026, date(2026, 9, 13)),
            (programmers, 2028, date(2028, 9, 12)),
            (Rule("fixed", month=12, day=22), 2026, date(2026, 12, 22)),
            (Rule("fixed", month=2, day=29), 2026, date(2026, 2, 28)),
            (Rule("fixed", month=2, day=29), 2028, date(2028, 2, 29)),
        ):
            self.assertEqual(day_in(rule, year), expected)

    def test_a_day_that_a_year_does_not_have_comes_in_the_next_that_has_it(self):
        fifth_monday_of_february = Rule("weekday", month=2, weekday=0, nth=5)
        self.assertIsNone(day_in(fifth_monday_of_february, 2026))
        self.assertEqual(next_day(fifth_monday_of_february, date(2026, 1, 1)), date(2044, 2, 29))
        self.assertEqual(next_day(Rule("day_of_year", nth=366), date(2026, 1, 1)), date(2028, 12, 31))

    def test_an_exhibition_comes_once(self):
        once = Rule("once", start=date(2026, 4, 14))
        self.assertEqual(next_day(once, date(2026, 4, 14)), date(2026, 4, 14))
        self.assertIsNone(next_day(once, date(2026, 4, 15)))

    def test_born_on_a_leap_day(self):
        birthday = Rule("fixed", month=2, day=29, start=date(1984, 2, 29))
        self.assertEqual(next_day(birthday, date(2026, 2, 28)), date(2026, 2, 28))
        self.assertEqual(next_day(birthday, date(2026, 3, 1)), date(2027, 2, 28))
        self.assertEqual(years_since(birthday, date(2028, 2, 29)), 44)

    @given(YEARLY, DAYS)
    def test_the_next_day_is_the_first_one_not_past(self, rule, today):
        found = next_day(rule, today)
        self.assertGreaterEqual(found, today)
        self.assertEqual(day_in(rule, found.year), found)
        for year in range(today.year, found.year):
            earlier = day_in(rule, year)
            self.assertTrue(earlier is None or earlier < today)

    @given(YEARLY, DAYS)
    def test_on_the_day_itself_it_is_today_and_a_day_later_it_is_not(self, rule, today):
        found = next_day(rule, today)
        self.assertEqual(next_day(rule, found), found)
        self.assertGreater(next_day(rule, found + timedelta(days=1)), found)

    @given(st.dates(date(1930, 1, 1), date(2020, 12, 31)), st.integers(1, 25), DAYS)
    def test_anniversaries_come_every_so_many_years_and_not_in_the_year_of_the_beginning(self, start, every, today):
        rule = Rule("fixed", month=start.month, day=start.day, start=start, every=every)
        found = next_day(rule, today)
        self.assertGreater(found.year, start.year)
        self.assertEqual(years_since(rule, found) % every, 0)
        moved = start.month == 2 and start.day == 29 and not isleap(found.year)
        self.assertEqual((found.month, found.day), (2, 28) if moved else (start.month, start.day))

    @given(st.integers(1, 12), st.integers(0, 6), st.integers(1950, 2100))
    def test_the_last_weekday_has_none_after_it_in_its_month(self, month, weekday, year):
        found = day_in(Rule("weekday", month=month, weekday=weekday, nth=LAST), year)
        self.assertEqual((found.month, found.weekday()), (month, weekday))
        self.assertNotEqual((found + timedelta(days=7)).month, month)
