from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.relationship_marketing.engine.agreement_state import agreement_state
from odoo.addons.relationship_marketing.engine.promise_state import is_overdue, lapses_on, promise_state
from odoo.addons.relationship_marketing.engine.reliability import reliability, reliability_of

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
MAYBE = st.none() | DAYS
STATES = ("open", "kept", "late", "broken", "withdrawn")


@given(DAYS, MAYBE, MAYBE, MAYBE)
def test_a_promise_has_one_state_and_it_follows_from_its_dates(due, kept, broken, withdrawn):
    state = promise_state(due, kept, broken, withdrawn)
    assert state in STATES
    assert (state == "withdrawn") == bool(withdrawn)
    if state == "kept":
        assert kept <= due
    if state == "late":
        assert kept > due
    if state == "open":
        assert not (kept or broken or withdrawn)
    if state == "broken":
        assert broken and not (kept and kept < broken)


@given(DAYS, st.integers(0, 400), st.integers(1, 90))
def test_kept_within_the_days_of_grace_is_late_and_after_them_broken(due, days, grace):
    kept = due + timedelta(days=days)
    state = promise_state(due, kept, lapses_on(due, grace))
    assert state == ("kept" if days == 0 else "late" if days < grace else "broken")


@given(DAYS, DAYS)
def test_a_promise_is_overdue_from_the_day_after(due, today):
    assert is_overdue("open", due, today) == (today > due)
    assert not any(is_overdue(state, due, today) for state in STATES if state != "open")


@given(st.lists(st.tuples(st.sampled_from(STATES), DAYS)), DAYS)
def test_reliability_counts_what_was_due_and_not_withdrawn(promises, today):
    measured = reliability(promises, today)
    due = [state for state, day in promises if day <= today and state != "withdrawn"]
    assert (measured.kept, measured.due) == (due.count("kept"), len(due))
    if due:
        assert 0 <= measured.low <= measured.share <= measured.high <= 1
    else:
        assert measured.share is measured.low is measured.high is None


@given(st.lists(st.tuples(st.sampled_from(STATES), DAYS)), DAYS)
def test_one_more_broken_promise_never_makes_a_side_more_reliable(promises, today):
    before, after = reliability(promises, today), reliability([*promises, ("broken", today)], today)
    assert after.kept == before.kept and after.due == before.due + 1
    assert before.share is None or after.share <= before.share
    assert before.high is None or after.high <= before.high + 1e-12


def test_seven_of_nine_is_between_45_and_94_percent():
    measured = reliability_of(7, 9)
    assert (round(100 * measured.low), round(100 * measured.high)) == (45, 94)


def test_more_kept_than_due_is_refused():
    for kept, due in ((1, 0), (3, 2), (-1, 2)):
        with pytest.raises(ValueError):
            reliability_of(kept, due)


@given(DAYS, MAYBE, MAYBE, MAYBE, MAYBE)
def test_an_agreement_is_valid_only_signed_begun_and_not_ended(today, signed, start, end, terminated):
    state = agreement_state(today, signed, start, end, terminated)
    ended = bool((end and end < today) or (terminated and terminated <= today))
    begun = bool(signed and signed <= today and (not start or start <= today))
    assert (state == "valid") == (begun and not ended)
    assert (state in ("expired", "terminated")) == ended
