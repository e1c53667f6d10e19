from odoo.tests import HttpCase, tagged

from odoo.addons.relationship_marketing.engine.months import add_months

from .common import LossCase, T


@tagged("post_install", "-at_install")
class TestLossTour(LossCase, HttpCase):
    def test_from_the_wizard_to_a_confirmed_move(self):
        address = {"street": "ul. Vitosha 5", "city": "Sofia"}
        old = self._make_client("Old OOD", ref="C1", **address)
        new = self._make_client("Next Ltd", ref="C2", **address)
        self._history(old, 0, 100, 100)
        self._supply(new, 90, add_months(T, -10))
        self._history(self._make_client("Good"), 100, 100, 100)
        self.start_tour("/odoo/loss-analyses", "loss_analysis_tour", login=self.analyst.login)
        link = self.env["client.link"].search([("other_partner_id", "=", old.id)])
        self.assertEqual((link.partner_id, link.type_id.code, link.create_uid), (new, "successor", self.analyst))
