from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.relationship_marketing.engine.level import reach_of, state_of
from odoo.addons.relationship_marketing.engine.performance import Measured, judge

MONTH = date(2026, 3, 1)


def measured(indicator="on_time", unit="percent", **values):
    return Measured(1, MONTH, indicator, unit, **values)


def test_the_standard_itself_is_met():
    judged = judge(measured(cases=20, failed=1), 95)
    assert (judged.value, judged.state) == (95, "met")
    assert judge(measured(cases=20, failed=2), 95).state == "not_met"


def test_for_defects_less_is_better():
    assert judge(measured("defects", "ppm", cases=10_000, failed=5), 500).state == "met"
    assert judge(measured("defects", "ppm", cases=10_000, failed=6), 500).state == "not_met"


def test_nothing_supplied_is_unknown_and_never_met():
    assert judge(measured(), 95).why == "no_data"
    assert judge(measured("defects"), 5).why == "no_data"
    assert judge(measured("answer", "hours"), 8).why == "no_data"


def test_something_wrong_in_a_month_without_supplies_is_below_any_standard():
    assert judge(measured("defects", failed=1), 50).state == "not_met"


def test_without_a_standard_the_figure_is_known_and_not_judged():
    judged = judge(measured(cases=4, failed=4), None)
    assert (judged.value, judged.state, judged.why) == (0, "unknown", "no_standard")


def test_a_missing_part_is_never_met_but_may_be_enough_to_fail():
    partial = measured("defects", "ppm", cases=1000, failed=1, is_at_least=True)
    assert judge(partial, 2000).why == "incomplete"
    assert judge(partial, 500).state == "not_met"
    longer_than = measured("answer", "hours", cases=3, value=9.0, is_at_least=True)
    assert judge(longer_than, 8).state == "not_met"
    assert judge(longer_than, 16).why == "incomplete"


def test_more_came_back_than_was_supplied():
    judged = judge(measured("returns", cases=2, failed=3), 10)
    assert (judged.value, judged.low, judged.high, judged.state) == (150, None, None, "not_met")


@given(
    st.sampled_from(["on_time", "returns", "defects"]),
    st.integers(0, 400),
    st.integers(0, 400),
    st.none() | st.floats(0, 100),
    st.booleans(),
)
def test_it_is_met_only_where_everything_is_known(indicator, cases, failed, standard, is_at_least):
    failed = min(failed, cases)
    judged = judge(measured(indicator, cases=cases, failed=failed, is_at_least=is_at_least), standard)
    if judged.state == "met":
        assert cases and standard is not None and not is_at_least
    if judged.state == "unknown":
        assert judged.why
    if judged.low is not None:
        assert 0 <= judged.low <= judged.value + 1e-9 <= judged.high + 2e-9 <= 100 + 3e-9


@given(st.integers(1, 400), st.integers(0, 399), st.floats(0, 100))
def test_one_more_failure_never_turns_a_month_good(cases, failed, standard):
    failed = min(failed, cases - 1)
    for indicator in ("on_time", "returns"):
        before, after = (judge(measured(indicator, cases=cases, failed=f), standard) for f in (failed, failed + 1))
        assert not (before.state == "not_met" and after.state == "met")


PYRAMID = [("data", [1, 2]), ("partner", [3]), ("consumer", [4])]


def test_levels_are_climbed_one_after_the_other():
    reach = reach_of(PYRAMID, {1: "met", 2: "met", 3: "not_met", 4: "met"})
    assert (reach.level, reach.next_level, reach.missing) == ("data", "partner", (3,))
    assert reach.could_climb


def test_the_top_has_no_next_level():
    reach = reach_of(PYRAMID, dict.fromkeys([1, 2, 3, 4], "met"))
    assert (reach.level, reach.next_level, reach.could_climb) == ("consumer", None, False)


def test_unknown_is_not_met():
    reach = reach_of(PYRAMID, {1: "met"})
    assert (reach.level, reach.missing, reach.unknown) == (None, (2,), (2,))


def test_a_level_without_conditions_is_reached_by_nobody():
    assert reach_of([("data", []), ("partner", [3])], {3: "met"}).level is None
    assert reach_of([], {}).next_level is None


def test_at_least_and_at_most():
    assert [state_of(v, 2, True) for v in (None, 1, 2)] == ["unknown", "not_met", "met"]
    assert [state_of(v, 2, False) for v in (None, 2, 3)] == ["unknown", "met", "not_met"]


@given(
    st.lists(st.integers(0, 3), min_size=0, max_size=4),
    st.dictionaries(st.integers(0, 12), st.sampled_from(["met", "not_met", "unknown"])),
)
def test_one_condition_more_met_never_lowers_a_client(sizes, states):
    pyramid, number = [], 0
    for level, size in enumerate(sizes):
        pyramid.append((level, list(range(number, number + size))))
        number += size
    before = reach_of(pyramid, states)
    for condition in states:
        after = reach_of(pyramid, {**states, condition: "met"})
        assert before.level is None or after.level >= before.level
    assert set(before.unknown) <= set(before.missing)
    assert before.level is None or all(states.get(c) == "met" for c in pyramid[before.level][1])
