from odoo import fields, models

from ..engine.yearly_sheet_sql import reasons
from .crm_lead_outcome import OUTCOMES
from .lead_yearly_sheet_line import LeadYearlySheetLine


class LeadYearlySheetReason(models.Model):
    """Why requests for a product were refused in a year: what its owner has to know."""

    _name = "lead.yearly.sheet.reason"
    _description = "Reason for refusing in a yearly sheet"
    _auto = False
    _order = "sheet_id, product_line_id, refused desc, id"
    _rec_name = "disqualification_reason_id"
    _depends = {
        **LeadYearlySheetLine._depends,
        "crm.lead": [*LeadYearlySheetLine._depends["crm.lead"], "disqualification_reason_id"],
    }

    sheet_id = fields.Many2one("lead.yearly.sheet", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    product_line_id = fields.Many2one("product.category", readonly=True)
    disqualification_reason_id = fields.Many2one("lead.disqualification.reason", "Why refused", readonly=True)
    outcome = fields.Selection(OUTCOMES, "Put aside as", readonly=True)
    refused = fields.Integer("Requests refused", readonly=True)
    revenue = fields.Monetary("Value refused", readonly=True)

    @property
    def _table_query(self):
        return reasons()
