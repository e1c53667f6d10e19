from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestTourVerdict(HttpCase):
    def test_a_request_is_questioned_answered_and_decided_on(self):
        user = new_test_user(self.env, "verdict_tour", groups="lead_filter.group_telemarketer", lang="en_US")
        question = self.env["lead.question"].create({"name": "How many pieces a lot?", "answer_type": "number"})
        self.env["lead.portrait"].create(
            {
                "name": "Series",
                "criterion_ids": [
                    Command.create(
                        {"name": "Series", "kind": "question", "question_id": question.id, "wanted_number": 300.0}
                    )
                ],
            }
        ).action_put_in_force()
        lead = self.env["crm.lead"].create({"name": "Boards", "type": "lead", "user_id": user.id})
        self.start_tour(f"/odoo/requests/{lead.id}", "verdict_tour", login=user.login)
        self.assertRecordValues(lead, [{"filter_verdict": "not_ours", "filter_decision": "ours"}])
        self.assertRecordValues(lead.filter_answer_ids, [{"state": "answered", "number": 50.0}])
