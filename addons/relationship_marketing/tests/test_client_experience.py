from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from .common import day
from .test_client_promise import PromiseCase

TODAY = "2026-11-20"


class ExperienceCase(PromiseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = day(TODAY)
        cls.records = cls.env["client.experience"]
        cls.soldering, cls.coating = cls.env["client.problem.family"].create(
            [{"name": "Soldering"}, {"name": "Coating"}]
        )
        cls.boards = cls.env["product.category"].create({"name": "Boards"})
        cls.product = cls.env["product.product"].create(
            {"name": "Board", "type": "consu", "categ_id": cls.boards.id, "invoice_policy": "order"}
        )
        cls.stranger = cls.env["res.partner"].create({"name": "Vega", "is_company": True})

    def experience(self, **values):
        return self.records.create(
            {
                "name": "First series",
                "partner_id": self.division.id,
                "author_id": self.user.id,
                "date": "2026-06-01",
                "went_wrong": "Voids under the BGA",
                **values,
            }
        )


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestClientExperience(ExperienceCase):
    """What a deal taught is written down and used by others, also when its author leaves (000)."""

    def test_each_side_rates_by_its_own_criteria_and_not_rated_is_unknown(self):
        criteria = self.env["client.experience.criterion"].search([("active", "=", True)])
        ours, theirs = self.experience(), self.experience(side="theirs", person_id=self.person.id, said_on=TODAY)
        for record, side in ((ours, "ours"), (theirs, "theirs")):
            wanted = criteria.filtered(lambda item, side=side: item.side in (side, "both"))
            self.assertEqual(record.criterion_rating_ids.criterion_id, wanted)
        self.assertFalse(ours.rating_summary)
        ours.criterion_rating_ids[0].rating, ours.criterion_rating_ids[1].rating = "5", "2"
        self.assertEqual(ours.rating_summary, f"3.5 of 5 (2 of {len(ours.criterion_rating_ids)} rated)")
        ours.side = "theirs"
        self.assertEqual(sorted(ours.criterion_rating_ids.mapped("value"))[-2:], [2, 5])

    def test_a_user_writes_a_record_on_the_form(self):
        with Form(self.records.with_user(self.user)) as form:
            form.name = "First series"
            form.partner_id = self.division
            form.side = "theirs"
            with form.criterion_rating_ids.edit(0) as line:
                line.rating = "4"
        record = form.record
        self.assertEqual((record.author_id, record.criterion_rating_ids[0].value), (self.user, 4))
        self.assertEqual(set(record.criterion_rating_ids.criterion_id.mapped("side")), {"theirs", "both"})
        with Form(record) as form:
            form.went_well = "All in time"
        self.assertEqual((record.went_well, record.criterion_rating_ids[0].value), ("All in time", 4))

    def test_it_stays_readable_when_its_author_leaves(self):
        record = self.experience()
        self.user.active = False
        self.env.invalidate_all()
        reader = record.with_user(self.colleague)
        self.assertEqual((reader.author_name, reader.went_wrong), (self.user.name, "Voids under the BGA"))
        record.author_id = False
        self.assertEqual(record.author_name, self.user.name)

    def test_the_author_writes_an_account_manager_corrects_and_others_read(self):
        record = self.experience()
        record.with_user(self.user).solution = "Pilot batch"
        record.with_user(self.user).criterion_rating_ids[0].rating = "4"
        record.with_user(self.account_manager).proposals = "Ask for the mask"
        for call in (
            lambda: record.with_user(self.colleague).write({"solution": "Nothing"}),
            lambda: record.with_user(self.colleague).criterion_rating_ids[0].write({"rating": "1"}),
            lambda: record.with_user(self.marketing).write({"solution": "Nothing"}),
            lambda: record.with_user(self.director).unlink(),
        ):
            with self.assertRaises(AccessError):
                call()
        self.assertEqual(record.with_user(self.colleague).solution, "Pilot batch")

    def test_marketing_sums_up_and_nobody_else(self):
        record = self.experience()
        record.with_user(self.marketing).summary = "Pilot batch before a BGA series."
        self.assertEqual((record.summary_by_id, record.summary_on), (self.marketing, self.today))
        for values in ({"summary": "Mine"}, {"summary": False}, {"summary_by_id": self.user.id}):
            with self.assertRaisesRegex(AccessError, "Only marketing"):
                record.with_user(self.user).write(values)

    def test_votes_and_the_authors_name_are_not_written_and_nobody_hides_the_own_record(self):
        record = self.experience().with_user(self.user)
        record.write({"helped_count": 9, "author_name": "Somebody"})
        self.assertEqual((record.helped_count, record.author_name), (0, self.user.name))
        with self.assertRaises(AccessError):
            record.action_archive()
        record.with_user(self.account_manager).action_archive()
        self.assertFalse(record.active)

    def test_this_helped_counts_once_a_colleague_and_can_be_taken_back(self):
        record = self.experience()
        for user in (self.user, self.colleague):
            record.with_user(user).action_helped()
        self.assertEqual(record.helped_count, 2)
        self.assertTrue(record.with_user(self.colleague).has_helped_me)
        record.with_user(self.colleague).action_helped()
        self.assertEqual(record.helped_count, 1)
        vote = self.env["client.experience.vote"].with_user(self.colleague)
        self.assertEqual(vote.create({"experience_id": record.id, "user_id": self.user.id}).user_id, self.colleague)

    def test_a_request_is_answered_with_words(self):
        record = self.experience(state="requested", went_wrong=False)
        with self.assertRaisesRegex(UserError, "First series"):
            record.action_record()
        record.went_well = "All in time"
        record.action_record()
        self.assertEqual((record.state, record.confirmed_on), ("recorded", self.today))

    def test_confirmed_again_after_eighteen_months_or_marked_old(self):
        self.records.search([]).asked_again_on = TODAY
        record = self.experience(confirmed_on="2025-05-19")
        fresh = self.experience(confirmed_on="2025-05-21")
        self.assertEqual((record.is_old, fresh.is_old), (True, False))
        self.assertEqual(self.records.search([("is_old", "=", True), ("id", "in", (record | fresh).ids)]), record)
        company = self.env.company
        self.assertEqual((self.records._ask_to_confirm(company), self.records._ask_to_confirm(company)), (1, 0))
        self.assertEqual(record.activity_ids.user_id, self.user)
        record.with_user(self.colleague).action_still_true()
        self.assertEqual((record.is_old, record.confirmed_by_id), (False, self.colleague))
        record.with_user(self.user).action_outdated()
        self.assertEqual((record.state, record.is_old), ("old", True))

    def test_the_three_nearest_show_themselves(self):
        far = self.experience(partner_id=self.stranger.id, problem_family_id=self.coating.id)
        problem = self.experience(partner_id=self.stranger.id, problem_family_id=self.soldering.id)
        group = self.experience(partner_id=self.other_division.id)
        old = self.experience(problem_family_id=self.soldering.id, confirmed_on="2020-01-01")
        own = self.experience()
        request = self.experience(state="requested")
        lead = self.env["crm.lead"].create({"name": "Boards", "type": "lead", "partner_id": self.person.id})
        shown = [row["id"] for row in lead.client_context["experiences"]]
        self.assertEqual(shown, [own.id, old.id, group.id])
        (own | group).active = False
        lead.invalidate_recordset(["client_context"])
        shown = [row["id"] for row in lead.client_context["experiences"]]
        self.assertEqual(shown, [old.id, problem.id])
        self.assertNotIn(far.id, shown)
        self.assertNotIn(request.id, shown)

    def test_showing_them_asks_no_more_for_many_clients(self):
        groups = self.env["client.group"].create([{"name": f"Group {n}"} for n in range(40)])
        partners = self.env["res.partner"].create(
            [{"name": group.name, "is_company": True, "client_group_id": group.id} for group in groups]
        )
        self.env["client.agreement"].create(
            [{"name": p.name, "partner_id": p.id, "signed_on": TODAY} for p in partners]
        )
        for partner in partners:
            self.experience(partner_id=partner.id, problem_family_id=self.soldering.id)
        groups = groups.browse()
        counts = []
        for few in (partners[:3], partners):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            contexts = groups._client_contexts(few)
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual({len(context["experiences"]) for context in contexts.values()}, {3})
        self.assertLessEqual(counts[1], counts[0] + 1)

    def test_two_companies_keep_their_experience_to_themselves(self):
        other = self.env["res.company"].create({"name": "Second"})
        theirs = self.experience(company_id=other.id)
        self.assertFalse(self.records.with_user(self.director).search([("id", "=", theirs.id)]))
        shown = self.env["client.group"].with_user(self.user)._client_contexts(self.division.with_user(self.user))
        self.assertEqual(shown[self.division.id]["experiences"], [])

    def test_a_merge_carries_everything_over_and_keeps_one_request(self):
        kept = self.experience(state="requested")
        double = self.experience(state="requested", partner_id=self.other_division.id, date="2026-01-01")
        record = self.experience(partner_id=self.other_division.id)
        promise = self.promise(partner_id=self.other_division.id)
        agreement = self.env["client.agreement"].create(
            {"name": "Frame contract", "partner_id": self.other_division.id}
        )
        self.env["base.partner.merge.automatic.wizard"]._merge((self.division | self.other_division).ids, self.division)
        self.env.invalidate_all()
        for carried in (kept, double, record, promise, agreement):
            self.assertEqual(carried.partner_id, self.division, carried)
        self.assertEqual((kept.active, double.active), (True, False))


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestExperienceRequests(ExperienceCase):
    """After a deal who made it is asked, once, and never twice at a time of one division."""

    def order(self, moment, price=100.0, partner=None, user=None):
        order = self.env["sale.order"].create(
            {
                "partner_id": (partner or self.division).id,
                "user_id": (user or self.user).id,
                "order_line": [(0, 0, {"product_id": self.product.id, "price_unit": price, "tax_ids": [(5,)]})],
            }
        )
        order.action_confirm()
        order.date_order = moment
        return order

    def ask(self):
        self.records._ask_for_deals(self.env.company)
        return self.records.search([("state", "=", "requested"), ("partner_id.name", "like", "Orion")])

    def test_the_first_order_is_asked_about_when_it_is_over(self):
        order = self.order(f"{self.today - timedelta(days=29)} 10:00:00")
        self.assertFalse(self.ask())
        order.date_order = f"{self.today - timedelta(days=30)} 10:00:00"
        request = self.ask()
        self.assertRecordValues(
            request,
            [
                {
                    "order_id": order.id,
                    "occasion": "first",
                    "author_id": self.user.id,
                    "partner_id": self.division.id,
                    "categ_id": self.boards.id,
                    "date": self.today - timedelta(days=30),
                }
            ],
        )
        self.assertEqual(request.activity_ids.user_id, self.user)
        request.with_user(self.user).went_well = "All in time"
        request.with_user(self.user).action_record()
        self.assertFalse(request.activity_ids)
        self.assertFalse(self.ask())

    def test_a_fully_invoiced_order_is_over_at_once(self):
        order = self.order(f"{self.today - timedelta(days=2)} 10:00:00")
        order._create_invoices().action_post()
        self.assertEqual(self.ask().order_id, order)

    def test_one_open_request_a_division(self):
        self.order(f"{self.today - timedelta(days=60)} 10:00:00")
        self.order(f"{self.today - timedelta(days=50)} 10:00:00", price=5000)
        other = self.order(f"{self.today - timedelta(days=50)} 10:00:00", partner=self.other_division)
        requests = self.ask()
        self.assertEqual(len(requests), 2)
        self.assertEqual(requests.filtered(lambda request: request.partner_id == self.division).occasion, "first")
        self.assertEqual(requests.order_id & other, other)
        self.assertEqual(self.ask(), requests)

    def test_large_by_the_companys_threshold_and_the_quarters_once(self):
        self.env.company.experience_large_amount = 1000
        self.experience(order_id=self.order("2026-06-02 10:00:00").id)
        small, large, quarter = (
            self.order(f"{moment} 10:00:00", price)
            for moment, price in (("2026-08-03", 10), ("2026-08-10", 1000), ("2026-10-05", 10))
        )
        seen = []
        while request := self.ask():
            seen.append((request.order_id, request.occasion))
            request.went_well = "Well"
            request.action_record()
        self.assertEqual(seen, [(large, "large"), (quarter, "quarter")])
        self.assertNotIn(small, [order for order, _occasion in seen])

    def test_without_a_threshold_the_largest_tenth_is_large(self):
        self.env["sale.order"].search([("state", "=", "sale")])._action_cancel()
        orders = [self.order(f"{self.today - timedelta(days=40)} 10:00:00", price) for price in range(1, 12)]
        first = self.ask()
        first.went_well = "Well"
        first.action_record()
        request = self.ask()
        self.assertEqual((request.order_id, request.occasion), (orders[-1], "large"))

    def test_who_bought_before_odoo_has_no_first_order_here(self):
        self.env.company.experience_large_amount = 1000
        self.env.flush_all()
        self.env.cr.execute(
            "INSERT INTO client_supply (company_id, partner_id, month, quantity, amount, source)"
            " VALUES (%s, %s, '2023-01-01', 1, 100, 'import')",
            [self.env.company.id, self.division.id],
        )
        self.order(f"{self.today - timedelta(days=40)} 10:00:00")
        self.assertEqual(self.ask().occasion, "quarter")

    def test_who_left_is_not_asked_but_who_tends_the_client(self):
        self.group.key_account_manager_id = self.account_manager
        self.order(f"{self.today - timedelta(days=40)} 10:00:00")
        self.user.active = False
        request = self.ask()
        self.assertEqual((request.author_id, request.activity_ids.user_id), (self.account_manager,) * 2)

    def test_an_old_deal_is_left_alone(self):
        self.order(f"{self.today - timedelta(days=250)} 10:00:00")
        self.assertFalse(self.ask())

    def test_the_job_logs_itself(self):
        self.order(f"{self.today - timedelta(days=40)} 10:00:00")
        with self.enter_registry_test_mode():
            self.env.ref("relationship_marketing.ir_cron_experience").method_direct_trigger()
        run = self.env["client.job.run"].search([("job", "like", "Experience%")], limit=1)
        self.assertEqual(run.state, "done")
        self.assertTrue(self.records.search([("partner_id", "=", self.division.id), ("state", "=", "requested")]))
