from odoo.tests import TransactionCase, freeze_time, tagged

TODAY = "2026-11-21"


@tagged("post_install", "-at_install")
class TestReaction(TransactionCase):
    """A click on a mailing, or a reply to it, is a reaction of the client; that it was opened is none."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group = cls.env["client.group"].create({"name": "Orion"})
        cls.plant = cls.env["res.partner"].create(
            {"name": "Orion Plant", "is_company": True, "client_group_id": cls.group.id, "email": "info@orion.example"}
        )
        cls.person = cls.env["res.partner"].create(
            {"name": "Yudina", "parent_id": cls.plant.id, "email": "Yudina@orion.example"}
        )
        cls.mailing = cls.env["mailing.mailing"].create(
            {"name": "News", "subject": "News", "mailing_model_id": cls.env["ir.model"]._get_id("res.partner")}
        )

    def trace(self, record, day="2026-06-01", status="sent", **values):
        return self.env["mailing.trace"].create(
            {
                "mass_mailing_id": self.mailing.id,
                "model": record._name,
                "res_id": record.id,
                "email": record.email_normalized if "email_normalized" in record else False,
                "trace_status": status,
                "sent_datetime": f"{day} 09:00:00",
                **values,
            }
        )

    @freeze_time(TODAY)
    def reacts(self):
        assessments = self.env["client.assessment"].with_context(allowed_company_ids=self.env.company.ids)
        assessments._assess(self.group)
        half = self.env.ref("relationship_marketing.client_criterion_5_reacts")
        return assessments.search(
            [("group_id", "=", self.group.id), ("half_id", "=", half.id), ("is_current", "=", True)]
        )

    def test_clicks_and_replies_count_and_openings_do_not(self):
        self.trace(self.person, status="open", open_datetime="2026-06-01 10:00:00")
        self.trace(self.person, day="2026-07-01", links_click_datetime="2026-07-02 10:00:00")
        reply = self.trace(self.plant, day="2026-08-01", status="reply", reply_datetime="2026-08-01 10:00:00")
        row = self.reacts()
        self.assertEqual(row.figures, {"sent": 3, "reacted": 2})
        self.assertEqual(row.state, "met")
        self.assertIn(reply.id, row.evidence[0]["ids"])
        self.assertEqual(row.evidence[0]["model"], "mailing.trace")

    def test_what_was_not_delivered_or_may_still_be_answered_does_not_count(self):
        for status in ("bounce", "error", "cancel", "outgoing"):
            self.trace(self.person, status=status)
        self.trace(self.person, day="2026-11-15")
        self.trace(self.person, is_test_trace=True)
        self.assertFalse(self.reacts().figures)
        self.assertEqual(self.reacts().state, "unknown")

    def test_a_subscriber_and_a_lead_are_recognised(self):
        subscriber = self.env["mailing.contact"].create({"name": "Y", "email": "yudina@ORION.example"})
        lead = self.env["crm.lead"].create({"name": "Boards", "type": "lead", "partner_id": self.person.id})
        stranger = self.env["mailing.contact"].create({"name": "X", "email": "nobody@elsewhere.example"})
        for record in (subscriber, lead, stranger):
            self.trace(record)
        self.assertEqual(self.reacts().figures, {"sent": 2, "reacted": 0})
