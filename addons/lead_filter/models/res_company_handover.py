from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    handover_hours_saved = fields.Float(
        "A seller's hours for one request",
        help="What a seller would have needed to qualify one request and to book its meeting; 0: nobody knows.",
    )

    _handover_hours_positive = models.Constraint(
        "CHECK (COALESCE(handover_hours_saved, 0) >= 0)", "Hours of a seller for one request are not below zero."
    )
