import json
from itertools import product

from odoo.tests import HttpCase, new_test_user, tagged

ROLES = {
    "stranger": "base.group_user",
    "user": "relationship_marketing.group_user",
    "account_manager": "relationship_marketing.group_account_manager",
    "marketing": "relationship_marketing.group_marketing",
    "director": "relationship_marketing.group_director",
}
READERS = {"user", "account_manager", "marketing", "director"}
# model: (who reads, who creates)
MODELS = {
    "client.criterion": (READERS, {"director"}),
    "client.criterion.half": (READERS, {"director"}),
    "client.criterion.answer": (READERS, READERS),
    "client.assessment": (READERS, set()),
    "client.deferral": (READERS, READERS),
    "client.question": (READERS, READERS),
    "client.recommendation": (READERS, READERS),
    "client.decision": (READERS, {"director"}),
    "client.decision.due": (READERS, set()),
    "client.promise": (READERS, READERS),
    "client.promise.move": (READERS, READERS),
    "client.promise.close": (READERS, READERS),
    "client.promise.reliability": (READERS, set()),
    "client.agreement": (READERS, {"account_manager", "director"}),
    "client.agreement.gap": (READERS, set()),
    "client.agreement.party": (READERS, {"account_manager", "director"}),
    "client.agreement.check": (READERS, {"account_manager", "director"}),
    "client.agreement.item": (READERS, {"director"}),
    "client.experience": (READERS, READERS),
    "client.experience.rating": (READERS, READERS),
    "client.experience.vote": (READERS, READERS),
    "client.experience.criterion": (READERS, {"director"}),
    "client.group": (READERS, {"account_manager", "marketing", "director"}),
    "client.group.member": (READERS, {"account_manager", "director"}),
    "client.class": (READERS, {"director"}),
    "client.group.event": (READERS, set()),
    "client.group.event.line": (READERS, set()),
    "client.group.join": ({"account_manager", "marketing", "director"}, {"account_manager", "marketing", "director"}),
    "client.group.split": ({"account_manager", "marketing", "director"}, {"account_manager", "marketing", "director"}),
    "client.link.end": ({"account_manager", "marketing", "director"}, {"account_manager", "marketing", "director"}),
    "client.link.reading": (READERS, set()),
    "client.link": (READERS, {"account_manager", "marketing", "director"}),
    "client.link.type": (READERS, {"director"}),
    "client.complaint": (READERS, READERS),
    "client.complaint.cost": (READERS, READERS),
    "client.page.link": (READERS, READERS),
    "client.page.attempt": ({"director"}, set()),
    "client.process.action": (READERS, READERS),
    "client.problem.family": (READERS, {"director"}),
    "client.link.suggestion": (READERS, set()),
    "client.link.suggestion.evidence": (READERS, set()),
    "client.radar.profile": ({"director"}, set()),
    "client.radar.key": ({"director"}, set()),
    "client.free.mail.domain": (READERS, {"director"}),
    "client.supply": (READERS, set()),
    "client.supply.touched": ({"director"}, set()),
    "client.supply.import": (READERS, {"marketing", "director"}),
    "client.supply.import.heading": (READERS, {"marketing", "director"}),
    "client.supply.import.line": (READERS, set()),
    "client.supply.import.refusal": (READERS, {"marketing", "director"}),
    "client.job.run": (READERS, set()),
    "client.care.plan": (READERS, {"director"}),
    "client.care.step": (READERS, {"director"}),
    "client.care.request": (READERS, set()),
    "client.cadence": (READERS, {"director"}),
    "client.contact.due": (READERS, set()),
    "client.occasion": (READERS, {"account_manager", "marketing", "director"}),
    "client.greeting": (READERS, set()),
    "client.dormancy.step": (READERS, {"director"}),
    "client.dormant": (READERS, set()),
    "client.contact.channel": (READERS, {"director"}),
    "client.contact.cost": (READERS, set()),
    "client.post": (READERS, READERS),
    "client.contact": (READERS, set()),
    "client.tie": (READERS, READERS),
    "client.tie.transfer": (READERS, READERS),
    "client.tie.note": (READERS, READERS),
    "client.change": (READERS, READERS),
    "client.change.kind": (READERS, {"director"}),
    "client.change.kind.response": (READERS, {"account_manager", "director"}),
    "client.introduction": (READERS, READERS),
    "client.introduction.result": (READERS, set()),
    "client.review": (READERS, READERS),
    "client.review.result": (READERS, READERS),
    "client.review.result.line": (READERS, READERS),
    "client.dependence": (READERS, set()),
    "client.input.interface": (READERS, READERS),
    "client.measure": (READERS, set()),
    "client.measure.figure": (READERS, set()),
    "client.measure.snapshot": (READERS, set()),
    "client.measure.statement": (READERS, READERS),
    "client.answer": (READERS, set()),
    "client.measure.standing": (READERS, set()),
    "client.review.result.statement": (READERS, READERS),
    "client.attribute": (READERS, {"director"}),
    "client.attribute.weight": (READERS, READERS),
    "client.position": (READERS, set()),
    "client.position.line": (READERS, set()),
    "client.position.answer": (READERS, READERS),
    "client.position.behaviour": (READERS, READERS),
    "client.position.cell": (READERS, set()),
    "client.position.sign": (READERS, {"director"}),
    "client.position.factor": (READERS, {"director"}),
    "client.performance": (READERS, set()),
    "client.performance.curve": (READERS, set()),
    "client.performance.standard": (READERS, {"account_manager", "director"}),
    "client.level": (READERS, {"director"}),
    "client.level.condition": (READERS, {"director"}),
    "client.level.check": (READERS, set()),
    "client.level.reach": (READERS, set()),
    "client.service.cost": (READERS, READERS),
    "client.hourly.cost": ({"director"}, {"director"}),
    "client.prestige": (READERS, {"director"}),
    "client.net.value": (READERS, set()),
    "client.plan": (READERS, {"account_manager", "director"}),
    "client.plan.goal": (READERS, {"account_manager", "director"}),
    "client.plan.need": (READERS, {"account_manager", "director"}),
    "client.plan.step": (READERS, {"account_manager", "director"}),
    "client.plan.reading": (READERS, set()),
}


