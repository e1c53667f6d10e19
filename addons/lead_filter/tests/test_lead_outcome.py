from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .filter_common import FilterCase


@tagged("post_install", "-at_install")
class TestLeadOutcome(FilterCase):
    """Refused is not lost: what was put aside is found again, counted, and teaches Odoo's scoring nothing."""

    def _frequencies(self):
        self.env.flush_all()
        self.env["crm.lead.scoring.frequency"].invalidate_model()
        rows = self.env["crm.lead.scoring.frequency"].search([("variable", "!=", False)])
        return sorted((row.variable, row.value, row.team_id.id, row.won_count, row.lost_count) for row in rows)

    def _leads(self, count, **values):
        leads = self.env["crm.lead"].with_context(tracking_disable=True)
        return leads.create([{"name": f"Request {n}", "type": "opportunity", **values} for n in range(count)])

    def test_a_thousand_refused_requests_leave_the_scoring_as_it_was(self):
        self.env["ir.config_parameter"].set_param("crm.pls_start_date", "2000-01-01")
        self.env["ir.config_parameter"].set_param("crm.pls_fields", "country_id,phone_state,email_state")
        won_stage = self.env["crm.stage"].search([("is_won", "=", True)], limit=1)
        here, there = self.env.ref("base.bg"), self.env.ref("base.de")
        self._leads(6, country_id=here.id).write({"stage_id": won_stage.id})
        self._leads(9, country_id=there.id).action_set_lost()
        opened = self._leads(2, country_id=here.id) | self._leads(2, country_id=there.id)
        self.env["crm.lead"]._cron_update_automated_probabilities()
        before, probabilities = self._frequencies(), opened.mapped("automated_probability")
        self.assertTrue(before)

        refused = self._leads(1000, country_id=here.id, probability=0)
        refused._set_filter_outcome("disqualified")
        self.assertEqual(set(refused.mapped("won_status")), {"pending"})
        self.assertFalse(any(refused.mapped("active")))
        self.assertEqual(self._frequencies(), before, "counted as they were refused")
        self.env["crm.lead"]._cron_update_automated_probabilities()
        self.assertEqual(self._frequencies(), before, "counted when all was counted anew")
        self.assertEqual(opened.mapped("automated_probability"), probabilities)
        refused._clear_filter_outcome()
        self.assertEqual(self._frequencies(), before, "counted as they went back to work")

    def test_putting_many_aside_takes_no_query_each(self):
        def queries(leads):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            leads._set_filter_outcome("empty")
            self.env.flush_all()
            return self.env.cr.sql_log_count - start

        queries(self._leads(1))
        self.assertLessEqual(queries(self._leads(200)), queries(self._leads(20)) + 2)

    def test_back_to_work_it_is_as_it_was(self):
        lead = self.request_of_nobody
        lead._set_filter_outcome("disqualified", refusal_note="Nine versions")
        self.assertEqual(lead.filter_outcome_by_id, self.env.user)
        self.assertTrue(lead.filter_outcome_on and lead.date_closed)
        lead.action_back_to_work()
        self.assertTrue(lead.active)
        self.assertFalse(lead.filter_outcome or lead.filter_outcome_on or lead.refusal_note)

    def test_out_of_the_archive_or_won_it_is_not_put_aside_any_more(self):
        for way in ("unarchive", "win"):
            lead = self._make_request("Boards", self.seller, type="opportunity")
            lead._set_filter_outcome("disqualified")
            lead.action_unarchive() if way == "unarchive" else lead.action_set_won()
            with self.subTest(way=way):
                self.assertFalse(lead.filter_outcome)
                self.assertTrue(lead.active)
        self.assertEqual(lead.won_status, "won")

    def test_lost_after_all_it_is_lost_for_odoo_too(self):
        lead = self.request_of_seller
        lead._set_filter_outcome("asleep")
        lead.action_set_lost()
        self.assertEqual((lead.filter_outcome, lead.won_status), (False, "lost"))

    def test_a_loss_is_counted_once_and_taken_back_once(self):
        for probability in (0, 50):
            lost, put_aside = self._leads(2, probability=probability)
            lost.action_set_lost()
            of_plain = self._frequencies()
            lost.action_unarchive()
            put_aside._set_filter_outcome("disqualified")
            before = self._frequencies()
            put_aside.action_set_lost()
            with self.subTest(probability=probability):
                self.assertEqual(self._frequencies(), of_plain)
            put_aside.action_unarchive()
            self.assertEqual(self._frequencies(), before)

    def test_a_client_known_by_his_address_alone_is_not_refused_either(self):
        group = self.env["client.group"].create({"name": "Kvarton", "key_account_manager_id": self.seller.id})
        self.env["res.partner"].create(
            {"name": "Helen Marsh", "email": "marsh@kvarton.example", "client_group_id": group.id}
        )
        lead = self._make_request("Boards", self.telemarketer, email_from="Marsh <Marsh@kvarton.example>")
        with self.assertRaisesRegex(UserError, "is a client of ours"):
            lead.with_user(self.telemarketer)._set_filter_outcome("disqualified")
        lead.with_user(self.telemarketer)._give_to_account_manager()
        self.assertEqual(lead.user_id, self.seller)

    def test_what_is_won_is_not_put_aside(self):
        lead = self._make_request("Boards", self.seller, type="opportunity")
        lead.action_set_won()
        with self.assertRaisesRegex(UserError, "is won"):
            lead._set_filter_outcome("disqualified")

    def test_nobody_fills_the_outcome_in(self):
        lead = self.request_of_seller.with_user(self.seller)
        lead.write({"filter_outcome": "disqualified", "refusal_note": "x", "request_class_proposed": "empty"})
        self.assertFalse(lead.filter_outcome or lead.refusal_note or lead.request_class_proposed)
        forged = self.env["crm.lead"].with_user(self.seller).create({"name": "Forged", "filter_outcome": "empty"})
        self.assertFalse(forged.filter_outcome)

    def test_who_may_not_write_the_request_puts_nothing_aside(self):
        with mute_logger("odoo.addons.base.models.ir_rule"), self.assertRaises(AccessError):
            self.request_of_seller.with_user(self.developer)._set_filter_outcome("asleep")
        with mute_logger("odoo.addons.base.models.ir_rule"), self.assertRaises(AccessError):
            self.request_of_seller.with_user(self.marketer)._set_filter_outcome("disqualified")

    def test_a_known_client_is_refused_by_his_account_manager_only(self):
        group = self.env["client.group"].create({"name": "Kvarton", "key_account_manager_id": self.seller.id})
        partner = self.env["res.partner"].create({"name": "Kvarton", "is_company": True, "client_group_id": group.id})
        lead = self._make_request("Boards", self.env["res.users"], partner_id=partner.id)
        for outcome in ("disqualified", "empty"):
            with self.assertRaisesRegex(UserError, "is a client of ours"):
                lead.with_user(self.telemarketer)._set_filter_outcome(outcome)
        lead.with_user(self.telemarketer)._set_filter_outcome("asleep")
        lead.action_back_to_work()
        lead.with_user(self.seller)._set_filter_outcome("disqualified")
        self.assertEqual((lead.filter_outcome, lead.filter_outcome_by_id), ("disqualified", self.seller))

    def test_who_the_client_is_may_come_out_after_he_was_refused(self):
        group = self.env["client.group"].create({"name": "Kvarton", "key_account_manager_id": self.seller.id})
        partner = self.env["res.partner"].create({"name": "Kvarton", "client_group_id": group.id})
        lead = self.request_of_nobody.with_user(self.telemarketer)
        lead._set_filter_outcome("disqualified")
        with self.assertRaisesRegex(UserError, "is a client of ours"):
            lead.partner_id = partner

    def test_an_empty_request_that_is_answered_is_back_in_work(self):
        for way in ("letter", "page"):
            lead = self._make_request("Boards", self.telemarketer)
            asked = self._answer(lead, self.ask_lot, state="asked")
            lead._set_filter_outcome("empty")
            if way == "letter":
                lead.message_update({"subject": "Re: Boards", "body": "500 pieces"})
            else:
                asked.write({"state": "answered", "number": 500})
            with self.subTest(way=way):
                self.assertTrue(lead.active)
                self.assertFalse(lead.filter_outcome)
                self.assertEqual(lead.activity_ids.user_id, self.telemarketer)

    def test_a_refused_client_who_writes_back_stays_refused_and_whoever_refused_him_is_told(self):
        lead = self.request_of_nobody
        lead.with_user(self.telemarketer)._set_filter_outcome("disqualified")
        lead.message_update({"subject": "Re: Boards", "body": "And with 3 000 pieces?"})
        self.assertEqual((lead.filter_outcome, lead.active), ("disqualified", False))
        self.assertEqual(lead.activity_ids.user_id, self.telemarketer)
