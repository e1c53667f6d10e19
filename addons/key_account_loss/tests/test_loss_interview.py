import json
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, HttpCase, tagged
from odoo.tools import mute_logger

from .interview_common import InterviewCase

HEARD = {"outcome": "phone", "interviewed_on": date(2021, 2, 1)}


@tagged("post_install", "-at_install")
class TestLossInterview(InterviewCase):
    def _letter(self, interview=None, user=None, **vals):
        return (
            self.env["loss.letter"]
            .with_user(user or self.interviewer)
            .create({"interview_id": (interview or self.interview).id, **vals})
        )

    def test_the_letter_as_it_comes_may_go(self):
        for lang in ("en_US", "ru_RU", "bg_BG"):
            if not self.env["res.lang"]._lang_get(lang):
                continue
            person = self._make_person(f"Maria {lang}", lang=lang)
            letter = self._letter(self._ask(person))
            self.assertIn("Maria", letter.body)
            self.assertFalse(letter.faults, lang)

    def test_it_goes_to_the_person_and_counts_from_that_day(self):
        self._letter().action_send()
        self.assertEqual(self.interview.outcome, "silent")
        self.assertTrue(self.interview.letter_sent_on)
        message = self.interview.message_ids.filtered(lambda one: self.person in one.partner_ids)
        self.assertIn("what we did wrong", message.body)

    def test_a_letter_that_pleads_does_not_go(self):
        letter = self._letter()
        letter.body = "<p>Дорогой Ivan! Вернись — я всё прощу, и скидка 10 %! Что мы делали не так?</p>"
        with self.assertRaises(UserError) as refusal:
            letter.action_send()
        for words in ("Вернись", "всё прощу", "скидка"):
            self.assertIn(words, str(refusal.exception))
        self.assertEqual(self.interview.outcome, "not_sent")

    def test_the_owner_of_the_account_does_not_ask(self):
        self.assertEqual(self.interview.account_owner_ids, self.owner)
        with self.assertRaisesRegex(UserError, "answers for this client"):
            self.interview.with_user(self.analyst).interviewer_id = self.owner

    def test_a_director_may_let_him_and_says_why(self):
        waiver = {
            "interview_id": self.interview.id,
            "interviewer_id": self.owner.id,
            "reason": "He alone speaks Kazakh.",
        }
        with self.assertRaises(AccessError):
            self.env["loss.waiver"].with_user(self.analyst).create(waiver)
        self.env["loss.waiver"].with_user(self.director).create(waiver).action_allow()
        self.assertEqual((self.interview.interviewer_id, self.interview.waiver_user_id), (self.owner, self.director))
        self.interview.with_user(self.analyst).interviewer_id = self.interviewer
        self.assertFalse(self.interview.waiver_on)
        with self.assertRaisesRegex(UserError, "answers for this client"):
            self.interview.with_user(self.analyst).with_context(keep_waiver=True).interviewer_id = self.owner

    def test_the_owner_hides_nobody_and_says_not_what_came_of_it(self):
        for vals in ({"active": False}, {"outcome": "refused"}, {"person_id": self._make_person("Piotr").id}):
            with self.assertRaisesRegex(AccessError, "somebody else"):
                self.interview.with_user(self.owner).write(vals)

    def test_an_interview_has_who_and_when(self):
        with self.assertRaisesRegex(UserError, "on which day"):
            self.interview.with_user(self.interviewer).outcome = "phone"
        self.interview.with_user(self.interviewer).write({"interviewer_id": self.interviewer.id, **HEARD})
        self.assertIn("1 of 1", self.analysis.interview_funnel)

    def test_what_comes_from_the_programme_is_not_entered(self):
        for vals in ({"letter_sent_on": date(2021, 1, 1)}, {"waiver_on": date(2021, 1, 1)}, {"account_owner_ids": []}):
            with self.assertRaisesRegex(AccessError, "not entered by hand"):
                self.interview.with_user(self.analyst).write(vals)

    def test_a_letter_that_comes_back_is_apart(self):
        self._letter().action_send()
        self.interview._message_receive_bounce(self.person.email, self.person)
        self.assertEqual(self.interview.outcome, "undelivered")
        self.assertIn("1 letters that came back", self.analysis.interview_funnel)

    def test_an_appointment_is_at_their_workplace(self):
        self.division.write({"street": "Works street 5", "city": "Omsk"})
        self.interview.interviewer_id = self.interviewer
        self.interview.with_user(self.interviewer).action_plan_meeting()
        meeting = self.interview.meeting_id
        self.assertIn("Works street 5", meeting.location)
        self.assertEqual(meeting.partner_ids, self.interviewer.partner_id | self.person)

    def test_the_analysis_goes_on_when_everybody_was_asked(self):
        self.assertIn("No letter has gone to Ivan Petrovich yet.", self.analysis._missing())
        self._letter().action_send()
        self.assertIn("Nobody has answered yet: wait, or call them.", self.analysis._missing())
        self.interview.with_user(self.interviewer).write({"interviewer_id": self.interviewer.id, **HEARD})
        self.analysis.with_user(self.analyst).action_go_on()
        self.assertEqual(self.analysis.state, "economics")

    def test_whom_to_ask_is_proposed_by_who_takes_in_our_information(self):
        self.interview.with_user(self.analyst).unlink()
        self.env["client.input.interface"].create(
            {
                "partner_id": self.division.id,
                "company_id": self.company.id,
                "answer": "formal",
                "person_id": self.person.id,
            }
        )
        for _again in range(2):
            self.analysis.with_user(self.analyst).action_propose_interviews()
        self.assertEqual(self.case.interview_ids.person_id, self.person)


