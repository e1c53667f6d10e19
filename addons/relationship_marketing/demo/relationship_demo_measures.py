from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

from .relationship_demo_clients import _rows

TIME_ZONES = {
    "C101": "Europe/Moscow",
    "C102": "Europe/Moscow",
    "C103": "Asia/Yekaterinburg",
    "C104": "Europe/Moscow",
    "C105": "Europe/Moscow",
    "C201": "Asia/Novosibirsk",
    "C203": "Asia/Tomsk",
    "C212": "Asia/Yekaterinburg",
}
# Who is away answers by machine: no answer.
AUTOMATIC = ("C102", "Автоответ: меня нет в офисе")


class RelationshipDemo(models.AbstractModel):
    _inherit = "relationship.demo"

    @api.model
    def _load_stories(self):
        """Requests and offers of a year with their letters, and what clients say of us."""
        result = super()._load_stories()
        clients = {client.ref: client for client in self.env["res.partner"].search([("ref", "like", "C___")])}
        for ref, tz in TIME_ZONES.items():
            clients[ref].tz = tz
        people = {
            person.name: person
            for person in self.env["res.partner"].search(
                [("parent_id", "in", [client.id for client in clients.values()]), ("is_company", "=", False)]
            )
        }
        self._load_offers(clients, people)
        self._load_statements(clients, people)
        return result

    @api.model
    def _have_value_worked_out(self):
        """The trend of a year is seen at once."""
        result = super()._have_value_worked_out()
        key_clients = self.env["client.group"].search([("is_key_client", "=", True)])
        self.env["client.measure.snapshot"]._reconstruct(key_clients)
        return result

    @api.model
    def _load_offers(self, clients, people):
        rows = _rows("offers.csv")
        products = {
            product.default_code: product
            for product in self.env["product.product"].search([("default_code", "like", "VE-__")])
        }
        # Ten in the morning in Moscow, on a working day.
        today = fields.Datetime.now().replace(hour=7, minute=20, second=0, microsecond=0)
        for row in rows:
            asked_at = today - timedelta(days=int(row["asked"]))
            asked_at -= timedelta(days=max(asked_at.weekday() - 4, 0))
            person = people.get(row["person"]) or clients[row["client"]].child_ids[:1]
            user = self._record(f"user_{row['user']}")
            lead = self._load_request(row, clients[row["client"]], person, user, asked_at)
            if row["offered"]:
                self._load_offer(row, lead, products[row["product"]], person, user, asked_at)

    @api.model
    def _load_request(self, row, client, person, user, asked_at):
        """Their letter, and ours that says thank you: no offer yet."""
        lead = self.env["crm.lead"].create(
            {
                "name": row["subject"],
                "type": "opportunity",
                "partner_id": person.id or client.id,
                "user_id": user.id,
                "company_id": self.env.company.id,
                "create_date": asked_at,
            }
        )
        self._write_message(lead, person, "email", asked_at, f"{row['subject']}: please quote.")
        if row["client"] != "C201":
            thanks = asked_at + timedelta(hours=2)
            self._write_message(lead, user.partner_id, "comment", thanks, "Thank you, we are at it.", to=person)
        return self._close_request(row, lead, asked_at)

    @api.model
    def _close_request(self, row, lead, asked_at):
        closed_at = asked_at + timedelta(days=30)
        if row["outcome"] == "won":
            lead.stage_id = self.env["crm.stage"].search([("is_won", "=", True)], limit=1)
        elif row["outcome"] == "lost":
            lead.action_set_lost()
        if row["outcome"] != "open":
            lead.flush_recordset()
            # Odoo notes the present moment when a lead is closed.
            self.env.cr.execute("UPDATE crm_lead SET date_closed = %s WHERE id = %s", [closed_at, lead.id])
            lead.invalidate_recordset(["date_closed"])
        return lead

    @api.model
    def _load_offer(self, row, lead, product, person, user, asked_at):
        sent_at = asked_at + timedelta(days=float(row["offered"]))
        order = self.env["sale.order"].create(
            {
                "partner_id": lead.partner_id.id,
                "opportunity_id": lead.id,
                "user_id": user.id,
                "date_order": sent_at,
                "create_date": asked_at,
                "order_line": [
                    Command.create({"product_id": product.id, "product_uom_qty": int(row["quantity"])}),
                ],
            }
        )
        order.state = "sent"
        self._write_message(order, user.partner_id, "comment", sent_at, f"{row['subject']}: our offer.", to=person)
        if row["client"] == AUTOMATIC[0]:
            self._write_message(order, person, "email", sent_at + timedelta(minutes=2), "", subject=AUTOMATIC[1])
        if row["replied"]:
            replied_at = sent_at + timedelta(days=float(row["replied"]))
            self._write_message(order, person, "email", replied_at, "Thank you, we look into it.")

    @api.model
    def _write_message(self, record, author, message_type, moment, body, to=None, subject=None):
        message = self.env["mail.message"].create(
            {
                "model": record._name,
                "res_id": record.id,
                "author_id": author.id,
                "email_from": author.email_formatted,
                "message_type": message_type,
                "subtype_id": self.env.ref("mail.mt_comment").id,
                "date": moment,
                "subject": subject or record.display_name,
                "body": body,
            }
        )
        if to:
            self.env["mail.notification"].create(
                {
                    "mail_message_id": message.id,
                    "res_partner_id": to.id,
                    "notification_type": "email",
                    "notification_status": "sent",
                }
            )

    @api.model
    def _load_statements(self, clients, people):
        today = fields.Date.context_today(self)
        self.env["client.measure.statement"].create(
            [
                {
                    "partner_id": clients[row["client"]].id,
                    "person_id": (people.get(row["person"]) or clients[row["client"]].child_ids[:1]).id,
                    "user_id": self._record(f"user_{row['user']}").id,
                    "measure_id": self.env.ref(f"relationship_marketing.client_measure_{row['measure']}").id,
                    "said_on": today - timedelta(days=int(row["days"])),
                    "score": row["score"] or False,
                    "words": row["words"] or False,
                }
                for row in _rows("statements.csv")
            ]
        )
