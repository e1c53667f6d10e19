from datetime import date

from odoo import fields
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL
from odoo.tools.safe_eval import safe_eval

from ..engine.months import add_months, month_of
from .client_case import ClientCase

# When a row was written says nothing of what it says.
WRITTEN = ["create_date", "write_date", "write_uid"]


@tagged("post_install", "-at_install")
class TestClientValueSteps(ClientCase):
    """All steps of the night together, on clients of every kind: none stops them, none is worked out twice."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["client.group"].search([("id", "!=", cls.group.id)]).active = False
        cls.job = cls.env["client.value.job"]
        cls.month = month_of(fields.Date.today())
        cls.group.write(
            {"class_id": cls.env.ref("relationship_marketing.client_class_key").id, "is_key_client": True}
            | {"key_reason": "Buys most"}
        )
        for back in range(1, 26):
            cls.supply(cls.plant, add_months(cls.month, -back), cls.boards, 1000.0)
        cls.odd = cls._odd_clients()
        cls.groups = cls.group + cls.odd

    @classmethod
    def _odd_clients(cls):
        empty, returning, leap, archived = cls.env["client.group"].create(
            [{"name": name, "is_key_client": True} for name in ("Empty", "Returns only", "Leap day", "Archived")]
        )
        partners = cls.env["res.partner"].create(
            [
                {"name": "Returner", "is_company": True, "client_group_id": returning.id},
                {"name": "Leaper", "is_company": True, "client_group_id": leap.id},
                {"name": "Gone", "is_company": True, "client_group_id": archived.id, "active": False},
            ]
        )
        for back in range(1, 5):
            cls.supply(partners[0], add_months(cls.month, -back), cls.boards, -50.0)
        cls.supply(partners[1], date(2024, 2, 1), cls.boards)
        cls.supply(partners[2], add_months(cls.month, -1), cls.cables, 0.0)
        cls.env.flush_all()
        # Margins known, below nothing, and of a part only.
        cls.env.cr.execute(
            "UPDATE client_supply SET margin = amount * 0.2 - 150, margin_amount = amount WHERE partner_id = ANY(%s)"
            " AND EXTRACT(MONTH FROM month) > 4",
            [(cls.plant + partners).ids],
        )
        return empty + returning + leap + archived

    def night(self, groups=None):
        for step in self.job._sorted_steps():
            self.job._call_step(step, self.company, (groups or self.groups) if step.is_of_groups else self.groups[:0])
        self.env.flush_all()
        self.env.invalidate_all()

    def contents(self):
        """{table: its rows} of all that is worked out about clients."""
        tables = self.env.execute_query(
            SQL(
                "SELECT DISTINCT table_name::text FROM information_schema.columns WHERE table_schema = 'public'"
                " AND column_name = 'group_id' AND table_name LIKE 'client%%'"
            )
        )
        return {
            table: self.env.execute_query(
                SQL("SELECT (TO_JSONB(t) - %s)::text FROM %s t ORDER BY 1", WRITTEN, SQL.identifier(table))
            )
            for (table,) in tables
        }

    def test_clients_of_every_kind_are_worked_out_and_the_same_night_again_changes_nothing(self):
        self.night()
        first = self.contents()
        self.night()
        second = self.contents()
        for table, rows in first.items():
            with self.subTest(table=table):
                self.assertEqual(second[table], rows)

    def test_each_step_takes_as_many_queries_for_many_clients_as_for_few(self):
        many = self.env["client.group"].create([{"name": f"Client {number}"} for number in range(30)])
        divisions = self.env["res.partner"].create(
            [{"name": group.name, "is_company": True, "client_group_id": group.id} for group in many]
        )
        for division in divisions:
            self.supply(division, add_months(self.month, -1), self.boards)
        self.night(self.groups + many)

        def queries(step, groups):
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.job._call_step(step, self.company, groups)
            self.env.flush_all()
            return self.env.cr.sql_log_count - start

        for step in self.job._sorted_steps():
            if step.is_of_groups:
                with self.subTest(step=f"{step.model}.{step.method}"):
                    self.assertLessEqual(queries(step, many), queries(step, many[:3]))

    def test_a_company_sees_nothing_of_what_is_worked_out_for_another(self):
        other = self.env["res.company"].create({"name": "Other"})
        stranger = new_test_user(
            self.env,
            "rm_stranger_v",
            groups="relationship_marketing.group_director",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        self.night()
        models = [
            model
            for name, model in self.env.items()
            if name.startswith("client.") and model._auto and {"group_id", "company_id"} <= set(model._fields)
        ]
        for model in models:
            if model.with_user(stranger).has_access("read"):
                with self.subTest(model=model._name):
                    seen = model.with_user(stranger).with_company(other).search([("group_id", "in", self.groups.ids)])
                    self.assertFalse(seen.filtered(lambda record: record.company_id == self.company))

    def test_every_role_reads_the_card_and_opens_what_stands_behind_it(self):
        self.night()
        for role in ("user", "account_manager", "marketing", "director"):
            reader = new_test_user(self.env, f"rm_card_{role}", groups=f"relationship_marketing.group_{role}")
            for group in self.groups.with_user(reader):
                for section in group.get_value_card()["sections"]:
                    with self.subTest(role=role, client=group.name, section=section["key"]):
                        self.assertIn(section["state"], ("met", "not_met", "unknown", "info"))
                        self.assertTrue(section["title"] and section["headline"])
                        self.assertLessEqual(len(section["lines"]), 5)
                        for line in section["lines"]:
                            self.assertIsInstance(line["value"], str)
                        action = section["action"] and getattr(group, section["action"])()
                        self.open(action, reader)

    def open(self, action, reader):
        """Read what the web client reads when it opens ``action``."""
        if not action or action["type"] != "ir.actions.act_window":
            return
        context = action.get("context") or {}
        if isinstance(context, str):
            context = safe_eval(context, {"uid": reader.id})
        model = self.env[action["res_model"]].with_user(reader).with_context(**context)
        views = action.get("views") or [(False, action["view_mode"].split(",")[0])]
        model.get_views(views)
        if action.get("res_id"):
            model.browse(action["res_id"]).read(["display_name"])
        else:
            model.search_read(action.get("domain") or [], ["display_name"], limit=5)
