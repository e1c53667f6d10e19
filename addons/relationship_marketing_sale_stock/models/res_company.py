from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    complaint_from_late_delivery = fields.Boolean("Late deliveries propose complaints", default=True)