@tagged("post_install", "-at_install")
class TestAccess(HttpCase):
    """Every model and every role, over JSON-RPC as a stranger's programme would try it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "First"})
        cls.other_company = cls.env["res.company"].create({"name": "Second"})
        for role, group in ROLES.items():
            new_test_user(
                cls.env,
                f"rm_{role}",
                groups=group,
                company_id=cls.company.id,
                company_ids=[(6, 0, cls.company.ids)],
            )

    def call(self, model, method, *args, **kwargs):
        response = self.url_open(
            "/web/dataset/call_kw",
            data=json.dumps({"params": {"model": model, "method": method, "args": args, "kwargs": kwargs}}),
            headers={"Content-Type": "application/json"},
        ).json()
        return response.get("result"), response.get("error", {}).get("data", {}).get("name")

    def test_who_reads_what(self):
        for role in ROLES:
            self.authenticate(f"rm_{role}", f"rm_{role}")
            for model, (readers, _creators) in MODELS.items():
                _result, error = self.call(model, "search_read", [], ["id"], limit=1)
                with self.subTest(role=role, model=model):
                    self.assertEqual(error, None if role in readers else "odoo.exceptions.AccessError")

    def test_who_creates_what(self):
        for role, (model, (_readers, creators)) in product(ROLES, MODELS.items()):
            user = self.env["res.users"].search([("login", "=", f"rm_{role}")])
            with self.subTest(role=role, model=model):
                self.assertEqual(self.env[model].with_user(user).has_access("create"), role in creators)

    def test_the_ledger_is_written_by_nobody_over_rpc(self):
        self.authenticate("rm_director", "rm_director")
        for model, method, args in (
            ("client.supply", "create", [{"amount": 1}]),
            ("client.supply.import.line", "create", [{"line_number": 1}]),
            ("client.supply", "_rebuild", [[]]),
            ("client.supply", "_queue", ["SELECT 1"]),
        ):
            _result, error = self.call(model, method, *args)
            with self.subTest(model=model, method=method):
                self.assertEqual(error, "odoo.exceptions.AccessError")

    def test_two_companies_never_see_each_others_supplies(self):
        partner = self.env["res.partner"].create({"name": "Orion", "is_company": True})
        self.env.cr.execute(
            "INSERT INTO client_supply (company_id, partner_id, month, quantity, amount, source)"
            " VALUES (%s, %s, '2024-01-01', 1, 1, 'import'), (%s, %s, '2024-01-01', 1, 7, 'import')",
            [self.company.id, partner.id, self.other_company.id, partner.id],
        )
        self.env["client.group"].create({"name": "Theirs", "company_id": self.other_company.id})
        self.env["client.supply.import"].create({"name": "Theirs", "company_id": self.other_company.id})
        self.authenticate("rm_director", "rm_director")
        rows, _error = self.call("client.supply", "search_read", [("partner_id", "=", partner.id)], ["amount"])
        self.assertEqual([row["amount"] for row in rows], [1])
        for model in ("client.group", "client.supply.import"):
            rows, _error = self.call(model, "search_read", [("name", "=", "Theirs")], ["id"])
            self.assertEqual(rows, [], model)

    def test_a_user_cannot_start_withdraw_or_check_an_import(self):
        source = self.env["client.supply.import"].create({"name": "Ours", "company_id": self.company.id})
        self.authenticate("rm_user", "rm_user")
        for method in ("action_check", "action_import", "action_withdraw"):
            _result, error = self.call("client.supply.import", method, source.ids)
            self.assertEqual(error, "odoo.exceptions.AccessError", method)

    def test_what_one_user_has_in_a_dialog_no_other_reads(self):
        group = self.env["client.group"].create({"name": "Orion"})
        users = {role: self.env["res.users"].search([("login", "=", f"rm_{role}")]) for role in ROLES}
        dialog = (
            self.env["client.group.join"]
            .with_user(users["account_manager"])
            .create({"group_ids": [(6, 0, group.ids)], "into_id": group.id, "reason": "One client"})
        )
        self.assertTrue(dialog.with_user(users["account_manager"]).has_access("read"))
        self.assertFalse(dialog.with_user(users["director"]).has_access("read"))
