from odoo import fields, models


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.lead", "lead.number.mixin"]

    client_group_id = fields.Many2one(
        related="partner_id.client_group_id",
        groups="relationship_marketing.group_user",
        help="The whole client behind the contact, where it is known.",
    )
