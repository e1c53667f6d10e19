from datetime import date
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .filter_common import FilterCase

HAS_REVENUE = "[('expected_revenue', '>=', 9000)]"
IS_BULGARIAN = "[('partner_id.country_id.code', '=', 'BG')]"


@tagged("post_install", "-at_install")
class TestFilterVerdict(FilterCase):
    def test_a_request_is_judged_when_it_is_made(self):
        self._make_portrait(HAS_REVENUE)
        small, large, unknown = self.env["crm.lead"].create(
            [
                {"name": "Small", "expected_revenue": 100.0},
                {"name": "Large", "expected_revenue": 10000.0},
                {"name": "Not said"},
            ]
        )
        self.assertEqual((small | large | unknown).mapped("filter_verdict"), ["not_ours", "ours", "open"])
        self.assertEqual((unknown.filter_score_min, unknown.filter_score_max), (0.0, 100.0))
        self.assertEqual(small.filter_criterion_id.name, "Criterion 0")

    def test_what_is_empty_is_unknown_and_not_a_small_number(self):
        self._make_portrait("[('expected_revenue', '<', 9000)]")
        self.assertEqual(self._make_request("Not said", self.seller).filter_verdict, "open")

    def test_zero_may_be_a_value(self):
        self._make_portrait({"domain": "[('expected_revenue', '<', 9000)]", "zero_is_value": True})
        self.assertEqual(self._make_request("Nothing", self.seller).filter_verdict, "ours")

    def test_negation_over_an_empty_link_is_unknown(self):
        self._make_portrait("['!', ('partner_id.country_id.code', '=', 'BG')]")
        self.assertEqual(self._make_request("Of nobody", self.seller).filter_verdict, "open")

    def test_verdict_follows_the_request(self):
        self._make_portrait(HAS_REVENUE)
        lead = self._make_request("Boards", self.seller)
        lead.expected_revenue = 100.0
        self.assertEqual(lead.filter_verdict, "not_ours")
        lead.expected_revenue = 20000.0
        self.assertEqual(lead.filter_verdict, "ours")
        self.assertIn(lead, self.env["crm.lead"].search([("filter_verdict", "=", "ours")]))

    def test_verdict_follows_who_the_request_is_from(self):
        self._make_portrait(IS_BULGARIAN)
        partner = self.env["res.partner"].create({"name": "Balkan", "country_id": self.env.ref("base.bg").id})
        lead = self._make_request("Boards", self.seller)
        self.assertEqual(lead.filter_verdict, "open")
        lead.partner_id = partner
        self.assertEqual(lead.filter_verdict, "ours")

    def test_verdict_follows_a_client_at_the_next_run(self):
        self._make_portrait(IS_BULGARIAN)
        partner = self.env["res.partner"].create({"name": "Balkan", "country_id": self.env.ref("base.bg").id})
        lead = self._make_request("Boards", self.seller, partner_id=partner.id)
        partner.country_id = self.env.ref("base.fr")
        self.env["crm.lead"]._judge_open()
        self.assertEqual(lead.filter_verdict, "not_ours")

    def test_without_a_portrait_there_is_no_verdict(self):
        self.assertFalse(self._make_request("Boards", self.seller).filter_verdict)

    def test_a_portrait_put_in_force_judges_what_is_open(self):
        lost = self._make_request("Lost", self.seller)
        lost.action_set_lost()
        portrait = self._make_portrait(HAS_REVENUE)
        self.assertEqual(self.request_of_nobody.filter_verdict, "open")
        self.assertEqual(self.request_of_nobody.filter_portrait_id, portrait)
        self.assertFalse(lost.filter_verdict)

    def test_product_line_comes_before_team_and_team_before_the_rest(self):
        line = self.env["product.category"].create({"name": "Boards"})
        team = self.env["crm.team"].create({"name": "Boards"})
        of_all = self._make_portrait(HAS_REVENUE)
        of_team = self._make_portrait(HAS_REVENUE, team_id=team.id)
        of_line = self._make_portrait(HAS_REVENUE, product_line_id=line.id)
        lead = self._make_request("Boards", self.seller)
        self.assertEqual(lead.filter_portrait_id, of_all)
        lead.team_id = team
        self.assertEqual(lead.filter_portrait_id, of_team)
        lead.product_line_id = line
        self.assertEqual(lead.filter_portrait_id, of_line)
        lead.filter_portrait_id = False
        self.env["crm.lead"]._judge_open()
        self.assertEqual(lead.filter_portrait_id, of_line)
        lead.product_line_id = False
        self.assertEqual(lead.filter_portrait_id, of_team)

    def test_two_companies_judge_by_their_own_portraits(self):
        other = self.env["res.company"].create({"name": "Another company"})
        self._make_portrait(HAS_REVENUE)
        theirs = self._make_portrait("[('expected_revenue', '<', 9000)]", company_id=other.id)
        lead = self._make_request("Theirs", self.env["res.users"], company_id=other.id, expected_revenue=100.0)
        self.assertEqual((lead.filter_portrait_id, lead.filter_verdict), (theirs, "ours"))

    def test_a_used_version_is_frozen_and_a_change_makes_the_next(self):
        first = self._make_portrait(HAS_REVENUE)
        lead = self._make_request("Boards", self.seller, expected_revenue=5000.0)
        self.assertEqual(lead.filter_verdict, "not_ours")
        with self.assertRaises(UserError):
            first.criterion_ids.domain = "[('expected_revenue', '>=', 1000)]"
        with self.assertRaises(UserError):
            first.lower_threshold = 10.0
        with self.assertRaises(UserError):
            first.unlink()
        second = self.env["lead.portrait"].browse(first.action_next_version()["res_id"])
        self.assertEqual((second.version, second.state), (2, "draft"))
        second.criterion_ids.domain = "[('expected_revenue', '>=', 1000)]"
        self.assertEqual(lead.filter_verdict, "not_ours")
        lost = self._make_request("Lost", self.seller, expected_revenue=5000.0)
        lost.flush_recordset()
        lost.action_set_lost()
        second.action_put_in_force()
        self.assertEqual((first.state, lead.filter_verdict, lead.filter_portrait_id), ("replaced", "ours", second))
        self.assertEqual((lost.filter_verdict, lost.filter_portrait_id), ("not_ours", first))
        self.assertEqual(second.criterion_ids.origin_id, first.criterion_ids)

    def test_a_portrait_that_was_never_used_may_change(self):
        draft = self._make_portrait(HAS_REVENUE, in_force=False)
        draft.criterion_ids.domain = "[('expected_revenue', '>=', 1000)]"
        draft.unlink()
        self.assertFalse(draft.exists())

    def test_a_withdrawn_portrait_leaves_no_verdict(self):
        portrait = self._make_portrait(HAS_REVENUE)
        self.assertEqual(self.request_of_nobody.filter_verdict, "open")
        portrait.action_withdraw()
        self.assertFalse(self.request_of_nobody.filter_verdict)

    @mute_logger("odoo.addons.lead_filter.models.lead_criterion_outcome")
    def test_a_criterion_whose_field_is_gone_is_unknown_and_says_so(self):
        portrait = self._make_portrait(HAS_REVENUE, "[('name', '!=', False)]")
        self.env.cr.execute(
            "UPDATE lead_criterion SET domain = %s WHERE id = %s",
            ["[('x_gone', '=', 5)]", portrait.criterion_ids[0].id],
        )
        portrait.criterion_ids.invalidate_recordset()
        self.env.registry.clear_cache()
        lead = self._make_request("Boards", self.seller)
        self.assertEqual((lead.filter_verdict, lead.filter_outcomes), ("open", "01"))
        self.assertIn("x_gone", portrait.warning)

    def test_conditions_are_validated_when_they_are_saved(self):
        for domain in (
            "[('nothing', '=', 5)]",
            "[('partner_id.nothing', '=', 5)]",
            "['&', ('name', '=', 'a')]",
            "[('name', 'almost', 'a')]",
            "[('expected_revenue', '>', 'much')]",
            "[('date_deadline', '>', 'someday')]",
            "__import__('os').system('ls')",
            "[(",
            "5",
            "[('id', 'in', " + "9" * 20000 + ")]",
            "[('probability', '>', " + "9" * 400 + ")]",
            "[" * 3000,
            r"[('name', '=like', 'a\\')]",
            r"[('partner_id.name', 'not =ilike', 'A%\\')]",
        ):
            with self.subTest(domain=domain[:60]), self.assertRaises(ValidationError):
                self._make_portrait(domain, in_force=False)

    def test_no_figure_of_a_portrait_stops_a_request(self):
        self.env.company.filter_ask_again_days = 2**31 - 1
        self._make_portrait(
            self._question(self.ask_date, within_days=2**31 - 1, weight=1e308), {"domain": HAS_REVENUE, "weight": 1e308}
        )
        lead = self._make_request("Boards", self.seller, expected_revenue=10000.0)
        self.assertEqual((lead.filter_score_min, lead.filter_score_max), (50.0, 100.0))
        self.assertEqual(lead.get_filter_glance(lead.id)["criteria"][0]["share"], 50)

    def test_a_portrait_that_others_are_putting_in_force_stops_no_request(self):
        not_there_yet = {(self.env.company.id, False, False): 2**31 - 1}
        with patch.object(self.env.registry["lead.portrait"], "_in_force", lambda _self: not_there_yet):
            lead = self._make_request("Boards", self.seller)
            self.env.flush_all()
        self.assertFalse(lead.filter_verdict)

    def test_a_portrait_does_not_outgrow_its_product_line(self):
        line = self.env["product.category"].create({"name": "Boards"})
        self._make_portrait(HAS_REVENUE, product_line_id=line.id)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            line.unlink()

    def test_nobody_asks_by_a_criterion_what_he_may_not_read(self):
        portrait = self._make_portrait(HAS_REVENUE, in_force=False)
        with self.assertRaises(ValidationError):
            portrait.with_user(self.marketer).criterion_ids.write({"domain": "[('user_id.password', 'like', 'a')]"})

    def test_a_knock_out_or_a_weight(self):
        with self.assertRaises(ValidationError):
            self._make_portrait({"name": "No condition"}, in_force=False)
        with self.assertRaises(ValidationError):
            self._make_portrait({"name": "No question", "kind": "question"}, in_force=False)

    def test_requests_that_sellers_create_are_judged_too(self):
        self._make_portrait(HAS_REVENUE)
        lead = self.env["crm.lead"].with_user(self.seller).create({"name": "Mine", "expected_revenue": 10000.0})
        self.assertEqual(lead.filter_verdict, "ours")
        self.assertTrue(lead.filter_reason)
        self.assertEqual(lead.get_filter_glance(lead.id)["verdict"], "ours")

    @freeze_time("2026-03-10")
    def test_conditions_on_dates_follow_the_day(self):
        self._make_portrait("[('date_deadline', '<=', 'today +30d')]")
        lead = self._make_request("Soon", self.seller, date_deadline=date(2026, 5, 1))
        self.assertEqual(lead.filter_verdict, "not_ours")
        with freeze_time("2026-04-15"):
            self.env["crm.lead"]._judge_open()
            self.assertEqual(lead.filter_verdict, "ours")

    def test_judging_again_changes_nothing(self):
        self._make_portrait(HAS_REVENUE, IS_BULGARIAN)
        self.env["crm.lead"]._judge_open()
        self.assertEqual(self.env["crm.lead"]._judge_open(), 0)

    def test_queries_do_not_grow_with_requests(self):
        self._make_portrait(HAS_REVENUE, IS_BULGARIAN, self._question(self.ask_lot, wanted_number=100.0))
        self._judge_counted(5)
        self.assertEqual(self._judge_counted(5), self._judge_counted(50))

    def _judge_counted(self, count):
        leads = self.env["crm.lead"].create([{"name": f"Request {place}"} for place in range(count)])
        self.env.flush_all()
        leads.read(["company_id", "product_line_id", "team_id", "create_uid"])
        before = self.env.cr.sql_log_count
        leads._verdicts()
        return self.env.cr.sql_log_count - before
