from odoo.tests import TransactionCase, freeze_time, tagged


@tagged("post_install", "-at_install")
class TestClientQuestion(TransactionCase):
    """Counter-questions show how readily a client gives information: the sixth of the ten criteria."""

    @freeze_time("2026-11-21")
    def test_counter_questions_count_and_an_evasion_is_no_answer(self):
        group = self.env["client.group"].create({"name": "Orion", "company_id": self.env.company.id})
        plant = self.env["res.partner"].create({"name": "Orion", "is_company": True, "client_group_id": group.id})
        lead = self.env["crm.lead"].create({"name": "Boards", "type": "lead", "partner_id": plant.id})
        question = self.env["lead.question"].create({"name": "Lot?", "answer_type": "text"})
        values = {"lead_id": lead.id, "question_id": question.id, "asked_on": "2026-10-01 10:00:00"}
        answered, evaded = self.env["lead.answer"].create(
            [
                {**values, "state": "answered", "answered_on": "2026-10-04 10:00:00", "text": "Fifty"},
                {**values, "state": "evaded", "answered_on": "2026-10-02 10:00:00"},
            ]
        )
        self.env["lead.answer"].create({**values, "asked_on": "2026-11-20 10:00:00"})
        self.env["lead.answer"].create({**values, "side": "theirs"})
        assessments = self.env["client.assessment"].with_context(allowed_company_ids=self.env.company.ids)
        assessments._assess(group)
        half = self.env.ref("relationship_marketing.client_criterion_6_readily")
        row = assessments.search([("group_id", "=", group.id), ("half_id", "=", half.id)])
        self.assertEqual(row.figures, {"asked": 2, "answered": 1, "in_time": 1, "median": 3})
        self.assertEqual(row.state, "not_met")
        self.assertEqual(set(row.evidence[0]["ids"]), set((answered | evaded).ids))
