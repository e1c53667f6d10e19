from datetime import date, timedelta
from itertools import permutations
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.relationship_marketing.engine.introduction_path import Step, introduction_paths, tie_cost

TODAY = date(2026, 11, 21)
US, DOOR = "us", "division"
PEOPLE = ("anna", "boris", "vera", "gleb", "dina")

costs = st.floats(0, 10).map(lambda cost: round(cost, 2))
nodes = st.sampled_from((US, *PEOPLE, DOOR))
graphs = st.lists(st.builds(Step, nodes, nodes, st.just("knows"), costs), max_size=14)


def every_path(steps):
    """All paths without a loop from us to the division, found by trying every order of people."""
    found = []
    for length in range(len(PEOPLE) + 1):
        for middle in permutations(PEOPLE, length):
            walks = [()]
            for start, end in zip((US, *middle), (*middle, DOOR), strict=True):
                walks = [(*walk, step) for walk in walks for step in steps if (step.start, step.end) == (start, end)]
            found += walks
    return found


class TestIntroductionPath(TestCase):
    """Fewer people first, then stronger and fresher ties; never a loop."""

    @given(graphs)
    def test_paths_follow_each_other_from_us_to_the_division_without_a_loop(self, steps):
        for path in introduction_paths(steps, US, DOOR):
            assert path.steps[0].start == US and path.steps[-1].end == DOOR
            assert all(one.end == other.start for one, other in zip(path.steps, path.steps[1:], strict=False))
            visited = [step.start for step in path.steps] + [DOOR]
            assert len(visited) == len(set(visited))
            assert set(path.steps) <= set(steps)

    @given(graphs)
    def test_the_nearest_comes_first_and_no_nearer_one_is_missed(self, steps):
        paths = introduction_paths(steps, US, DOOR)
        nearness = [path.nearness for path in paths]
        self.assertEqual(nearness, sorted(nearness))
        by_door = {}
        for walk in every_path(steps):
            door, near = walk[-1].start, (len(walk), sum(step.cost for step in walk))
            by_door[door] = min(by_door.get(door, near), near)
        self.assertEqual({path.door for path in paths}, set(by_door))
        for path in paths:
            hops, cost = by_door[path.door]
            self.assertEqual(path.nearness[0], hops)
            self.assertAlmostEqual(path.cost, cost)

    @given(graphs, st.integers(0, 3))
    def test_a_limit_leaves_out_the_farthest(self, steps, limit):
        self.assertEqual(introduction_paths(steps, US, DOOR, limit), introduction_paths(steps, US, DOOR)[:limit])

    def test_fewer_people_come_before_stronger_ties(self):
        steps = [
            Step(US, "anna", "tie", 6.0),
            Step(US, "boris", "colleague", 0.0),
            Step("boris", "vera", "tie", 0.0),
            Step("anna", DOOR, "same_client", 5.0),
            Step("vera", DOOR, "works_there", 0.0),
        ]
        self.assertEqual([path.door for path in introduction_paths(steps, US, DOOR)], ["anna", "vera"])

    def test_nobody_known_is_no_path(self):
        self.assertEqual(introduction_paths([Step("anna", DOOR, "works_there")], US, DOOR), [])

    def test_a_step_costs_something_or_nothing(self):
        with self.assertRaisesRegex(ValueError, "not negative"):
            introduction_paths([Step(US, DOOR, "tie", -1.0)], US, DOOR)

    @given(st.sampled_from(("strong", "fair", "weak", "none", None)), st.integers(0, 3000), st.integers(0, 3000))
    def test_a_fresher_tie_never_costs_more(self, strength, age, other_age):
        older, newer = sorted((age, other_age), reverse=True)
        cost = [tie_cost(strength, TODAY - timedelta(days=days), TODAY) for days in (newer, older)]
        assert 0 <= cost[0] <= cost[1] <= tie_cost(strength, None, TODAY)

    def test_an_unknown_tie_counts_as_the_weakest(self):
        assert tie_cost(None, None, TODAY) == tie_cost("none", None, TODAY) == 6.0
        self.assertEqual(tie_cost("strong", TODAY, TODAY), 0.0)
