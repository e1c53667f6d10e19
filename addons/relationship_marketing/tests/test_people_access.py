import json

from odoo.tests import HttpCase, new_test_user, tagged

ROLES = {
    "giver": "relationship_marketing.group_account_manager",
    "taker": "relationship_marketing.group_user",
    "manager": "relationship_marketing.group_account_manager",
    "colleague": "relationship_marketing.group_account_manager",
    "marketing": "relationship_marketing.group_marketing",
    "director": "relationship_marketing.group_director",
    "stranger": "base.group_user",
}
CONCERNED = {"giver", "taker", "manager", "director"}


@tagged("post_install", "-at_install")
class TestPeopleAccess(HttpCase):
    """Hand-overs and private notes are seen by those concerned and directors only, whatever way one asks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "First"})
        cls.env = cls.env(context={"allowed_company_ids": cls.company.ids})
        cls.users = {
            role: new_test_user(
                cls.env,
                f"pa_{role}",
                groups=f"{group},base.group_allow_export",
                company_id=cls.company.id,
                company_ids=[(6, 0, cls.company.ids)],
            )
            for role, group in ROLES.items()
        }
        cls.group = cls.env["client.group"].create(
            {
                "name": "Orion",
                "key_account_manager_id": cls.users["manager"].id,
                "member_ids": [
                    (0, 0, {"function": "account", "user_id": cls.users[role].id}) for role in ("giver", "taker")
                ],
            }
        )
        plant = cls.env["res.partner"].create({"name": "Plant", "is_company": True, "client_group_id": cls.group.id})
        cls.anna = cls.env["res.partner"].create({"name": "Anna", "parent_id": plant.id})
        cls.tie = cls.env["client.tie"].create({"user_id": cls.users["giver"].id, "partner_id": cls.anna.id})
        cls.transfer = (
            cls.env["client.tie.transfer"]
            .with_user(cls.users["giver"])
            .create({"tie_id": cls.tie.id, "to_user_id": cls.users["taker"].id})
        )
        cls.note = (
            cls.env["client.tie.note"]
            .with_user(cls.users["giver"])
            .create({"tie_id": cls.tie.id, "text": "Loves chess"})
        )

    def call(self, model, method, *args, **kwargs):
        response = self.url_open(
            "/web/dataset/call_kw",
            data=json.dumps({"params": {"model": model, "method": method, "args": args, "kwargs": kwargs}}),
            headers={"Content-Type": "application/json"},
        ).json()
        return response.get("result"), response.get("error", {}).get("data", {}).get("name")

    def each_role(self, check):
        """Run ``check(role)`` logged in as each role."""
        for role in ROLES:
            self.authenticate(f"pa_{role}", f"pa_{role}")
            with self.subTest(role=role):
                check(role)

    def seen(self, model, domain=()):
        """What of ``model`` can be learnt: rows, names, counts, groups, exported cells; all lists of what was found."""
        domain = list(domain)
        groups, _error = self.call(model, "formatted_read_group", domain, ["company_id"], ["__count"])
        old_groups, _error = self.call(model, "web_read_group", domain, ["company_id"])
        ids, _error = self.call(model, "search", domain)
        counted, _error = self.call(model, "search_count", domain)
        names, _error = self.call(model, "name_search", "", domain)
        return [
            ids or [],
            names or [],
            [1] * (counted or 0),
            groups or [],
            (old_groups or {}).get("groups", []),
        ]

    def test_who_sees_a_hand_over(self):
        def check(role):
            seen = self.seen("client.tie.transfer", [("id", "=", self.transfer.id)])
            self.assertEqual([bool(found) for found in seen], [role in CONCERNED] * 5)
            for method in (["read", [self.transfer.id]], ["export_data", [self.transfer.id], ["display_name"]]):
                name, *args = method
                result, error = self.call("client.tie.transfer", name, *args)
                self.assertEqual(bool(result), role in CONCERNED, name)
                self.assertEqual(error, None if role in CONCERNED else "odoo.exceptions.AccessError")

        self.each_role(check)

    def test_who_reads_a_private_note(self):
        readers = {"giver", "director"}

        def check(role):
            seen = self.seen("client.tie.note", [("text", "ilike", "chess")])
            self.assertEqual([bool(found) for found in seen], [role in readers] * 5)
            result, _error = self.call("client.tie.note", "read", [self.note.id], ["text"])
            self.assertEqual(bool(result), role in readers)
            _result, error = self.call("client.tie.note", "write", [self.note.id], {"text": "Loves chess!"})
            self.assertEqual(error, None if role == "giver" else "odoo.exceptions.AccessError")
            if role != "giver":
                _result, error = self.call("client.tie.note", "unlink", [self.note.id])
                self.assertEqual(error, "odoo.exceptions.AccessError")
                self.assertTrue(self.note.exists())

        self.each_role(check)

    def test_neither_is_found_by_way_of_the_tie_or_the_person(self):
        ways = [
            [("transfer_ids", "!=", False), ("id", "=", self.tie.id)],
            [("transfer_ids.to_user_id", "=", self.users["taker"].id), ("id", "=", self.tie.id)],
            [("note_ids", "!=", False)],
        ]

        def check(role):
            if role == "stranger":
                return
            for domain in ways:
                found, error = self.call("client.tie", "search", domain)
                self.assertTrue(error and not found, domain)
            [row], _error = self.call("client.tie", "read", [self.tie.id], ["transfer_ids"])
            self.assertEqual(bool(row["transfer_ids"]), role in CONCERNED)

        self.each_role(check)

    def test_no_activity_message_or_follower_tells_of_it(self):
        self.transfer.with_user(self.users["taker"]).action_accept()

        def check(role):
            if role in CONCERNED:
                return
            for model, domain in (
                ("mail.activity", [("user_id", "=", self.users["taker"].id)]),
                ("mail.activity", [("summary", "ilike", "handed over")]),
                ("mail.message", [("model", "in", ["client.tie.transfer", "client.tie", "client.tie.note"])]),
                (
                    "mail.message",
                    [("model", "=", "res.partner"), ("res_id", "=", self.anna.id), ("body", "ilike", "hand")],
                ),
                ("mail.followers", [("res_model", "in", ["client.tie.transfer", "client.tie"])]),
            ):
                found, _error = self.call(model, "search_read", domain, ["id"])
                self.assertFalse(found, (model, domain))

        self.each_role(check)

    def test_an_accepted_hand_over_leaves_the_tie_of_the_giver_as_it_was(self):
        self.env.flush_all()
        self.env.invalidate_all()
        self.authenticate("pa_colleague", "pa_colleague")
        fields = ["user_id", "partner_id", "strength", "active", "contact_days", "write_uid", "write_date"]
        before, _error = self.call("client.tie", "read", [self.tie.id], fields)
        self.transfer.with_user(self.users["taker"]).action_accept()
        self.env.flush_all()
        after, _error = self.call("client.tie", "read", [self.tie.id], fields)
        self.assertEqual(before, after)

    def test_who_may_act_over_rpc(self):
        def check(role):
            for method in ("action_accept", "action_decline"):
                if role != "taker":
                    _result, error = self.call("client.tie.transfer", method, [self.transfer.id])
                    self.assertEqual(error, "odoo.exceptions.AccessError", method)
            values = {"tie_id": self.tie.id, "to_user_id": self.users["taker"].id, "state": "accepted"}
            if role not in CONCERNED:
                _result, error = self.call("client.tie.transfer", "create", [values])
                self.assertEqual(error, "odoo.exceptions.AccessError")
            _result, error = self.call("client.tie.transfer", "write", [self.transfer.id], {"state": "accepted"})
            self.assertEqual(error, "odoo.exceptions.AccessError")
            _result, error = self.call("client.tie.transfer", "_propose_for", [])
            self.assertEqual(error, "odoo.exceptions.AccessError")

        self.each_role(check)
        self.authenticate("pa_taker", "pa_taker")
        _result, error = self.call("client.tie.transfer", "action_accept", [self.transfer.id])
        self.assertIsNone(error)
        self.assertEqual(self.transfer.state, "accepted")

    def test_nobody_notes_in_anothers_name(self):
        self.authenticate("pa_colleague", "pa_colleague")
        values = {"tie_id": self.tie.id, "text": "x", "author_id": self.users["giver"].id}
        [note_id], _error = self.call("client.tie.note", "create", [values])
        self.assertEqual(self.env["client.tie.note"].browse(note_id).author_id, self.users["colleague"])

    def test_another_company_sees_nothing_of_it(self):
        other = self.env["res.company"].create({"name": "Second"})
        for role in ("director", "manager"):
            new_test_user(
                self.env, f"pa_other_{role}", groups=ROLES[role], company_id=other.id, company_ids=[(6, 0, other.ids)]
            )
            self.authenticate(f"pa_other_{role}", f"pa_other_{role}")
            for model in (
                "client.tie",
                "client.tie.transfer",
                "client.tie.note",
                "client.contact",
                "client.dependence",
            ):
                found, error = self.call(model, "search", [("company_id", "=", self.company.id)])
                self.assertEqual((found, error), ([], None), model)
