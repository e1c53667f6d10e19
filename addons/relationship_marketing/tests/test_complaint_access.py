from odoo.tests import HttpCase, JsonRpcException, freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from .test_complaint import TODAY, ComplaintCase

ROLES = ("user", "account_manager", "marketing", "director")


@tagged("post_install", "-at_install")
class TestComplaintAccess(HttpCase):
    """Complaints over RPC, as a stranger's programme would try it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company, cls.other_company = cls.env["res.company"].create([{"name": "First"}, {"name": "Second"}])
        for role in ROLES:
            new_test_user(
                cls.env,
                f"ca_{role}",
                groups=f"relationship_marketing.group_{role}",
                company_id=cls.company.id,
                company_ids=[(6, 0, cls.company.ids)],
            )
        cls.division = cls.env["res.partner"].create({"name": "Orion", "is_company": True})
        cls.family = cls.env.ref("relationship_marketing.problem_family_cold_joint")
        cls.ours, cls.theirs = cls.env["client.complaint"].create(
            [
                {
                    "subject": "Cold joints",
                    "partner_id": cls.division.id,
                    "company_id": company.id,
                    "problem_family_id": cls.family.id,
                    "kind": "product_claim",
                    "severity": "stopped",
                    "cost_ids": [(0, 0, {"kind": "repair", "amount": 10})],
                }
                for company in (cls.company, cls.other_company)
            ]
        )
        cls.env["client.process.action"].create(
            [
                {"name": "Theirs", "company_id": cls.other_company.id, "date_due": TODAY, "effect_check_date": TODAY},
            ]
        )
        cls.env["client.page.link"].create({"person_id": cls.division.id, "company_id": cls.other_company.id})

    def call(self, method, *args, model="client.complaint", **kwargs):
        with mute_logger("odoo.http"):
            return self.make_jsonrpc_request(
                "/web/dataset/call_kw", {"model": model, "method": method, "args": args, "kwargs": kwargs}
            )

    def refused(self, method, *args, **kwargs):
        with self.assertRaises(JsonRpcException) as caught:
            self.call(method, *args, **kwargs)
        return caught.exception.code

    def test_all_of_the_company_read_every_complaint_and_none_of_another(self):
        for role in ROLES:
            self.authenticate(f"ca_{role}", f"ca_{role}")
            self.assertEqual([row["id"] for row in self.call("search_read", [], ["id"])], self.ours.ids, role)
            self.refused("read", self.theirs.ids, ["subject"])
            for model, domain in (
                ("client.complaint.cost", [("complaint_id", "=", self.theirs.id)]),
                ("client.process.action", [("name", "=", "Theirs")]),
                ("client.page.link", [("person_id", "=", self.division.id)]),
            ):
                self.assertEqual(self.call("search_count", domain, model=model), 0, (role, model))

    def test_nobody_deletes_and_only_a_director_archives_rejects_or_plays_down_a_severe_one(self):
        changes = (
            {"state": "rejected", "outcome_reason": "We are right"},
            {"severity": "none"},
            {"active": False, "archive_reason": "Old"},
            {"person_exception_reason": "He slept"},
        )
        for role in ROLES:
            self.authenticate(f"ca_{role}", f"ca_{role}")
            self.refused("unlink", self.ours.ids)
            self.refused("unlink", self.ours.cost_ids.ids, model="client.complaint.cost")
            if role == "director":
                continue
            for values in changes:
                self.refused("write", self.ours.ids, values)
        self.env.invalidate_all()
        self.assertEqual((self.ours.state, self.ours.severity, self.ours.active), ("new", "stopped", True))

    def test_it_is_not_closed_over_rpc_before_its_time(self):
        self.authenticate("ca_director", "ca_director")
        self.refused("write", self.ours.ids, {"state": "closed"})
        self.refused("create", [{"subject": "Done", "state": "closed", "partner_id": self.division.id}])
        self.refused("_propose", [{"subject": "X"}])
        self.refused("_file_from_page", self.division.id, self.company.id, {})

    def test_no_complaint_is_born_rejected_by_who_may_not_reject_it(self):
        self.authenticate("ca_user", "ca_user")
        values = {
            "subject": "X",
            "partner_id": self.division.id,
            "severity": "stopped",
            "state": "rejected",
            "outcome_reason": "No",
        }
        self.refused("create", [values])


@freeze_time(TODAY)
@tagged("post_install", "-at_install")
class TestComplaintMerge(ComplaintCase):
    """Odoo's merge of partners joins their problems, and loses no complaint."""

    def test_complaints_of_merged_divisions_are_one_problem(self):
        first, second = self.complain(partner_id=self.stranger.id), self.complain()
        link = self.env["client.page.link"].create({"person_id": self.stranger.id})
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.stranger | self.division).ids, self.division)
        self.env.invalidate_all()
        self.assertEqual((first | second).partner_id, self.division)
        self.assertEqual((first | second).group_id, self.group)
        self.assertEqual((first | second).mapped("chain_count"), [2, 2])
        self.assertEqual(link.person_id, self.division)

    def test_a_division_with_complaints_is_not_deleted(self):
        complaint = self.complain(partner_id=self.stranger.id)
        with self.assertRaisesRegex(Exception, "evidence"):
            self.stranger.unlink()
        self.assertTrue(complaint.exists())


