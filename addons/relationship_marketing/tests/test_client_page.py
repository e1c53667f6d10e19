from datetime import timedelta
from unittest.mock import patch

from lxml import html

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools.misc import hash_sign, mute_logger

from odoo.addons.relationship_marketing.models import client_page_attempt

WRITTEN = {"subject": "Cold joints", "description": "Third delivery in a row", "severity": "stopped"}


@tagged("post_install", "-at_install")
class TestClientPage(HttpCase):
    """A person of the client complains behind a link, without a login; nobody else learns anything there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.division = cls.env["res.partner"].create({"name": "Orion Boards", "is_company": True})
        cls.person, cls.other_person = cls.env["res.partner"].create(
            [
                {"name": "Savelev", "parent_id": cls.division.id, "email": "s@orion.example"},
                {"name": "Somebody Else", "email": "e@vega.example"},
            ]
        )
        cls.user = new_test_user(cls.env, "page_user", groups="relationship_marketing.group_user")
        cls.link = cls.env["client.page.link"].with_user(cls.user)._for_person(cls.person)

    def setUp(self):
        super().setUp()
        self.authenticate(None, None)

    def path(self, link=None):
        return "/client/complaint/" + (link or self.link)._token()

    def open_page(self, path=None):
        self.env.flush_all()
        return self.url_open(path or self.path())

    def send(self, path=None, **values):
        """As a browser without scripts does: the form is fetched, filled in and sent."""
        path = path or self.path()
        page = html.fromstring(self.open_page(path).content)
        hidden = {field.get("name"): field.get("value") for field in page.xpath("//input[@type='hidden']")}
        return self.url_open(path, data={**hidden, **WRITTEN, **values})

    def complaints(self):
        return self.env["client.complaint"].search([("origin", "=", "client_page")])

    def test_a_person_complains_and_past_the_owner_of_the_account_it_reaches_us(self):
        answer = self.send()
        complaint = self.complaints()
        self.assertIn(complaint.name, answer.text)
        self.assertEqual(
            (complaint.partner_id, complaint.person_id, complaint.severity, complaint.state, complaint.is_severe),
            (self.division, self.person, "stopped", "new", True),
        )
        self.assertNotEqual(complaint.owner_id, self.user)
        self.assertEqual(self.link.complaint_id, complaint)

    def test_opening_the_page_changes_nothing_and_needs_no_script(self):
        before = self.env.cr.sql_log_count
        answer = self.open_page()
        self.assertEqual(answer.status_code, 200)
        self.assertNotIn("<script", answer.text)
        self.assertFalse(self.link.used_on or self.complaints())
        self.assertFalse(self.env["client.page.attempt"].search_count([]))
        self.assertLess(self.env.cr.sql_log_count - before, 60)

    def test_a_link_is_used_once(self):
        self.send()
        path = self.path()
        self.assertIn(self.complaints().name, self.open_page(path).text)
        page = html.fromstring(self.open_page("/web/login").content)
        token = page.xpath("//input[@name='csrf_token']/@value")[0]
        self.url_open(path, data={**WRITTEN, "csrf_token": token})
        self.assertEqual(len(self.complaints()), 1)

    def test_expired_revoked_and_foreign_links_say_the_same_and_nothing_else(self):
        expired = self.env["client.page.link"].create(
            {"person_id": self.person.id, "expires_on": fields.Datetime.now() - timedelta(minutes=1)}
        )
        revoked = self.env["client.page.link"].create({"person_id": self.person.id})
        revoked.action_revoke()
        other_purpose = hash_sign(self.env, "relationship_marketing.client_page.other", self.link.id)
        missing = hash_sign(self.env, "relationship_marketing.client_page.complaint", 10**9)
        tampered = self.path()[:-6] + "AAAAAA"
        pages = set()
        for path in (
            self.path(expired),
            self.path(revoked),
            "/client/complaint/" + other_purpose,
            "/client/complaint/" + missing,
            tampered,
            "/client/complaint/x",
            "/client/complaint/ж",
        ):
            answer = self.open_page(path)
            self.assertEqual(answer.status_code, 404, path)
            self.assertNotIn("Orion", answer.text)
            pages.add(answer.text)
        self.assertEqual(len(pages), 1)

    def test_another_persons_token_files_under_that_person_only(self):
        other = self.env["client.page.link"].create({"person_id": self.other_person.id})
        answer = self.send(self.path(other), person_id=str(self.person.id), partner_id=str(self.division.id))
        self.assertEqual(self.complaints().person_id, self.other_person)
        self.assertNotIn("Savelev", answer.text)

    @mute_logger("odoo.http")
    def test_without_the_token_of_the_form_nothing_is_taken(self):
        self.assertEqual(self.url_open(self.path(), data=WRITTEN).status_code, 400)
        self.assertFalse(self.complaints())

    def test_a_script_is_text(self):
        attack = "<script>alert(1)</script>"
        answer = self.send(subject="", description=attack)
        self.assertEqual(answer.status_code, 400)
        self.assertNotIn(attack, answer.text)
        self.assertIn("&lt;script&gt;", answer.text)
        self.send(subject=attack, description=attack)
        self.assertEqual(self.complaints().description, attack)
        told = self.complaints().message_ids.mapped("body")
        self.assertFalse([body for body in told if "<script" in body])

    @mute_logger("odoo.http")
    def test_what_is_too_long_gets_a_sentence(self):
        answer = self.send(description="x" * 10_001)
        self.assertEqual(answer.status_code, 400)
        self.assertIn("too long: at most 10000 characters", answer.text)
        answer = self.send(description="x" * 10_000_000)
        self.assertEqual(answer.status_code, 413)
        self.assertNotIn("Traceback", answer.text)
        self.assertFalse(self.complaints())

    def test_a_file_or_a_zero_byte_in_place_of_a_text_is_no_text(self):
        page = html.fromstring(self.open_page().content)
        hidden = {field.get("name"): field.get("value") for field in page.xpath("//input[@type='hidden']")}
        answer = self.url_open(
            self.path(), data={**hidden, "description": "Joints"}, files={"subject": ("a.txt", b"Joints")}
        )
        self.assertEqual((answer.status_code, len(self.complaints())), (400, 0))
        self.assertEqual(self.send(subject="Cold\0 joints").status_code, 200)
        self.assertEqual(self.complaints().subject, "Cold joints")

    def test_too_many_attempts_wait(self):
        with patch.object(client_page_attempt, "PER_HOUR", 2):
            codes = [self.send(subject="").status_code for _attempt in range(3)]
        self.assertEqual(codes, [400, 400, 429])
        self.assertFalse(self.complaints())

    def test_nonsense_in_the_choices_is_left_open(self):
        self.send(severity="everything", problem_family_id="999999999")
        self.assertEqual((self.complaints().severity, self.complaints().problem_family_id.id), (False, False))

    def test_the_page_speaks_the_persons_language(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.person.lang = "ru_RU"
        self.assertIn('lang="ru"', self.open_page().text)

    def test_what_a_link_was_used_for_is_not_rewritten(self):
        link = self.link.with_user(self.user)
        for values in ({"used_on": False}, {"person_id": self.other_person.id}, {"revoked_on": False}):
            with self.assertRaises(AccessError):
                link.write(values)
        link.action_revoke()
        self.assertFalse(link.is_valid)

    def test_the_link_is_sent_in_one_click(self):
        self.link.with_user(self.user).action_send()
        mail = self.env["mail.mail"].search([("model", "=", "client.page.link"), ("res_id", "=", self.link.id)])
        self.assertIn(self.link._token(), mail.body_html)
        self.assertEqual(mail.recipient_ids, self.person)
