from odoo import fields, models


class ClientReview(models.Model):
    _inherit = "client.review"

    statement_ids = fields.One2many(
        "client.measure.statement", "review_id", string="What they say of us", readonly=True
    )
