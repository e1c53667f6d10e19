from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from odoo.addons.mail.tests.common import MailCase

from .filter_common import FilterCase


@tagged("post_install", "-at_install")
class TestLeadRefusal(MailCase, FilterCase):
    """Refused politely, for a reason that may be told, and nobody gets a letter that nobody read."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")
        cls.reason = cls.env["lead.disqualification.reason"].create(
            {"name": "Nine versions", "client_text": "Our plant is tuned to series."}
        )
        cls.reason.with_context(lang="ru_RU").client_text = "Завод настроен на серии."
        cls.lead = cls._make_request(
            "Sensors with changes", cls.telemarketer, contact_name="Helen Marsh", email_from="helen@wetherby.example"
        )

    def _refusal(self, leads=None, user=None):
        leads = (leads or self.lead).with_user(user or self.telemarketer)
        action = leads.action_refuse()
        return Form(self.env["lead.refusal"].with_user(user or self.telemarketer).with_context(**action["context"]))

    def test_the_letter_is_read_changed_and_sent(self):
        form = self._refusal()
        form.reason_id = self.reason
        self.assertIn("Our plant is tuned to series.", form.body)
        self.assertIn("Helen Marsh", form.body)
        self.assertEqual(form.recipient, "helen@wetherby.example")
        form.body = "<p>Dear Helen, not this time.</p>"
        form.note = "Twenty pieces each"
        with self.mock_mail_gateway():
            form.save().action_refuse_and_send()
        self.assertEqual(self._new_mails.email_to, "helen@wetherby.example")
        self.assertIn("not this time", self._new_mails.body_html)
        self.assertEqual(self.lead.filter_outcome, "disqualified")
        self.assertEqual(self.lead.disqualification_reason_id, self.reason)
        self.assertEqual(self.lead.refusal_note, "Twenty pieces each")
        self.assertEqual(self.lead.filter_outcome_by_id, self.telemarketer)
        self.assertTrue(self.lead.refusal_letter_on)

    def test_in_the_clients_language(self):
        self.lead.lang_id = self.env["res.lang"]._lang_get("ru_RU")
        form = self._refusal()
        form.reason_id = self.reason
        self.assertIn("Завод настроен на серии.", form.body)

    def test_without_a_reason_chosen_the_failed_criterion_says_what_may_be_told(self):
        self._make_portrait(
            {
                "domain": "[('contact_name', '=', 'Somebody')]",
                "is_knock_out": True,
                "refusal_reason": "We work with makers of instruments.",
            }
        )
        self.env.flush_all()
        self.assertIn("We work with makers of instruments.", self._refusal().body)

    def test_refused_without_a_letter_nothing_leaves(self):
        form = self._refusal()
        form.reason_id = self.reason
        with self.mock_mail_gateway():
            form.save().action_refuse()
        self.assertFalse(self._new_mails)
        self.assertEqual((self.lead.filter_outcome, self.lead.refusal_letter_on), ("disqualified", False))

    def test_the_letter_can_follow_later(self):
        self.lead._set_filter_outcome("disqualified", disqualification_reason_id=self.reason.id)
        form = self._refusal()
        form.reason_id = self.reason
        with self.mock_mail_gateway():
            form.save().action_refuse_and_send()
        self.assertEqual(len(self._new_mails), 1)
        self.assertTrue(self.lead.refusal_letter_on)

    def test_a_contact_gets_it_at_his_own_address(self):
        self.lead.partner_id = self.env["res.partner"].create({"name": "Helen", "email": "marsh@wetherby.example"})
        form = self._refusal()
        form.reason_id = self.reason
        with self.mock_mail_gateway():
            form.save().action_refuse_and_send()
        self.assertEqual(self._new_mails.recipient_ids, self.lead.partner_id)

    def test_no_letter_without_an_address_and_nothing_is_half_done(self):
        form = self._refusal(self.request_of_nobody)
        form.reason_id = self.reason
        with self.assertRaisesRegex(UserError, "no e-mail address"):
            form.save().action_refuse_and_send()
        self.assertFalse(self.request_of_nobody.filter_outcome)

    def test_a_refusal_says_why_and_an_empty_request_is_classed_so(self):
        refusal = self.env["lead.refusal"].with_user(self.telemarketer).create({"lead_ids": self.lead.ids})
        with self.assertRaisesRegex(UserError, "Say why"):
            refusal.action_refuse()
        refusal.outcome = "empty"
        refusal.action_refuse()
        self.assertEqual((self.lead.filter_outcome, self.lead.request_class), ("empty", "empty"))
        self.assertEqual(self.lead.request_class_by_id, self.telemarketer)

    def test_several_are_refused_at_once_without_letters(self):
        form = self._refusal(self.requests)
        form.reason_id = self.reason
        self.assertFalse(form.body)
        refusal = form.save()
        with self.assertRaisesRegex(UserError, "one by one"):
            refusal.action_refuse_and_send()
        refusal.action_refuse()
        self.assertEqual(set(self.requests.mapped("filter_outcome")), {"disqualified"})

    def test_a_known_clients_request_is_given_to_his_account_manager(self):
        group = self.env["client.group"].create({"name": "Kvarton", "key_account_manager_id": self.developer.id})
        self.lead.partner_id = self.env["res.partner"].create({"name": "Kvarton", "client_group_id": group.id})
        form = self._refusal()
        self.assertEqual(form.account_manager_id, self.developer)
        form.save().action_give_to_account_manager()
        self.assertEqual(self.lead.user_id, self.developer)
        self.assertEqual(self.lead.activity_ids.user_id, self.developer)
        self.assertFalse(self._refusal(user=self.director).account_manager_id)

    def test_a_script_in_the_letter_does_not_leave(self):
        form = self._refusal()
        form.reason_id = self.reason
        form.body = "<p>Dear Helen</p><script>alert(1)</script>"
        with self.mock_mail_gateway(), mute_logger("odoo.tools.mail"):
            form.save().action_refuse_and_send()
        self.assertNotIn("<script", self._new_mails.body_html)

    def test_a_reason_that_was_used_stays(self):
        self.lead._set_filter_outcome("disqualified", disqualification_reason_id=self.reason.id)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.reason.unlink()
            self.env.flush_all()

    def test_a_share_is_a_share(self):
        for share in (-0.1, 1.5):
            with self.assertRaises(ValidationError):
                self.env.company.second_look_share = share


@tagged("post_install", "-at_install")
class TestSecondLook(FilterCase):
    """How many are refused wrongly is known only where somebody else looks again."""

    def _refused(self, share, user=None):
        self.env.company.second_look_share = share
        lead = self._make_request("Boards", self.env["res.users"])
        lead.with_user(user or self.telemarketer)._set_filter_outcome("disqualified")
        return lead

    def test_all_none_or_a_few_come_up(self):
        self.assertEqual(self._refused(1.0).second_look, "due")
        self.assertFalse(self._refused(0.0).second_look)
        self.env.company.second_look_share = 1.0
        self.request_of_seller._set_filter_outcome("asleep")
        self.assertFalse(self.request_of_seller.second_look, "asleep is not refused")

    def test_the_draw_does_not_change_when_refused_again(self):
        self.env.company.second_look_share = 0.5
        leads = self.env["crm.lead"].create([{"name": f"Request {n}"} for n in range(40)])
        leads._set_filter_outcome("disqualified")
        first = leads.filtered("second_look")
        self.assertTrue(0 < len(first) < 40)
        leads.action_back_to_work()
        self.assertFalse(leads.filtered("second_look"), "nothing to look at while in work")
        leads._set_filter_outcome("empty")
        self.assertEqual(leads.filtered("second_look"), first)

    def test_wrongly_refused_it_goes_back_to_work_and_is_counted(self):
        lead = self._refused(1.0)
        look = self.env["lead.second.look"].with_user(self.director).create({"lead_id": lead.id, "found": "wrong"})
        look.note = "The lot grows"
        look.action_note()
        self.assertTrue(lead.active)
        self.assertEqual((lead.second_look, lead.second_look_by_id), ("wrong", self.director))
        self.assertEqual((lead.filter_outcome, lead.second_look_note), (False, "The lot grows"))

    def test_rightly_refused_it_stays_refused(self):
        lead = self._refused(1.0)
        lead.with_user(self.director)._look_again("right")
        self.assertEqual((lead.filter_outcome, lead.second_look), ("disqualified", "right"))
        with self.assertRaisesRegex(UserError, "does not wait"):
            lead.with_user(self.director)._look_again("wrong")
        lead.with_user(self.telemarketer)._set_filter_outcome("empty")
        self.assertEqual(lead.second_look, "right", "refusing it once more takes nothing back")

    def test_the_second_look_is_somebody_elses(self):
        lead = self._refused(1.0)
        with self.assertRaisesRegex(UserError, "somebody else"):
            lead.with_user(self.telemarketer)._look_again("right")

    def test_the_dialogues_tell_nothing_of_requests_one_may_not_read(self):
        lead = self._refused(1.0)
        lead.user_id = self.seller
        dialogues = {
            "lead.second.look": {"lead_id": lead.id, "found": "right"},
            "lead.refusal": {"lead_ids": lead.ids},
        }
        for model, values in dialogues.items():
            dialogue = self.env[model].with_user(self.developer)
            with self.subTest(model=model), mute_logger("odoo.addons.base.models.ir_rule"):
                for name in set(dialogue._fields) & {"filter_reason", "refused_by_id", "body", "recipient"}:
                    self.env.flush_all()
                    self.env.invalidate_all()
                    with self.assertRaises(AccessError, msg=name):
                        dialogue.new(values)[name]
                with self.assertRaises(AccessError):
                    dialogue.create(values)
