from datetime import timedelta
from unittest.mock import patch

from lxml import etree
from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .letter_common import LetterCase


@tagged("post_install", "-at_install")
class TestQuestionLetter(LetterCase):
    """A letter asks what is still open, is read before it leaves, and is followed up until it is answered."""

    def _after(self, days):
        return freeze_time(fields.Datetime.now() + timedelta(days=days))

    def test_a_letter_asks_what_is_open_knock_outs_first(self):
        letter = self._draft()
        self.assertEqual(letter.question_ids, self.ask_documents | self.ask_lot | self.ask_date)
        self.assertEqual((letter.person_id, letter.email), (self.person, "zotov@gidropost.example"))
        self.assertEqual(self.lead._questions_to_ask()[:1], self.ask_documents)

    def test_what_is_known_or_was_asked_already_is_not_asked_again(self):
        self._answer(self.lead, self.ask_lot, number=500.0)
        self._answer(self.lead, self.ask_date, state="asked")
        self.assertEqual(self._draft().question_ids, self.ask_documents)

    def test_the_letter_is_read_and_changed_before_it_leaves(self):
        letter = self._draft()
        letter.action_write_letter()
        self.assertIn("Valery Zotov", letter.body)
        self.assertIn("How many pieces a lot?", letter.body)
        self.assertIn(letter._token(), letter.body)
        self.assertFalse(self._mails(self.lead))
        letter.body = letter.body.replace("Thank you for your request.", "Nice to hear from you.")
        letter.action_send()
        mail = self._mails(self.lead)
        self.assertIn("Nice to hear from you.", mail.body_html)
        self.assertEqual((mail.recipient_ids, mail.author_id), (self.person, self.telemarketer.partner_id))
        self.assertEqual((letter.state, bool(letter.next_step_on)), ("waiting", True))

    def test_it_is_sent_to_that_person_alone(self):
        stranger = self.env["res.partner"].create({"name": "Follower", "email": "follower@else.example"})
        self.lead.message_subscribe(stranger.ids)
        self._sent()
        self.assertEqual(self._mails(self.lead).recipient_ids, self.person)

    def test_questions_sent_are_asked_on_the_request(self):
        letter = self._sent()
        self.assertEqual(letter.answer_ids, self.lead.filter_answer_ids)
        self.assertEqual(set(letter.answer_ids.mapped("state")), {"asked"})
        self.assertEqual(letter.answer_ids.asked_by_id, self.telemarketer)
        self.assertFalse(self.lead.next_question_id)

    def test_the_letter_speaks_the_language_of_the_person(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.ask_lot.with_context(lang="ru_RU").name = "Сколько штук в партии?"
        self.person.lang = "ru_RU"
        letter = self._draft(self._make_request("Уровнемер", self.telemarketer, partner_id=self.person.id))
        letter.action_write_letter()
        self.assertIn("Сколько штук в партии?", letter.body)

    def test_without_a_contact_it_goes_to_the_address_of_the_request_and_makes_no_contact(self):
        before = self.env["res.partner"].search_count([])
        lead = self._make_request("Price?", self.telemarketer, email_from="someone@mail.example")
        self._sent(lead)
        self.assertEqual(self._mails(lead).email_to, "someone@mail.example")
        self.assertEqual(self.env["res.partner"].search_count([]), before)

    def test_what_cannot_be_sent_says_why(self):
        nameless = self._make_request("Price?", self.telemarketer)
        letter = self._draft(nameless)
        with self.assertRaisesRegex(UserError, "no e-mail address"):
            letter.action_send()
        letter.question_ids = False
        with self.assertRaisesRegex(UserError, "Choose what to ask"):
            letter.action_write_letter()
        self.lead.action_set_lost()
        with self.assertRaisesRegex(UserError, "closed"):
            self.lead.action_ask_by_letter()

    def test_periods_beyond_the_calendar_end_within_it(self):
        self.env.company.write({"question_link_days": 2**31 - 1, "question_reminder_days": 2**31 - 1})
        letter = self._sent()
        self.assertGreater(letter.expires_on.year, 2100)
        letter._take_next_steps()
        self.assertGreater(letter.next_step_on.year, 2100)

    def test_a_letter_about_no_request_is_refused_by_the_database(self):
        letters = self.env["lead.question.sending"].with_user(self.telemarketer)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            letters.create({})

    def test_a_link_is_given_without_a_letter(self):
        letter = self._draft()
        letter.action_link_given()
        self.assertEqual((letter.state, len(letter.answer_ids)), ("waiting", 3))
        self.assertFalse(self._mails(self.lead))

    def test_it_is_sent_once_and_not_rewritten(self):
        letter = self._sent().with_user(self.telemarketer)
        with self.assertRaisesRegex(UserError, "already"):
            letter.action_send()
        for values in ({"state": "answered"}, {"body": "Other"}, {"lead_id": self.request_of_nobody.id}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                letter.write(values)
        letter.expires_on = fields.Datetime.now() + timedelta(days=90)
        with self.assertRaises(UserError):
            letter.unlink()
        made = letter.create({"lead_id": self.lead.id, "state": "answered", "reminder_count": 9})
        self.assertEqual((made.state, made.reminder_count), ("draft", 0))

    def test_reminders_then_proposed_as_empty(self):
        company = self.env.company
        company.write({"question_reminder_days": 4, "question_reminder_count": 2})
        letter = self._sent()
        for days, count in ((4, 1), (8, 2)):
            with self._after(days):
                letter._take_next_steps()
                self.assertEqual((letter.state, letter.reminder_count), ("waiting", count))
        self.assertEqual(len(self._mails(self.lead)), 3)
        self.assertIn("We wait for your answers", self._mails(self.lead)[-1].subject)
        self.assertFalse(self.lead.request_class_proposed)
        with self._after(12):
            letter._take_next_steps()
        self.assertEqual((letter.state, letter.next_step_on), ("silent", False))
        self.assertEqual(self.lead.request_class_proposed, "empty")
        self.assertTrue(self.lead.active)
        self.assertFalse(self.lead.request_class)

    def test_the_scheduled_action_takes_due_letters_only_and_each_once(self):
        letter = self._sent()
        later = self._sent(self._make_request("Later", self.telemarketer, partner_id=self.person.id))
        later.next_step_on = fields.Datetime.now() + timedelta(days=60)
        cron = self.env.ref("lead_filter.ir_cron_letters")
        with self._after(6), self.enter_registry_test_mode():
            cron.method_direct_trigger()
            cron.method_direct_trigger()
        self.assertEqual((letter.reminder_count, later.reminder_count), (1, 0))

    def test_whoever_wrote_back_otherwise_is_not_reminded(self):
        letter = self._sent()
        with self._after(1):
            self.lead.message_post(body="See attached", message_type="email", author_id=self.person.id)
        with self._after(5):
            letter._take_next_steps()
        self.assertEqual((letter.state, letter.reminder_count), ("replied", 0))

    def test_a_letter_of_ours_is_no_reply(self):
        letter = self._sent()
        with self._after(1):
            self.lead.message_post(body="See attached", message_type="email", author_id=self.telemarketer.partner_id.id)
        with self._after(5):
            letter._take_next_steps()
        self.assertEqual(letter.reminder_count, 1)

    def test_a_reply_of_a_machine_is_none(self):
        letter = self._sent()
        with self._after(1):
            self.lead.message_post(
                body="I am away", subject="Автоответ: Questions", message_type="email", author_id=self.person.id
            )
        with self._after(5):
            letter._take_next_steps()
        self.assertEqual((letter.state, letter.reminder_count), ("waiting", 1))

    def test_a_letter_counts_as_ours_to_the_person_and_shows_whether_it_arrived(self):
        self._sent()
        notified = self._mails(self.lead).mail_message_id.notification_ids
        self.assertEqual((notified.res_partner_id, notified.notification_type), (self.person, "email"))
        lead = self._make_request("Price?", self.telemarketer, email_from="someone@mail.example")
        self._sent(lead)
        self.assertEqual(self._mails(lead).mail_message_id.notification_ids.mail_email_address, "someone@mail.example")

    def test_a_draft_does_not_ask_what_was_answered_since(self):
        draft = self._draft()
        with self._after(1):
            self._answer(self.lead, self.ask_lot, number=500.0)
            self.assertEqual(self._draft(), draft)
        self.assertEqual(draft.question_ids, self.ask_documents | self.ask_date)

    def test_what_was_asked_long_ago_is_asked_again(self):
        asked = fields.Datetime.now() - timedelta(days=self.env.company.filter_ask_again_days + 3)
        self._answer(self.lead, self.ask_documents, state="asked", asked_on=asked)
        self.assertIn(self.ask_documents, self._draft().question_ids)

    def test_a_deleted_template_gets_a_sentence(self):
        self.env.ref("lead_filter.mail_template_questions").unlink()
        with self.assertRaisesRegex(UserError, "template of this letter was deleted"):
            self._draft().action_write_letter()

    def test_a_closed_request_is_not_reminded(self):
        letter = self._sent()
        self.lead.action_set_lost()
        with self._after(5):
            letter._take_next_steps()
        self.assertEqual((letter.reminder_count, letter.next_step_on), (0, False))

    def test_where_there_is_no_address_a_call_is_planned(self):
        lead = self._make_request("Called us", self.telemarketer, phone="+7 495 1")
        letter = self._draft(lead)
        letter.action_link_given()
        letter.sudo()._take_next_steps()
        self.assertEqual(lead.activity_ids.user_id, self.telemarketer)

    def test_one_spoilt_template_keeps_nobody_else_from_being_reminded(self):
        spoilt = self._sent()
        good = self._sent(self._make_request("Other", self.telemarketer, partner_id=self.person.id))
        written, failure = type(spoilt)._written, UserError(spoilt.subject)

        def spoilt_for_one(letter, template):
            if letter == spoilt:
                raise failure
            return written(letter, template)

        with (
            self._after(5),
            patch.object(type(spoilt), "_written", spoilt_for_one),
            mute_logger("odoo.addons.lead_filter.models.lead_question_sending_job"),
        ):
            (spoilt | good)._take_next_steps()
        self.assertEqual((spoilt.reminder_count, spoilt.state, good.reminder_count), (0, "waiting", 1))

    def test_a_request_that_answered_once_is_not_empty(self):
        self._answer(self.lead, self.ask_lot, number=500.0)
        letter = self._sent()
        letter.reminder_count = 2
        letter._take_next_steps()
        self.assertEqual(letter.state, "silent")
        self.assertFalse(self.lead.request_class_proposed)

    def test_letters_go_with_the_request_that_stays(self):
        other = self._make_request("Level meter again", self.telemarketer, partner_id=self.person.id)
        letter = self._sent(other)
        (self.lead | other).merge_opportunity()
        stays = (self.lead | other).exists()
        self.assertEqual(letter.lead_id, stays)
        self.assertEqual(letter.answer_ids.lead_id, stays)

    def test_an_answer_belongs_to_the_letter_of_its_request(self):
        letter = self._sent()
        with self.assertRaises(ValidationError):
            self._answer(self.request_of_nobody, self.ask_lot, number=1.0, sending_id=letter.id)

    def test_reminders_cost_the_same_number_of_questions_to_the_database(self):
        letters = self.env["lead.question.sending"]
        for number in range(6):
            letters |= self._sent(self._make_request(f"Board {number}", self.telemarketer, partner_id=self.person.id))
        letters.reminder_count = 2
        self.env.invalidate_all()
        few, counts = letters[:2], []
        for some in (few, letters - few):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some._take_next_steps()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 4)

    def test_the_list_of_letters_asks_the_database_no_more_for_more_letters(self):
        for number in range(6):
            self._sent(self._make_request(f"Board {number}", self.telemarketer, partner_id=self.person.id))
        letters = self.env["lead.question.sending"].with_user(self.telemarketer)
        arch = etree.fromstring(letters.get_view(view_type="list")["arch"])
        names = arch.xpath("//field/@name")
        asked = {name: {"fields": {"display_name": {}}} if letters._fields[name].relational else {} for name in names}
        counts = []
        for limit in (2, 6):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(len(letters.web_search_read([], asked, limit=limit)["records"]), limit)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    def test_drafts_of_nobody_are_cleared_away(self):
        sent = self._sent()
        letter = self._draft()
        self.env.flush_all()
        self.env.cr.execute("UPDATE lead_question_sending SET write_date = write_date - interval '40 days'")
        self.env.invalidate_all()
        self.env["lead.question.sending"]._gc_drafts()
        self.assertFalse(letter.exists())
        self.assertTrue(sent.exists())

    def test_letters_are_seen_by_those_who_see_the_request(self):
        letters = self._sent(self._make_request("Seller's", self.seller, partner_id=self.person.id)) | self._sent(
            self._make_request("Nobody's", self.env["res.users"], partner_id=self.person.id)
        )
        seen = self.env["lead.question.sending"].with_user(self.developer).search([("id", "in", letters.ids)])
        self.assertEqual(seen, letters[1])
        other = self.env["res.company"].create({"name": "Another company"})
        letters[0].company_id = other
        with mute_logger("odoo.addons.base.models.ir_rule"), self.assertRaises(AccessError):
            letters[0].with_user(self.director).read(["subject"])
        with self.assertRaises(AccessError):
            self.env["lead.question.sending"].with_user(self.developer).create({"lead_id": self.request_of_seller.id})
