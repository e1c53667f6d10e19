from odoo import fields, models


class ClientComplaint(models.Model):
    _inherit = "client.complaint"

    faulty_quantity = fields.Float(
        "Faulty pieces",
        digits="Product Unit",
        tracking=True,
        help="How many pieces the client found faulty; 0: not told.",
    )

    _faulty_quantity_not_negative = models.Constraint(
        "CHECK (COALESCE(faulty_quantity, 0) >= 0)", "Faulty pieces are not negative."
    )
