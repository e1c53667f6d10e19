from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import TransactionCase, freeze_time, new_test_user, tagged
from odoo.tools import mute_logger


class LinkageCase(TransactionCase):
    """Companies without a client group, and the kinds of links between them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.one, cls.two, cls.three, cls.four = cls.env["res.partner"].create(
            [{"name": name, "is_company": True} for name in ("One", "Two", "Three", "Four")]
        )
        of_code = cls.env["client.link.type"]._of_code
        cls.division, cls.subsidiary, cls.distributor = map(of_code, ("division", "subsidiary", "distributor"))
        cls.successor, cls.independent = map(of_code, ("successor", "independent"))
        cls.manager = new_test_user(cls.env, "linkage_kam", groups="relationship_marketing.group_account_manager")

    @classmethod
    def link(cls, partner, other, link_type=None, **values):
        return cls.env["client.link"].create(
            {
                "partner_id": partner.id,
                "type_id": (link_type or cls.division).id,
                "other_partner_id": other.id,
                **values,
            }
        )

    @classmethod
    def group(cls, name, *partners, **values):
        group = cls.env["client.group"].create({"name": name, **values})
        for partner in partners:
            partner.client_group_id = group
        return group


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10")
class TestLinkJoins(LinkageCase):
    """A link that makes both sides one client makes them one client group."""

    def test_two_without_a_group_get_one_named_after_the_upper(self):
        self.link(self.one, self.two)
        self.assertEqual(self.one.client_group_id, self.two.client_group_id)
        self.assertEqual(self.one.client_group_id.name, "Two")

    def test_one_without_a_group_takes_the_others_and_brings_those_below(self):
        group = self.group("Holding", self.two)
        below = self.env["res.partner"].create({"name": "Below", "is_company": True, "parent_id": self.one.id})
        person = self.env["res.partner"].create({"name": "Anna", "parent_id": self.one.id})
        self.link(self.one, self.two)
        self.assertEqual((self.one | below | person).client_group_id, group)
        self.assertEqual(len(group.event_ids.line_ids), 2)
        upper_joins = self.group("Small", self.three)
        self.link(self.three, self.four)
        self.assertEqual(self.four.client_group_id, upper_joins)

    def test_two_groups_are_joined_into_the_uppers(self):
        lower, upper = self.group("Lower", self.one, self.three), self.group("Upper", self.two)
        link = self.link(self.one, self.two)
        self.assertEqual((self.one | self.two | self.three).client_group_id, upper)
        self.assertEqual((lower.active, lower.joined_into_id), (False, upper))
        self.assertEqual(link.event_ids.kind, "join")

    def test_other_kinds_of_links_join_nothing(self):
        self.link(self.one, self.two, self.distributor)
        self.link(self.one, self.three, self.successor)
        self.assertFalse((self.one | self.two | self.three).client_group_id)

    def test_a_link_that_begins_later_joins_on_its_day(self):
        self.link(self.one, self.two, date_from="2026-03-20")
        self.assertFalse(self.one.client_group_id)
        with freeze_time("2026-03-20"), self.enter_registry_test_mode():
            self.env.ref("relationship_marketing.ir_cron_client_link").method_direct_trigger()
        self.assertEqual(self.one.client_group_id.name, "Two")
        self.assertEqual(self.one.client_parent_id, self.two)

    def test_what_people_split_again_is_not_joined_again_at_night(self):
        link = self.link(self.one, self.two)
        link.joining_id.action_undo()
        with self.enter_registry_test_mode():
            self.env.ref("relationship_marketing.ir_cron_client_link").method_direct_trigger()
        self.assertFalse(self.one.client_group_id)

    def test_an_ended_link_can_be_split_off_again_exactly(self):
        lower, upper = self.group("Lower", self.one, self.three), self.group("Upper", self.two)
        link = self.link(self.one, self.two, date_from="2026-01-01")
        wizard = self.env["client.link.end"].create({"link_id": link.id, "split": "split"})
        self.assertIn("exactly", wizard.outcome)
        wizard.action_end()
        self.assertEqual((self.one | self.three).client_group_id, lower)
        self.assertEqual((lower.active, lower.joined_into_id.id, self.two.client_group_id), (True, False, upper))
        self.assertEqual(link.date_to, fields.Date.to_date("2026-03-10"))

    def test_an_ended_link_whose_groups_changed_since_splits_its_lower_side_off(self):
        self.group("Lower", self.one, self.three)
        upper = self.group("Upper", self.two)
        link = self.link(self.one, self.two)
        self.three.client_group_id = False
        wizard = self.env["client.link.end"].create({"link_id": link.id, "split": "split"})
        self.assertIn("Three is no longer in Upper", wizard.outcome)
        wizard.action_end()
        self.assertEqual((self.one.client_group_id.name, self.two.client_group_id), ("One", upper))

    def test_a_link_that_ended_is_told_of_once(self):
        self.link(self.one, self.two, date_to="2026-03-09", date_from="2026-01-01")
        self.assertFalse(self.one.client_group_id)
        link = self.link(self.one, self.two, date_from="2026-03-10", date_to="2026-03-12")
        for _night in range(2):
            with freeze_time("2026-03-13"):
                self.env["client.link"]._tell_of_ended()
        self.assertEqual(len(link.partner_id.client_group_id.activity_ids), 1)

    def test_groups_of_different_companies_are_not_joined(self):
        self.group("Lower", self.one)
        self.group("Upper", self.two, company_id=self.env.company.id)
        with self.assertRaisesRegex(UserError, "do not belong to the same of our companies"):
            self.link(self.one, self.two)

    def test_an_account_manager_links_without_the_right_to_edit_contacts(self):
        marketing = new_test_user(self.env, "linkage_marketing", groups="relationship_marketing.group_marketing")
        self.env["client.link"].with_user(marketing).create(
            {"partner_id": self.one.id, "type_id": self.division.id, "other_partner_id": self.two.id}
        )
        self.assertEqual(self.one.client_group_id.event_ids.user_id, marketing)

    def test_many_links_at_once(self):
        links = self.env["client.link"].create(
            [
                {"partner_id": lower.id, "type_id": self.division.id, "other_partner_id": self.four.id}
                for lower in (self.one, self.two, self.three)
            ]
        )
        self.assertEqual(self.four.client_group_id.division_count, 4)
        self.assertEqual(self.four.client_child_ids, links.partner_id)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10")
class TestLinkRefused(LinkageCase):
    """What cannot be true of clients is refused in one sentence."""

    def test_no_ring_over_divisions_subsidiaries_and_successors_together(self):
        self.link(self.one, self.two)
        self.link(self.two, self.three, self.subsidiary)
        with self.assertRaisesRegex(ValidationError, "ring"):
            self.link(self.three, self.one, self.successor)
        with self.assertRaisesRegex(ValidationError, "ring"):
            self.link(self.two, self.one, self.subsidiary)

    def test_a_ring_in_one_go_is_refused_too(self):
        ends = ((self.one, self.two), (self.two, self.three), (self.three, self.one))
        with self.assertRaisesRegex(ValidationError, "ring"):
            self.env["client.link"].create(
                [
                    {"partner_id": lower.id, "type_id": self.division.id, "other_partner_id": upper.id}
                    for lower, upper in ends
                ]
            )

    def test_what_held_at_different_times_is_no_ring(self):
        self.link(self.one, self.two, date_from="2020-01-01", date_to="2021-12-31")
        self.assertTrue(self.link(self.two, self.one, date_from="2022-01-01"))
        with self.assertRaisesRegex(ValidationError, "other way round"):
            self.link(self.one, self.two, self.division, date_from="2022-01-01", date_to="2022-06-01")

    def test_no_double_in_time_and_none_the_other_way_round(self):
        self.link(self.one, self.two, self.independent, date_from="2020-01-01", date_to="2021-12-31")
        self.assertTrue(self.link(self.one, self.two, self.independent, date_from="2022-01-01"))
        with self.assertRaisesRegex(ValidationError, "already linked in this way at that time"):
            self.link(self.one, self.two, self.independent, date_from="2021-06-01", date_to="2021-07-01")
        with self.assertRaisesRegex(ValidationError, "other way round"):
            self.link(self.two, self.one, self.independent)

    def test_suppliers_may_supply_each_other(self):
        supplier = self.env["client.link.type"]._of_code("supplier")
        self.link(self.one, self.two, supplier)
        self.assertTrue(self.link(self.two, self.one, supplier))

    @mute_logger("odoo.sql_db")
    def test_no_link_to_itself_and_no_dates_reversed(self):
        for values in ({"other": self.one}, {"other": self.two, "date_from": "2026-02-02", "date_to": "2026-02-01"}):
            other = values.pop("other")
            with self.assertRaises(Exception) as caught, self.env.cr.savepoint():
                self.link(self.one, other, **values)
            self.assertEqual(type(caught.exception).__name__, "CheckViolation")

    def test_moving_the_end_of_a_link_is_checked_like_a_new_one(self):
        self.link(self.one, self.two)
        self.link(self.two, self.three)
        other = self.link(self.four, self.one)
        with self.assertRaisesRegex(ValidationError, "ring"):
            other.write({"partner_id": self.three.id})


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10")
class TestDivisionMap(LinkageCase):
    """The map stands on today's links."""

    def test_the_company_above_follows_the_links_in_force(self):
        link = self.link(self.one, self.two, self.subsidiary)
        self.assertEqual(self.one.client_parent_id, self.two)
        closer = self.link(self.one, self.three)
        self.assertEqual(self.one.client_parent_id, self.three)
        closer.date_to = "2026-03-01"
        self.assertEqual(self.one.client_parent_id, self.two)
        link.active = False
        self.assertFalse(self.one.client_parent_id)
        link.active = True
        self.assertEqual(self.two.client_child_ids, self.one)
        link.unlink()
        self.assertFalse(self.one.client_parent_id)

    def test_other_links_do_not_place_anybody(self):
        self.link(self.one, self.two, self.distributor)
        self.link(self.one, self.two, self.independent)
        self.assertFalse(self.one.client_parent_id)

    def test_the_night_follows_links_that_end_by_themselves(self):
        self.link(self.one, self.two, date_from="2026-01-01", date_to="2026-03-15")
        self.assertEqual(self.one.client_parent_id, self.two)
        with freeze_time("2026-03-16"):
            self.assertEqual(self.env["res.partner"]._refresh_client_parents(), 1)
            self.assertEqual(self.env["res.partner"]._refresh_client_parents(), 0)
        self.assertFalse(self.one.client_parent_id)

    def test_each_link_is_read_from_both_sides(self):
        self.link(self.one, self.two, self.distributor)
        rows = self.env["client.link.reading"].search([("partner_id", "in", (self.one | self.two).ids)])
        self.assertEqual(
            {(row.partner_id, row.reading, row.other_partner_id) for row in rows},
            {(self.one, "Distributor for", self.two), (self.two, "End client of", self.one)},
        )

    def test_links_of_contacts_of_another_company_are_not_read(self):
        self.two.company_id = self.env["res.company"].create({"name": "Other"})
        self.link(self.one, self.two, self.distributor)
        readings = self.env["client.link.reading"].with_user(self.manager)
        self.assertFalse(readings.search([("partner_id", "=", self.one.id)]))
        self.assertEqual(self.one.with_user(self.manager).client_context["links"], [])

    def test_the_map_of_a_group_is_drawn_from_the_links(self):
        self.link(self.one, self.two)
        self.link(self.three, self.two)
        action = self.two.client_group_id.action_open_division_map()
        self.assertEqual(action["views"][0][1], "hierarchy")
        rows = self.env["res.partner"].hierarchy_read(
            action["domain"], {"name": {}}, "client_parent_id", "client_child_ids", order="name"
        )
        parents = {row["name"]: (row["client_parent_id"] or {}).get("display_name") for row in rows}
        self.assertEqual(parents, {"One": "Two", "Three": "Two", "Two": None})

    def test_the_lists_cost_the_same_queries_for_three_and_for_thirty(self):
        def queries(model, count, domain, names):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            specification = {name: {"fields": {"display_name": {}}} if "_id" in name else {} for name in names}
            self.env[model].search(domain, limit=count).web_read(specification)
            return self.env.cr.sql_log_count - start

        partners = self.env["res.partner"].create([{"name": f"Lower {n}", "is_company": True} for n in range(30)])
        for partner in partners:
            self.link(partner, self.two)
        to_two = [("other_partner_id", "=", self.two.id)]
        of_group = [("group_id", "=", self.two.client_group_id.id)]
        for model, domain, names in (
            ("client.link", to_two, ("partner_id", "type_id", "other_partner_id", "is_in_force")),
            ("client.link.reading", to_two, ("partner_id", "reading", "other_partner_id", "other_group_id")),
            ("client.group.event", of_group, ("kind", "group_id", "link_id", "user_id", "moved_count")),
        ):
            queries(model, 3, domain, names)
            with self.subTest(model=model):
                self.assertEqual(queries(model, 30, domain, names), queries(model, 3, domain, names))

    def test_a_card_says_turnover_and_who_of_us_in_the_same_queries_for_many(self):
        partners = self.env["res.partner"].create(
            [{"name": f"P{n}", "is_company": True, "user_id": self.manager.id} for n in range(30)]
        )
        self.env.cr.execute(
            "INSERT INTO client_supply (company_id, partner_id, month, quantity, amount, source)"
            " SELECT %s, UNNEST(%s), '2025-12-01', 1, 70, 'import'",
            [self.env.company.id, partners.ids],
        )

        def queries(records):
            self.env.flush_all()
            self.env.invalidate_all()
            records.web_read({"name": {}})
            start = self.env.cr.sql_log_count
            records.web_read({"client_map_turnover": {}, "client_map_who": {}})
            return self.env.cr.sql_log_count - start

        queries(partners)
        self.assertEqual(queries(partners), queries(partners[:3]))
        self.assertEqual((partners[0].client_map_turnover, partners[0].client_map_who), (70, self.manager.name))
