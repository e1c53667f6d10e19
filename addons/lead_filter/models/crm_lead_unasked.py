from odoo import api, fields, models
from odoo.tools import SQL

from ..engine.unasked_sql import quoted_unasked

TOLD = ("sale.mt_order_sent", "sale.mt_order_confirmed")


class CrmLead(models.Model):
    _inherit = "crm.lead"

    is_quoted_unasked = fields.Boolean(
        "Quoted without one counter-question",
        compute="_compute_is_quoted_unasked",
        search="_search_is_quoted_unasked",
        help="A quotation was sent before we had asked anything: a prescription without a diagnosis.",
    )

    def _compute_is_quoted_unasked(self):
        found = {row[0] for row in self.env.execute_query(self._quoted_unasked(self.ids))}
        for lead in self:
            lead.is_quoted_unasked = lead.id in found

    @api.model
    def _search_is_quoted_unasked(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return [("id", "in", SQL("(SELECT lead_id FROM (%s) unasked)", self._quoted_unasked()))]

    @api.model
    def _quoted_unasked(self, leads=None):
        """SQL of ``quoted_unasked``, with what it reads written to the database."""
        self.env["sale.order"].flush_model(["opportunity_id", "state"])
        self.env["lead.answer"].flush_model(["lead_id", "side", "exchange", "asked_on"])
        self.env["mail.message"].flush_model(["model", "res_id", "subtype_id", "date"])
        # By number: looking the records up would ask for them every time.
        told = [self.env["ir.model.data"]._xmlid_to_res_id(name) for name in TOLD]
        return quoted_unasked(told, leads)
