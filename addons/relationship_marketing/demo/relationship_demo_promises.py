from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

from .relationship_demo_clients import _rows

MOVED = {
    "Costing of the navigation unit with our enclosure": (
        -5,
        15,
        "Their drawing of the enclosure came a week later; agreed with Дмитрий Ларин by phone",
    ),
}


class RelationshipDemo(models.AbstractModel):
    _inherit = "relationship.demo"

    @api.model
    def _load_stories(self):
        """What Квартон and Меридиан were promised and what became of it; what five divisions learnt from each other."""
        result = super()._load_stories()
        clients = {client.ref: client for client in self.env["res.partner"].search([("ref", "like", "C___")])}
        self._load_promises(clients)
        self._load_agreements(clients)
        self._load_experience(clients)
        self._load_talks(clients)
        return result

    @api.model
    def _days_ago(self, days):
        return days and fields.Date.context_today(self) - timedelta(days=int(days))

    @api.model
    def _load_promises(self, clients):
        values = []
        for row in _rows("promises.csv"):
            moved = MOVED.get(row["text"])
            reason = row["reason"] or False
            settled = not row["released"] and reason
            values.append(
                {
                    "name": row["text"],
                    "side": row["side"],
                    "partner_id": clients[row["client"]].id,
                    "person_id": clients[row["client"]].child_ids[:1].id,
                    "responsible_id": self._record(f"user_{row['login']}").id,
                    "given_on": self._days_ago(row["given"]),
                    "due": self._days_ago(str(moved[1]) if moved else row["due"]),
                    "kept_on": self._days_ago(row["kept"]),
                    "broken_on": settled and self._days_ago(row["due"]),
                    "broken_by": settled and "declared",
                    "broken_reason": settled,
                    "withdrawn_on": row["released"] and self._days_ago(row["due"]),
                    "withdrawn_reason": row["released"] and reason,
                    "released_by_id": row["released"] and clients[row["released"]].child_ids[:1].id,
                }
            )
        promises = self.env["client.promise"].create(values)
        for promise in promises:
            if promise.name in MOVED:
                due, _first, reason = MOVED[promise.name]
                self.env["client.promise.move"].with_user(promise.responsible_id).create(
                    {"promise_id": promise.id, "new_due": self._days_ago(str(due)), "reason": reason}
                )
        today = fields.Date.context_today(self)
        promises._break_lapsed(today)
        promises._remind_of_due(today)

    @api.model
    def _load_agreements(self, clients):
        items = {
            item: self.env.ref(f"relationship_marketing.client_agreement_item_{item}").id
            for row in _rows("agreements.csv")
            for item in (row["yes"] + " " + row["no"]).split()
        }
        agreements = self.env["client.agreement"].create(
            [
                {
                    "name": row["name"],
                    "partner_id": clients[row["client"]].id,
                    "covers_group": row["group"] == "1",
                    "responsible_id": clients[row["client"]].user_id.id or self._record("user_manager").id,
                    "signed_on": self._days_ago(row["signed"]),
                    "date_from": self._days_ago(row["from"]),
                    "date_to": self._days_ago(row["to"]),
                    "terminated_on": self._days_ago(row["terminated"]),
                    "termination_reason": row["reason"],
                    "scope": row["scope"],
                    "party_ids": [
                        Command.create({"partner_id": clients[ref].id, "role": role})
                        for ref, role in (party.split(":") for party in row["parties"].split())
                    ],
                }
                for row in _rows("agreements.csv")
            ]
        )
        for agreement, row in zip(agreements, _rows("agreements.csv"), strict=True):
            for answer in ("yes", "no"):
                wanted = [items[item] for item in row[answer].split()]
                agreement.check_ids.filtered(lambda check, wanted=wanted: check.item_id.id in wanted).answer = answer
        agreements._remind_of_renewals(fields.Date.context_today(self))

    @api.model
    def _load_experience(self, clients):
        families = {
            family.name: family.id
            for family in self.env["product.category"].search([("parent_id.name", "=", "Contract manufacturing")])
        }
        problems = self.env["client.problem.family"]
        for row in _rows("experience.csv"):
            client, day = clients[row["client"]], self._days_ago(row["days"])
            is_request = row["side"] == "request"
            record = self.env["client.experience"].create(
                {
                    "name": row["name"],
                    "partner_id": client.id,
                    "side": "ours" if is_request else row["side"],
                    "occasion": row["occasion"],
                    "date": day,
                    "author_id": self._record(f"user_{row['login']}").id,
                    "problem_family_id": row["problem"] and problems._of_code(row["problem"]).id,
                    "categ_id": families.get(row["family"]),
                    "person_id": row["person"] == "1" and client.child_ids[:1].id,
                    "said_on": row["person"] == "1" and day,
                    "said": row["said"],
                    "state": "requested" if is_request else "recorded",
                    "confirmed_on": self._days_ago(row["confirmed"]),
                    **{
                        name: row[column]
                        for name, column in (
                            ("went_well", "well"),
                            ("went_wrong", "wrong"),
                            ("solution", "solution"),
                            ("proposals", "proposals"),
                        )
                    },
                }
            )
            self._rate_experience(record, row["ratings"])
            if row["summed"] == "1":
                record.with_user(self._record("user_marketing")).summary = row["summary"]
            for login in row["helped"].split():
                record.with_user(self._record(f"user_{login}")).action_helped()
            if is_request:
                today = fields.Date.context_today(self)
                record._plan_reminders(
                    "relationship_marketing.mail_activity_type_experience",
                    [(record, record.author_id, today + timedelta(days=3), record.name, False)],
                )

    @api.model
    def _rate_experience(self, record, ratings):
        """:param ratings: "criterion:rating …" by the criteria's xml ids"""
        wanted = dict(rating.split(":") for rating in ratings.split())
        prefix = "relationship_marketing.client_experience_criterion_"
        by_criterion = {self.env.ref(f"{prefix}{criterion}"): value for criterion, value in wanted.items()}
        for line in record.criterion_rating_ids:
            line.rating = by_criterion.get(line.criterion_id, "0")

    @api.model
    def _load_talks(self, clients):
        """A lead on which experience helps and something is promised, and an order without an agreement."""
        person = clients["C105"].child_ids[:1]
        development = self._record("user_development")
        lead = self.env["crm.lead"].create(
            {
                "name": "Door controllers, second series",
                "type": "opportunity",
                "partner_id": person.id,
                "user_id": development.id,
            }
        )
        for author, message_type, body in (
            (person, "email", "We send the vibration requirements and the mounting place by the end of next week."),
            (development.partner_id, "comment", "Thank you. You have our offer a week after that."),
        ):
            lead.message_post(
                body=body,
                author_id=author.id,
                message_type=message_type,
                subtype_xmlid="mail.mt_comment",
            )
        product = self.env["product.product"].search([("default_code", "=", "VE-04")], limit=1)
        order = self.env["sale.order"].create(
            {
                "partner_id": clients["C202"].id,
                "user_id": development.id,
                "order_line": [Command.create({"product_id": product.id, "product_uom_qty": 120})],
            }
        )
        order.action_confirm()
