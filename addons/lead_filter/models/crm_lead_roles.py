from odoo import fields, models


class CrmLead(models.Model):
    """Who decides at the client."""

    _inherit = "crm.lead"

    role_ids = fields.One2many("lead.role", "lead_id", "Roles")
