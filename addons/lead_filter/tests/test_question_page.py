from datetime import timedelta
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from odoo import fields
from odoo.exceptions import LockError
from odoo.tests import HttpCase, tagged
from odoo.tools.misc import hash_sign, mute_logger

from odoo.addons.relationship_marketing.models import client_page_attempt

from ..models.lead_question_sending import SCOPE
from .letter_common import LetterCase

PDF = ("documents.pdf", b"%PDF-1.7 all of it", "application/pdf")


class PageCase(LetterCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.letter = cls._sent()

    def setUp(self):
        super().setUp()
        self.authenticate(None, None)
        attempts = patch.object(client_page_attempt, "PER_HOUR", 10_000)
        attempts.start()
        self.addCleanup(attempts.stop)

    def path(self, letter=None):
        return "/client/questions/" + (letter or self.letter)._token()

    def open_page(self, path=None):
        self.env.flush_all()
        return self.url_open(path or self.path())

    def hidden(self, path=None):
        page = html.fromstring(self.open_page(path).content)
        return {field.get("name"): field.get("value") for field in page.xpath("//input[@type='hidden']")}

    def csrf(self):
        page = html.fromstring(self.open_page("/web/login").content)
        return {"csrf_token": page.xpath("//input[@name='csrf_token']/@value")[0]}

    def named(self, letter=None, **said):
        """{name of the field on the page: value}, of {documents, lot, date}."""
        asked = {answer.question_id: answer.id for answer in (letter or self.letter).answer_ids}
        questions = {"documents": self.ask_documents, "lot": self.ask_lot, "date": self.ask_date}
        return {f"answer_{asked[questions[name]]}": value for name, value in said.items()}

    def send(self, letter=None, path=None, files=None, **values):
        """As a browser without scripts does: the form is fetched, filled in and sent."""
        path = path or self.path(letter)
        answer = self.url_open(path, data={**self.hidden(path), **values}, files=files)
        self.env.invalidate_all()
        return answer

    def said(self, question, letter=None):
        return (letter or self.letter).answer_ids.filtered(lambda answer: answer.question_id == question)


@tagged("post_install", "-at_install")
class TestQuestionPage(PageCase):
    """A client answers behind a link, without a login; nobody else learns anything there."""

    def test_answers_come_into_the_request_and_settle_the_verdict(self):
        self.assertEqual(self.lead.filter_verdict, "open")
        day = fields.Date.to_string(fields.Date.today() + timedelta(days=30))
        answer = self.send(**self.named(documents="yes", lot="1 200", date=day))
        self.assertIn("Thank you for your answers", answer.text)
        self.assertEqual(set(self.letter.answer_ids.mapped("state")), {"answered"})
        self.assertEqual((self.said(self.ask_lot).number, self.said(self.ask_documents).yes_no), (1200.0, "yes"))
        self.assertEqual(self.lead.filter_verdict, "ours")
        self.assertEqual((self.letter.state, self.letter.next_step_on), ("answered", False))
        told = self.lead.message_ids[0]
        self.assertIn("How many pieces a lot?", told.body)
        self.assertTrue(told.subtype_id.internal)
        self.assertEqual(self.lead.activity_ids.user_id, self.telemarketer)
        self.assertIn("3 of 3", self.lead.activity_ids.summary)
        self.assertFalse(self.lead.activity_ids.create_uid.share)

    def test_what_is_left_open_is_evaded_and_counted(self):
        self.send(**self.named(documents="yes"))
        self.assertEqual(self.said(self.ask_lot).state, "evaded")
        glance = self.lead.get_filter_glance(self.lead.id)
        self.assertEqual((glance["asked"], glance["answered"], glance["evaded"]), (3, 1, 2))

    def test_words_in_place_of_a_number_are_kept_and_are_no_number(self):
        words = {f"words_{self.said(self.ask_lot).id}": "200–2000, as it goes"}
        self.send(**self.named(documents="yes"), **words)
        answer = self.said(self.ask_lot)
        self.assertEqual((answer.state, answer.text), ("evaded", "200–2000, as it goes"))
        self.assertEqual(self.lead.filter_verdict, "open")

    def test_zero_is_an_answer(self):
        self.send(**self.named(lot="0"))
        self.assertEqual((self.said(self.ask_lot).state, self.said(self.ask_lot).number), ("answered", 0.0))

    def test_opening_the_page_changes_nothing_and_needs_no_script(self):
        before = self.env["mail.message"].search_count([])
        answer = self.open_page()
        self.assertEqual(answer.status_code, 200)
        self.assertNotIn("<script", answer.text)
        self.assertEqual((self.letter.state, set(self.letter.answer_ids.mapped("state"))), ("waiting", {"asked"}))
        self.assertEqual(self.env["mail.message"].search_count([]), before)
        self.assertFalse(self.env["client.page.attempt"].search_count([]))

    def test_every_field_has_its_label(self):
        page = html.fromstring(self.open_page().content)
        labelled = set(page.xpath("//label/@for"))
        for field in page.xpath("//input[not(@type='hidden') and not(@type='radio')] | //textarea"):
            self.assertIn(field.get("id"), labelled)
        for radio in page.xpath("//input[@type='radio']"):
            self.assertTrue(radio.getparent().tag == "label" and radio.xpath("ancestor::fieldset/legend"))
        self.assertTrue(page.xpath("//meta[@name='viewport']"))

    def test_the_page_tells_nothing_of_what_we_think(self):
        self.ask_lot.note = "SECRET NOTE"
        self.portrait.criterion_ids.write({"refusal_reason": "SECRET REASON"})
        self.lead.sudo().write({"name": "SECRET junk", "description": "SECRET too", "filter_decision_reason": "SECRET"})
        page = html.fromstring(self.open_page().content)
        text = " ".join(page.xpath("//text()[not(parent::style)] | //@value | //@title | //@name"))
        for hidden in ("SECRET", "Criterion", "Portrait", "knock", "verdict", "weight", "Ours", "not_ours"):
            self.assertNotIn(hidden, text)
        self.assertIn("How many pieces a lot?", text)

    def test_the_page_speaks_the_language_of_the_person_or_the_one_chosen(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.env["res.lang"]._activate_lang("bg_BG")
        self.ask_lot.with_context(lang="ru_RU").name = "Сколько штук в партии?"
        self.ask_lot.with_context(lang="bg_BG").name = "Колко броя в партида?"
        self.letter.lang = "ru_RU"
        page = self.open_page()
        self.assertIn('lang="ru"', page.text)
        self.assertIn("Сколько штук в партии?", page.text)
        self.assertIn("Колко броя в партида?", self.open_page(self.path() + "?lang=bg_BG").text)
        self.assertEqual(self.open_page(self.path() + "?lang=../../etc").status_code, 200)

    def test_files_come_with_the_answer(self):
        document = self.env["lead.question"].create({"name": "Your drawing", "answer_type": "document"})
        lead = self._make_request("Drawing", self.telemarketer, partner_id=self.person.id)
        letter = self._draft(lead)
        letter.question_ids = document
        letter.action_send()
        answer_id = letter.answer_ids.id
        self.send(letter.sudo(), files=[(f"files_{answer_id}", PDF), ("files_0", ("b.txt", b"plain", "text/html"))])
        answer = letter.sudo().answer_ids
        self.assertEqual((answer.state, answer.attachment_ids.name), ("answered", "documents.pdf"))
        self.assertEqual(answer.attachment_ids.with_user(self.telemarketer).raw, PDF[1])
        kept = self.env["ir.attachment"].search([("res_model", "=", "crm.lead"), ("res_id", "=", lead.id)])
        self.assertEqual(set(kept.mapped("mimetype")), {"application/pdf", "text/plain"})
        self.assertFalse(any(kept.mapped("public")))

    def test_files_that_are_not_taken_get_a_sentence_and_nothing_is_kept(self):
        before = self.env["ir.attachment"].search_count([("res_model", "=", "crm.lead")])
        for name, content, sentence in (
            ("page.html", b"<html><script>alert(1)</script>", "Files of this type are not taken"),
            ("run.exe", b"MZ", "Files of this type are not taken"),
            ("board.pdf", b"MZ no document", "A file is not what its name says"),
            ("list.csv", b"<script>alert(1)</script>", "A file is not what its name says"),
            ("board.pdf", b"", "A file is empty"),
            ("board.pdf", b"%PDF-" + b"x" * (10 * 1024 * 1024), "The files are too large"),
        ):
            with self.subTest(name=name, sentence=sentence):
                answer = self.send(files=[("files_0", (name, content))], **self.named(documents="yes"))
                self.assertEqual(answer.status_code, 400)
                self.assertIn(sentence, answer.text)
        many = [("files_0", (f"{number}.txt", b"text")) for number in range(11)]
        self.assertIn("too many files", self.send(files=many).text)
        self.assertEqual(self.letter.state, "waiting")
        self.assertEqual(self.env["ir.attachment"].search_count([("res_model", "=", "crm.lead")]), before)

    def test_what_is_wrong_is_said_and_what_was_written_is_kept(self):
        answer = self.send(**self.named(documents="yes", lot="200–2000"), comment="Call me")
        self.assertEqual(answer.status_code, 400)
        self.assertIn("Please write one number here", answer.text)
        page = html.fromstring(answer.content)
        self.assertTrue(page.xpath("//input[@value='yes' and @checked]"))
        self.assertEqual(page.xpath("//textarea[@name='comment']")[0].text.strip(), "Call me")
        self.assertEqual(self.letter.state, "waiting")

    def test_an_empty_form_is_not_taken_for_an_answer(self):
        answer = self.send()
        self.assertEqual(answer.status_code, 400)
        self.assertIn("please answer at least one question", answer.text)
        self.assertEqual(set(self.letter.answer_ids.mapped("state")), {"asked"})

    def test_a_question_of_theirs_reaches_us(self):
        self.send(comment="Do you coat the boards?\nAnd <b>test</b> them?")
        self.assertIn("Do you coat the boards?<br>And &lt;b&gt;test", self.lead.message_ids[0].body)
        self.assertEqual(self.lead.message_ids[0].author_id, self.person)

    def test_an_answer_without_a_contact_is_signed_with_the_address(self):
        lead = self._make_request("Price?", self.telemarketer, email_from="someone@mail.example")
        letter = self._sent(lead)
        self.send(letter, **self.named(letter, documents="yes"))
        told = lead.message_ids[0]
        self.assertEqual((told.author_id.id, told.email_from), (False, "someone@mail.example"))

    def test_whoever_left_answers_no_more(self):
        self.person.active = False
        self.assertEqual(self.open_page().status_code, 410)

    def test_an_answer_takes_an_empty_request_up_again(self):
        self.lead._propose_request_class("empty", "No answer")
        self.lead._set_filter_outcome("empty")
        self.letter.write({"state": "silent", "next_step_on": False})
        self.send(**self.named(documents="yes"))
        self.assertTrue(self.lead.active)
        self.assertFalse(self.lead.filter_outcome or self.lead.request_class_proposed)
        self.assertEqual(len(self.lead.activity_ids), 1)

    def test_an_answer_wakes_a_sleeping_request_up(self):
        self.lead._let_sleep(fields.Date.today() + timedelta(days=30))
        self.send(**self.named(documents="yes"))
        self.assertTrue(self.lead.active)
        self.assertEqual(self.lead.sleep_ids.woken_by, "client")


@tagged("post_install", "-at_install")
class TestQuestionPageAttacks(PageCase):
    """Links and forms of strangers."""

    def test_forged_links_all_say_the_same(self):
        tampered = self.path()[:-6] + "AAAAAA"
        pages = set()
        for token in (
            hash_sign(self.env, "relationship_marketing.client_page.complaint", self.letter.id),
            hash_sign(self.env, "lead_filter.other", self.letter.id),
            hash_sign(self.env, SCOPE, 10**9),
            hash_sign(self.env, SCOPE, "1"),
            hash_sign(self.env, SCOPE, [self.letter.id]),
            hash_sign(self.env, SCOPE, True),
            str(self.letter.id),
            tampered.rsplit("/", 1)[1],
            "x",
            "ж",
            "%00",
        ):
            answer = self.open_page("/client/questions/" + token)
            self.assertEqual(answer.status_code, 404, token)
            pages.add(answer.text)
        self.assertEqual(len(pages), 1)
        self.assertNotIn("Zotov", pages.pop())

    def test_a_token_of_another_request_answers_that_request_only(self):
        other_lead = self._make_request("Other", self.telemarketer, email_from="other@else.example")
        other = self._sent(other_lead)
        own = self.named(documents="no", lot="7")
        answer = self.send(other, **own, **self.named(other, documents="yes"), lead_id=str(self.lead.id))
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(set(self.letter.answer_ids.mapped("state")), {"asked"})
        self.assertEqual(self.said(self.ask_documents, other).yes_no, "yes")
        self.assertNotIn("Zotov", answer.text)
        self.assertFalse(self.said(self.ask_lot).number)

    def test_after_the_day_and_when_withdrawn_it_is_said_and_nothing_is_taken(self):
        hidden = self.hidden()
        other = self._sent(self._make_request("Withdrawn", self.telemarketer, email_from="w@else.example"))
        other.action_revoke()
        self.letter.expires_on = fields.Datetime.now() - timedelta(minutes=1)
        lost = self._sent(self._make_request("Lost", self.telemarketer, email_from="l@else.example"))
        lost.lead_id.action_set_lost()
        draft = self._draft(self._make_request("Draft", self.telemarketer, email_from="d@else.example"))
        for letter in (self.letter, other, lost, draft):
            path = self.path(letter)
            for answer in (
                self.open_page(path),
                self.url_open(path, data={**hidden, **self.named(documents="yes"), "comment": "late"}),
            ):
                self.assertEqual(answer.status_code, 410)
                self.assertIn("This page is closed", answer.text)
        self.env.invalidate_all()
        self.assertEqual(set((self.letter | other).answer_ids.mapped("state")), {"asked"})

    def test_a_page_kept_open_longer_keeps_its_address(self):
        path = self.path()
        self.letter.expires_on = fields.Datetime.now() + timedelta(days=100)
        self.assertEqual(self.path(), path)

    def test_the_same_form_sent_twice_answers_once(self):
        path, form = self.path(), {**self.hidden(), **self.named(documents="yes", lot="500")}
        for _time in range(3):
            answer = self.url_open(path, data=form)
            self.assertEqual(answer.status_code, 200)
            self.assertIn("Thank you for your answers", answer.text)
        self.env.invalidate_all()
        self.assertEqual(len(self.lead.filter_answer_ids), 3)
        self.assertEqual(len(self.lead.activity_ids), 1)
        self.url_open(path, data={**form, **self.named(lot="7")})
        self.env.invalidate_all()
        self.assertEqual(self.said(self.ask_lot).number, 500.0)

    @mute_logger("odoo.http")
    def test_without_the_token_of_the_form_nothing_is_taken(self):
        self.assertEqual(self.url_open(self.path(), data=self.named(documents="yes")).status_code, 400)
        self.assertEqual(self.letter.state, "waiting")

    @mute_logger("odoo.http")
    def test_ten_megabytes_of_text_get_a_sentence_or_a_refusal(self):
        answer = self.send(comment="x" * 10_001)
        self.assertEqual(answer.status_code, 400)
        self.assertIn("at most 10000 characters", answer.text)
        for size in (9_000_000, 11_000_000, 25_000_000):
            answer = self.send(comment="x" * size)
            self.assertIn(answer.status_code, (400, 413))
            self.assertNotIn("Traceback", answer.text)
            self.assertLess(len(answer.text), 200_000)
        self.assertEqual(self.letter.state, "waiting")

    def test_a_script_is_text(self):
        attack = "<script>alert(1)</script><img src=x onerror=alert(2)>"
        answer = self.send(comment=attack, **self.named(lot="many"))
        self.assertNotIn("<script", answer.text)
        self.assertIn("&lt;script&gt;", answer.text)
        words = {f"words_{self.said(self.ask_documents).id}": attack}
        self.send(comment=attack, **words)
        self.assertEqual(self.said(self.ask_documents).text, attack)
        for body in self.lead.message_ids.mapped("body"):
            self.assertNotIn("<script", body)
            self.assertNotIn("<img src", body)

    def test_a_file_in_place_of_a_text_is_no_text(self):
        field = next(iter(self.named(lot="")))
        answer = self.send(files=[(field, ("a.txt", b"500")), ("comment", ("c.txt", b"x")), ("lang", ("l", b"ru"))])
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(self.letter.state, "waiting")

    def test_two_forms_at_once_are_not_taken_both(self):
        form = {**self.hidden(), **self.named(documents="yes")}
        with patch.object(type(self.letter), "lock_for_update", side_effect=LockError("locked")):
            answer = self.url_open(self.path(), data=form)
        self.assertEqual(answer.status_code, 409)
        self.assertEqual(self.letter.state, "waiting")

    def test_too_many_attempts_wait(self):
        with patch.object(client_page_attempt, "PER_HOUR", 2):
            codes = [self.send().status_code for _attempt in range(3)]
        self.assertEqual(codes, [400, 400, 429])

    def test_nothing_else_of_the_request_is_written(self):
        before = self.lead.read(["name", "user_id", "expected_revenue", "filter_decision"])
        self.send(
            name="Mine", user_id="1", expected_revenue="1", filter_decision="ours", state="won", **self.named(lot="500")
        )
        self.assertEqual(self.lead.read(["name", "user_id", "expected_revenue", "filter_decision"]), before)

    @mute_logger("odoo.http")
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        fields_sent=st.dictionaries(
            st.sampled_from(["documents", "lot", "date"]), st.text(max_size=40) | st.sampled_from(["yes", "1", "nan"])
        ),
        comment=st.text(max_size=40),
        files=st.lists(st.tuples(st.text(min_size=1, max_size=20), st.binary(max_size=60)), max_size=3),
    )
    def test_whatever_is_sent_is_taken_whole_or_not_at_all(self, fields_sent, comment, files):
        with self.env.cr.savepoint() as savepoint:
            named = self.named(**fields_sent)
            entered = {place: (value, "") for place, value in ((int(key[7:]), one) for key, one in named.items())}
            faults = self.letter._take_page(entered, {0: files}, comment)
            self.env.flush_all()
            states = set(self.letter.answer_ids.mapped("state"))
            if faults:
                self.assertEqual((states, self.letter.state), ({"asked"}, "waiting"))
            else:
                self.assertNotIn("asked", states)
                self.assertEqual(self.letter.state, "answered")
            savepoint.close(rollback=True)
        self.env.invalidate_all()

    @mute_logger("odoo.http")
    def test_odd_bodies_are_no_error_of_ours(self):
        path, token = self.path(), self.csrf()["csrf_token"]
        parts = {"Content-Type": "multipart/form-data; boundary=b"}
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        odd_name = (
            b'--b\r\nContent-Disposition: form-data; name="files_0"; filename="\xff\xfe.pdf"\r\n\r\n%PDF-\r\n--b--'
        )
        bodies = (
            (b"--b\r\nnonsense", parts),
            (odd_name, parts),
            (b"csrf_token=%s&comment=%%ff%%00%%c3" % token.encode(), form),
            (b'{"comment": 1}', {"Content-Type": "application/json"}),
            (b"", {}),
        )
        for body, headers in bodies:
            answer = self.opener.post(self.base_url() + path, data=body, headers=headers, timeout=20)
            self.assertLess(answer.status_code, 500, body[:30])
            self.assertNotIn("Traceback", answer.text)
