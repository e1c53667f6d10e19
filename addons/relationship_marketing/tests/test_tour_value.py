from odoo import fields
from odoo.tests import HttpCase, new_test_user, tagged

from ..engine.months import add_months, month_of


@tagged("post_install", "-at_install")
class TestTourValue(HttpCase):
    """A director works with the value of a client: from the card to the decision, the matrix and the plan."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.director = new_test_user(
            cls.env,
            "tour_director",
            name="Pavel Tour",
            groups="relationship_marketing.group_director,base.group_partner_manager",
        )
        cls.group = cls.env["client.group"].create({"name": "Tour holding", "key_account_manager_id": cls.director.id})
        cls.plant = cls.env["res.partner"].create(
            {"name": "Tour plant", "is_company": True, "client_group_id": cls.group.id}
        )
        month = month_of(fields.Date.today())
        cls.env.cr.execute(
            "INSERT INTO client_supply (company_id, partner_id, month, quantity, amount, margin, margin_amount, source)"
            " SELECT %s, %s, UNNEST(%s::date[]), 1, 5000, 900, 5000, 'import'",
            [cls.env.company.id, cls.plant.id, [add_months(month, -back) for back in range(1, 13)]],
        )
        cls._weigh_and_answer()
        cls.env["client.value.job"]._calculate(cls.group)

    @classmethod
    def _weigh_and_answer(cls):
        """Enough is known of the client to have a place in the matrix."""
        for factor in cls.env["client.position.factor"].search([("rule", "!=", "attributes")]):
            cls.env["client.position.answer"].create(
                {"group_id": cls.group.id, "factor_id": factor.id, "view": "ours", "value": 60}
            )
        for attribute in cls.env["client.attribute"].search([], limit=3):
            cls.env["client.attribute.weight"].create(
                {
                    "group_id": cls.group.id,
                    "attribute_id": attribute.id,
                    "weight": "4",
                    "our_score": "4",
                    "felt": "yes",
                }
            )

    def test_value(self):
        self.start_tour("/odoo/client-groups", "relationship_marketing.value", login="tour_director")
        answer = self.env["client.criterion.answer"].search([("group_id", "=", self.group.id)])
        self.assertEqual((answer.state, answer.user_id), ("met", self.director))
        decision = self.env["client.decision"].search([("group_id", "=", self.group.id)])
        self.assertEqual((decision.kind, decision.user_id), ("key", self.director))
        self.assertTrue(decision.card["sections"])
        self.assertTrue(self.group.is_key_client)
        position = self.env["client.position"].search(
            [("group_id", "=", self.group.id), ("view", "=", "ours"), ("is_current", "=", True)]
        )
        self.assertTrue(position.is_moved)
        self.assertEqual(position.moved_by_id, self.director)
        self.assertGreater(position.risk, position.computed_risk)
        self.assertLess(position.value, position.computed_value)
        plan = self.env["client.plan"].search([("group_id", "=", self.group.id)])
        self.assertEqual((plan.state, plan.goal_ids.measure), ("in_force", "turnover"))
