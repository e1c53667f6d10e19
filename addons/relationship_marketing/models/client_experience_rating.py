from odoo import api, fields, models


class ClientExperienceRating(models.Model):
    """How one side of a deal was on one criterion: 1 to 5, or not rated."""

    _name = "client.experience.rating"
    _description = "Rating of experience"
    _order = "sequence, id"
    _rec_name = "criterion_id"

    experience_id = fields.Many2one(
        "client.experience", string="Experience record", required=True, index=True, ondelete="cascade"
    )
    criterion_id = fields.Many2one("client.experience.criterion", required=True, index=True, ondelete="restrict")
    sequence = fields.Integer(default=10)
    rating = fields.Selection(
        [
            ("0", "Not rated"),
            ("1", "Very bad"),
            ("2", "Bad"),
            ("3", "Fair"),
            ("4", "Good"),
            ("5", "Very good"),
        ],
        required=True,
        default="0",
    )
    value = fields.Integer(compute="_compute_value", store=True, aggregator="avg", help="0 is not rated.")
    note = fields.Char()
    side = fields.Selection(related="experience_id.side", store=True)
    partner_id = fields.Many2one(related="experience_id.partner_id", store=True, string="Division", index=True)
    group_id = fields.Many2one(
        related="experience_id.group_id", store=True, string="Client group", index="btree_not_null"
    )
    date = fields.Date(related="experience_id.date", store=True, string="Date of the deal")

    _one_rating = models.Constraint("UNIQUE (experience_id, criterion_id)", "This criterion is already rated.")

    @api.depends("rating")
    def _compute_value(self):
        for line in self:
            line.value = int(line.rating or 0)
