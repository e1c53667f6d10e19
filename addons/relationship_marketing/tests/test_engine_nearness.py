from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.relationship_marketing.engine.nearness import Experience, Question, nearest, nearness

IDS = st.integers(1, 4)
MAYBE = st.none() | IDS


def experiences():
    return st.lists(
        st.builds(
            Experience,
            id=st.integers(1, 10_000),
            division=IDS,
            date=st.dates(date(2022, 1, 1), date(2026, 12, 31)),
            group=MAYBE,
            problem_family=MAYBE,
            product_family=MAYBE,
            helped=st.integers(0, 5),
            is_old=st.booleans(),
        ),
        unique_by=lambda experience: experience.id,
        max_size=12,
    )


QUESTIONS = st.builds(
    Question, division=MAYBE, group=MAYBE, problem_families=st.frozensets(IDS), product_families=st.frozensets(IDS)
)


def order(question, experience):
    return (nearness(question, experience), not experience.is_old, experience.helped, experience.date)


@given(QUESTIONS, experiences())
def test_nothing_shown_is_farther_than_what_is_left_out(question, records):
    shown = nearest(question, records)
    assert len(shown) == min(3, sum(nearness(question, record) > 0 for record in records))
    left_out = [record for record in records if record not in shown]
    assert all(order(question, near) >= order(question, far) for near in shown for far in left_out)
    assert [order(question, record) for record in shown] == sorted(
        (order(question, record) for record in shown), reverse=True
    )


@given(QUESTIONS, experiences())
def test_the_order_of_reading_does_not_matter(question, records):
    assert nearest(question, records) == nearest(question, records[::-1])


def test_division_before_group_before_problem_before_product():
    question = Question(1, 1, frozenset({1}), frozenset({1}))
    day = date(2026, 1, 1)
    product = Experience(1, 9, day, product_family=1, helped=5)
    problem = Experience(2, 9, day, problem_family=1)
    group = Experience(3, 2, day, group=1)
    division = Experience(4, 1, day, group=1, is_old=True)
    stranger = Experience(5, 9, day, group=8, problem_family=8, product_family=8)
    found = nearest(question, [stranger, product, problem, group, division], limit=9)
    assert found == [division, group, problem, product]


def test_as_near_the_fresh_one_comes_before_the_old_one_and_then_what_helped():
    question = Question(1)
    old = Experience(1, 1, date(2026, 3, 1), helped=9, is_old=True)
    late = Experience(2, 1, date(2026, 2, 1))
    helped = Experience(3, 1, date(2025, 1, 1), helped=1)
    assert nearest(question, [old, late, helped]) == [helped, late, old]
