import json

from odoo.exceptions import AccessError, LockError, UserError
from odoo.tests import Form, HttpCase, tagged
from odoo.tools import mute_logger

from .common import LossCase

MODELS = (
    "loss.analysis",
    "loss.set.aside",
    "loss.client",
    "loss.case",
    "loss.case.family",
    "loss.case.move",
    "loss.volume",
    "loss.cause.kind",
    "loss.cause",
    "loss.interview",
    "loss.quote",
    "loss.economics",
    "loss.measure",
)
# Catalogues that all companies share.
SHARED = ("loss.cause.kind",)
OPERATIONS = ("read", "write", "create", "unlink")
RIGHTS = {
    "analyst": {
        "loss.analysis": "read write create",
        "loss.set.aside": "read",
        "loss.client": "read",
        "loss.case": "read write",
        "loss.case.family": "read",
        "loss.case.move": "read",
        "loss.volume": "read",
        "loss.cause.kind": "read",
        "loss.cause": "read write create unlink",
        "loss.interview": "read write create unlink",
        "loss.quote": "read",
        "loss.economics": "read write create",
        "loss.measure": "read write create unlink",
    },
    "interviewer": {
        "loss.client": "read",
        "loss.case": "read",
        "loss.case.family": "read",
        "loss.case.move": "read",
        "loss.cause.kind": "read",
        "loss.cause": "read write create",
        "loss.interview": "read write create",
        "loss.quote": "read write create unlink",
        "loss.measure": "read write",
    },
    "relations_user": {"loss.measure": "read write"},
    "plain_user": {},
}
RIGHTS["director"] = {
    **RIGHTS["analyst"],
    "loss.analysis": "read write create unlink",
    "loss.cause.kind": "read write create unlink",
    "loss.quote": "read write create unlink",
}


@tagged("post_install", "-at_install")
class TestLossAccess(LossCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._history(cls._make_client("Old"), 0, 100)
        cls._history(cls._make_client("Good"), 100, 100)
        cls.analysis = cls._make_analysis(years=2)

    def test_every_model_and_role(self):
        for role, rights in RIGHTS.items():
            for model in MODELS:
                for operation in OPERATIONS:
                    with self.subTest(role=role, model=model, operation=operation):
                        self.assertEqual(
                            self.env[model].with_user(getattr(self, role)).has_access(operation),
                            operation in rights.get(model, ""),
                        )

    def test_an_interviewer_sees_clients_with_a_case_only(self):
        clients = self.env["loss.client"].with_user(self.interviewer).search([("analysis_id", "=", self.analysis.id)])
        self.assertEqual(clients.mapped("name"), ["Old"])
        case = self.env["loss.case"].with_user(self.interviewer).search([("analysis_id", "=", self.analysis.id)])
        self.assertEqual((case.name, case.volume_2, case.analysis_state), ("Old", 100, "volumes"))

    def test_an_interviewer_can_open_a_case(self):
        form = Form(self.analysis.case_ids.with_user(self.interviewer))
        self.assertEqual((form.name, form.lost_volume), ("Old", 100))
        self.assertIn("<svg", form.volume_chart)

    def test_analysts_keep_the_supply_history(self):
        for model in ("client.supply.import", "client.supply.import.heading", "client.supply.import.refusal"):
            self.assertTrue(self.env[model].with_user(self.analyst).has_access("create"), model)

    def test_companies_do_not_see_each_other(self):
        neighbour = self._make_user("neighbour", "relationship_marketing.group_director", self.other_company)
        own = {"allowed_company_ids": self.other_company.ids}

        def seen_by_neighbour(records):
            return records.with_user(neighbour).with_context(**own)

        for model in set(MODELS) - set(SHARED):
            with self.subTest(model=model):
                self.assertFalse(seen_by_neighbour(self.env[model]).search([]))
        for record in (self.analysis, self.analysis.client_ids[0], self.analysis.case_ids):
            with self.assertRaises(AccessError):
                seen_by_neighbour(record).read(["name"])
        with self.assertRaises(AccessError):
            seen_by_neighbour(self.analysis).action_compute()
        with self.assertRaises(AccessError):
            seen_by_neighbour(self.env["loss.analysis"]).create({"company_id": self.company.id})

    def test_two_at_once_are_told(self):
        """Somebody else holds the analysis: a second connection cannot see this transaction, so it is played."""

        def refuse(*_args, **_kwargs):
            raise LockError("held")

        self.patch(type(self.env["loss.analysis"]), "lock_for_update", refuse)
        for work in (self.analysis.action_compute, self.analysis.with_user(self.sales_head).action_confirm):
            with self.assertRaisesRegex(UserError, "Somebody else is working"):
                work()


@tagged("post_install", "-at_install")
class TestLossRpc(LossCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._history(cls._make_client("Old"), 0, 100)
        cls.analysis = cls._make_analysis(years=2)

    def _call(self, role, model, method, *args, **kwargs):
        user = getattr(self, role)
        self.authenticate(user.login, f"loss_{role}")
        answer = self.url_open(
            f"/web/dataset/call_kw/{model}/{method}",
            data=json.dumps(
                {"jsonrpc": "2.0", "params": {"model": model, "method": method, "args": args, "kwargs": kwargs}}
            ),
            headers={"Content-Type": "application/json"},
        ).json()
        if error := answer.get("error"):
            return error["data"]["name"]
        return answer["result"]

    @mute_logger("odoo.http")
    def test_remote_calls_have_the_rights_of_the_role(self):
        case, refused = self.analysis.case_ids, "odoo.exceptions.AccessError"
        for role, model, method, args, allowed in [
            ("analyst", "loss.case", "write", [case.ids, {"note": "<p>x</p>"}], True),
            ("analyst", "loss.case", "write", [case.ids, {"classification": "stable"}], False),
            ("analyst", "loss.client", "write", [case.client_id.ids, {"classification": "stable"}], False),
            ("analyst", "loss.analysis", "write", [self.analysis.ids, {"state": "causes"}], False),
            ("analyst", "loss.analysis", "action_compute", [self.analysis.ids], True),
            ("analyst", "loss.analysis", "action_confirm", [self.analysis.ids], False),
            ("analyst", "loss.analysis", "unlink", [self.analysis.ids], False),
            ("interviewer", "loss.case", "read", [case.ids, ["name", "volume_1", "lost_volume"]], True),
            ("interviewer", "loss.case", "write", [case.ids, {"note": "<p>x</p>"}], False),
            ("interviewer", "loss.analysis", "read", [self.analysis.ids, ["name"]], False),
            ("interviewer", "loss.analysis", "action_compute", [self.analysis.ids], False),
            ("relations_user", "loss.case", "read", [case.ids, ["name"]], False),
            ("plain_user", "loss.analysis", "action_confirm", [self.analysis.ids], False),
            ("plain_user", "loss.case", "search_read", [[]], False),
            ("sales_head", "loss.analysis", "action_confirm", [self.analysis.ids], True),
        ]:
            with self.subTest(role=role, model=model, method=method, args=args):
                result = self._call(role, model, method, *args)
                self.assertEqual(result != refused, allowed, result)

    @mute_logger("odoo.http")
    def test_private_methods_are_not_reachable(self):
        for method in ("_compute_and_store", "_go_back", "_clear_confirmations"):
            self.assertNotIsInstance(self._call("director", "loss.analysis", method, self.analysis.ids), bool)