@tagged("post_install", "-at_install")
class TestComplaintWatch(ComplaintCase):
    """By night management is told of what nobody answered, once."""

    def told(self, complaint):
        return self.env["mail.message"].search_count(
            [("model", "=", "client.complaint"), ("res_id", "=", complaint.id), ("body", "ilike", "was to be answered")]
        )

    def watch(self):
        with self.enter_registry_test_mode():
            self.env.ref("relationship_marketing.ir_cron_complaint_watch").method_direct_trigger()

    def test_an_overdue_answer_is_told_once_and_again_when_a_new_date_passes(self):
        complaint = self.complain(kind="written_claim", answer_by="2026-03-10")
        with freeze_time("2026-03-10"):
            self.watch()
            self.assertEqual(self.told(complaint), 0)
        with freeze_time("2026-03-11"):
            self.watch()
            self.watch()
            self.assertEqual(self.told(complaint), 1)
            complaint.answer_by = "2026-03-20"
        with freeze_time("2026-03-21"):
            self.watch()
            self.assertEqual(self.told(complaint), 2)

    def test_alike_complaints_filed_in_one_moment_are_counted_by_night(self):
        first, second = self.complain(), self.complain()
        self.env.flush_all()
        # As two transactions leave them that did not see each other.
        self.env.cr.execute(
            "UPDATE client_complaint SET is_repeated = FALSE, chain_count = 1 WHERE id = ANY(%s)",
            [(first | second).ids],
        )
        self.env.invalidate_all()
        self.watch()
        self.assertEqual((first | second).mapped("chain_count"), [2, 2])
        self.assertEqual((first | second).mapped("is_repeated"), [True, True])

    def test_joined_groups_ask_for_a_process_action_by_night(self):
        first, second = self.complain(), self.complain(partner_id=self.stranger.id)
        self.stranger.client_group_id = self.group
        self.watch()
        self.watch()
        asked = (first | second).activity_ids
        self.assertEqual([len(first.activity_ids), len(second.activity_ids)], [1, 1])
        self.assertEqual(set(asked.mapped("summary")), {"What changes in the process?"})


@freeze_time(TODAY)
@tagged("post_install", "-at_install")
class TestComplaintLists(ComplaintCase):
    """Lists, boards and panels cost the same number of queries for few complaints and for many."""

    def make(self, count):
        self.env["client.complaint"].create(
            [
                {
                    "subject": f"Complaint {number}",
                    "partner_id": partner.id,
                    "problem_family_id": self.joints.id,
                    "kind": "product_claim",
                    "owner_id": self.colleague.id,
                }
                for number, partner in enumerate((self.division, self.other_division, self.stranger) * count)
            ]
        )

    def queries(self, work):
        work()  # what is cached for good is read here
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        work()
        return self.env.cr.sql_log_count - before

    def assertSameQueries(self, work):
        self.make(2)
        few = self.queries(work)
        self.make(20)
        self.assertLessEqual(self.queries(work), few)

    def test_the_list(self):
        complaints = self.env["client.complaint"].with_user(self.colleague)
        view = complaints.get_view(self.env.ref("relationship_marketing.client_complaint_view_list").id, "list")
        names = view["models"]["client.complaint"]
        fields = {
            name: {"fields": {"display_name": {}}} if complaints._fields[name].type == "many2one" else {}
            for name in names
        }
        self.assertSameQueries(lambda: complaints.web_search_read([], fields))

    def test_what_is_missing_on_many(self):
        complaints = self.env["client.complaint"].with_user(self.colleague)
        self.assertSameQueries(lambda: complaints.search([]).mapped("missing_to_close"))

    def test_open_complaints_of_groups_and_the_panel(self):
        partners = self.division | self.other_division | self.stranger
        groups = self.env["client.group"].with_user(self.colleague)

        def work():
            (self.group.with_user(self.colleague)).mapped("open_complaint_count")
            return groups._client_contexts(partners.with_user(self.colleague))

        self.assertSameQueries(work)
        contexts = work()
        self.assertEqual(contexts[self.division.id]["complaints"]["open"], 44)
        self.assertEqual(contexts[self.stranger.id]["complaints"]["open"], 22)
        self.assertEqual(len(contexts[self.division.id]["complaints"]["list"]), 3)

    def test_the_panel_says_nothing_where_nothing_is_open(self):
        contexts = self.env["client.group"]._client_contexts(self.division)
        self.assertNotIn("complaints", contexts[self.division.id])
