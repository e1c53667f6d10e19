from datetime import date
from itertools import product
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.exceptions import AccessError, LockError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, new_test_user, tagged

from odoo.addons.relationship_marketing.engine.months import add_months

from .client_case import ClientCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-21")
class TestWhiteSpace(ClientCase):
    """Who buys what, who used to, and who never has."""

    def grid(self, user=None, **filters):
        model = self.env["client.white.space"].with_user(user or self.manager)
        return model.with_context(tz="UTC").get_grid(**filters)

    def state(self, grid, division, family):
        return grid["cells"].get(division.id, {}).get(family.id, {}).get("state", "never")

    def test_bought_in_twelve_complete_months_earlier_or_never(self):
        self.supply(self.plant, "2025-11-01", self.boards, 70)
        self.supply(self.plant, "2026-10-01", self.boards, 30)
        self.supply(self.radio, "2025-10-01", self.boards)
        self.supply(self.medical, "2026-11-01", self.cables, 5)
        grid = self.grid(group_id=self.group.id)
        self.assertEqual(self.state(grid, self.plant, self.boards), "now")
        self.assertEqual(grid["cells"][self.plant.id][self.boards.id]["amount"], 100)
        self.assertEqual(self.state(grid, self.radio, self.boards), "before")
        self.assertEqual(self.state(grid, self.medical, self.cables), "new")
        self.assertEqual(self.state(grid, self.medical, self.boards), "never")

    def test_sending_goods_back_is_no_purchase(self):
        self.supply(self.plant, "2025-06-01", self.boards, 500)
        self.supply(self.plant, "2026-06-01", self.boards, -38)
        grid = self.grid(group_id=self.group.id)
        self.assertEqual(self.state(grid, self.plant, self.boards), "before")

    @given(
        st.dictionaries(
            st.tuples(st.sampled_from((0, 1)), st.sampled_from((0, 1)), st.integers(-26, 0)), st.integers(-5, 5)
        )
    )
    @settings(max_examples=40)
    def test_whatever_was_supplied_each_cell_says_what_its_months_say(self, supplied):
        divisions, families = self.plant | self.radio, self.boards | self.cables
        self.env.cr.execute("DELETE FROM client_supply WHERE partner_id = ANY(%s)", [divisions.ids])
        this_month = date(2026, 11, 1)
        for (division, family, months), amount in supplied.items():
            self.supply(divisions[division], add_months(this_month, months), families[family], amount)
        grid = self.grid(group_id=self.group.id)
        for (i, division), (j, family) in product(enumerate(divisions), enumerate(families)):
            rows = {m: amount for (d, f, m), amount in supplied.items() if (d, f) == (i, j)}
            year = [amount for month, amount in rows.items() if -12 <= month < 0]
            expected = "before" if rows else "never"
            if max(year, default=0) > 0:
                expected = "now"
            elif rows.get(0, 0) > 0:
                expected = "new"
            self.assertEqual(self.state(grid, division, family), expected)
            if expected in ("now", "before"):
                self.assertEqual(grid["cells"][division.id][family.id]["amount"], sum(year))

    def test_every_division_has_a_row_also_one_that_never_bought(self):
        [group] = self.grid(group_id=self.group.id)["groups"]
        self.assertEqual(
            [division["name"] for division in group["divisions"]], sorted((self.group.division_ids).mapped("name"))
        )

    def test_an_archived_division_stays_where_it_bought(self):
        self.supply(self.radio, "2026-01-01", self.boards)
        (self.radio | self.medical).active = False
        [group] = self.grid(group_id=self.group.id)["groups"]
        self.assertEqual(
            [(division["name"], division["active"]) for division in group["divisions"]],
            [("Orion Plant", True), ("Orion Radio", False)],
        )

    def test_key_positions_come_first_even_if_nobody_buys_them(self):
        self.cables.is_key_position = True
        self.supply(self.plant, "2026-01-01", self.boards)
        families = [family["name"] for family in self.grid()["families"]]
        self.assertLess(families.index("Cables"), families.index("Boards"))

    def test_filters_of_the_account_manager(self):
        other = self.env["client.group"].create({"name": "Vega"})
        mine = [group["id"] for group in self.grid(mine=True)["groups"]]
        self.assertIn(self.group.id, mine)
        self.assertNotIn(other.id, mine)
        self.assertEqual([group["name"] for group in self.grid(name="Vega")["groups"]], ["Vega"])
        self.assertNotIn(self.group.id, [group["id"] for group in self.grid(key=True)["groups"]])

    def test_two_companies_never_see_each_others_cells(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.supply(self.plant, "2026-01-01", self.boards, 7, company=other)
        self.assertEqual(self.state(self.grid(group_id=self.group.id), self.plant, self.boards), "never")
        stranger = new_test_user(
            self.env, "theirs", groups="relationship_marketing.group_user", company_id=other.id, company_ids=other.ids
        )
        grid = self.grid(stranger, group_id=self.group.id)
        self.assertEqual(grid["cells"][self.plant.id][self.boards.id]["amount"], 7)

    def test_a_stranger_gets_nothing(self):
        stranger = new_test_user(self.env, "stranger", groups="base.group_user")
        with self.assertRaises(AccessError):
            self.grid(stranger)
        with self.assertRaises(AccessError):
            self.env["client.white.space"].with_user(stranger).get_paths(self.plant.id)

    def test_queries_do_not_grow_with_clients(self):
        def queries(count):
            groups = self.env["client.group"].create([{"name": f"Many {count}x {n}"} for n in range(count)])
            for group in groups:
                division = self.env["res.partner"].create(
                    {"name": group.name, "is_company": True, "client_group_id": group.id}
                )
                self.supply(division, "2026-02-01", self.boards)
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            grid = self.grid(name=f"Many {count}x")
            self.assertEqual(len(grid["groups"]), count)
            return self.env.cr.sql_log_count - start

        queries(2)
        self.assertEqual(queries(30), queries(3))


@tagged("post_install", "-at_install")
@freeze_time("2026-11-21")
class TestIntroductionPath(ClientCase):
    """Who of us and of theirs can introduce us, nearest first, each step with its evidence."""

    def paths(self, user=None, division=None, family=None):
        model = self.env["client.white.space"].with_user(user or self.manager).with_context(tz="UTC")
        return model.get_paths((division or self.medical).id, (family or self.boards).id)["paths"]

    def doors(self, **asked):
        return [path["person"] for path in self.paths(**asked)]

    def test_people_we_know_there_come_before_those_of_other_divisions(self):
        inside, buyer, other = (
            self.person("Inside", self.medical),
            self.person("Buyer", self.plant),
            self.person("Other", self.radio),
        )
        self.supply(self.plant, "2026-05-01", self.boards)
        for person in (other, buyer, inside):
            self.tie(self.manager, person, strength="fair", last_two_way="2026-10-01")
        self.assertEqual(self.doors(), ["Inside", "Buyer", "Other"])

    def test_a_fresh_and_strong_tie_comes_before_a_stale_one(self):
        stale, fresh = self.person("Stale", self.plant), self.person("Fresh", self.plant)
        self.tie(self.manager, stale, strength="weak", last_two_way="2023-10-01")
        self.tie(self.manager, fresh, strength="strong", last_two_way="2026-11-01")
        self.assertEqual(self.doors(), ["Fresh", "Stale"])

    def test_who_once_worked_there_may_lead_there(self):
        former = self.person("Former", self.env["res.partner"].create({"name": "Elsewhere", "is_company": True}))
        self.env["client.post"].search([("partner_id", "=", former.id)]).write({"date_from": "2025-01-01"})
        post = self.env["client.post"].create(
            {
                "partner_id": former.id,
                "employer_id": self.medical.id,
                "function": "Technologist",
                "date_from": "2020-02-01",
                "date_to": "2024-12-31",
            }
        )
        self.tie(self.manager, former, strength="strong", last_two_way="2026-11-01")
        [path] = self.paths()
        self.assertEqual((path["person"], path["is_met"]), ("Former", True))
        self.assertEqual(path["steps"][-1]["evidence"]["domain"], [("id", "=", post.id)])
        self.assertIn("Technologist", path["steps"][-1]["evidence"]["text"])

    def test_a_colleague_who_knows_somebody_there_is_asked(self):
        inside = self.person("Inside", self.medical)
        self.tie(self.user, inside, strength="strong", last_two_way="2026-11-01")
        [path] = self.paths()
        self.assertEqual(
            [step["text"] for step in path["steps"]],
            [
                "Ask our colleague Pavel",
                "Pavel knows Inside",
                "Inside works there",
            ],
        )
        self.assertEqual(path["user_id"], self.user.id)

    def test_who_handed_a_person_over_is_not_sent_to_them(self):
        inside = self.person("Inside", self.medical)
        tie = self.tie(self.manager, inside, strength="strong", last_two_way="2026-11-01", is_responsible=True)
        self.group.member_ids = [Command.create({"user_id": self.user.id, "function": "quality"})]
        transfer = self.env["client.tie.transfer"].create({"tie_id": tie.id, "to_user_id": self.user.id})
        transfer.with_user(self.user).action_accept()
        [path] = self.paths()
        self.assertEqual(path["user_id"], self.user.id)
        self.assertEqual(path["steps"][0]["text"], "Ask our colleague Pavel")

    def test_people_who_worked_together_lead_to_each_other(self):
        known, inside = self.person("Known", self.plant), self.person("Inside", self.medical)
        before = self.env["res.partner"].create({"name": "Institute", "is_company": True})
        self.env["client.post"].search([("partner_id", "in", (known | inside).ids)]).write({"date_from": "2020-01-01"})
        self.env["client.post"].create(
            [
                {"partner_id": known.id, "employer_id": before.id, "date_from": "2014-01-01", "date_to": "2018-01-01"},
                {"partner_id": inside.id, "employer_id": before.id, "date_from": "2016-01-01", "date_to": "2019-01-01"},
            ]
        )
        self.tie(self.manager, known, strength="fair", last_two_way="2026-10-01")
        paths = {path["person"]: [step["text"] for step in path["steps"]] for path in self.paths()}
        self.assertEqual(
            paths["Inside"], ["Irina knows Known", "Known and Inside worked together", "Inside works there"]
        )

    def test_where_nobody_is_known_the_names_we_have_are_said_to_be_unmet(self):
        self.person("Unmet", self.medical)
        [path] = self.paths()
        self.assertEqual((path["person"], path["is_met"]), ("Unmet", False))

    def test_nobody_at_all_is_no_path(self):
        self.assertEqual(self.paths(), [])

    def test_a_planned_request_goes_to_whom_the_person_knows_and_only_once(self):
        inside = self.person("Inside", self.medical)
        self.tie(self.user, inside, strength="strong", last_two_way="2026-11-01")
        model = self.env["client.white.space"].with_user(self.manager)
        introduction = self.env["client.introduction"].browse(
            model.plan_introduction(self.medical.id, self.boards.id, inside.id)
        )
        self.assertEqual(
            (introduction.user_id, introduction.asked_partner_id, introduction.state), (self.user, inside, "to_ask")
        )
        self.assertEqual(introduction.activity_ids.user_id, self.user)
        self.assertIn("Pavel knows Inside", introduction.path)
        with self.assertRaisesRegex(UserError, "Pavel is already to ask Inside"):
            model.plan_introduction(self.medical.id, self.boards.id, inside.id)

    def test_two_who_ask_at_once_are_told(self):
        inside = self.person("Inside", self.medical)
        partners = self.env.registry["res.partner"]
        model = self.env["client.white.space"].with_user(self.manager)
        with (
            patch.object(partners, "lock_for_update", side_effect=LockError("taken")),
            self.assertRaisesRegex(UserError, "try again shortly"),
        ):
            model.plan_introduction(self.medical.id, self.boards.id, inside.id)

    def test_queries_do_not_grow_with_people(self):
        def queries(count):
            for person in self.env["res.partner"].create(
                [{"name": f"P{count}-{n}", "parent_id": self.plant.id} for n in range(count)]
            ):
                self.tie(self.manager, person)
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.paths()
            return self.env.cr.sql_log_count - start

        queries(7)
        self.assertEqual(queries(40), queries(7))
