from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    complaint_ids = fields.One2many(
        "client.complaint",
        "partner_id",
        string="Complaints",
        context={"active_test": False},
        groups="relationship_marketing.group_user",
    )
