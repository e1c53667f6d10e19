from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, new_test_user, tagged

from .client_case import ClientCase

TODAY = "2026-03-10"
FIRST, LAST = date(2025, 3, 1), date(2026, 2, 28)


class NetValueCase(ClientCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Maker"})
        cls.env.user.company_ids |= cls.company
        cls.env = cls.env(context={**cls.env.context, "allowed_company_ids": cls.company.ids})
        cls.values = cls.env["client.net.value"]
        cls.single = cls.env["res.partner"].create({"name": "Single", "is_company": True})
        cls.director = new_test_user(
            cls.env,
            "rm_boss",
            groups="relationship_marketing.group_director",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )

    @classmethod
    def supplied(cls, partner, month, amount, margin, family=None):
        cls.env.cr.execute(
            "INSERT INTO client_supply (company_id, partner_id, categ_id, month, quantity, amount, margin,"
            " margin_amount, document_count, source) VALUES (%s, %s, %s, %s, 1, %s, %s, %s, 1, 'import')",
            [
                cls.company.id,
                partner.id,
                (family or cls.boards).id,
                month,
                amount,
                margin,
                None if margin is None else amount,
            ],
        )

    @classmethod
    def spent(cls, partner, day, amount=0.0, **values):
        return cls.env["client.service.cost"].create(
            {"name": "Help", "partner_id": partner.id, "date": day, "amount": amount, **values}
        )

    @classmethod
    def complained(cls, partner, day, amount, kind="repair", complete=True, **values):
        return cls.env["client.complaint"].create(
            {
                "subject": "Broken",
                "partner_id": partner.id,
                "date": day,
                "cost_ids": [(0, 0, {"kind": kind, "amount": amount})],
                "is_cost_complete": complete,
                **values,
            }
        )

    @classmethod
    def contacted(cls, partner, day, channel="visit", user=None, evidence=None):
        cls.numbers = getattr(cls, "numbers", 0) + 1
        return cls.env["client.contact"].create(
            {
                "user_id": (user or cls.manager).id,
                "partner_id": cls.person(f"Person {cls.numbers}", partner).id,
                "division_id": partner.id,
                "company_id": cls.company.id,
                "date": day,
                "channel": channel,
                "res_model": "res.partner",
                "res_id": evidence or 1_000_000 + cls.numbers,
            }
        )

    def work_out(self, groups=None):
        self.values._refresh_company(self.env["client.group"])
        self.values._refresh(groups or self.env["client.group"].search([]))

    def last(self, group=None, partner=None):
        return self.values.search(
            [
                ("company_id", "=", self.company.id),
                ("period", "=", "rolling"),
                ("is_current", "=", True),
                ("group_id", "=", False if partner else (group or self.group).id),
                ("partner_id", "=", partner.id if partner else False),
            ]
        )

    def year(self, year, group=None):
        return self.values.search(
            [
                ("company_id", "=", self.company.id),
                ("period", "=", "year"),
                ("date_from", "=", date(year, 1, 1)),
                ("group_id", "=", (group or self.group).id),
            ]
        )


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestNetValue(NetValueCase):
    """What is left of a client's margin once all that is spent on him is counted (R11)."""

    def test_everything_is_counted_once(self):
        self.env["client.contact.channel"].search([("code", "=", "visit")]).cost = 50
        self.supplied(self.plant, "2025-04-01", 1000, 300)
        self.supplied(self.radio, "2026-02-01", 500, 100)
        self.spent(self.plant, "2025-06-01", 40)
        self.spent(self.plant, "2025-06-02", 30, kind="relationship")
        self.spent(self.plant, "2025-06-03", 20, kind="discount")
        self.complained(self.radio, "2025-07-01", 60)
        self.contacted(self.plant, "2025-08-01")
        self.work_out()
        row = self.last()
        self.assertEqual((row.date_from, row.date_to), (FIRST, LAST))
        self.assertRecordValues(
            row,
            [
                {
                    "turnover": 1500,
                    "margin": 400,
                    "service_cost": 40,
                    "relationship_cost": 80,
                    "complaint_cost": 60,
                    "discount": 20,
                    "net_value": 200,
                    "known_share": 100,
                    "is_at_most": False,
                    "state": "positive",
                }
            ],
        )
        self.assertFalse(row.missing)

    def test_only_complete_months_count(self):
        for month in ("2025-02-01", "2026-03-01"):
            self.supplied(self.plant, month, 1000, 300)
        self.spent(self.plant, "2025-02-28", 40)
        self.spent(self.plant, "2026-03-01", 40)
        self.work_out()
        self.assertFalse(self.last())
        self.assertEqual(self.year(2025).net_value, 260)
        self.assertFalse(self.year(2026))

    def test_calendar_years_and_the_running_one_so_far(self):
        self.supplied(self.plant, "2024-02-01", 100, 30)
        self.spent(self.plant, "2024-02-29", 10)
        self.supplied(self.plant, "2025-12-01", 100, 50)
        self.supplied(self.plant, "2026-01-01", 100, 70)
        self.work_out()
        self.assertEqual([self.year(year).net_value for year in (2024, 2025, 2026)], [20, 50, 70])
        self.assertEqual(self.year(2026).date_to, LAST)

    def test_a_year_whose_supplies_were_withdrawn_has_no_value_left(self):
        self.supplied(self.plant, "2024-02-01", 100, 30)
        self.supplied(self.single, "2024-02-01", 100, 30)
        self.supplied(self.plant, "2025-12-01", 100, 50)
        self.work_out()
        self.env.cr.execute("DELETE FROM client_supply WHERE month < '2025-01-01'")
        self.work_out()
        self.assertFalse(self.values.search([("company_id", "=", self.company.id), ("date_from", "<", "2025-01-01")]))
        self.assertEqual(self.year(2025).net_value, 50)

    def test_goods_of_unknown_cost_make_it_at_most(self):
        self.supplied(self.plant, "2025-04-01", 600, 300)
        self.supplied(self.plant, "2025-05-01", 400, None)
        self.spent(self.plant, "2025-06-01", 100)
        self.work_out()
        row = self.last()
        self.assertRecordValues(
            row, [{"margin": 300, "unknown_turnover": 400, "net_value": 600, "known_share": 60, "state": "unknown"}]
        )
        self.assertIn("60.0 %", row.missing)

    def test_a_return_of_unknown_cost_raises_no_bound(self):
        self.supplied(self.plant, "2025-04-01", 600, 300)
        self.supplied(self.plant, "2025-05-01", -100, None)
        self.spent(self.plant, "2025-06-01", 0)
        self.work_out()
        self.assertRecordValues(self.last(), [{"unknown_turnover": 0, "net_value": 300, "is_at_most": True}])

    def test_negative_even_at_most_is_negative(self):
        self.supplied(self.plant, "2025-04-01", 100, None)
        self.spent(self.plant, "2025-06-01", 100)
        self.work_out()
        self.assertRecordValues(self.last(), [{"net_value": 0, "is_at_most": True, "state": "negative"}])

    def test_nothing_recorded_is_unknown_and_nothing_spent_is_known(self):
        self.supplied(self.plant, "2025-04-01", 100, 50)
        self.work_out()
        self.assertEqual(self.last().state, "unknown")
        self.assertIn("No service cost is recorded", self.last().missing)
        self.spent(self.plant, "2025-06-01", 0)
        self.work_out()
        self.assertEqual((self.last().state, self.last().missing), ("positive", ""))

    def test_contacts_over_a_channel_without_a_cost_are_unknown(self):
        self.spent(self.plant, "2025-06-01", 0)
        self.supplied(self.plant, "2025-04-01", 100, 50)
        self.contacted(self.plant, "2025-08-01", channel="call")
        self.work_out()
        self.assertRecordValues(self.last(), [{"relationship_cost": 0, "unknown_contact_count": 1, "is_at_most": True}])

    def test_a_meeting_with_three_of_theirs_costs_as_much_as_with_one(self):
        self.env["client.contact.channel"].search([("code", "=", "visit")]).cost = 90
        for _person in range(3):
            self.contacted(self.plant, "2025-08-01", evidence=77)
        self.work_out()
        self.assertEqual(self.last().relationship_cost, 90)

    def test_hours_recorded_for_the_day_of_a_contact_are_not_counted_twice(self):
        self.env["client.contact.channel"].search([("code", "=", "visit")]).cost = 90
        self.env["client.hourly.cost"].create({"hourly_cost": 20, "date_from": "2025-01-01"})
        self.contacted(self.plant, "2025-08-01")
        self.contacted(self.plant, "2025-08-02")
        self.spent(self.radio, "2025-08-01", hours=3, kind="relationship", user_id=self.manager.id)
        self.work_out()
        self.assertEqual(self.last().relationship_cost, 60 + 90)
        self.assertEqual(self.last().unknown_contact_count, 0)

    def test_complaints_whose_costs_are_not_all_listed(self):
        self.complained(self.plant, "2025-07-01", 60, complete=False)
        self.complained(self.plant, "2025-07-02", 40, complete=False, state="withdrawn", outcome_reason="An error")
        self.work_out()
        self.assertRecordValues(self.last(), [{"complaint_cost": 100, "unknown_complaint_count": 1}])

    def test_credit_notes_are_in_the_ledger_already(self):
        self.complained(self.plant, "2025-07-01", 60, kind="credit_note")
        self.complained(self.plant, "2025-07-01", 10, kind="transport")
        self.work_out()
        self.assertEqual(self.last().complaint_cost, 10)
        self.company.supply_source = "order"
        self.work_out()
        self.assertEqual(self.last().complaint_cost, 70)

    def test_an_investment_stands_beside_until_its_effect_does_not_come(self):
        self.supplied(self.plant, "2025-04-01", 500, 100)
        cost = self.spent(self.plant, "2025-06-01", 300, nature="investment", expected_effect="A new board")
        self.work_out()
        self.assertRecordValues(
            self.last(), [{"net_value": 100, "investment": 300, "net_after_investment": -200, "service_cost": 0}]
        )
        cost.effect = "failed"
        self.work_out()
        self.assertRecordValues(self.last(), [{"net_value": -200, "investment": 0, "service_cost": 300}])

    def test_archived_service_costs_do_not_count(self):
        self.supplied(self.plant, "2025-04-01", 500, 100)
        self.spent(self.plant, "2025-06-01", 300).action_archive()
        self.work_out()
        self.assertEqual((self.last().net_value, self.last().service_count), (100, 0))

    def test_a_company_without_a_group_stands_for_itself(self):
        self.supplied(self.single, "2025-04-01", 500, 100)
        self.spent(self.single, "2025-06-01", 30)
        self.work_out()
        self.assertEqual(self.last(partner=self.single).net_value, 70)
        self.single.client_group_id = self.group
        self.work_out()
        self.assertFalse(self.last(partner=self.single))
        self.assertEqual(self.last().net_value, 70)

    def test_whom_we_only_speak_to_is_no_client(self):
        self.env["client.contact.channel"].search([("code", "=", "visit")]).cost = 50
        self.contacted(self.single, "2025-08-01")
        self.work_out()
        self.assertFalse(self.last(partner=self.single))
        self.supplied(self.single, "2024-04-01", 500, 100)
        self.work_out()
        self.assertEqual(self.last(partner=self.single).net_value, -50)

    def test_archived_groups_belong_to_the_sum(self):
        self.supplied(self.plant, "2025-04-01", 500, 100)
        self.group.active = False
        self.work_out()
        self.assertEqual(self.last().net_value, 100)

    def test_a_group_of_another_company_does_not_show(self):
        other = self.env["res.company"].create({"name": "Second"})
        group = self.env["client.group"].sudo().create({"name": "Theirs", "company_id": other.id})
        self.single.sudo().client_group_id = group
        self.supplied(self.single, "2025-04-01", 500, 100)
        self.work_out()
        self.assertFalse(self.last(group=group))
        self.assertEqual(self.last(partner=self.single).net_value, 100)

    def test_joined_groups(self):
        other = self.env["client.group"].create({"name": "Vega"})
        self.single.client_group_id = other
        self.supplied(self.single, "2025-04-01", 500, 100)
        self.supplied(self.plant, "2025-04-01", 500, 50)
        self.work_out()
        event = other._join(self.group)
        self.work_out()
        self.assertEqual(self.last().net_value, 150)
        self.assertFalse(self.last(group=other))
        event.action_undo()
        self.work_out()
        self.assertEqual((self.last().net_value, self.last(group=other).net_value), (50, 100))

    def test_the_same_twice_writes_nothing(self):
        self.supplied(self.plant, "2025-04-01", 500, None)
        self.spent(self.plant, "2025-06-01", 30, hours=1.1)
        self.complained(self.single, "2025-07-01", 0.1)
        self.work_out()
        self.env.cr.execute("SELECT id, xmin, ctid FROM client_net_value ORDER BY id")
        before = self.env.cr.fetchall()
        self.work_out()
        self.env.cr.execute("SELECT id, xmin, ctid FROM client_net_value ORDER BY id")
        self.assertEqual(self.env.cr.fetchall(), before)

    def test_windows_of_earlier_months_stay_as_they_were(self):
        self.supplied(self.plant, "2025-03-01", 500, 100)
        self.work_out()
        row = self.last()
        with freeze_time("2026-04-02"):
            self.spent(self.plant, "2025-06-01", 30)
            self.work_out()
            self.assertEqual((row.net_value, row.is_current), (100, False))
            self.assertEqual(self.last().net_value, -30)

    def test_queries_do_not_grow_with_the_clients(self):
        groups = self.env["client.group"].create([{"name": f"Client {number}"} for number in range(6)])
        for group in groups:
            partner = self.env["res.partner"].create(
                {"name": group.name, "is_company": True, "client_group_id": group.id}
            )
            self.supplied(partner, "2025-04-01", 100, 30)
        self.env.flush_all()
        self.values._refresh(groups[:1])
        counts = []
        for batch in (groups[:1], groups):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.values._refresh(batch)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
        self.assertLessEqual(counts[1], 8)

    def test_the_list_asks_nothing_for_each_row(self):
        groups = self.env["client.group"].create([{"name": f"Client {number}"} for number in range(12)])
        for group in groups:
            partner = self.env["res.partner"].create(
                {"name": group.name, "is_company": True, "client_group_id": group.id}
            )
            self.supplied(partner, "2025-04-01", 100, 30)
        self.work_out()
        specification = {name: {} for name in ("turnover", "net_value", "state", "is_at_most", "missing")}
        specification["group_id"] = {"fields": {"display_name": {}}}
        counts = []
        for limit in (2, 12):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.values.web_search_read([("group_id", "in", groups.ids)], specification, limit=limit)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    def test_every_part_opens_onto_its_records(self):
        self.env["client.contact.channel"].search([("code", "=", "visit")]).cost = 50
        self.supplied(self.plant, "2025-04-01", 1000, 300)
        cost = self.spent(self.plant, "2025-06-01", 40)
        event = self.spent(self.plant, "2025-06-02", 30, kind="relationship")
        self.spent(self.plant, "2026-03-02", 30)
        complaint = self.complained(self.radio, "2025-07-01", 60)
        self.contacted(self.plant, "2025-08-01")
        self.work_out()
        row = self.last()
        for method, found in (("service_costs", cost), ("events", event), ("complaints", complaint)):
            action = getattr(row, f"action_open_{method}")()
            self.assertEqual(self.env[action["res_model"]].search(action["domain"]), found, method)
        for method, field, amount in (("supplies", "margin", 300), ("contacts", "cost", 50)):
            action = getattr(row, f"action_open_{method}")()
            self.assertEqual(sum(self.env[action["res_model"]].search(action["domain"]).mapped(field)), amount)
        self.assertEqual(row.action_open_client()["res_id"], self.group.id)

    def card(self):
        group = self.group.with_env(self.env)
        [card] = [section for section in group._value_cards(group)[group.id] if section["key"] == "net_value"]
        return card

    def test_the_card(self):
        self.supplied(self.plant, "2025-04-01", 1000, 300)
        self.assertEqual((self.card()["state"], self.card()["lines"]), ("unknown", []))
        self.work_out()
        self.spent(self.plant, "2025-06-01", 400)
        self.work_out()
        self.assertEqual(self.card()["state"], "not_met")
        self.assertEqual(self.group.with_env(self.env).action_open_net_value()["res_id"], self.last().id)

    def test_merged_companies_add_up(self):
        other = self.env["res.partner"].create({"name": "Double", "is_company": True})
        self.supplied(self.single, "2025-04-01", 500, 100)
        self.supplied(other, "2025-04-01", 100, None)
        self.supplied(other, "2024-04-01", 100, 10)
        self.spent(self.single, "2025-06-01", 0)
        self.spent(other, "2025-06-01", 20)
        self.work_out()
        row = self.last(partner=self.single)
        expected = row.net_value + self.last(partner=other).net_value
        self.env["base.partner.merge.automatic.wizard"].create({})._merge((self.single | other).ids, self.single)
        self.env.invalidate_all()
        merged = self.last(partner=self.single)
        self.assertRecordValues(merged, [{"net_value": expected, "is_at_most": True, "state": "unknown"}])
        self.work_out()
        self.assertEqual(self.last(partner=self.single).net_value, expected)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestPrestige(NetValueCase):
    """A client kept for his name is named so by a director, with what that costs (``004``)."""

    def test_what_it_costs(self):
        self.supplied(self.plant, "2025-04-01", 1000, 100)
        self.spent(self.plant, "2025-06-01", 250)
        self.env["client.prestige"].with_user(self.director).create(
            {"group_id": self.group.id, "company_id": self.company.id, "reason": "Railway approval rests on them"}
        )
        self.work_out()
        self.assertFalse(self.last().is_prestige)
        self.env["client.prestige"].search([]).with_user(self.director).date_from = "2026-02-01"
        self.work_out()
        self.assertRecordValues(self.last(), [{"is_prestige": True, "prestige_cost": 150, "net_value": -150}])
        self.assertFalse(self.year(2025).is_prestige)

    def test_only_a_director_names_them(self):
        manager = new_test_user(
            self.env,
            "rm_kam",
            groups="relationship_marketing.group_account_manager",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        with self.assertRaises(AccessError):
            self.env["client.prestige"].with_user(manager).create({"group_id": self.group.id, "reason": "Famous"})


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestLeversOfAClient(NetValueCase):
    """What would turn this client, each from his own data."""

    def test_named_levers_with_their_amounts(self):
        self.env["client.hourly.cost"].create({"hourly_cost": 10, "date_from": "2025-01-01"})
        self.company.price_rise_limit = 20
        self.supplied(self.plant, "2025-04-01", 1000, 200)
        self.supplied(self.plant, "2025-05-01", 100, -50, family=self.cables)
        self.spent(self.plant, "2025-06-01", hours=30)
        self.spent(self.plant, "2025-06-02", 90, kind="rush")
        self.complained(self.radio, "2025-07-01", 60)
        self.complained(self.radio, "2025-07-02", 15, justified="not_justified", justified_reason="Used wrongly")
        self.work_out()
        self.assertEqual(self.last().net_value, 150 - 300 - 90 - 75)
        found = self.last().get_levers()
        amounts = {lever["key"]: (round(lever["amount"], 2), lever["suffices"]) for lever in found["levers"]}
        self.assertEqual(
            amounts,
            {
                "hours": (300, False),
                "price": (220, False),
                "volume": (150, False),
                "rush": (90, False),
                "own_complaints": (60, False),
                "families": (50, False),
                "other_complaints": (15, False),
            },
        )
        for lever in found["levers"]:
            self.assertEqual(getattr(self.last(), lever["action"])()["type"], "ir.actions.act_window")

    def test_fewer_hours_bring_no_less_travel(self):
        self.env["client.hourly.cost"].create({"hourly_cost": 10, "date_from": "2025-01-01"})
        self.spent(self.plant, "2025-06-01", 400, hours=20)
        self.spent(self.plant, "2025-06-02", 900)
        self.spent(self.plant, "2025-01-01", hours=50)
        self.spent(self.plant, "2024-12-31", hours=5)
        self.work_out()
        [hours] = [lever for lever in self.last().get_levers()["levers"] if lever["key"] == "hours"]
        self.assertEqual(hours["amount"], 200)

    def test_one_lever_alone_is_enough(self):
        self.supplied(self.plant, "2025-04-01", 1000, 200)
        self.spent(self.plant, "2025-06-01", 240)
        self.work_out()
        [price] = [lever for lever in self.last().get_levers()["levers"] if lever["key"] == "price"]
        self.assertTrue(price["suffices"])
        self.assertIn("4.0 %", price["sentence"])

    def test_whoever_reads_clients_reads_the_levers(self):
        self.supplied(self.plant, "2025-04-01", 1000, 200)
        self.work_out()
        user = new_test_user(
            self.env,
            "rm_plain",
            groups="relationship_marketing.group_user",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        self.assertTrue(self.last().with_user(user).get_levers()["levers"])


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestWhaleCurveOfClients(NetValueCase):
    def test_the_curve_and_its_periods(self):
        self.supplied(self.plant, "2025-04-01", 1000, 300)
        self.supplied(self.single, "2025-04-01", 100, 20)
        self.spent(self.single, "2025-06-01", 70)
        self.work_out()
        curve = self.env["client.whale.curve"].get_curve()
        self.assertEqual([one["key"] for one in curve["periods"]], ["rolling", "2025"])
        self.assertEqual((curve["count"], curve["total"], curve["peak"], curve["eroded"]), (2, 250, 300, 50))
        self.assertEqual([point["name"] for point in curve["points"]], ["Orion", "Single"])
        self.assertEqual(curve["at_most_count"], 1)
        self.assertEqual(self.env["client.whale.curve"].get_curve("2025")["total"], 250)
        self.assertEqual(self.env["client.whale.curve"].get_curve(key=True)["count"], 0)
        mine = self.env["client.whale.curve"].with_user(self.director).get_curve(mine=True)
        self.assertEqual(mine["count"], 0)

    def test_nothing_worked_out(self):
        curve = self.env["client.whale.curve"].get_curve("1999")
        self.assertEqual((curve["count"], curve["points"], curve["period"]), (0, [], "rolling"))

    def test_other_companies_are_not_seen(self):
        self.supplied(self.plant, "2025-04-01", 1000, 300)
        self.work_out()
        other = self.env["res.company"].create({"name": "Second"})
        stranger = new_test_user(
            self.env,
            "rm_second",
            groups="relationship_marketing.group_director",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        rows = self.values.with_user(stranger).with_context(allowed_company_ids=other.ids)
        self.assertFalse(rows.search([]))
        self.assertEqual(rows.env["client.whale.curve"].get_curve()["count"], 0)


AMOUNT = st.integers(-500, 900)
EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("supply"), st.integers(0, 4), st.integers(0, 30), AMOUNT, st.none() | AMOUNT),
        st.tuples(st.just("service"), st.integers(0, 4), st.integers(0, 30), st.integers(0, 300), st.booleans()),
        st.tuples(st.just("complaint"), st.integers(0, 4), st.integers(0, 30), st.integers(0, 300), st.booleans()),
    ),
    max_size=12,
)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestNetValueProperty(NetValueCase):
    """The net values of all clients add up to the company's, whatever happened to them."""

    @settings(
        max_examples=12,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.differing_executors, HealthCheck.too_slow],
    )
    @given(events=EVENTS)
    def test_clients_add_up_to_the_company(self, events):
        with self.env.cr.savepoint() as savepoint:
            self.check_sum(events)
            savepoint.rollback()
        self.env.invalidate_all()

    def check_sum(self, events):
        archived = self.env["client.group"].create({"name": "Gone", "active": False})
        partners = [self.plant, self.radio, self.single]
        partners += self.env["res.partner"].create(
            [
                {"name": "Former", "is_company": True, "client_group_id": archived.id},
                {"name": "Alone", "is_company": True},
            ]
        )
        expected, families = {}, iter(self.env["product.category"].create([{"name": f"F{i}"} for i in range(12)]))
        for kind, who, months_ago, amount, detail in events:
            month = date(2026 - (months_ago + 9) // 12, 12 - (months_ago + 9) % 12, 1)
            if kind == "supply":
                margin = None if detail is None else detail
                self.supplied(partners[who], month, amount, margin, family=next(families))
                net = max(amount, 0) if margin is None else margin
            elif kind == "service":
                self.spent(partners[who], month, amount, kind="rush" if detail else "relationship")
                net = -amount
            else:
                self.complained(partners[who], month, amount, complete=detail)
                net = -amount
            for period in self.periods_of(month):
                expected[period] = expected.get(period, 0) + net
        self.work_out()
        rows = self.values.search([("company_id", "=", self.company.id)])
        found = {}
        for row in rows:
            key = (row.period, row.date_from)
            found[key] = found.get(key, 0) + row.net_value
            self.assertEqual(row.state == "positive", row.net_value > 0 and not row.is_at_most)
            self.assertTrue(0 <= row.known_share <= 100)
            self.assertEqual(bool(row.missing), row.is_at_most)
        self.assertEqual(
            {key: value for key, value in found.items() if value}, {key: one for key, one in expected.items() if one}
        )

    def periods_of(self, month):
        if month <= LAST:
            yield "year", date(month.year, 1, 1)
        if FIRST <= month <= LAST:
            yield "rolling", FIRST
