from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, new_test_user, tagged

from .client_case import ClientCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-21")
class TestClientChange(ClientCase):
    """What changes at a client is known in advance, and answered before it takes effect."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind = cls.env.ref("relationship_marketing.client_change_kind_buyer")
        cls.template = cls.kind.response_ids[:1]

    def change(self, **values):
        return self.env["client.change"].create(
            {"name": "New buyer", "kind_id": self.kind.id, "partner_id": self.plant.id, **values}
        )

    def test_known_in_advance_or_when_it_had_happened_or_not_known(self):
        early = self.change(known_on="2026-11-01", effective_on="2026-12-01")
        late = self.change(known_on="2026-11-01", effective_on="2026-11-01")
        unknown = self.change()
        self.assertEqual((early | late | unknown).mapped("known_in_advance"), ["yes", "no", "unknown"])
        self.assertEqual(self.group.advance_share, "1 of 2 (9 to 91 %)")

    def test_no_dated_change_is_no_share(self):
        self.change()
        self.assertFalse(self.group.advance_share)

    def test_a_typical_response_is_taken_over_and_stays_ours(self):
        change = self.change(template_id=self.template.id)
        self.assertEqual(change.response, self.template.text)
        change.response = "We visit them on Monday"
        change.template_id = False
        self.assertEqual(change.response, "We visit them on Monday")

    def test_a_response_has_text_owner_and_day_and_goes_to_its_owner(self):
        change = self.change(effective_on="2027-03-01")
        with self.assertRaises(UserError):
            change.action_prepare()
        change.write({"response": "Meet him", "response_owner_id": self.user.id, "response_date": "2027-01-15"})
        change.action_prepare()
        activity = change.activity_ids
        self.assertEqual((activity.user_id, str(activity.date_deadline)), (self.user, "2027-01-15"))
        change.action_done()
        self.assertEqual((change.state, str(change.done_on)), ("done", "2026-11-21"))
        self.assertFalse(change.activity_ids)

    def test_what_nobody_prepared_cannot_be_carried_out(self):
        with self.assertRaises(UserError):
            self.change().action_done()

    def test_a_change_without_a_response_is_asked_for_once(self):
        soon, later = self.change(effective_on="2026-12-01"), self.change(effective_on="2027-06-01")
        over = self.change(effective_on="2026-10-01")
        prepared = self.change(
            effective_on="2026-12-01",
            response="Meet",
            response_owner_id=self.user.id,
            response_date="2026-11-30",
        )
        prepared.action_prepare()
        cron = self.env.ref("relationship_marketing.ir_cron_change_remind")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
            cron.method_direct_trigger()
        self.assertEqual(soon.activity_ids.user_id, self.manager)
        self.assertEqual(len(soon.activity_ids), 1)
        self.assertFalse((later | over).activity_ids)
        self.assertEqual(len(prepared.activity_ids), 1)

    def test_a_change_is_not_known_since_tomorrow(self):
        with self.assertRaises(ValidationError):
            self.change(known_on="2026-12-24")

    def test_a_user_records_it_and_nobody_deletes_it(self):
        change = self.change().with_user(self.user)
        change.note = "Heard at the exhibition"
        with self.assertRaises(AccessError):
            change.unlink()
        with self.assertRaises(UserError):
            change.sudo().unlink()

    def test_two_companies_never_see_each_others_changes(self):
        other = self.env["res.company"].create({"name": "Other"})
        stranger = new_test_user(
            self.env,
            "theirs",
            groups="relationship_marketing.group_director",
            company_id=other.id,
            company_ids=other.ids,
        )
        change = self.change()
        self.assertFalse(self.env["client.change"].with_user(stranger).search([("id", "=", change.id)]))

    def test_merged_partners_keep_their_changes(self):
        change = self.change(told_by_id=self.person("Anna", self.plant).id)
        self.env["base.partner.merge.automatic.wizard"].create({})._merge((self.plant | self.radio).ids, self.radio)
        self.assertEqual((change.partner_id, change.group_id), (self.radio, self.group))

    def test_a_message_of_theirs_is_recorded_as_a_change_by_one_click(self):
        anna = self.person("Anna", self.radio)
        message = self.plant.message_post(
            body="From March on Boris buys for us.",
            author_id=anna.id,
            message_type="comment",
            date="2026-11-02 09:00:00",
        )
        context = self.env["client.change"].with_user(self.user).action_from_message(message.id)["context"]
        self.assertEqual(
            (context["default_partner_id"], context["default_told_by_id"], str(context["default_known_on"])),
            (self.radio.id, anna.id, "2026-11-02"),
        )
        self.assertEqual(context["default_name"], "From March on Boris buys for us.")
