from odoo.exceptions import UserError
from odoo.tests import freeze_time, new_test_user, tagged

from .position_case import PositionCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-21 10:00:00")
class TestPositionMatrix(PositionCase):
    """What the matrix draws, and in how many queries."""

    def test_the_arrow_starts_where_the_client_stood_a_year_ago(self):
        self.placed(10, 10, day="2025-03-01")
        self.placed(30, 40, day="2025-11-21")
        self.placed(50, 50, day="2025-11-22")
        self.placed(80, 90)
        before = self.bubble()["before"]
        self.assertEqual((before["risk"], before["value"]), (30, 40))
        self.assertEqual((self.bubble()["risk"], self.bubble()["value"]), (80, 90))

    def test_without_a_place_a_year_ago_there_is_no_arrow(self):
        self.placed(80, None, day="2025-03-01")
        self.placed(80, 90)
        self.assertFalse(self.bubble()["before"])

    def test_a_leap_day_has_a_year_before(self):
        with freeze_time("2028-02-29 10:00:00"):
            self.assertEqual(str(self.matrix._year_ago()), "2027-02-28")

    def test_each_view_is_drawn_with_the_other_beside(self):
        self.placed(80, 90)
        self.placed(20, 30, view="theirs")
        self.assertEqual(self.bubble()["other"], [20, 30])
        self.assertEqual(self.bubble(view="theirs")["risk"], 20)
        self.assertEqual(self.bubble(view="theirs")["other"], [80, 90])

    def test_a_bubble_is_as_large_as_the_turnover_of_all_divisions(self):
        self.supply(self.plant, "2026-01-01", self.boards, 700)
        self.supply(self.radio, "2026-10-01", self.boards, -50)
        self.placed(80, 90)
        self.assertEqual(self.bubble()["turnover"], 650)

    def test_clients_of_one_manager_or_key_clients_only(self):
        other = self.env["client.group"].create({"name": "Vega", "key_account_manager_id": self.user.id})
        self.placed(80, 90)
        self.placed(20, 20, other)
        self.group.with_user(self.director).write({"is_key_client": True, "key_reason": "Large"})
        ids = [bubble["id"] for bubble in self.matrix.get_matrix(manager_id=self.user.id)["bubbles"]]
        self.assertEqual(ids, other.ids)
        ids = [bubble["id"] for bubble in self.matrix.get_matrix(key=True)["bubbles"]]
        self.assertIn(self.group.id, ids)
        self.assertNotIn(other.id, ids)
        names = [manager["name"] for manager in self.matrix.get_matrix()["managers"]]
        self.assertLessEqual({"Irina", "Pavel"}, set(names))

    def test_two_companies_never_see_each_others_positions(self):
        self.placed(80, 90)
        self.answer(self.stop, 50)
        company = self.env["res.company"].create({"name": "Other"})
        stranger = new_test_user(
            self.env,
            "rm_other",
            groups="relationship_marketing.group_director",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        matrix = self.matrix.with_user(stranger).with_company(company)
        self.assertFalse([bubble for bubble in matrix.get_matrix()["bubbles"] if bubble["id"] == self.group.id])
        for model in ("client.position", "client.position.line", "client.position.answer"):
            self.assertFalse(self.env[model].with_user(stranger).search([("group_id", "=", self.group.id)]), model)

    def test_a_client_of_another_company_has_no_place_in_this_one(self):
        company = self.env["res.company"].create({"name": "Other"})
        other = self.env["client.group"].create({"name": "Vega", "company_id": company.id})
        self.director.company_ids |= company
        companies = (self.env.company | company).ids
        with self.assertRaises(UserError):
            self.matrix.with_user(self.director).with_context(allowed_company_ids=companies).move(
                other.id, 10, 10, "Seen at the fair"
            )
        self.assertFalse(self.current(other))

    def test_queries_do_not_grow_with_clients(self):
        groups = self.env["client.group"].create([{"name": f"Client {number}"} for number in range(60)])
        partners = self.env["res.partner"].create(
            [{"name": group.name, "is_company": True, "client_group_id": group.id} for group in groups]
        )
        for partner in partners:
            self.supply(partner, "2026-01-01", self.boards)
        for group in groups[:50]:
            self.placed(60, 60, group)
        few = self._queries(lambda: self.matrix.with_user(self.manager).get_matrix(group_id=groups[0].id))
        many = self._queries(lambda: self.matrix.with_user(self.manager).get_matrix())
        self.assertLessEqual(many, few + 2)

    def test_a_night_takes_the_same_queries_for_many_clients(self):
        groups = self.env["client.group"].create([{"name": f"Client {number}"} for number in range(80)])
        for group in groups:
            self.env["client.position.answer"].create({"group_id": group.id, "factor_id": self.stop.id, "value": 60})
        self.stop.weight = 20
        few = self._queries(lambda: self.positions._refresh(groups[:5]))
        many = self._queries(lambda: self.positions._refresh(groups[5:]))
        self.assertLessEqual(many, few + 1)

    def _queries(self, work):
        self.env.flush_all()
        self.env.invalidate_all()
        start = self.env.cr.sql_log_count
        work()
        self.env.flush_all()
        return self.env.cr.sql_log_count - start
