from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from .filter_common import FilterCase

TODAY = "2026-11-22"


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestLeadSleep(FilterCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.quick, cls.large = cls.env["crm.team"].create(
            [{"name": "Sensors", "need_period": 6}, {"name": "Plants", "sale_kind": "complex"}]
        )
        cls.lead = cls._make_request("Sensors", cls.seller, team_id=cls.quick.id)

    def _begin(self, leads, user=None, **values):
        leads = leads.with_user(user or self.telemarketer)
        action = leads.action_let_sleep()
        form = Form(self.env[action["res_model"]].with_user(leads.env.user).with_context(**action["context"]))
        for name, value in values.items():
            form[name] = value
        return form.save()

    def _sleep(self, lead, wake_date="2027-03-01"):
        lead.write({"need_timing": "date", "need_date": "2027-03-15"})
        lead._let_sleep(date.fromisoformat(wake_date))

    def _run(self):
        with self.enter_registry_test_mode():
            self.env.ref("lead_filter.ir_cron_wake").method_direct_trigger()
        self.env.invalidate_all()

    def test_bought_elsewhere_yesterday_sleeps_until_two_weeks_before_he_buys_again(self):
        begin = self._begin(
            self.lead, need_timing="bought_elsewhere", bought_elsewhere_on="2026-11-21", reason="Half a year's supply"
        )
        self.assertEqual(begin.need_date, date(2027, 5, 21))
        begin.action_begin()
        self.assertEqual(self.lead.filter_outcome, "asleep")
        self.assertFalse(self.lead.active)
        self.assertEqual(self.lead.won_status, "pending", "it is not lost")
        self.assertEqual(self.lead.wake_date, date(2027, 5, 7))
        sleep = self.lead.sleep_ids
        self.assertEqual((sleep.asleep_on, sleep.wake_date), (date(2026, 11, 22), date(2027, 5, 7)))
        self.assertEqual((sleep.reason, sleep.user_id), ("Half a year's supply", self.telemarketer))

    def test_without_a_day_it_is_asked_for(self):
        begin = self._begin(self.lead, need_timing="date")
        with self.assertRaisesRegex(UserError, "when it is needed"):
            begin.action_begin()
        self.assertTrue(self.lead.active)

    def test_nobody_sleeps_until_today(self):
        with self.assertRaisesRegex(UserError, "still to come"):
            self._sleep(self.lead, TODAY)

    def test_a_large_project_goes_on_to_forming_the_need(self):
        lead = self._make_request("Plant", self.seller, team_id=self.large.id)
        begin = self._begin(lead | self.lead, need_timing="date", need_date="2027-11-01")
        self.assertTrue(begin.is_large)
        begin.action_begin()
        self.assertTrue(lead.active)
        self.assertTrue(lead.is_forming_need)
        self.assertEqual(lead.activity_ids.user_id, self.seller)
        self.assertEqual(self.lead.filter_outcome, "asleep", "the small one sleeps")
        lead.need_timing = "now"
        self.assertFalse(lead.is_forming_need)
        self.assertFalse(lead.activity_ids)

    def test_a_large_project_is_not_put_to_sleep_by_a_call_either(self):
        lead = self._make_request("Plant", self.seller, team_id=self.large.id)
        with self.assertRaisesRegex(UserError, "large project"):
            self._sleep(lead)

    def test_it_wakes_up_on_its_day_and_its_seller_is_asked(self):
        self._sleep(self.lead)
        with freeze_time("2027-02-28"):
            self._run()
            self.assertEqual(self.lead.filter_outcome, "asleep")
        with freeze_time("2027-03-01"):
            self._run()
        self.assertFalse(self.lead.filter_outcome)
        self.assertTrue(self.lead.active)
        self.assertEqual(self.lead.woken_on, date(2027, 3, 1))
        self.assertFalse(self.lead.wake_date)
        self.assertEqual(self.lead.activity_ids.user_id, self.seller)
        self.assertEqual((self.lead.sleep_ids.woken_by, self.lead.sleep_ids.result), ("date", "open"))

    def test_a_run_that_was_late_wakes_up_all_that_is_due_once(self):
        leads = self.lead | self._make_request("Cable", self.seller) | self._make_request("Boards", self.seller)
        self._sleep(leads)
        with freeze_time("2027-04-01"):
            self.assertEqual(self.env["crm.lead"]._wake_due(date(2027, 4, 1), limit=2), 2)
            self._run()
            self._run()
        self.assertFalse(leads.filtered("filter_outcome"))
        self.assertEqual(len(leads.activity_ids), 3)

    def test_who_has_no_day_to_wake_up_on_does_not_sleep_for_ever(self):
        self._sleep(self.lead)
        self.lead.with_user(self.seller).wake_date = False
        self._run()
        self.assertTrue(self.lead.active)

    def test_waking_asks_the_database_as_often_for_forty_as_for_ten(self):
        few = self.env["crm.lead"].create([{"name": f"Few {n}", "user_id": self.seller.id} for n in range(10)])
        many = self.env["crm.lead"].create([{"name": f"Many {n}", "user_id": self.seller.id} for n in range(40)])
        counts = []
        for leads, day in ((few, date(2027, 3, 1)), (many, date(2027, 3, 2))):
            leads.write({"need_timing": "date", "need_date": day})
            leads._let_sleep(day)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            with freeze_time(day):
                self.assertEqual(self.env["crm.lead"]._wake_due(day), len(leads))
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 5, counts)

    def test_the_need_was_there(self):
        self._sleep(self.lead)
        self.lead.with_user(self.seller).action_back_to_work()
        self.assertEqual(self.lead.sleep_ids.woken_by, "person")
        self.lead.with_user(self.seller).action_need_is_there()
        self.assertEqual(self.lead.need_timing, "now")
        self.assertEqual(self.lead.sleep_ids.result, "hit")
        self.assertFalse(self.lead.woken_on)
        self.assertFalse(self.lead.activity_ids)

    def test_a_need_that_is_there_today_wakes_it_up(self):
        self._sleep(self.lead)
        self.lead.with_user(self.seller).need_timing = "now"
        self.assertTrue(self.lead.active)
        self.assertEqual((self.lead.sleep_ids.woken_by, self.lead.sleep_ids.result), ("person", "hit"))
        self.assertFalse(self.lead.activity_ids)

    def test_sleeps_and_letters_go_to_another_company_with_the_request(self):
        company = self.env["res.company"].create({"name": "Boards Ltd"})
        lead = self._make_request("Sensors", self.env["res.users"], company_id=self.env.company.id)
        letter = self.env["lead.question.sending"].create({"lead_id": lead.id})
        self._sleep(lead)
        lead.company_id = company
        self.assertEqual((lead.sleep_ids.company_id, letter.company_id), (company, company))

    def test_asleep_again_was_a_miss(self):
        self._sleep(self.lead)
        self.lead.action_back_to_work()
        self._sleep(self.lead, "2027-06-01")
        latest, first = self.lead.sleep_ids
        self.assertEqual((first.result, latest.result), ("miss", "open"))
        self.assertEqual(self.lead.filter_outcome, "asleep")
        self.assertFalse(self.lead.woken_on)

    def test_taken_out_of_the_archive_it_does_not_sleep_any_more(self):
        self._sleep(self.lead)
        self.lead.action_unarchive()
        self.assertFalse(self.lead.filter_outcome)
        self.assertTrue(self.lead.sleep_ids.woken_on)
        self.assertTrue(self.lead.woken_on)

    def test_a_client_who_writes_wakes_his_request_up(self):
        self._sleep(self.lead)
        self.lead.message_update({"subject": "Re: Sensors", "body": "We need it after all"})
        self.assertTrue(self.lead.active)
        self.assertEqual(self.lead.sleep_ids.woken_by, "client")

    def test_what_came_of_it_tells_hits_from_misses(self):
        leads = self.env["crm.lead"].create(
            [
                {"name": name, "type": "opportunity", "user_id": self.seller.id}
                for name in ("won", "lost", "quoted", "open")
            ]
        )
        won, lost, quoted, still_open = leads
        self._sleep(leads)
        leads.action_back_to_work()
        won.action_set_won()
        lost.action_set_lost()
        self.env["sale.order"].create(
            {
                "partner_id": self.env["res.partner"].create({"name": "Pump works"}).id,
                "opportunity_id": quoted.id,
                "state": "sent",
            }
        )
        self._run()
        self.assertEqual([lead.sleep_ids.result for lead in leads], ["hit", "miss", "hit", "open"])
        self.assertEqual(leads.filtered("woken_on"), still_open)

    def test_predictive_scoring_does_not_learn_from_who_sleeps(self):
        leads = self.env["crm.lead"].create([{"name": f"Request {n}", "probability": 0} for n in range(3)])
        before = self.env["crm.lead.scoring.frequency"].search([]).mapped(lambda row: (row.won_count, row.lost_count))
        self._sleep(leads)
        after = self.env["crm.lead.scoring.frequency"].search([]).mapped(lambda row: (row.won_count, row.lost_count))
        self.assertEqual(before, after)

    def test_sleeps_go_with_the_request_that_stays(self):
        other = self._make_request("Sensors, again", self.seller, team_id=self.quick.id)
        self._sleep(other)
        other.action_back_to_work()
        (self.lead | other).merge_opportunity()
        left = (self.lead | other).exists()
        self.assertEqual(len(left.sleep_ids), 1)
        self.assertEqual(left.need_date, date(2027, 3, 15), "what is known of the need is kept, too")

    def test_a_sleep_is_written_by_nobody(self):
        self._sleep(self.lead)
        for user in (self.telemarketer, self.seller, self.director):
            with self.assertRaises(AccessError):
                self.lead.sleep_ids.with_user(user).result = "hit"
        self.lead.with_user(self.telemarketer).write({"woken_on": "2020-01-01"})
        self.assertFalse(self.lead.woken_on)

    def test_sleeps_are_seen_by_those_who_see_the_request(self):
        self._sleep(self.lead)
        sleeps = self.env["lead.sleep"]
        self.assertTrue(sleeps.with_user(self.telemarketer).search([("lead_id", "=", self.lead.id)]))
        self.assertFalse(sleeps.with_user(self.developer).search([("lead_id", "=", self.lead.id)]))
        other = self.env["res.company"].create({"name": "Another company"})
        self.lead.sleep_ids.company_id = other
        self.assertFalse(sleeps.with_user(self.telemarketer).search([("lead_id", "=", self.lead.id)]))

    def _rates(self, user=None):
        self.env["lead.wake.rate"].invalidate_model()
        rates = self.env["lead.wake.rate"].with_user(user or self.telemarketer)
        return rates.search([("company_id", "=", self.env.company.id)])

    def test_the_hit_rate_says_of_how_many_it_is_known(self):
        self.env["lead.sleep"].search([]).unlink()
        results = ["hit"] * 3 + ["miss"] * 2 + ["open"]
        self.env["lead.sleep"].create(
            [
                {
                    "lead_id": self.lead.id,
                    "company_id": self.env.company.id,
                    "team_id": self.quick.id if place < 4 else self.large.id,
                    "asleep_on": "2026-01-01",
                    "woken_on": "2026-06-01",
                    "need_timing": "date",
                    "result": result,
                }
                for place, result in enumerate(results)
            ]
            + [{"lead_id": self.lead.id, "company_id": self.env.company.id, "asleep_on": "2026-11-01"}]
        )
        rates = self._rates()
        total = rates.filtered(lambda rate: rate.scope == "all")
        self.assertEqual((total.woken_count, total.hit_count, total.miss_count, total.open_count), (6, 3, 2, 1))
        self.assertIn("3 times of 5: 60 % (by chance alone 23 to 88 %)", total.sentence)
        by_team = {rate.team_id: rate for rate in rates if rate.scope == "team"}
        self.assertEqual(by_team[self.quick].woken_count, 4)
        self.assertIn("Too few", by_team[self.quick].sentence)
        for rate in rates:
            action = rate.action_open_sleeps()
            self.assertEqual(self.env["lead.sleep"].search_count(action["domain"]), rate.woken_count)

    def test_the_hit_rate_is_of_the_own_company(self):
        other = self.env["res.company"].create({"name": "Another company"})
        self.env["lead.sleep"].create(
            {
                "lead_id": self.lead.id,
                "company_id": other.id,
                "asleep_on": "2026-01-01",
                "woken_on": "2026-06-01",
            }
        )
        for user in (self.telemarketer, self.director):
            self.assertNotIn(other, self.env["lead.wake.rate"].with_user(user).search([]).company_id)
        with self.assertRaises(AccessError):
            self.env["lead.wake.rate"].with_user(self.clerk).search([])
