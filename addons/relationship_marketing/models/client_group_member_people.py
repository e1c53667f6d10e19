from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class ClientGroupMember(models.Model):
    _inherit = "client.group.member"

    last_two_way = fields.Date(
        "Last two-way contact",
        compute="_compute_last_two_way",
        search="_search_last_two_way",
        help="Of this colleague with this client; empty: none yet.",
    )

    @api.depends("group_id", "user_id")
    @api.depends_context("allowed_company_ids")
    def _compute_last_two_way(self):
        rows = self.env["client.contact"]._read_group(
            [("group_id", "in", self.group_id.ids), ("user_id", "in", self.user_id.ids)],
            ["group_id", "user_id"],
            ["date:max"],
        )
        last = {(group, user): day for group, user, day in rows}
        for member in self:
            member.last_two_way = last.get((member.group_id, member.user_id))

    def _search_last_two_way(self, operator, value):
        if operator != "in" or set(value) != {False}:
            return NotImplemented
        companies = self.env.companies.ids

        def none_yet(model, alias, query):
            return SQL(
                "NOT EXISTS (SELECT FROM client_contact c WHERE c.group_id = %s AND c.user_id = %s"
                " AND c.company_id = ANY(%s))",
                model._field_to_sql(alias, "group_id", query),
                model._field_to_sql(alias, "user_id", query),
                companies,
            )

        return Domain.custom(to_sql=none_yet, predicate=lambda member: not member.last_two_way)
