from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

from .relationship_demo_clients import _rows
from .supply_story import FAMILIES


class RelationshipDemo(models.AbstractModel):
    _inherit = "relationship.demo"

    @api.model
    def _load_stories(self):
        """What changes at clients, who introduced us where, and what reviews were told."""
        result = super()._load_stories()
        clients = {client.ref: client for client in self.env["res.partner"].search([("ref", "like", "C___")])}
        self._load_changes(clients)
        self._load_introductions(clients)
        self._load_reviews(clients)
        return result

    @api.model
    def _day(self, days):
        return days and fields.Date.context_today(self) + timedelta(days=int(days))

    @api.model
    def _person_of(self, client, name):
        return client.child_ids.filtered(lambda person: person.name == name)[:1].id

    @api.model
    def _user_of(self, login):
        return login and self._record(f"user_{login}").id

    @api.model
    def _load_changes(self, clients):
        values = {}
        for row in _rows("changes.csv"):
            kind = self.env.ref(f"relationship_marketing.client_change_kind_{row['kind']}")
            client = clients[row["client"]]
            values[row["name"]] = {
                "name": row["what"],
                "kind_id": kind.id,
                "partner_id": client.id,
                "known_on": self._day(row["known"]),
                "effective_on": self._day(row["effective"]),
                "told_by_id": self._person_of(client, row["told_by"]),
                "heard_by_id": self._user_of(row["heard_by"]),
                "response_owner_id": self._user_of(row["response_owner"]),
                "response_date": self._day(row["response_in"]),
                "template_id": row["state"] in ("prepared", "done") and kind.response_ids[:1].id,
            }
        changes = self._records("client.change", values)
        for row in _rows("changes.csv"):
            if row["state"] in ("prepared", "done"):
                changes[row["name"]].action_prepare()
            if row["state"] == "done":
                changes[row["name"]].action_done()
                changes[row["name"]].done_on = self._day(row["response_in"])
            if row["state"] == "past":
                changes[row["name"]].action_past()

    @api.model
    def _load_introductions(self, clients):
        people = {person.name: person for client in clients.values() for person in client.child_ids}
        families = {name: self.env["product.category"].search([("name", "=", name)], limit=1) for name in FAMILIES}
        self._records(
            "client.introduction",
            {
                row["name"]: {
                    "partner_id": clients[row["client"]].id,
                    "other_division_ids": [Command.set([clients[ref].id for ref in row["others"].split()])],
                    "asked_partner_id": people[row["asked"]].id,
                    "user_id": self._user_of(row["user"]),
                    "state": row["state"],
                    "asked_on": self._day(row["asked_days"]),
                    "answered_on": self._day(row["answered_days"]),
                    "categ_id": families[row["family"]].id,
                    "note": row["note"],
                }
                for row in _rows("introductions.csv")
            },
        )

    @api.model
    def _load_reviews(self, clients):
        names = {client.name: client for client in clients.values()}
        values = {}
        for row in _rows("reviews.csv"):
            told = row["divisions"].splitlines()
            values[row["name"]] = {
                "partner_id": clients[row["client"]].id,
                "held_on": self._day(row["days"]),
                "user_id": self._user_of(row["user"]),
                "person_id": self._person_of(clients[row["client"]], row["person"]),
                "answer": row["answer"],
                "division_names": row["divisions"],
                "division_ids": [Command.set([names[name].id for name in names if any(part in name for part in told)])],
                "note": row["note"],
            }
        self._records("client.review", values)
        groups = self._record("group_kvarton") | self._record("group_prometron") | self._record("group_lumen")
        groups.action_plan_review()
