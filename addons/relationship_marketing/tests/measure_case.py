from datetime import date, datetime

from odoo.fields import Command
from odoo.tests import TransactionCase, freeze_time, new_test_user

NOW = datetime(2026, 3, 31, 15, 0)  # a Tuesday


class MeasureCase(TransactionCase):
    """A key client in Novosibirsk with a buyer; one of us; an office in Sofia open Monday to Friday, 9 to 17."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(NOW))
        calendar = cls.env["resource.calendar"].create(
            {
                "name": "Office",
                "tz": "Europe/Sofia",
                "attendance_ids": [
                    Command.create({"name": "Day", "dayofweek": str(day), "hour_from": 9, "hour_to": 17})
                    for day in range(5)
                ],
            }
        )
        cls.company = cls.env["res.company"].create({"name": "Ours", "resource_calendar_id": calendar.id})
        calendar.company_id = cls.company
        cls.env = cls.env(context={"allowed_company_ids": cls.company.ids, "tracking_disable": True})
        cls.company = cls.company.with_env(cls.env)
        cls.seller = new_test_user(
            cls.env,
            "measure_seller",
            groups="relationship_marketing.group_account_manager,sales_team.group_sale_salesman_all_leads",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )
        cls.group = cls.env["client.group"].create({"name": "Orion", "is_key_client": True, "key_reason": "Large"})
        cls.plant = cls.env["res.partner"].create(
            {"name": "Orion plant", "is_company": True, "client_group_id": cls.group.id, "tz": "Asia/Novosibirsk"}
        )
        cls.anna = cls.env["res.partner"].create(
            {"name": "Anna", "parent_id": cls.plant.id, "email": "anna@orion.example", "tz": "Asia/Novosibirsk"}
        )
        cls.product = cls.env["product.product"].create({"name": "Board", "list_price": 100.0})
        cls.snapshots = cls.env["client.measure.snapshot"]

    @classmethod
    def letter(cls, record, author, moment, message_type="email", to=None, subject="Boards", document=False):
        """A message in the thread of ``record``; ``to`` is who was notified of it."""
        message = cls.env["mail.message"].create(
            {
                "model": record._name,
                "res_id": record.id,
                "author_id": author and author.id,
                "message_type": message_type,
                "date": moment,
                "subject": subject,
                "body": "Text",
            }
        )
        if to:
            cls.env["mail.notification"].create(
                {"mail_message_id": message.id, "res_partner_id": to.id, "notification_type": "email"}
            )
        if document:
            message.attachment_ids = cls.env["ir.attachment"].create({"name": "Offer.pdf", "raw": b"%PDF"})
        return message

    @classmethod
    def request(cls, asked_at, partner=None, **values):
        """A lead that began with a letter of theirs."""
        lead = cls.env["crm.lead"].create(
            {
                "name": "Boards",
                "type": "opportunity",
                "partner_id": (partner or cls.anna).id,
                "company_id": cls.company.id,
                "user_id": cls.seller.id,
                **values,
            }
        )
        if asked_at:
            cls.letter(lead, partner or cls.anna, asked_at)
        return lead

    @classmethod
    def offer(cls, sent_at, lead=None, price=100.0, partner=None, state="sent"):
        """A quotation, sent by letter with its document where ``sent_at`` is given."""
        partner = partner or cls.anna
        order = cls.env["sale.order"].create(
            {
                "partner_id": partner.id,
                "company_id": cls.company.id,
                "opportunity_id": lead and lead.id,
                "order_line": [Command.create({"product_id": cls.product.id, "price_unit": price})],
            }
        )
        order.state = state
        if sent_at:
            cls.letter(order, cls.seller.partner_id, sent_at, "comment", to=partner, document=True)
        return order

    def answers(self):
        """[(direction, answered with, is it waiting, working hours)] after a night."""
        self.night()
        found = self.env["client.answer"].search([("group_id", "=", self.group.id)], order="asked_at, id")
        return [(row.direction, row.answered_by, row.is_waiting, round(row.hours, 2)) for row in found]

    def night(self, groups=None):
        self.snapshots._refresh_groups(groups or self.group)

    def figure(self, code, month=date(2026, 3, 1), group=None):
        """The snapshot of a figure of the group and month."""
        return self.snapshots.search(
            [
                ("group_id", "=", (group or self.group).id),
                ("figure_id.code", "=", code),
                ("month", "=", month),
                ("company_id", "=", self.company.id),
            ]
        )

    def standing(self, code, group=None):
        self.env.flush_all()
        return self.env["client.measure.standing"].search(
            [
                ("group_id", "=", (group or self.group).id),
                ("measure_id.code", "=", code),
                ("is_latest", "=", True),
            ]
        )

    def say(self, code, score, day="2026-03-10", person=None, **values):
        """What a person of theirs said of a measure."""
        return self.env["client.measure.statement"].create(
            {
                "measure_id": self.env.ref(f"relationship_marketing.client_measure_{code}").id,
                "person_id": (person or self.anna).id,
                "said_on": day,
                "score": score,
                **values,
            }
        )

    def promise(self, due, kept=None, side="ours", **values):
        return self.env["client.promise"].create(
            {
                "name": "An answer",
                "side": side,
                "partner_id": self.plant.id,
                "given_on": "2025-01-01",
                "due": due,
                "kept_on": kept,
                "responsible_id": self.seller.id,
                **values,
            }
        )
