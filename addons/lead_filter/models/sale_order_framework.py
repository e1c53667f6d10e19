from odoo import fields, models


class SaleOrder(models.Model):
    """The framework offer: what the client puts into his budget, renewed before he locks it (002, step four)."""

    _inherit = "sale.order"

    is_framework_offer = fields.Boolean(
        "Framework offer", help="Prices and terms for a budget, not one order: renewed before the client locks it."
    )
    budget_calendar_id = fields.Many2one(
        "client.budget.calendar",
        "For the budget",
        copy=False,
        index="btree_not_null",
        check_company=True,
        ondelete="set null",
    )
    renews_id = fields.Many2one(
        "sale.order", "Renews the offer", readonly=True, copy=False, index="btree_not_null", ondelete="set null"
    )

    _framework_idx = models.Index("(company_id, partner_id) WHERE is_framework_offer IS TRUE")
