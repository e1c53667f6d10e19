from odoo import fields, models


class ClientClass(models.Model):
    _inherit = "client.class"

    review_months = fields.Integer(
        "Months between reviews", default=0, help="How often clients of this class are reviewed; 0: when needed."
    )

    _review_months_sign = models.Constraint(
        "CHECK (review_months >= 0)", "The months between reviews cannot be negative."
    )
