from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .test_client_promise import PromiseCase


@tagged("post_install", "-at_install")
class TestMessageActions(PromiseCase):
    """A promise and what a deal taught are recorded from where they were said, by one click."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lead = cls.env["crm.lead"].create(
            {"name": "Boards", "type": "lead", "partner_id": cls.person.id, "user_id": False}
        )

    def said(self, body, author=None, **values):
        return self.lead.message_post(
            body=body,
            author_id=(author or self.person).id,
            message_type="email" if author is None else "comment",
            subtype_xmlid="mail.mt_comment",
            **values,
        )

    def defaults(self, model, message, user=None):
        action = self.env[model].with_user(user or self.account_manager).action_from_message(message.id)
        self.assertEqual((action["res_model"], action["target"]), (model, "new"))
        return {name.removeprefix("default_"): value for name, value in action["context"].items()}

    def test_an_incoming_message_is_their_promise(self):
        message = self.said("The forecast follows on Friday.\n> When do we get it?")
        values = self.defaults("client.promise", message)
        self.assertEqual(
            (values["side"], values["person_id"], values["partner_id"], values["lead_id"], values["name"]),
            ("theirs", self.person.id, self.division.id, self.lead.id, "The forecast follows on Friday."),
        )
        promise = self.env["client.promise"].create({**values, "due": values["given_on"]})
        self.assertEqual(promise.action_open_message()["res_id"], self.lead.id)

    def test_our_message_is_our_promise_to_whom_it_was_written(self):
        message = self.said("You have the costing by Monday.", self.user.partner_id, partner_ids=self.person.ids)
        values = self.defaults("client.promise", message)
        self.assertEqual(
            (values["side"], values["person_id"], values["name"]),
            ("ours", self.person.id, "You have the costing by Monday."),
        )

    def test_experience_takes_their_words_and_who_said_them(self):
        values = self.defaults("client.experience", self.said("Nobody else asks before pricing."))
        self.assertEqual(
            (values["side"], values["said"], values["person_id"]),
            ("theirs", "Nobody else asks before pricing.", self.person.id),
        )
        record = self.env["client.experience"].create(values)
        self.assertEqual((record.said_on, record.partner_id), (record.date, self.division))

    def test_a_message_on_a_group_leaves_the_division_open(self):
        message = self.group.message_post(body="We shall see.", author_id=self.user.partner_id.id)
        self.assertFalse(self.defaults("client.promise", message)["partner_id"])

    def test_strangers_and_lost_messages_get_a_sentence(self):
        message = self.said("Secret")
        stranger = new_test_user(self.env, "promise_stranger", groups="base.group_user")
        with self.assertRaises(AccessError):
            self.defaults("client.promise", message, stranger)
        message_id = message.id
        message.unlink()
        with self.assertRaisesRegex(UserError, "does not exist"):
            self.env["client.promise"].action_from_message(message_id)
