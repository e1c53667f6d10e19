from odoo import api, models
from odoo.fields import Command

from ..models.client_value_job import TASK
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
        users = demo._load_users(USERS).values()
        demo._begin_with("relationship_marketing.client_group_action", *users)
        demo._load_families()
        demo._load_clients(demo._load_groups())
        demo._cancel_other_sales()
        demo._load_supplies()
        demo._load_links()
        demo._load_notes()
        demo._load_stories()
        demo._have_value_worked_out()

    @api.model
    def _load_stories(self):
        """What else is told of the demo company's clients; each file of stories adds its own."""

    @api.model
    def _have_value_worked_out(self):
        """As it is done every night."""
        run = self.env["client.job.run"]._start(self.env._("Value of clients"), task=TASK)
        groups = self.env["client.group"].search([("active", "=", True)])
        self.env["client.value.job"]._calculate(groups)
        run._finish(len(groups))

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
                "lang": lang,
                "tz": "Europe/Moscow",
                "company_id": self.env.company.id,
                "company_ids": [Command.set(self.env.company.ids)],
                "group_ids": [Command.set([self.env.ref(group).id for group in groups])],
            }
            for login, (name, groups) in users.items()
        }
        records = self.with_context(no_reset_password=True)._records("res.users", values, module)
        # Not in create: Odoo may write users before they have their groups, and takes them for portal users then.
        self.env["res.users"].concat(*records.values()).notification_type = "inbox"
        return records

    @api.model
    def _begin_with(self, action, *users):
        """Have ``users`` see this action first after logging in."""
        for user in users:
            user.action_id = self.env.ref(action).id

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


def product_code(family):
    """The reference of the product that stands for a family."""
    return f"VE-{FAMILIES.index(family) + 1:02}"
