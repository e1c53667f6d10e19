from odoo import fields, models


class ClientExperienceCriterion(models.Model):
    _name = "client.experience.criterion"
    _description = "Criterion of experience"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    side = fields.Selection(
        [("ours", "Ours of them"), ("theirs", "Theirs of us"), ("both", "Both sides")],
        string="Rated by",
        required=True,
        default="both",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
