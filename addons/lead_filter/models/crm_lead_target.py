from odoo import models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _moved_by_merge(self):
        return [*super()._moved_by_merge(), "lead.target"]
