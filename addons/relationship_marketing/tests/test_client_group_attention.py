from ast import literal_eval

from lxml import etree

from odoo.tests import freeze_time, tagged

from .client_case import ClientCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-21")
class TestClientGroupAttention(ClientCase):
    """What is overdue at a client is seen on its form, in the list and by a filter."""

    def contact(self, day, group=None):
        partner = (group or self.group).division_ids[:1]
        return self.env["client.contact"].create(
            {
                "user_id": self.manager.id,
                "partner_id": self.person("Anna", partner).id,
                "division_id": partner.id,
                "company_id": self.company.id,
                "date": day,
                "channel": "call",
                "res_model": "res.partner",
                "res_id": partner.id,
            }
        )

    def promise(self, due):
        return self.env["client.promise"].create(
            {
                "name": "Samples",
                "partner_id": self.plant.id,
                "due": due,
                "given_on": "2026-01-01",
                "responsible_id": self.manager.id,
            }
        )

    def found_by(self, name):
        view = self.env.ref("relationship_marketing.client_group_view_search")
        [arch] = [node for node in self.env["client.group"].get_views([(view.id, "search")])["views"].values()]
        domain = arch["arch"].partition(f'name="{name}"')[2].partition('domain="')[2].partition('"')[0]
        domain = domain.replace("&lt;", "<").replace("&gt;", ">")
        return self.env["client.group"].search(literal_eval(domain) + [("id", "=", self.group.id)])

    def test_no_contact_on_record_is_not_in_order(self):
        self.assertFalse(self.group.last_contact_on)
        self.assertFalse(self.group.is_in_order)
        self.assertTrue(self.found_by("out_of_contact"))

    def test_talked_to_lately_and_nothing_overdue_is_in_order(self):
        self.contact("2026-11-01")
        self.group.invalidate_recordset()
        self.assertEqual(str(self.group.last_contact_on), "2026-11-01")
        self.assertTrue(self.group.is_in_order)
        self.assertFalse(self.found_by("out_of_contact"))

    def test_a_contact_of_half_a_year_ago_is_too_long_ago(self):
        self.contact("2026-05-01")
        self.assertTrue(self.found_by("out_of_contact"))

    def test_an_overdue_promise_is_seen_and_found(self):
        self.contact("2026-11-01")
        self.promise("2026-12-01")
        self.assertFalse(self.found_by("overdue_promises"))
        self.promise("2026-11-20")
        self.group.invalidate_recordset()
        self.assertEqual(self.group.overdue_promise_count, 1)
        self.assertFalse(self.group.is_in_order)
        self.assertTrue(self.found_by("overdue_promises"))

    def test_who_was_not_asked_for_other_divisions_for_a_year_is_found(self):
        review = self.env["client.review"].create(
            {"partner_id": self.plant.id, "held_on": "2026-02-01", "answer": "not_asked", "user_id": self.manager.id}
        )
        self.assertTrue(self.found_by("not_asked"))
        review.answer = "none"
        self.assertFalse(self.found_by("not_asked"))

    def test_an_open_complaint_is_found(self):
        self.assertFalse(self.found_by("open_complaints"))
        self.env["client.complaint"].create({"subject": "Cold joints", "partner_id": self.plant.id, "state": "new"})
        self.assertTrue(self.found_by("open_complaints"))

    def test_a_change_that_takes_effect_soon_without_a_response_is_counted(self):
        kind = self.env.ref("relationship_marketing.client_change_kind_buyer")
        self.env["client.change"].create(
            [
                {"name": "Soon", "kind_id": kind.id, "partner_id": self.plant.id, "effective_on": "2026-12-01"},
                {"name": "Later", "kind_id": kind.id, "partner_id": self.plant.id, "effective_on": "2027-12-01"},
            ]
        )
        self.assertEqual((self.group.late_change_count, self.group.open_change_count), (1, 2))

    def test_who_may_only_read_opens_the_whole_form(self):
        form = self.env["client.group"].with_user(self.user).get_view(view_type="form")
        names = {node.get("name") for node in etree.fromstring(form["arch"]).iter("field")}
        fields_of = self.env["client.group"]._fields
        [read] = self.group.with_user(self.user).web_read({name: {} for name in names if name in fields_of})
        self.assertFalse(read["is_in_order"])
        self.assertNotIn("action_plan_review", form["arch"])

    def test_the_list_costs_the_same_queries_for_three_and_for_thirty(self):
        names = (
            "last_contact_on",
            "overdue_contact_count",
            "overdue_promise_count",
            "open_complaint_count",
            "late_change_count",
            "open_change_count",
            "introduction_count",
            "opened_division_count",
            "asked_divisions_on",
            "advance_share",
            "is_in_order",
        )

        def queries(count):
            groups = self.env["client.group"].create([{"name": f"Group {n}"} for n in range(count)])
            for group in groups:
                self.env["res.partner"].create({"name": group.name, "is_company": True, "client_group_id": group.id})
                self.contact("2026-10-01", group)
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            groups.with_user(self.manager).with_context(tz="UTC").web_read({name: {} for name in names})
            return self.env.cr.sql_log_count - start

        queries(30)  # what is kept in memory from then on
        self.assertEqual(queries(30), queries(3))