@tagged("post_install", "-at_install")
class TestLossQuote(InterviewCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.quote = (
            cls.env["loss.quote"]
            .with_user(cls.interviewer)
            .create({"interview_id": cls.interview.id, "text": "Your dispatcher shouted at us."})
        )

    def _seen_by(self, user):
        return self.env["loss.quote"].with_user(user).search([("analysis_id", "=", self.analysis.id)])

    def _release(self, user=None, **vals):
        release = self.env["loss.quote.release"].with_user(user or self.interviewer)
        release.create({"quote_id": self.quote.id, "consent": "By phone.", **vals}).action_release()

    def _call(self, role, model, method, *args, **kwargs):
        self.authenticate(getattr(self, role).login, f"loss_{role}")
        data = {"jsonrpc": "2.0", "params": {"model": model, "method": method, "args": args, "kwargs": kwargs}}
        answer = self.url_open(
            f"/web/dataset/call_kw/{model}/{method}",
            data=json.dumps(data),
            headers={"Content-Type": "application/json"},
        )
        return answer.json()

    def test_seen_by_interviewers_and_management_until_released(self):
        for user in (self.interviewer, self.director):
            self.assertEqual(self._seen_by(user), self.quote)
        for user in (self.analyst, self.owner):
            self.assertFalse(self._seen_by(user))
        self._release()
        self.assertEqual(self._seen_by(self.analyst), self.quote)

    @mute_logger("odoo.http")
    def test_over_rpc_too(self):
        for role in ("analyst", "owner"):
            answer = self._call(role, "loss.quote", "read", self.quote.ids, ["text"])
            self.assertIn("error", answer)
            self.assertNotIn("shouted", json.dumps(answer))
            answer = self._call(role, "loss.quote", "search_count", [("text", "ilike", "shouted")])
            self.assertEqual(answer["result"], 0)
            answer = self._call(
                role, "loss.interview", "web_read", self.interview.ids, {"quote_ids": {"fields": {"text": {}}}}
            )
            self.assertNotIn("shouted", json.dumps(answer))
        answer = self._call("interviewer", "loss.quote", "export_data", self.quote.ids, ["text"])
        self.assertIn("not exported", json.dumps(answer))

    def test_a_release_is_recorded_and_taken_back(self):
        with self.assertRaisesRegex(AccessError, "recording how the person agreed"):
            self.quote.with_user(self.interviewer).is_released = True
        with self.assertRaisesRegex(UserError, "how the person agreed"):
            self._release(consent=" ")
        self._release(with_name=True)
        self.assertEqual((self.quote.released_by_id, self.quote.with_name), (self.interviewer, True))
        with self.assertRaisesRegex(UserError, "not changed"):
            self.quote.with_user(self.interviewer).text = "All was well."
        self.quote.with_user(self.interviewer).action_take_back()
        self.assertFalse(self._seen_by(self.analyst))

    def test_the_owner_of_the_account_cannot_touch_them(self):
        self._release()
        quote = self.quote.with_user(self.owner)
        for change in (
            lambda: quote.write({"cause_kind_id": False}),
            quote.action_take_back,
            quote.unlink,
            lambda: quote.create({"interview_id": self.interview.id, "text": "All was well."}),
        ):
            with self.assertRaises(AccessError):
                change()

    def test_no_trace_of_the_words_in_the_chatter(self):
        self.quote.with_user(self.interviewer).text = "Your dispatcher shouted at us twice."
        self.assertNotIn("shouted", " ".join(self.interview.message_ids.mapped("body")))

    def test_the_form_opens_for_each_role(self):
        for user in (self.analyst, self.interviewer, self.director, self.owner):
            form = Form(self.interview.with_user(user))
            self.assertEqual(form.person_id, self.person)
