from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from ..engine.months import last_complete_month


@tagged("post_install", "-at_install")
class TestTourAccountManager(HttpCase):
    """The day of a key account manager, from the overdue contact to the tie handed over."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.manager = new_test_user(
            cls.env,
            "tour_manager",
            name="Irina Tour",
            groups="relationship_marketing.group_account_manager,base.group_partner_manager",
        )
        cls.colleague = new_test_user(
            cls.env, "tour_colleague", name="Pavel Tour", groups="relationship_marketing.group_user"
        )
        cls.group = cls.env["client.group"].create(
            {
                "name": "Tour holding",
                "class_id": cls.env.ref("relationship_marketing.client_class_key").id,
                "key_account_manager_id": cls.manager.id,
                "member_ids": [Command.create({"user_id": cls.colleague.id, "function": "quality"})],
            }
        )
        cls.plant, cls.laboratory = cls.env["res.partner"].create(
            [
                {"name": name, "is_company": True, "client_group_id": cls.group.id}
                for name in ("Tour plant", "Tour laboratory")
            ]
        )
        cls.env["client.link"].create(
            {
                "partner_id": cls.laboratory.id,
                "type_id": cls.env["client.link.type"]._of_code("division").id,
                "other_partner_id": cls.plant.id,
            }
        )
        cls.anna = cls.env["res.partner"].create({"name": "Anna Tour", "parent_id": cls.plant.id})
        cls._supply_and_talk()

    @classmethod
    def _supply_and_talk(cls):
        today = fields.Date.today()
        family = cls.env["product.category"].create({"name": "Tour boards"})
        cls.env.cr.execute(
            "INSERT INTO client_supply (company_id, partner_id, categ_id, month, quantity, amount, source)"
            " VALUES (%s, %s, %s, %s, 1, 5000, 'import')",
            [cls.env.company.id, cls.plant.id, family.id, last_complete_month(today)],
        )
        meeting = cls.env["calendar.event"].create(
            {
                "name": "Met at the exhibition",
                "start": fields.Datetime.now() - timedelta(days=400),
                "stop": fields.Datetime.now() - timedelta(days=400, hours=-1),
            }
        )
        cls.env["client.contact"].create(
            {
                "user_id": cls.manager.id,
                "partner_id": cls.anna.id,
                "division_id": cls.plant.id,
                "company_id": cls.env.company.id,
                "date": today - timedelta(days=400),
                "channel": "meeting",
                "res_model": "calendar.event",
                "res_id": meeting.id,
            }
        )
        cls.env["client.tie"].create(
            {
                "user_id": cls.manager.id,
                "partner_id": cls.anna.id,
                "company_id": cls.env.company.id,
                "strength": "fair",
                "last_two_way": today - timedelta(days=400),
                "is_responsible": True,
            }
        )
        cls.env["client.complaint"].create(
            {"subject": "Cold joints", "partner_id": cls.plant.id, "date": today, "state": "new"}
        )
        cls.group.message_post(
            body="We send you samples by Friday.",
            author_id=cls.anna.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )

    def test_account_manager(self):
        self.start_tour("/odoo/client-groups", "relationship_marketing.account_manager", login="tour_manager")
        introduction = self.env["client.introduction"].search([("partner_id", "=", self.laboratory.id)])
        self.assertEqual((introduction.asked_partner_id, introduction.user_id), (self.anna, self.manager))
        change = self.env["client.change"].search([("group_id", "=", self.group.id)])
        self.assertEqual((change.name, change.heard_by_id), ("A new buyer from March", self.manager))
        promise = self.env["client.promise"].search([("group_id", "=", self.group.id)])
        self.assertEqual((promise.side, promise.person_id), ("theirs", self.anna))
        transfer = self.env["client.tie.transfer"].search([("group_id", "=", self.group.id)])
        self.assertEqual((transfer.from_user_id, transfer.to_user_id), (self.manager, self.colleague))
