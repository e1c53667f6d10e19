from odoo import fields, models


class LeadBacktestRefused(models.Model):
    """A contract that the portrait would have refused."""

    _name = "lead.backtest.refused"
    _description = "Contract refused in a back-test"
    _order = "id"

    backtest_id = fields.Many2one("lead.backtest", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="backtest_id.company_id", store=True, index=True)
    lead_id = fields.Many2one("crm.lead", "Request", required=True, ondelete="cascade", index=True)
    partner_id = fields.Many2one(related="lead_id.partner_id")
    criterion_id = fields.Many2one("lead.criterion", "Because of", ondelete="set null", index="btree_not_null")
    company_currency = fields.Many2one(related="lead_id.company_currency")
    expected_revenue = fields.Monetary(related="lead_id.expected_revenue", currency_field="company_currency")
