from odoo import api, fields, models

from ..engine.yearly_sheet_sql import lines
from .crm_lead_request_class import CLASSES


class LeadYearlySheetLine(models.Model):
    """The requests of one class in a year: what came in, what became of it, what it took."""

    _name = "lead.yearly.sheet.line"
    _description = "Class of requests in a yearly sheet"
    _auto = False
    _order = "sheet_id, sequence"
    _rec_name = "request_class"
    _depends = {
        "crm.lead": [
            "active",
            "company_id",
            "date_open",
            "expected_revenue",
            "filter_outcome",
            "product_line_id",
            "request_class",
            "request_class_proposed",
            "request_hours",
            "second_look",
            "user_id",
            "won_status",
        ],
        "lead.answer": ["lead_id", "side", "state"],
        "lead.yearly.sheet": ["company_id", "year"],
        "sale.order": ["opportunity_id", "state"],
    }

    sheet_id = fields.Many2one("lead.yearly.sheet", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    sequence = fields.Integer(readonly=True)
    request_class = fields.Selection([*CLASSES, ("none", "Class not known")], readonly=True)
    received = fields.Integer("Requests received", readonly=True)
    unconfirmed = fields.Integer("Class only proposed", readonly=True)
    taken = fields.Integer("Taken into work", readonly=True)
    clarified = fields.Integer("Went on to clarify", readonly=True)
    contracts = fields.Integer(readonly=True)
    refused = fields.Integer("Requests refused", readonly=True)
    looked_again = fields.Integer("Looked at again", readonly=True)
    wrong = fields.Integer("Found wrongly refused", readonly=True)
    hours_noted = fields.Float("Hours noted", readonly=True)
    hours_missing = fields.Integer("Without noted hours", readonly=True)
    revenue = fields.Monetary("Value of the requests", readonly=True)
    revenue_refused = fields.Monetary("Value refused", readonly=True)
    revenue_lost = fields.Monetary("Value lost at the entry", readonly=True)
    hours = fields.Float(
        compute="_compute_hours",
        help="Noted ones, and for the rest taken into work the hours a request takes by the settings.",
    )
    is_at_least = fields.Boolean(compute="_compute_hours", help="Hours of some requests are not known.")
    cost = fields.Monetary("What they cost", compute="_compute_hours")

    @property
    def _table_query(self):
        return lines()

    @api.depends("hours_noted", "hours_missing", "company_id")
    def _compute_hours(self):
        for line in self:
            usual, hour_cost = line.company_id.request_hours, line.company_id.request_hour_cost
            line.hours = line.hours_noted + line.hours_missing * usual
            line.is_at_least = bool(line.hours_missing and not usual)
            line.cost = line.hours * hour_cost

    def action_open_requests(self):
        """The requests of this class."""
        self.ensure_one()
        return self.sheet_id._open_requests("received", self.request_class)
