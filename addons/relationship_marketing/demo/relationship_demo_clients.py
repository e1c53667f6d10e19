import csv
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command
from odoo.tools import file_open

from ..engine.months import add_months

TEAM = (("technology", "director"), ("marketing", "marketing"))
NOTES = (
    (
        "MERIDIAN",
        395,
        "The last frame order is delivered. The new one was not signed: 'we have decided for another assembler'.",
    ),
    (
        "LUMEN",
        120,
        "Sarah Whitcombe mentions in passing that a Polish plant now assembles the boards of the new meter family.",
    ),
    (
        "TECHNO",
        360,
        "Chernov: the joint-stock company is being wound up, all goes on in a new limited company, same workshop.",
    ),
)


class RelationshipDemo(models.AbstractModel):
    _inherit = "relationship.demo"

    @api.model
    def _load_groups(self):
        """{code: client group}, each with its class, manager and team; the director decided who is a key client."""
        rows = _rows("groups.csv")
        values = {
            f"group_{row['code'].lower()}": {
                "name": row["name"],
                "code": row["code"],
                "class_id": self.env.ref(f"relationship_marketing.client_class_{row['class']}").id,
                "key_account_manager_id": self._record(f"user_{row['manager']}").id,
                "member_ids": [
                    Command.create({"function": function, "user_id": self._record(f"user_{login}").id})
                    for function, login in (("account", row["manager"]), *TEAM)
                ],
            }
            for row in rows
        }
        groups = {group.code: group for group in self._records("client.group", values).values()}
        for row in rows:
            if row["key_reason"]:
                group = groups[row["code"]].with_user(self._record("user_director"))
                group.write({"is_key_client": True, "key_reason": row["key_reason"]})
        return groups

    @api.model
    def _load_clients(self, groups):
        rows = _rows("clients.csv")
        clients = self._lasting_records(
            "res.partner",
            "ref",
            [
                {
                    "is_company": True,
                    "customer_rank": 1,
                    "country_id": self.env.ref(f"base.{row['country']}").id,
                    **{name: row[name] for name in ("name", "ref", "city", "street", "vat", "email", "phone")},
                }
                for row in rows
            ],
        )
        self._lasting_records(
            "res.partner",
            "email",
            [
                {
                    "name": row["contact"],
                    "parent_id": clients[row["ref"]].id,
                    "function": row["function"],
                    "email": row["email"].replace("purchasing@", "office@"),
                }
                for row in rows
                if row["contact"]
            ],
        )
        for row in rows:
            if row["group"]:
                group = groups[row["group"]]
                clients[row["ref"]].write({"client_group_id": group.id, "user_id": group.key_account_manager_id.id})

    @api.model
    def _load_links(self):
        """Who belongs to whom, and since when it is known."""
        rows = _rows("links.csv")
        clients = {client.ref: client for client in self.env["res.partner"].search([("ref", "like", "C___")])}
        self.env["client.link"].create(
            [
                {
                    "partner_id": clients[row["client"]].id,
                    "type_id": self.env.ref(f"relationship_marketing.client_link_type_{row['type']}").id,
                    "other_partner_id": clients[row["other"]].id,
                    "date_from": add_months(fields.Date.context_today(self), -int(row["months_ago"])),
                    "note": row["evidence"],
                }
                for row in rows
            ]
        )

    @api.model
    def _load_notes(self):
        """What was noted about clients on their way out, on the days on which it was noted."""
        author = self._record("user_manager").partner_id
        for code, days_ago, text in NOTES:
            self._record(f"group_{code.lower()}").message_post(
                body=text,
                author_id=author.id,
                date=fields.Datetime.now() - timedelta(days=days_ago),
                message_type="comment",
                subtype_xmlid="mail.mt_note",
            )


def _rows(name):
    with file_open(f"relationship_marketing/demo/{name}", filter_ext=(".csv",)) as file:
        return list(csv.DictReader(file))
