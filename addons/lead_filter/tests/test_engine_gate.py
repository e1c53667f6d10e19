import unittest

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.lead_filter.engine.gate import DATE, DECIDING, DOCUMENT, PERSON, ROLES, Evidence, Gate, missing

THINGS = (PERSON, DECIDING, DOCUMENT, DATE, ROLES)
evidence = st.builds(
    Evidence,
    gate_id=st.integers(1, 2),
    person=st.none() | st.integers(1, 3),
    has_document=st.booleans(),
    has_date=st.booleans(),
    is_waived=st.just(False),
)
gates = st.builds(Gate, id=st.just(1), asks=st.frozensets(st.sampled_from(THINGS), min_size=1))
roles = st.frozensets(st.tuples(st.integers(1, 3), st.integers(1, 3)))
types = st.frozensets(st.integers(1, 3))


class TestEngineGate(unittest.TestCase):
    def test_the_first_gate_wants_contact_with_one_who_decides(self):
        gate = Gate(1, frozenset({PERSON, DECIDING, DATE}))
        self.assertEqual(missing(gate, [], (), {7}, {7}), (PERSON, DECIDING, DATE))
        buyer = Evidence(1, person=5, has_date=True)
        self.assertEqual(missing(gate, [buyer], {(5, 8)}, {7}, {7}), (DECIDING,))
        self.assertEqual(missing(gate, [buyer], {(6, 7)}, {7}, {7}), (DECIDING,), "Another one decides")
        self.assertEqual(missing(gate, [buyer], {(5, 7)}, {7}, {7}), ())

    def test_evidence_adds_up_and_that_of_another_gate_does_not_count(self):
        gate = Gate(1, frozenset({PERSON, DOCUMENT}))
        shown = [Evidence(1, person=5), Evidence(1, has_document=True)]
        self.assertEqual(missing(gate, shown, (), (), ()), ())
        self.assertEqual(missing(gate, [shown[0], Evidence(2, has_document=True)], (), (), ()), (DOCUMENT,))

    def test_roles_are_known_when_each_wanted_one_is(self):
        gate = Gate(1, frozenset({ROLES}))
        self.assertEqual(missing(gate, [], {(5, 7)}, {7, 8}, ()), (ROLES,))
        self.assertEqual(missing(gate, [], {(5, 7), (5, 8)}, {7, 8}, ()), ())

    def test_what_a_director_lets_pass_lacks_nothing(self):
        self.assertEqual(missing(Gate(1, frozenset(THINGS)), [Evidence(1, is_waived=True)], (), {7}, {7}), ())

    @given(gates, st.lists(evidence), evidence, roles, types, types)
    def test_more_evidence_never_makes_more_missing(self, gate, shown, one_more, known, wanted, deciding):
        before = missing(gate, shown, known, wanted, deciding)
        after = missing(gate, [*shown, one_more], known, wanted, deciding)
        self.assertLessEqual(set(after), set(before))
        self.assertLessEqual(set(before), gate.asks)

    @given(gates, st.lists(evidence), roles, types, types)
    def test_the_order_of_evidence_does_not_matter(self, gate, shown, known, wanted, deciding):
        self.assertEqual(
            missing(gate, shown, known, wanted, deciding), missing(gate, shown[::-1], known, wanted, deciding)
        )
