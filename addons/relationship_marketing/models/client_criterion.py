from odoo import fields, models


class ClientCriterion(models.Model):
    """One of the ten criteria of a key client (R8; 003), with its halves where the source names two things."""

    _name = "client.criterion"
    _description = "Criterion of a key client"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer("No.", default=10)
    explanation = fields.Text(translate=True, help="What it means, as the source says it.")
    active = fields.Boolean(default=True)
    half_ids = fields.One2many("client.criterion.half", "criterion_id", string="What is looked at")
