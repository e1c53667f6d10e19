from odoo import api, models


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.lead", "client.context.mixin"]

    def _client_context_email(self):
        return self.email_from

    @api.model
    def _client_context_depends(self):
        return ["partner_id", "email_from"]
