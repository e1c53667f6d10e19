from odoo import fields, models


class CrmLostReason(models.Model):
    _inherit = "crm.lost.reason"

    is_lack_of_funds = fields.Boolean(
        "Lack of funds", help="The client wanted more than he could pay: it counts against him as a key client."
    )
