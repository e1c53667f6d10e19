from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestClientGroup(TransactionCase):
    """The whole client, apart from its legal entities."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group = cls.env["client.group"].create({"name": "Orion"})
        cls.division = cls.env["res.partner"].create(
            {"name": "Orion plant", "is_company": True, "client_group_id": cls.group.id}
        )

    def supply(self, partner, month, amount, company=None):
        self.env.cr.execute(
            "INSERT INTO client_supply (company_id, partner_id, month, quantity, amount, source)"
            " VALUES (%s, %s, %s, 1, %s, 'import')",
            [(company or self.env.company).id, partner.id, month, amount],
        )

    def test_a_group_gets_a_code_of_its_own(self):
        self.assertRegex(self.group.code, r"^G\d{5}$")
        self.assertEqual(self.env["client.group"].create({"name": "X", "code": "SAP-17"}).code, "SAP-17")

    def test_people_follow_their_company_and_a_division_keeps_its_own_group(self):
        person = self.env["res.partner"].create({"name": "Anna", "parent_id": self.division.id})
        self.assertEqual(person.client_group_id, self.group)
        other = self.env["client.group"].create({"name": "Vega"})
        vega = self.env["res.partner"].create({"name": "Vega", "is_company": True, "client_group_id": other.id})
        person.parent_id = vega
        self.assertEqual(person.client_group_id, other)
        self.division.parent_id = vega
        self.assertEqual(self.division.client_group_id, self.group)
        self.division.client_group_id = other
        self.assertEqual(self.group.division_count, 0)

    def test_five_divisions_stored_as_five_companies_are_one_client_with_one_turnover(self):
        last = fields.Date.today().replace(day=1) - relativedelta(months=1)
        for number in range(5):
            partner = self.env["res.partner"].create(
                {"name": f"Division {number}", "is_company": True, "client_group_id": self.group.id}
            )
            self.supply(partner, last, 100)
            self.supply(partner, last - relativedelta(months=12), 70)
            self.supply(partner, last + relativedelta(months=1), 999)
        self.assertEqual((self.group.turnover, self.group.turnover_before), (500, 350))
        self.assertEqual(self.group.active_division_count, 5)

    def test_turnover_counts_the_allowed_companies_only(self):
        last = fields.Date.today().replace(day=1) - relativedelta(months=1)
        other = self.env["res.company"].create({"name": "Other", "currency_id": self.env.company.currency_id.id})
        self.supply(self.division, last, 100)
        self.supply(self.division, last, 40, company=other)
        user = new_test_user(
            self.env,
            "two_companies",
            groups="relationship_marketing.group_user",
            company_ids=[(6, 0, (self.env.company | other).ids)],
        )
        one, both = self.env.company.ids, (self.env.company | other).ids
        group = self.group.with_user(user)
        self.assertEqual(group.with_context(allowed_company_ids=one).turnover, 100)
        self.assertEqual(group.with_context(allowed_company_ids=both).turnover, 140)

    def test_a_director_decides_who_is_key_and_says_why(self):
        manager = new_test_user(self.env, "kam", groups="relationship_marketing.group_account_manager")
        director = new_test_user(self.env, "director", groups="relationship_marketing.group_director")
        with self.assertRaises(AccessError):
            self.group.with_user(manager).write({"is_key_client": True, "key_reason": "Large"})
        with self.assertRaises(ValidationError):
            self.group.with_user(director).write({"is_key_client": True})
        self.group.with_user(director).write({"is_key_client": True, "key_reason": "A third of our turnover"})
        self.assertEqual((self.group.key_decided_by_id, self.group.key_decided_on), (director, fields.Date.today()))

    def test_the_list_of_groups_costs_the_same_queries_for_three_and_for_thirty(self):
        def queries(count):
            groups = self.env["client.group"].create([{"name": f"Group {n}"} for n in range(count)])
            for group in groups:
                self.env["res.partner"].create({"name": group.name, "is_company": True, "client_group_id": group.id})
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            groups.web_read({"name": {}, "turnover": {}, "turnover_before": {}, "division_count": {}})
            return self.env.cr.sql_log_count - start

        queries(2)
        self.assertEqual(queries(30), queries(3))


@tagged("post_install", "-at_install")
class TestClientLink(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.one, cls.two, cls.three = cls.env["res.partner"].create(
            [{"name": name, "is_company": True} for name in ("One", "Two", "Three")]
        )
        cls.division = cls.env["client.link.type"]._of_code("division")

    def link(self, partner, other, **values):
        return self.env["client.link"].create(
            {"partner_id": partner.id, "type_id": self.division.id, "other_partner_id": other.id, **values}
        )

    def test_no_ring_of_divisions(self):
        self.link(self.one, self.two)
        self.link(self.two, self.three)
        with self.assertRaises(ValidationError):
            self.link(self.three, self.one)

    def test_a_ring_may_open_where_a_link_has_ended(self):
        self.link(self.one, self.two, date_from="2020-01-01", date_to="2021-01-01")
        self.assertTrue(self.link(self.two, self.one))
