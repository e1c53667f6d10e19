from odoo import fields, models


class ClientProblemFamily(models.Model):
    _inherit = "client.problem.family"

    is_defect = fields.Boolean(
        "Defect of the goods",
        default=True,
        help="Complaints of this family count as defects in our performance as the client counts it.",
    )
