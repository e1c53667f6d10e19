from odoo.tests import TransactionCase, new_test_user


class ClientCase(TransactionCase):
    """A client with three divisions and two families; an account manager and a user of ours."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.company = cls.env.company
        cls.group = cls.env["client.group"].create({"name": "Orion"})
        cls.plant, cls.radio, cls.medical = cls.env["res.partner"].create(
            [
                {"name": name, "is_company": True, "client_group_id": cls.group.id}
                for name in ("Orion Plant", "Orion Radio", "Orion Medical")
            ]
        )
        cls.boards, cls.cables = cls.env["product.category"].create([{"name": "Boards"}, {"name": "Cables"}])
        cls.manager = new_test_user(
            cls.env,
            "kam",
            name="Irina",
            groups="relationship_marketing.group_account_manager,base.group_partner_manager",
        )
        cls.user = new_test_user(cls.env, "rm_reader", name="Pavel", groups="relationship_marketing.group_user")
        cls.group.key_account_manager_id = cls.manager

    @classmethod
    def supply(cls, partner, month, family, amount=100.0, company=None):
        cls.env.cr.execute(
            "INSERT INTO client_supply (company_id, partner_id, categ_id, month, quantity, amount, source)"
            " VALUES (%s, %s, %s, %s, 1, %s, 'import')",
            [(company or cls.company).id, partner.id, family.id, month, amount],
        )

    @classmethod
    def person(cls, name, employer):
        return cls.env["res.partner"].create({"name": name, "parent_id": employer.id})

    @classmethod
    def tie(cls, user, person, **values):
        return cls.env["client.tie"].create({"user_id": user.id, "partner_id": person.id, **values})
