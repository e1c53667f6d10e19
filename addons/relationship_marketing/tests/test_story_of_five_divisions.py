from odoo.tests import TransactionCase, freeze_time, new_test_user, tagged


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10")
class TestStoryOfFiveDivisions(TransactionCase):
    """000, “Useful experience 2”: five years of good work with one company of a large client; then people of two more
    of its divisions stop at our stand; after a visit five divisions that knew nothing of each other are clients.

    Here they are five companies in the address book. Once linked, they are one client, and nothing counts them twice.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(
            cls.env,
            "story_manager",
            groups="relationship_marketing.group_account_manager,sales_team.group_sale_salesman_all_leads",
        )
        cls.boards = cls.env["product.category"].create({"name": "Story boards"})
        names = ("Navigation", "Signal", "Energy", "Medical", "Transport")
        cls.companies = cls.env["res.partner"].create(
            [
                {
                    "name": f"Quarton {name}",
                    "is_company": True,
                    "email": f"office@{name.lower()}.quarton.example",
                    "user_id": cls.manager.id,
                }
                for name in names
            ]
        )
        cls.navigation, cls.signal, cls.energy, cls.medical, cls.transport = cls.companies
        cls.group = cls.env["client.group"].create({"name": "Quarton", "key_account_manager_id": cls.manager.id})
        cls.navigation.client_group_id = cls.group
        # Energy was known to a colleague as a client of his own.
        cls.own = cls.env["client.group"].create({"name": "Quarton Energy"})
        cls.energy.client_group_id = cls.own
        for number, partner in enumerate(cls.companies, 1):
            for month in ("2025-04-01", "2026-02-01"):
                cls.supply(partner, month, 100 * number)
        cls.supply(cls.navigation, "2021-03-01", 50)
        cls.env.flush_all()

    @classmethod
    def supply(cls, partner, month, amount):
        cls.env.cr.execute(
            "INSERT INTO client_supply (company_id, partner_id, categ_id, month, quantity, amount, source)"
            " VALUES (%s, %s, %s, %s, 1, %s, 'import')",
            [cls.env.company.id, partner.id, cls.boards.id, month, amount],
        )

    def link(self, lower, upper):
        division = self.env["client.link.type"]._of_code("division")
        return (
            self.env["client.link"]
            .with_user(self.manager)
            .create({"partner_id": lower.id, "type_id": division.id, "other_partner_id": upper.id})
        )

    def meet_and_link(self):
        """The exhibition, then the visit."""
        return [self.link(lower, self.navigation) for lower in self.companies[1:]]

    def by_group(self):
        """{group: amount} of the supply pivot, by group."""
        rows = self.env["client.supply"]._read_group(
            [("partner_id", "in", self.companies.ids)], ["group_id"], ["amount:sum"]
        )
        return dict(rows)

    def test_two_strangers_at_the_stand_are_recognised_by_their_domain(self):
        for partner in (self.signal, self.energy):
            self.link(partner, self.navigation)
        lead = (
            self.env["crm.lead"]
            .with_user(self.manager)
            .create({"name": "Cards from the stand", "type": "lead", "email_from": "oleg@signal.quarton.example"})
        )
        [stranger] = lead.client_context["strangers"]
        self.assertEqual(stranger["groups"], [{"id": self.group.id, "name": "Quarton"}])

    def test_one_turnover_one_history_five_divisions(self):
        self.assertEqual((self.group.turnover, self.group.division_count), (200, 1))
        links = self.meet_and_link()
        self.group.invalidate_recordset()
        self.assertEqual(self.companies.client_group_id, self.group)
        self.assertEqual((self.group.turnover, self.group.division_count), (3000, 5))
        self.assertEqual((self.group.active_division_count, self.group.family_count), (5, 1))
        # One history: what was noted and bought anywhere is the client's, and how it grew together is told.
        self.assertEqual(len(self.group.event_ids), 4)
        self.assertEqual(self.group.event_ids.link_id, self.env["client.link"].union(*links))
        self.assertEqual(self.own.joined_into_id, self.group)
        self.assertEqual(self.navigation.client_child_ids, self.companies[1:])
        context = self.transport.with_user(self.manager).client_context
        self.assertEqual((context["group"]["name"], context["group_since"]), ("Quarton", "2021-03-01"))
        self.assertEqual((context["division_count"], context["buying_count"]), (4, 4))

    def test_no_list_counts_them_twice(self):
        before = sum(self.by_group().values())
        self.meet_and_link()
        # The list of groups: one line, and the joined one is not in it.
        groups = self.env["client.group"].search([("name", "like", "Quarton")])
        self.assertEqual(groups, self.group)
        self.assertEqual(sum(groups.mapped("turnover")), 3000)
        everything = self.env["client.group"].with_context(active_test=False).search([("name", "like", "Quarton")])
        self.assertEqual(everything, self.group | self.own)
        self.assertEqual(sum(everything.mapped("turnover")), 3000)
        # The supply pivot by group: one row, and the same total as before.
        self.assertEqual(self.by_group(), {self.group: before})
        # The contacts by group.
        rows = self.env["res.partner"]._read_group([("id", "in", self.companies.ids)], ["client_group_id"], ["__count"])
        self.assertEqual(rows, [(self.group, 5)])

    def test_taken_back_they_are_five_again(self):
        links = self.meet_and_link()
        for link in reversed(links):
            link.with_user(self.manager).write({"active": False})
            link.with_user(self.manager).action_split_again()
        self.assertEqual(self.navigation.client_group_id, self.group)
        self.assertEqual((self.energy.client_group_id, self.own.active), (self.own, True))
        self.assertFalse((self.signal | self.medical | self.transport).client_group_id)
        self.assertFalse(self.companies.client_parent_id)
        self.group.invalidate_recordset()
        self.assertEqual((self.group.turnover, self.own.turnover), (200, 600))
