import csv
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command
from odoo.tools import file_open

from .supply_story import FAMILIES, KEY_POSITIONS, PRICES

COMPANY_NAME = "Vetrika Electronics"
PLAIN_COMPANY_NAMES = ("YourCompany", "My Company", "My Company (San Francisco)")
# login: (name, groups); the password is the login
USERS = {
    "director": ("Pavel Gromov", ("relationship_marketing.group_director",)),
    "manager": ("Irina Sokolova", ("relationship_marketing.group_account_manager",)),
    "development": (
        "Maxim Orlov",
        ("relationship_marketing.group_user", "sales_team.group_sale_salesman"),
    ),
    "marketing": ("Elena Vetrova", ("relationship_marketing.group_marketing",)),
}
TEAM = (("technology", "director"), ("marketing", "marketing"))
COMPLAINTS = (
    (
        "MERIDIAN",
        590,
        "Third delivery in a row with cold joints under the BGA of the modem board. Their incoming inspection sorts by"
        " hand. We sent replacements; nobody looked at the reflow profile.",
    ),
    (
        "MERIDIAN",
        505,
        "Savelev's people now keep a table of our returns. 41 boards repaired this quarter, 9 a year ago.",
    ),
    (
        "MERIDIAN",
        430,
        "Purchasing asks for a meeting with our management about quality. Answered that it will get better.",
    ),
    (
        "MERIDIAN",
        395,
        "The last frame order is delivered. The new one was not signed: 'we have decided for another assembler'.",
    ),
    (
        "MERIDIAN",
        310,
        "They sent back what was left of the last batch; credited in full. No explanation asked for, none given.",
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
    """The demo company: a contract electronics maker that lives the stories of the sources.

    Called by the demo data of each addon, once; never by the product itself.
    """

    _name = "relationship.demo"
    _description = "Demo company"

    @api.model
    def _load(self):
        """Fill the current company with clients and five years of supplies, unless it was done before."""
        if self.env["client.group"].with_context(active_test=False).search_count([("code", "=", "KVARTON")]):
            return
        demo = self.with_context(tracking_disable=True, mail_create_nolog=True, mail_create_nosubscribe=True)
        demo._load_company()
        demo._load_users(USERS)
        demo._load_families()
        demo._load_clients(demo._load_groups())
        demo._cancel_other_sales()
        demo._load_supplies()
        demo._load_notes()

    @api.model
    def _records(self, model, values_by_name, module="relationship_marketing"):
        """{name: record}, made or found under the xml id ``demo_<name>`` of ``module``."""
        records = self.env[model]._load_records(
            [
                {"xml_id": f"{module}.demo_{name}", "values": values, "noupdate": True}
                for name, values in values_by_name.items()
            ]
        )
        return dict(zip(values_by_name, records, strict=True))

    @api.model
    def _record(self, name, module="relationship_marketing"):
        return self.env.ref(f"{module}.demo_{name}")

    @api.model
    def _lasting_records(self, model, key, values_list):
        """{value of ``key``: record}, made or found by it; without xml ids, as they outlive the addon in documents."""
        wanted = [values[key] for values in values_list]
        found = {record[key]: record for record in self.env[model].search([(key, "in", wanted)])}
        missing = [values for values in values_list if values[key] not in found]
        found.update(zip((v[key] for v in missing), self.env[model].create(missing), strict=True))
        return found

    @api.model
    def _load_company(self):
        if self.env.company.name in PLAIN_COMPANY_NAMES:
            self.env.company.name = COMPANY_NAME

    @api.model
    def _cancel_other_sales(self):
        """The demo data of Odoo's accounting sells furniture; this company does not."""
        rows = self.env["ir.model.data"].search_read(
            [("module", "=", "account"), ("model", "=", "account.move")], ["res_id"]
        )
        moves = self.env["account.move"].browse(row["res_id"] for row in rows).exists()
        sales = moves.filtered(lambda move: move.is_sale_document() and move.company_id == self.env.company)
        sales.filtered(lambda move: move.state == "posted").button_draft()
        sales.button_cancel()

    @api.model
    def _load_users(self, users, module="relationship_marketing", lang=None):
        """:param lang: the language of these users, where it is installed; otherwise English, or what there is"""
        installed = [code for code, _name in self.env["res.lang"].get_installed()]
        lang = next((code for code in (lang, "en_US") if code in installed), installed[0])
        values = {
            f"user_{login}": {
                "name": name,
                "login": login,
                "password": login,
                "email": f"{login}@vetrika.example",
                "notification_type": "inbox",
                "lang": lang,
                "tz": "Europe/Moscow",
                "company_id": self.env.company.id,
                "company_ids": [Command.set(self.env.company.ids)],
                "group_ids": [Command.set([self.env.ref(group).id for group in groups])],
            }
            for login, (name, groups) in users.items()
        }
        return self.with_context(no_reset_password=True)._records("res.users", values, module)

    @api.model
    def _load_families(self):
        """The product families with one product each; what the company lives from is marked as key position."""
        parent = self._lasting_records("product.category", "name", [{"name": "Contract manufacturing"}])
        parent_id = parent["Contract manufacturing"].id
        families = self._lasting_records(
            "product.category", "name", [{"name": family, "parent_id": parent_id} for family in FAMILIES]
        )
        self._lasting_records(
            "product.product",
            "default_code",
            [
                {
                    "name": family,
                    "default_code": product_code(family),
                    "type": "consu",
                    "categ_id": families[family].id,
                    "list_price": PRICES[family],
                }
                for family in FAMILIES
            ],
        )
        for family in KEY_POSITIONS:
            families[family].is_key_position = True

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
    def _load_notes(self):
        """What was noted about clients on their way out, on the days on which it was noted."""
        author = self._record("user_manager").partner_id
        for code, days_ago, text in COMPLAINTS:
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


def product_code(family):
    """The reference of the product that stands for a family."""
    return f"VE-{FAMILIES.index(family) + 1:02}"
