from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tests.common import JsonRpcException

DENIED = "odoo.exceptions.AccessError"


@tagged("post_install", "-at_install")
class TestAccessPromises(HttpCase):
    """What a stranger's programme tries over JSON-RPC with promises, agreements and experience."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company, cls.other_company = cls.env["res.company"].create([{"name": "First"}, {"name": "Second"}])
        cls.users = {
            role: new_test_user(
                cls.env,
                f"promises_{role}",
                groups=f"relationship_marketing.group_{role}",
                company_id=cls.company.id,
                company_ids=[(6, 0, cls.company.ids)],
            )
            for role in ("user", "account_manager", "director")
        }
        cls.division = cls.env["res.partner"].create({"name": "Orion", "is_company": True})
        cls.records = {
            company: [
                cls.env["client.promise"].create(
                    {"name": "Costing", "due": "2031-01-01", "responsible_id": cls.env.user.id, **about}
                ),
                cls.env["client.agreement"].create({"name": "Frame contract", **about}),
                cls.env["client.experience"].create({"name": "First series", "author_id": cls.env.user.id, **about}),
            ]
            for company in (cls.company, cls.other_company)
            for about in [{"partner_id": cls.division.id, "company_id": company.id}]
        }

    def call(self, model, method, *args):
        """(result, name of the error)"""
        try:
            params = {"model": model, "method": method, "args": args, "kwargs": {}}
            return self.make_jsonrpc_request("/web/dataset/call_kw", params), None
        except JsonRpcException as error:
            return None, str(error)

    def login(self, role):
        self.authenticate(f"promises_{role}", f"promises_{role}")

    def test_two_companies_never_see_each_others(self):
        self.login("director")
        for ours, theirs in zip(*self.records.values(), strict=True):
            rows, _error = self.call(ours._name, "search_read", [("partner_id", "=", self.division.id)], ["id"])
            self.assertEqual([row["id"] for row in rows], ours.ids)
            for method, args in (("read", [["name"]]), ("write", [{"name": "Mine"}])):
                self.assertEqual(self.call(ours._name, method, theirs.ids, *args)[1], DENIED, (ours, method))

    def test_nobody_deletes_and_a_user_leaves_the_records_of_others_alone(self):
        for role in self.users:
            self.login(role)
            for record in self.records[self.company]:
                self.assertEqual(self.call(record._name, "unlink", record.ids)[1], DENIED, (role, record))
        self.login("user")
        for record in self.records[self.company]:
            self.assertEqual(self.call(record._name, "write", record.ids, {"name": "Mine"})[1], DENIED, record)

    def test_a_vote_is_ones_own_and_private_methods_are_not_called(self):
        experience = self.records[self.company][2]
        self.login("user")
        vote, _error = self.call(
            "client.experience.vote",
            "create",
            [{"experience_id": experience.id, "user_id": self.users["director"].id}],
        )
        self.assertEqual(self.env["client.experience.vote"].browse(vote).user_id, self.users["user"])
        for model, method in (
            ("client.promise", "_break_lapsed"),
            ("client.promise", "_move_due"),
            ("client.experience", "_ask_for_deals"),
        ):
            self.assertEqual(self.call(model, method, [])[1], DENIED, method)

    def test_a_user_records_what_was_promised_and_keeps_it(self):
        self.login("user")
        (promise_id,), error = self.call(
            "client.promise", "create", [{"name": "Samples", "partner_id": self.division.id, "due": "2031-01-01"}]
        )
        self.assertIsNone(error)
        self.assertIsNone(self.call("client.promise", "action_keep", [promise_id])[1])
        promise = self.env["client.promise"].browse(promise_id)
        self.assertEqual((promise.state, promise.responsible_id), ("kept", self.users["user"]))
