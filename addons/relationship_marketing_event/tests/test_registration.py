from odoo.tests import TransactionCase, freeze_time, tagged


@tagged("post_install", "-at_install")
class TestRegistration(TransactionCase):
    """Coming to an event of ours is a reaction of the client; staying away where coming was marked is none."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group = cls.env["client.group"].create({"name": "Orion", "company_id": cls.env.company.id})
        cls.plant = cls.env["res.partner"].create(
            {"name": "Orion", "is_company": True, "client_group_id": cls.group.id}
        )

    def register(self, state, day="2026-06-01", event=None):
        event = event or self.env["event.event"].create(
            {
                "name": "Soldering seminar",
                "date_begin": f"{day} 08:00:00",
                "date_end": f"{day} 16:00:00",
                "company_id": self.env.company.id,
            }
        )
        return self.env["event.registration"].create(
            {"event_id": event.id, "partner_id": self.plant.id, "name": "Yudina", "state": state}
        )

    @freeze_time("2026-11-21")
    def row(self):
        assessments = self.env["client.assessment"].with_context(allowed_company_ids=self.env.company.ids)
        assessments._assess(self.group)
        half = self.env.ref("relationship_marketing.client_criterion_5_reacts")
        return assessments.search(
            [("group_id", "=", self.group.id), ("half_id", "=", half.id), ("is_current", "=", True)]
        )

    def test_who_came_has_reacted_and_who_stayed_away_has_not(self):
        came = self.register("done")
        self.register("open", event=came.event_id)
        self.register("open", day="2026-09-01")  # nobody's coming was marked there
        row = self.row()
        self.assertEqual(row.figures, {"sent": 3, "reacted": 2})
        self.assertIn(came.id, row.evidence[0]["ids"])

    def test_what_was_cancelled_or_is_to_come_says_nothing(self):
        self.register("cancel")
        self.register("open", day="2026-12-24")
        self.register("done", day="2024-01-10")
        self.assertFalse(self.row().figures)
        self.assertEqual(self.row().state, "unknown")
