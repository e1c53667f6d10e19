from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.lead_filter.engine.naive_bayes import learn

from .common import LeadFilterCase

SOURCES = ("Exhibition", "Website", "Letter")


@tagged("post_install", "-at_install")
class TestLeadBacktest(LeadFilterCase):
    """120 closed requests: what comes from exhibitions becomes a contract, three of the others do too."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("crm.pls_fields", "source_id,phone_state")
        cls.env["ir.config_parameter"].set_param("crm.pls_start_date", "2020-01-01")
        cls.env["crm.lead"].with_context(active_test=False).search([("id", "not in", cls.requests.ids)]).unlink()
        cls.sources = cls.env["utm.source"].create([{"name": name} for name in SOURCES])
        cls.won_stage = cls.env["crm.stage"].search([("is_won", "=", True)], limit=1)
        cls.closed = cls.env["crm.lead"].create(
            [
                {
                    "name": f"Request {number}",
                    "type": "opportunity",
                    "user_id": False,
                    "team_id": False,
                    "source_id": cls.sources[number % 3].id,
                }
                for number in range(120)
            ]
        )
        # Odoo dates a new record itself: twelve requests a month.
        for number, lead in enumerate(cls.closed):
            day = f"2025-{1 + number // 12:02}-{1 + number % 12:02}"
            cls.env.cr.execute("UPDATE crm_lead SET create_date = %s WHERE id = %s", (day, lead.id))
        cls.closed.invalidate_recordset(["create_date"])
        cls.contracts = cls.closed.filtered(
            lambda lead: lead.source_id == cls.sources[0] or lead.name in ("Request 7", "Request 100", "Request 112")
        )
        cls.contracts.action_set_won()
        (cls.closed - cls.contracts).action_set_lost()
        cls.portrait = cls.env["lead.portrait"].create(
            {
                "name": "Series",
                "criterion_ids": [
                    (
                        0,
                        0,
                        {
                            "name": "Met at an exhibition",
                            "kind": "condition",
                            "is_knock_out": True,
                            "domain": repr([("source_id", "=", cls.sources[0].id)]),
                        },
                    )
                ],
            }
        )
        cls.backtest = cls.env["lead.backtest"].create({"portrait_id": cls.portrait.id})

    def _run(self):
        self.backtest.with_user(self.director).action_start()
        with self.enter_registry_test_mode():
            self.env.ref("lead_filter.ir_cron_backtest").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(self.backtest.state, "done", self.backtest.message)

    def test_each_contract_that_would_have_been_refused_is_named(self):
        self._run()
        self.assertEqual(self.backtest.refused_ids.lead_id.mapped("name"), ["Request 100", "Request 112"])
        self.assertEqual(self.backtest.refused_ids.criterion_id, self.portrait.criterion_ids)

    def test_the_later_part_is_judged_and_adds_up(self):
        self._run()
        self.assertEqual((self.backtest.earlier_count, self.backtest.later_count), (84, 36))
        judged = self.backtest.judged_ids
        self.assertEqual(sum(judged.mapped("won")) + sum(judged.mapped("lost")), 36)
        ours = judged.filtered(lambda one: one.verdict == "ours")
        self.assertEqual((ours.won, ours.lost), (12, 0))
        self.assertIn("12 of 12", self.backtest.precision_text)
        self.assertIn("12 of 14", self.backtest.recall_text)

    def test_suggestions_come_with_what_they_rest_on_and_go_into_a_draft(self):
        self._run()
        first = self.backtest.suggestion_ids[0]
        self.assertEqual((first.field_id.name, first.test, first.value), ("source_id", "in", self.sources[0].ids))
        self.assertIn("Exhibition", first.name)
        self.assertEqual((first.met, first.won), (28, 28))
        self.assertGreater(first.lift, 2)
        first.with_user(self.director).action_add()
        added = self.portrait.criterion_ids - self.backtest.refused_ids.criterion_id
        self.assertEqual(added.weight, 10)
        self.assertEqual(added.domain, repr([("source_id", "in", self.sources[0].ids)]))
        self.assertTrue(first.is_added)

    def test_a_draft_that_changed_is_judged_as_it_is_now(self):
        self._run()
        self.portrait.criterion_ids.domain = "[('source_id', '!=', False)]"
        self.portrait.criterion_ids.copy({"portrait_id": self.portrait.id})
        self._run()
        self.assertFalse(self.backtest.refused_ids)

    def test_nobody_writes_what_a_back_test_finds(self):
        found = {"curve": "<img src=x onerror=alert(1)>", "precision_text": "100 %", "later_count": 5}
        backtests = self.env["lead.backtest"].with_user(self.director)
        backtest = backtests.create({"portrait_id": self.portrait.id, **found})
        backtest.write(found)
        self.assertFalse(backtest.curve or backtest.precision_text or backtest.later_count)

    def test_the_bounds_of_the_division_are_said_in_percent(self):
        with self.assertRaisesRegex(ValidationError, "90 % of"):
            self.backtest.earlier_share = 1.5

    def test_a_portrait_in_use_gets_a_next_version(self):
        self.portrait.action_put_in_force()
        self.request_of_nobody.source_id = self.sources[0]
        self.env.flush_all()
        self._run()
        action = self.backtest.suggestion_ids[0].with_user(self.director).action_add()
        draft = self.env["lead.portrait"].browse(action["res_id"])
        self.assertEqual((draft.previous_id, draft.state, len(draft.criterion_ids)), (self.portrait, "draft", 2))

    def test_rankings_have_intervals_and_a_picture(self):
        self._run()
        rankings = {ranking.ranked_by: ranking for ranking in self.backtest.ranking_ids}
        self.assertEqual(set(rankings), {"portrait", "suggested", "odoo"})
        # 12 of 14 contracts first, two among the 22 others.
        self.assertAlmostEqual(rankings["portrait"].area, 12 / 14 + 1 / 14, places=3)
        for ranking in rankings.values():
            self.assertTrue(0 <= ranking.low <= ranking.area <= ranking.high <= 1)
        self.assertIn("<polyline", self.backtest.curve)

    def test_the_scoring_it_is_held_against_is_odoo_s(self):
        """Frequencies of all closed requests, and the odds between two open ones as Odoo gives them."""
        self.env.flush_all()
        self.env["crm.lead"]._rebuild_pls_frequency_table()
        fresh = self.env["crm.lead"].create(
            [
                {"name": "New", "type": "opportunity", "team_id": False, "user_id": False, "source_id": source.id}
                for source in self.sources
            ]
        )
        odoo, _tooltip = fresh._pls_get_naive_bayes_probabilities()
        columns = {"source_id": [lead.source_id.id for lead in self.closed]}
        scoring = learn(columns, [lead in self.contracts for lead in self.closed])
        mine = [scoring.probability({"source_id": source.id}) for source in self.sources]
        theirs = [odoo[lead.id] for lead in fresh]

        def odds(percent):
            return percent / (100 - percent)

        for place in (1, 2):
            self.assertAlmostEqual(
                odds(mine[place]) / odds(mine[0]), odds(theirs[place]) / odds(theirs[0]), delta=0.002
            )

    def test_too_few_requests_say_so(self):
        self.backtest.date_from = "2025-09-01"
        self.backtest.action_start()
        with self.enter_registry_test_mode():
            self.env.ref("lead_filter.ir_cron_backtest").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(self.backtest.state, "failed")
        self.assertIn("Too few", self.backtest.message)

    def test_a_second_run_takes_the_place_of_the_first(self):
        self._run()
        judged = self.backtest.judged_ids
        self._run()
        self.assertFalse(judged.exists())
        self.assertEqual(len(self.backtest.judged_ids), len(judged))

    def test_who_may_start_one(self):
        with self.assertRaises(AccessError):
            self.backtest.with_user(self.telemarketer).action_start()
        self.backtest.action_start()
        with self.assertRaises(UserError):
            self.backtest.action_start()
        for values in ({"earlier_share": 1.0}, {"date_from": "2025-02-01", "date_to": "2025-01-01"}):
            with self.assertRaises(ValidationError):
                self.backtest.write(values)
