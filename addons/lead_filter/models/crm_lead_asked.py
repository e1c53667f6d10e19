from odoo import api, models
from odoo.tools import SQL

from ..engine.question_worth_sql import asked


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _asked_requests(self, name, which):
        """The list of the closed requests for which the SQL ``which`` holds on ``question_worth_sql.asked``."""
        rows = self.env.execute_query(SQL("SELECT DISTINCT lead_id FROM (%s) asked WHERE %s", asked(), which))
        action = self.env["ir.actions.act_window"]._for_xml_id("lead_filter.crm_lead_action")
        return {
            **action,
            "display_name": name,
            "domain": [("id", "in", [lead_id for (lead_id,) in rows])],
            "context": {"active_test": False},
        }
