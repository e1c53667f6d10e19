"""The interval of a difference of two shares; that SQL says the same is tested where there is a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.lead_filter.engine.difference import newcombe_interval

CASES = st.integers(1, 200).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@given(CASES, CASES)
def test_the_difference_lies_within_its_interval(one, other):
    low, high = newcombe_interval(*one, *other)
    difference = one[0] / one[1] - other[0] / other[1]
    assert -1 <= low <= difference + 1e-12
    assert difference - 1e-12 <= high <= 1


@given(CASES, CASES)
def test_the_other_way_round_it_is_the_opposite(one, other):
    low, high = newcombe_interval(*one, *other)
    assert newcombe_interval(*other, *one) == pytest.approx((-high, -low))


@given(CASES, CASES, st.integers(2, 10))
def test_more_of_the_same_cases_tell_it_closer(one, other, times):
    low, high = newcombe_interval(*one, *other)
    closer = newcombe_interval(*(number * times for number in one), *(number * times for number in other))
    assert closer[1] - closer[0] < high - low


def test_an_interval_of_the_literature():
    # Newcombe 1998, 56/70 against 48/80, method 10.
    assert newcombe_interval(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=1e-4)


def test_of_nothing_there_is_none():
    with pytest.raises(ValueError):
        newcombe_interval(0, 0, 1, 2)
