from odoo import api, fields, models

from ..engine.agreement_sql import uncovered_buyers
from ..engine.months import add_months, month_of


class ClientAgreementGap(models.Model):
    """Who was supplied in the last 12 complete months without an agreement that is in force today (004)."""

    _name = "client.agreement.gap"
    _description = "Client buying without a valid agreement"
    _auto = False
    _order = "amount DESC, id"
    _rec_name = "partner_id"
    _depends = {
        "client.supply": ["amount", "company_id", "month", "partner_id"],
        "client.agreement": [
            "active",
            "company_id",
            "covers_group",
            "date_from",
            "date_to",
            "group_id",
            "partner_id",
            "signed_on",
            "terminated_on",
        ],
        "client.agreement.party": ["agreement_id", "partner_id"],
        "res.partner": ["client_group_id"],
    }

    company_id = fields.Many2one("res.company", string="Our company", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Client", readonly=True)
    group_id = fields.Many2one("client.group", string="Client group", readonly=True)
    currency_id = fields.Many2one("res.currency", related="company_id.currency_id")
    amount = fields.Monetary("Last 12 months", readonly=True)
    last_month = fields.Date("Last supplied", readonly=True)
    agreement_id = fields.Many2one("client.agreement", string="Last agreement", readonly=True)
    agreement_state = fields.Selection(related="agreement_id.state", string="State of the last agreement")
    user_id = fields.Many2one("res.users", related="partner_id.user_id", string="Salesperson")

    @property
    def _table_query(self):
        today = fields.Date.context_today(self)
        end = month_of(today)
        return uncovered_buyers(add_months(end, -12), end, today)

    @api.depends("partner_id")
    def _compute_display_name(self):
        for gap in self:
            gap.display_name = gap.partner_id.display_name

    def action_make_agreement(self):
        """A new agreement with this client, to be filled in."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Agreement"),
            "res_model": "client.agreement",
            "views": [[False, "form"]],
            "context": {"default_partner_id": self.partner_id.id, "default_company_id": self.company_id.id},
        }

    def action_open_supplies(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_supply_action")
        domain = [("partner_id", "=", self.partner_id.id), ("company_id", "=", self.company_id.id)]
        return {**action, "domain": domain, "context": {}}
