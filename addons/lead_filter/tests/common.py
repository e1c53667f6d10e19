from odoo.tests import TransactionCase, new_test_user


class LeadFilterCase(TransactionCase):
    """A user for each role, a seller of plain CRM, and requests of two people and of nobody."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.telemarketer = new_test_user(cls.env, "lf_telemarketer", "lead_filter.group_telemarketer")
        cls.developer = new_test_user(cls.env, "lf_developer", "lead_filter.group_development")
        cls.director = new_test_user(cls.env, "lf_director", "relationship_marketing.group_director")
        cls.seller = new_test_user(cls.env, "lf_seller", "sales_team.group_sale_salesman")
        cls.clerk = new_test_user(cls.env, "lf_clerk", "base.group_user")
        cls.request_of_seller = cls._make_request("Boards for a pump controller", cls.seller)
        cls.request_of_developer = cls._make_request("Cable harness, 200 pieces", cls.developer)
        cls.request_of_nobody = cls._make_request("How much is a board?", cls.env["res.users"])
        cls.requests = cls.request_of_seller | cls.request_of_developer | cls.request_of_nobody

    @classmethod
    def _make_request(cls, name, user, **values):
        return cls.env["crm.lead"].create(
            {"name": name, "type": "lead", "user_id": user.id, "team_id": False, **values}
        )

    def _visible_requests(self, user):
        return self.env["crm.lead"].with_user(user).search([("id", "in", self.requests.ids)])
