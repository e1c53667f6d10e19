from odoo import fields, models


class ClientComplaintCost(models.Model):
    """What a complaint cost us."""

    _name = "client.complaint.cost"
    _description = "Cost of a complaint"
    _order = "complaint_id, id"
    _rec_name = "kind"

    complaint_id = fields.Many2one("client.complaint", required=True, index=True, ondelete="cascade")
    kind = fields.Selection(
        [
            ("replacement", "Replacement"),
            ("repair", "Repair and rework"),
            ("transport", "Transport"),
            ("work", "Working hours"),
            ("credit_note", "Credit note, discount"),
            ("penalty", "Penalty, compensation"),
            ("other", "Other"),
        ],
        required=True,
    )
    currency_id = fields.Many2one(related="complaint_id.company_id.currency_id")
    amount = fields.Monetary(required=True)
    note = fields.Char()

    _amount_not_negative = models.Constraint("CHECK (amount >= 0)", "A cost is not negative.")
