from datetime import date

from odoo.tests import TransactionCase, new_test_user
from odoo.tools import SQL

from odoo.addons.relationship_marketing.engine.months import add_months

T = date(2020, 12, 1)


class LossCase(TransactionCase):
    """A ledger in a company of its own, so that nothing else in the database is in the way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Instrument Works"})
        cls.other_company = cls.env["res.company"].create({"name": "Neighbour"})
        cls.env.user.company_ids |= cls.company | cls.other_company
        cls.env = cls.env(context={**cls.env.context, "allowed_company_ids": cls.company.ids})
        cls.env.user.company_id = cls.company
        cls.analyst = cls._make_user("analyst", "key_account_loss.group_analyst")
        cls.sales_head = cls._make_user("sales_head", "key_account_loss.group_analyst")
        cls.marketing_head = cls._make_user("marketing_head", "key_account_loss.group_analyst")
        cls.interviewer = cls._make_user("interviewer", "key_account_loss.group_interviewer")
        cls.director = cls._make_user("director", "relationship_marketing.group_director")
        cls.relations_user = cls._make_user("relations_user", "relationship_marketing.group_user")
        cls.plain_user = cls._make_user("plain_user", "base.group_user")
        cls.boards = cls._make_family("Boards")
        cls.cables = cls._make_family("Cables")
        cls.rest = cls._make_family("Rest")

    @classmethod
    def _make_user(cls, name, groups, company=None):
        company = company or cls.company
        return new_test_user(
            cls.env,
            f"loss_{name}",
            groups,
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
            password="loss_" + name,
        )

    @classmethod
    def _make_family(cls, name, **vals):
        return cls.env["product.category"].create({"name": name, **vals})

    @classmethod
    def _make_client(cls, name, group=None, **vals):
        return cls.env["res.partner"].create(
            {"name": name, "ref": name[:1].lower(), "is_company": True, "client_group_id": group and group.id, **vals}
        )

    @classmethod
    def _make_group(cls, name, is_key=False, **vals):
        reason = {"is_key_client": True, "key_reason": "Test"} if is_key else {}
        return cls.env["client.group"].create({"name": name, "code": name[:2].upper(), **reason, **vals})

    @classmethod
    def _supply(cls, partner, amount, month=T, family=None, quantity=0, **vals):
        """One ledger row, written as the ledger itself is written: by SQL."""
        row = {
            "company_id": cls.company.id,
            "partner_id": partner.id,
            "categ_id": family.id if family else None,
            "month": month,
            "quantity": quantity,
            "amount": amount,
            "source": "import",
            "is_uom_mixed": False,
            **vals,
        }
        cls.env.cr.execute(
            SQL(
                "INSERT INTO client_supply (%s) VALUES (%s)",
                SQL(", ").join(map(SQL.identifier, row)),
                SQL(", ").join(SQL("%s", value) for value in row.values()),
            )
        )
        cls.env["client.supply"].invalidate_model()

    @classmethod
    def _history(cls, partner, *volumes, family=None, quantities=(), **vals):
        """V_1 … V_n of a client, each year's in one month."""
        quantities = quantities or [0] * len(volumes)
        for year, (volume, quantity) in enumerate(zip(volumes, quantities, strict=True)):
            if volume or quantity:
                cls._supply(partner, volume, add_months(T, -12 * year), family, quantity, **vals)

    @classmethod
    def _make_analysis(cls, compute=True, **vals):
        analysis = cls.env["loss.analysis"].create(
            {
                "company_id": cls.company.id,
                "month": T,
                "years": 4,
                "grain": "group",
                "key_mode": "share",
                "sales_head_id": cls.sales_head.id,
                "marketing_head_id": cls.marketing_head.id,
                **vals,
            }
        )
        if compute:
            analysis.action_compute()
        return analysis

    @staticmethod
    def _classes(analysis):
        return {client.name: client.classification for client in analysis.client_ids}

    @staticmethod
    def _case(analysis, name):
        return analysis.case_ids.filtered(lambda case: case.name == name)
