from odoo import fields, models


class ClientAgreementCheck(models.Model):
    """Whether one agreement has what a good contract has: yes, no, or nobody looked."""

    _name = "client.agreement.check"
    _description = "Check of an agreement"
    _order = "sequence, id"
    _rec_name = "item_id"

    agreement_id = fields.Many2one("client.agreement", required=True, index=True, ondelete="cascade")
    item_id = fields.Many2one("client.agreement.item", required=True, ondelete="restrict", index=True)
    sequence = fields.Integer(default=10)
    answer = fields.Selection([("yes", "Yes"), ("no", "No"), ("unknown", "Unknown")], required=True, default="unknown")
    note = fields.Char()

    _one_answer = models.Constraint("UNIQUE (agreement_id, item_id)", "This item is already on the checklist.")
