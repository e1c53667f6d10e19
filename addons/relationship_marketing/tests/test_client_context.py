from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, freeze_time, new_test_user, tagged


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10")
class TestClientContext(TransactionCase):
    """Whoever opens a lead, an order or a contact sees whose division it is and since when."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = new_test_user(
            cls.env,
            "context_user",
            groups="relationship_marketing.group_user,sales_team.group_sale_salesman_all_leads",
        )
        cls.group = cls.env["client.group"].create({"name": "Quarton"})
        cls.navigation, cls.signal, cls.energy = cls.env["res.partner"].create(
            [
                {
                    "name": f"Quarton {name}",
                    "is_company": True,
                    "client_group_id": cls.group.id,
                    "email": f"purchasing@{name.lower()}.quarton.example",
                    "city": city,
                }
                for name, city in (("Navigation", "Perm"), ("Signal", "Tver"), ("Energy", "Kazan"))
            ]
        )
        cls.anna = cls.env["res.partner"].create({"name": "Anna", "parent_id": cls.navigation.id})
        cls.supply(cls.navigation, "2021-05-01")
        cls.supply(cls.navigation, "2026-02-01")
        cls.supply(cls.signal, "2023-01-01")

    @classmethod
    def supply(cls, partner, month):
        cls.env.cr.execute(
            "INSERT INTO client_supply (company_id, partner_id, month, quantity, amount, source)"
            " VALUES (%s, %s, %s, 1, 10, 'import')",
            [cls.env.company.id, partner.id, month],
        )

    def lead(self, **values):
        return self.env["crm.lead"].with_user(self.user).create({"name": "Boards", "type": "lead", **values})

    def test_a_lead_says_whose_division_it_is_since_when_and_which_others_buy(self):
        context = self.lead(partner_id=self.anna.id).client_context
        self.assertEqual(context["group"], {"id": self.group.id, "name": "Quarton", "is_key_client": False})
        self.assertEqual(context["division"]["name"], "Quarton Navigation")
        self.assertEqual((context["since"], context["group_since"]), ("2021-05-01", "2021-05-01"))
        self.assertEqual((context["division_count"], context["buying_count"]), (2, 0))
        self.assertEqual(
            [(row["name"], row["buys"]) for row in context["divisions"]],
            [("Quarton Signal", False), ("Quarton Energy", None)],
        )
        other = self.lead(partner_id=self.energy.id).client_context
        self.assertEqual((other["since"], other["group_since"], other["buying_count"]), (False, "2021-05-01", 1))

    def test_a_partner_and_an_order_say_the_same(self):
        order = self.env["sale.order"].with_user(self.user).create({"partner_id": self.signal.id})
        self.assertEqual(order.client_context["since"], "2023-01-01")
        self.assertEqual(order.client_context, self.signal.with_user(self.user).client_context)

    def test_a_known_domain_is_a_hint_and_a_free_one_is_none(self):
        context = self.lead(email_from="Boris <boris@signal.quarton.example>").client_context
        self.assertNotIn("group", context)
        [stranger] = context["strangers"]
        self.assertEqual(stranger["groups"], [{"id": self.group.id, "name": "Quarton"}])
        self.energy.email = "quarton@gmail.com"
        self.assertFalse(self.lead(email_from="somebody@gmail.com").client_context)
        self.assertFalse(self.lead(email_from="nobody@elsewhere.example").client_context)
        self.assertFalse(self.lead(email_from="no address at all").client_context)

    def test_a_contact_outside_all_clients_is_hinted_at_until_it_is_put_where_it_belongs(self):
        lone = self.env["res.partner"].create({"name": "Boris", "email": "boris@signal.quarton.example"})
        [stranger] = self.lead(partner_id=lone.id).client_context["strangers"]
        self.assertEqual(stranger["groups"], [{"id": self.group.id, "name": "Quarton"}])
        lone.parent_id = self.signal
        self.assertNotIn("strangers", self.lead(partner_id=lone.id).client_context)
        self.assertFalse(self.lead(email_from="boris@signal.quarton.example").client_context)

    def test_an_answer_of_a_stranger_from_a_clients_domain_is_noticed(self):
        lead = self.lead(partner_id=self.env["res.partner"].create({"name": "Lyra", "is_company": True}).id)
        lead.sudo().message_post(
            body="We too", message_type="email", author_id=False, email_from="Boris <boris@energy.quarton.example>"
        )
        lead.invalidate_recordset()
        [stranger] = lead.client_context["strangers"]
        self.assertEqual(
            (stranger["email"], stranger["groups"][0]["name"]), ("boris@energy.quarton.example", "Quarton")
        )

    def test_links_to_other_clients_are_named_from_this_side(self):
        lyra = self.env["res.partner"].create({"name": "Lyra", "is_company": True})
        self.env["client.link"].create(
            {
                "partner_id": lyra.id,
                "type_id": self.env["client.link.type"]._of_code("distributor").id,
                "other_partner_id": self.signal.id,
            }
        )
        self.assertEqual(
            self.signal.with_user(self.user).client_context["links"],
            [{"reading": "End client of", "id": lyra.id, "name": "Lyra"}],
        )

    def test_the_panel_follows_the_client_while_the_form_is_filled(self):
        leads = self.env["crm.lead"].with_user(self.user)
        unsaved = leads.get_client_context(False, {"partner_id": self.signal.id, "email_from": False})
        self.assertEqual(unsaved["division"]["name"], "Quarton Signal")
        lead = self.lead(partner_id=self.navigation.id)
        edited = leads.get_client_context(lead.id, {"partner_id": self.signal.id, "name": "not asked"})
        self.assertEqual(edited["division"]["name"], "Quarton Signal")
        self.assertEqual(lead.partner_id, self.navigation)
        partners = self.env["res.partner"].with_user(self.user)
        self.assertEqual(partners.get_client_context(self.signal.id, {})["division"]["name"], "Quarton Signal")
        self.assertFalse(partners.get_client_context(False, {}))

    def test_the_panel_tells_nothing_of_what_one_may_not_read(self):
        salesman = new_test_user(
            self.env, "context_own", groups="relationship_marketing.group_user,sales_team.group_sale_salesman"
        )
        lead = self.env["crm.lead"].create({"name": "X", "type": "lead", "user_id": self.user.id})
        with self.assertRaises(AccessError):
            self.env["crm.lead"].with_user(salesman).get_client_context(lead.id, {})
        other = self.env["res.company"].create({"name": "Other"})
        self.env.ref("base.res_partner_rule").active = True
        hidden = self.env["res.partner"].create({"name": "Hidden", "is_company": True, "company_id": other.id})
        with self.assertRaises(AccessError):
            self.env["crm.lead"].with_user(salesman).get_client_context(False, {"partner_id": hidden.id})
        stranger = new_test_user(self.env, "context_nobody", groups="base.group_user")
        self.assertFalse(self.env["res.partner"].with_user(stranger).get_client_context(self.signal.id, {}))

    def test_the_forms_do_not_wait_for_the_panel(self):
        for model, view in (
            ("crm.lead", "crm.crm_lead_view_form"),
            ("sale.order", "sale.view_order_form"),
            ("res.partner", "base.view_partner_form"),
        ):
            arch = self.env[model].with_user(self.user).get_view(self.env.ref(view).id, "form")["arch"]
            self.assertIn('<widget name="client_context"', arch)
            self.assertNotIn('<field name="client_context"', arch)

    def test_a_group_of_another_company_is_not_shown(self):
        self.group.company_id = self.env["res.company"].create({"name": "Other"})
        context = self.lead(partner_id=self.navigation.id).client_context
        self.assertFalse(context["group"])
        self.assertEqual(context["divisions"], [])
        self.assertFalse(self.lead(email_from="b@signal.quarton.example").client_context)

    def test_who_has_no_role_has_no_panel(self):
        stranger = new_test_user(self.env, "context_stranger", groups="base.group_user")
        self.assertNotIn("client_context", self.navigation.with_user(stranger).fields_get())

    def test_a_form_costs_the_same_queries_for_three_and_for_thirty_divisions(self):
        def queries():
            lead = self.lead(partner_id=self.navigation.id)
            self.env.flush_all()
            self.env.invalidate_all()
            lead.read(["partner_id"])
            start = self.env.cr.sql_log_count
            lead.read(["client_context"])
            return self.env.cr.sql_log_count - start

        queries()
        few = queries()
        for number in range(27):
            partner = self.env["res.partner"].create(
                {"name": f"Quarton {number}", "is_company": True, "client_group_id": self.group.id}
            )
            self.supply(partner, fields.Date.to_date("2025-11-01"))
        self.assertEqual(queries(), few)
        self.assertLessEqual(few, 20)
