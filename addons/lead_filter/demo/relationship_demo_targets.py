import csv
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command
from odoo.tools import file_open

WHERE_WE_DELIVER = ("ru", "bg", "uk", "de")


class RelationshipDemo(models.AbstractModel):
    """Companies met at an exhibition that never asked, and a portrait by which to call them (001, 002)."""

    _inherit = "relationship.demo"

    @api.model
    def _load_targets(self):
        if self.env.ref("lead_filter.demo_target_list", raise_if_not_found=False):
            return
        demo = self.with_context(tracking_disable=True, mail_create_nolog=True, mail_create_nosubscribe=True)
        tag = demo._lasting_records("res.partner.category", "name", [{"name": "Seen at the exhibition"}])
        companies = demo._create_target_companies(tag["Seen at the exhibition"])
        marketing = demo._record("user_marketing")
        telemarketer, developer = demo._record("user_telemarketer", "lead_filter"), demo._record("user_development")
        target_list = demo._records(
            "lead.target.list",
            {
                "target_list": {
                    "name": "Makers of instruments seen at the exhibition",
                    "portrait_id": demo._create_portrait_of_devices(marketing).id,
                    "user_id": marketing.id,
                    "domain": f"[('category_id', 'in', {tag['Seen at the exhibition'].ids})]",
                    "caller_ids": [Command.set((telemarketer | developer).ids)],
                }
            },
            "lead_filter",
        )["target_list"]
        target_list._refresh()
        demo._note_calls(target_list, companies, telemarketer)

    @api.model
    def _create_target_companies(self, tag):
        """{row of the csv file as its key: company}"""
        rows = _rows()
        companies = self._lasting_records(
            "res.partner",
            "ref",
            [
                {
                    "ref": f"T{row['key'][1:]:0>3}",
                    "is_company": True,
                    "category_id": [Command.set(tag.ids)],
                    "country_id": self.env.ref(f"base.{row['country']}").id,
                    "industry_id": row["industry"] and self.env.ref(f"base.res_partner_industry_{row['industry']}").id,
                    "child_ids": [Command.create({"name": row["person"]})] if row["person"] else [],
                    **{name: row[name] for name in ("name", "city", "email", "phone", "website")},
                }
                for row in rows
            ],
        )
        return {row["key"]: companies[f"T{row['key'][1:]:0>3}"] for row in rows}

    @api.model
    def _create_portrait_of_devices(self, marketing):
        line = self._lasting_records("product.category", "name", [{"name": "Box build"}])["Box build"]
        countries = [self.env.ref(f"base.{code}").code for code in WHERE_WE_DELIVER]
        industry = self.env.ref("base.res_partner_industry_C")
        choices = [self._record(f"choice_{key}", "lead_filter").id for key in ("quality", "time")]
        criteria = (
            {
                "name": "We can reach them",
                "domain": "['|', ('email_from', '!=', False), ('phone', '!=', False)]",
                "is_knock_out": True,
                "question_id": False,
            },
            {
                "name": "Where we deliver",
                "domain": f"[('partner_id.country_id.code', 'in', {countries})]",
                "weight": 2.0,
                "refusal_reason": "We do not deliver finished devices to your country yet.",
            },
            {
                "name": "They make devices themselves",
                "domain": f"[('partner_id.industry_id', 'in', {industry.ids})]",
                "weight": 3.0,
            },
            {
                "name": "Series of 300 devices and more",
                "kind": "question",
                "question_id": self._record("question_lot", "lead_filter").id,
                "wanted_number": 300.0,
                "weight": 3.0,
            },
            {
                "name": "Misses quality or dates, not only a lower price",
                "half": "receptive",
                "kind": "question",
                "question_id": self._record("question_supplier", "lead_filter").id,
                "choice_ids": [Command.set(choices)],
                "weight": 2.0,
            },
        )
        portrait = self._records(
            "lead.portrait",
            {
                "portrait_devices": {
                    "name": "Finished devices for makers of instruments",
                    "product_line_id": line.id,
                    "owner_id": marketing.id,
                    "note": "Makers of instruments who would rather design and sell than run an assembly shop.",
                    "criterion_ids": [
                        Command.create({"sequence": place, **values}) for place, values in enumerate(criteria)
                    ],
                }
            },
            "lead_filter",
        )["portrait_devices"]
        portrait.action_put_in_force()
        return portrait

    @api.model
    def _note_calls(self, target_list, companies, telemarketer):
        targets = {target.partner_id: target for target in target_list.target_ids}
        today = fields.Date.context_today(self)
        for row in _rows():
            target = targets.get(companies[row["key"]])
            if not (target and row["outcome"]):
                continue
            target.user_id = telemarketer
            called = target.with_user(telemarketer)
            outcome = "later" if row["outcome"] == "request" else row["outcome"]
            called._note_call(outcome, today + timedelta(days=34) if outcome == "later" else False, row["note"])
            if row["outcome"] == "request":
                called._make_requests()


def _rows():
    with file_open("lead_filter/demo/target_companies.csv", filter_ext=(".csv",)) as file:
        return list(csv.DictReader(file))
