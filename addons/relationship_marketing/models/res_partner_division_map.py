from odoo import api, fields, models

from ..engine.months import add_months, month_of


class ResPartner(models.Model):
    """What a card of the division map says of a division (R1); read nowhere else."""

    _inherit = "res.partner"

    client_map_currency_id = fields.Many2one(
        "res.currency", compute="_compute_client_map", groups="relationship_marketing.group_user"
    )
    client_map_turnover = fields.Monetary(
        "Turnover, last 12 months",
        compute="_compute_client_map",
        currency_field="client_map_currency_id",
        groups="relationship_marketing.group_user",
    )
    client_map_who = fields.Char("Who of us", compute="_compute_client_map", groups="relationship_marketing.group_user")

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_client_map(self):
        """Complete months only, of the allowed companies, in the current company's currency."""
        this_month = month_of(fields.Date.context_today(self))
        rows = self.env["client.supply"]._read_group(
            [
                ("partner_id", "in", self._origin.ids),
                ("month", ">=", add_months(this_month, -12)),
                ("month", "<", this_month),
            ],
            ["partner_id", "company_id"],
            ["amount:sum"],
        )
        currency = self.env.company.currency_id
        turnover = {}
        for partner, company, amount in rows:
            rate = company.currency_id._get_conversion_rate(company.currency_id, currency, company, this_month)
            turnover[partner.id] = turnover.get(partner.id, 0.0) + (amount or 0.0) * rate
        who = self._client_map_who()
        for partner in self:
            partner.client_map_currency_id = currency
            partner.client_map_turnover = turnover.get(partner._origin.id, 0.0)
            partner.client_map_who = ", ".join(who.get(partner, self.env["res.users"]).mapped("name"))

    def _client_map_who(self):
        """{division: who of us answers for its people}; else whom an activity about it would go to."""
        ties = self.env["client.tie"].search_fetch(
            [
                ("partner_id.commercial_partner_id", "in", self._origin.ids),
                ("is_responsible", "=", True),
                ("company_id", "=", self.env.company.id),
                ("user_id.active", "=", True),
            ],
            ["partner_id", "user_id"],
        )
        # Names of colleagues, shown to whoever sees the division, also where its group is another company's.
        who = self.sudo()._who_of_us()
        known = {}
        for tie in ties.sudo():
            division = tie.partner_id.commercial_partner_id
            known[division] = known.get(division, tie.user_id) | tie.user_id
        return {**who, **known}
