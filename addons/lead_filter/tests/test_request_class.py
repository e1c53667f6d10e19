from odoo.tests import tagged

from .filter_common import FilterCase


@tagged("post_install", "-at_install")
class TestRequestClass(FilterCase):
    """Target, vague, empty: proposed, and a person confirms."""

    def test_a_person_confirms_what_is_proposed(self):
        lead = self.request_of_nobody
        lead._propose_request_class("empty", "No answer after three reminders")
        self.assertEqual((lead.request_class, lead.request_class_proposed), (False, "empty"))
        lead.with_user(self.telemarketer).action_confirm_request_class()
        self.assertEqual((lead.request_class, lead.request_class_by_id), ("empty", self.telemarketer))
        self.assertTrue(lead.request_class_on)

    def test_what_a_person_said_stays(self):
        lead = self.request_of_nobody
        lead.with_user(self.telemarketer).request_class = "target"
        lead._propose_request_class("empty", "No answer")
        self.assertEqual((lead.request_class, lead.request_class_by_id), ("target", self.telemarketer))

    def test_taken_back_nobody_confirmed_it(self):
        lead = self.request_of_nobody.with_user(self.telemarketer)
        lead.request_class = "vague"
        lead.request_class = False
        self.assertFalse(lead.request_class_by_id or lead.request_class_on)
