from datetime import date

from odoo.tests import new_test_user

from odoo.addons.relationship_marketing.engine.position import Part

from .client_case import ClientCase


class PositionCase(ClientCase):
    """A client, the factors of a company's own, and what is known of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        factors = cls.env["client.position.factor"]
        factors.search([("active", "=", True)]).active = False
        cls.share, cls.stop, cls.attributes, cls.felt = factors.create(
            [
                {"name": "Share", "axis": "risk", "weight": 30, "rule": "share", "question": "How much do they spend?"},
                {"name": "Stop", "axis": "risk", "weight": 30, "question": "What would a stop cost them?"},
                {"name": "Attributes", "axis": "value", "weight": 0, "rule": "attributes", "question": "What weighs?"},
                {"name": "Felt value", "axis": "value", "weight": 10, "question": "What are we worth to them?"},
            ]
        )
        cls.positions = cls.env["client.position"]
        cls.matrix = cls.env["client.position.matrix"]
        cls.director = new_test_user(cls.env, "rm_chief", name="Olga", groups="relationship_marketing.group_director")
        cls.buyer = cls.person("Larin", cls.plant)

    @classmethod
    def answer(cls, factor, value=0, group=None, **values):
        return cls.env["client.position.answer"].create(
            {"group_id": (group or cls.group).id, "factor_id": factor.id, "value": value, **values}
        )

    @classmethod
    def placed(cls, risk, value, group=None, day=None, view="ours", **hand):
        """A position as it was computed on ``day``."""
        group = group or cls.group
        parts = [Part(cls.stop.id, "risk", 30, risk), Part(cls.felt.id, "value", 10, value)]
        cls.positions._append([(group.id, view, "computed", "test", parts, hand)], day and date.fromisoformat(day))
        return cls.current(group, view)

    @classmethod
    def current(cls, group=None, view="ours"):
        return cls.positions.search(
            [
                ("group_id", "=", (group or cls.group).id),
                ("company_id", "=", cls.env.company.id),
                ("view", "=", view),
                ("is_current", "=", True),
            ]
        )

    def bubble(self, group=None, user=None, **filters):
        matrix = self.matrix.with_user(user or self.manager).get_matrix(**filters)
        found = [bubble for bubble in matrix["bubbles"] if bubble["id"] == (group or self.group).id]
        return found[0] if found else None
