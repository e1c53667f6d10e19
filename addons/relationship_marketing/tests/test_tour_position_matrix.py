from odoo.tests import HttpCase, tagged

from .position_case import PositionCase


@tagged("post_install", "-at_install")
class TestTourPositionMatrix(PositionCase, HttpCase):
    """The matrix as an account manager uses it: by touch and mouse, by keys, with reasons and second thoughts."""

    def test_an_account_manager_sets_our_view_and_takes_it_back(self):
        # Of the demo company nobody else stands in the way.
        self.env["client.group"].search([("id", "!=", self.group.id)]).active = False
        vega = self.env["client.group"].create({"name": "Vega"})
        self.answer(self.stop, 80)
        self.answer(self.felt, 20)
        self.start_tour("/odoo/supplier-matrix", "relationship_marketing.position_matrix", login="kam")
        history = self.positions.search([("group_id", "=", self.group.id)], order="id")
        self.assertEqual([position.origin for position in history][-4:], ["moved", "undone", "moved", "undone"])
        self.assertEqual(history.mapped("moved_by_id"), self.manager)
        self.assertGreater(history[-4].moved_value, 50)
        self.assertEqual(history[-2].moved_risk, 75)
        self.assertFalse(history[-1].is_moved)
        self.assertEqual((self.current(vega).risk, self.current(vega).value), (50, 50))
