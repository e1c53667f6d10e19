import json

from odoo import fields
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

LETTER = """\
MIME-Version: 1.0
From: "Anna Kern" <anna.kern@pumps.example>
To: {address}
Subject: Boards for a pump controller
Message-ID: <tour-request-1@pumps.example>
Content-Type: text/plain; charset="utf-8"

Dear Sirs, we need boards for a pump controller, assembled and tested. What would they cost?
"""
# What the client does on his page; the page itself runs no script, so it is watched from a frame around it.
CLIENT = """
(() => {
    const answers = %s;
    const frame = document.createElement("iframe");
    let isSent = false;
    frame.addEventListener("load", () => {
        const page = frame.contentDocument;
        if (isSent) {
            const said = page.querySelector("h1")?.textContent || "";
            console[said.includes("Thank you") ? "log" : "error"](
                said.includes("Thank you") ? "test successful" : page.body.textContent
            );
            return;
        }
        for (const [selector, value] of Object.entries(answers)) {
            const field = page.querySelector(selector);
            if (field.type === "radio") {
                field.click();
            } else {
                field.value = value;
            }
        }
        isSent = true;
        page.querySelector("button[type=submit]").click();
    });
    frame.src = %s;
    document.body.append(frame);
})();
"""


@tagged("post_install", "-at_install")
class TestTourRequest(HttpCase):
    """A request from the letter it came in to the development specialist who accepted it, in a browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.telemarketer = new_test_user(cls.env, "tour_tm", "lead_filter.group_telemarketer", name="Olga Tour")
        cls.developer = new_test_user(cls.env, "tour_dev", "lead_filter.group_development", name="Maxim Tour")
        questions = cls.env["lead.question"].create(
            [
                {"name": "Are the documents complete?", "answer_type": "yes_no"},
                {"name": "How many pieces a lot?", "answer_type": "number", "unit": "pieces"},
                {"name": "Who answers our technologist?", "answer_type": "text"},
            ]
        )
        cls.ask_documents, cls.ask_lot, cls.ask_who = questions
        cls.team = cls.env["crm.team"].create(
            {
                "name": "Tour",
                "sale_kind": "complex",
                "alias_name": "tour-requests",
                "alias_domain_id": cls._alias_domain().id,
                "member_ids": [Command.set(cls.developer.ids)],
            }
        )
        cls.env["lead.portrait"].create(
            {
                "name": "Series",
                "team_id": cls.team.id,
                "criterion_ids": [
                    Command.create({"name": name, "kind": "question", "question_id": question.id, **values})
                    for name, question, values in (
                        ("Documents", cls.ask_documents, {"is_knock_out": True}),
                        ("Series", cls.ask_lot, {"wanted_number": 300.0, "weight": 3.0}),
                        ("Engineer", cls.ask_who, {"weight": 3.0}),
                    )
                ],
            }
        ).action_put_in_force()

    @classmethod
    def _alias_domain(cls):
        domain = cls.env.company.alias_domain_id
        if not domain:
            domain = cls.env["mail.alias.domain"].create({"name": "ours.example"})
            cls.env.company.alias_domain_id = domain
        return domain

    def test_request_from_the_letter_to_the_one_who_takes_it(self):
        lead = self._letter_arrives()
        self._telemarketer_asks(lead)
        self._client_answers(lead)
        self._telemarketer_reads(lead)
        self._request_is_handed_over(lead)

    def _letter_arrives(self):
        address = f"tour-requests@{self.team.alias_domain_id.name}"
        with mute_logger("odoo.addons.mail.models.mail_thread"):
            lead_id = self.env["mail.thread"].message_process(False, LETTER.format(address=address))
        lead = self.env["crm.lead"].browse(lead_id)
        self.assertRecordValues(
            lead, [{"team_id": self.team.id, "email_normalized": "anna.kern@pumps.example", "filter_verdict": "open"}]
        )
        lead.user_id = False
        return lead

    def _telemarketer_asks(self, lead):
        self.start_tour("/odoo/requests-now", "lead_filter.request_is_questioned", login="tour_tm")
        self.assertRecordValues(lead.filter_sending_ids, [{"state": "waiting"}])
        self.assertEqual(set(lead.filter_answer_ids.mapped("state")), {"asked"})

    def _client_answers(self, lead):
        letter = lead.filter_sending_ids
        asked = {answer.question_id: answer.id for answer in letter.answer_ids}
        answers = {
            f"[name=answer_{asked[self.ask_documents]}][value=yes]": "yes",
            f"[name=answer_{asked[self.ask_lot]}]": "600",
            f"[name=answer_{asked[self.ask_who]}]": "Niamh Doyle, the designer of the circuit",
        }
        path = letter.url.removeprefix(letter.get_base_url())
        self.browser_js("/web/login", CLIENT % (json.dumps(answers), json.dumps(path)), login=None)
        self.assertEqual(letter.state, "answered")
        self.assertEqual(lead.filter_verdict, "open", "Words are read by a person before they count.")

    def _telemarketer_reads(self, lead):
        self.start_tour("/odoo/requests-now", "lead_filter.request_becomes_ours", login="tour_tm")
        self.assertEqual(lead.filter_verdict, "ours")

    def _request_is_handed_over(self, lead):
        self.start_tour("/odoo/requests-now", "lead_filter.request_is_handed_over", login="tour_tm")
        handover = lead.handover_ids
        self.assertRecordValues(handover, [{"state": "proposed", "to_user_id": self.developer.id, "verdict": "ours"}])
        self.assertGreater(handover.meeting_id.start, fields.Datetime.now())
        self.start_tour("/odoo/requests-now", "lead_filter.request_is_accepted", login="tour_dev")
        self.assertEqual(handover.state, "accepted")
        self.assertRecordValues(lead, [{"user_id": self.developer.id, "type": "opportunity", "active": True}])
        self.assertEqual(handover.meeting_id.opportunity_id, lead)
