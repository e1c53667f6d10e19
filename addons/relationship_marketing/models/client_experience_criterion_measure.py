from odoo import fields, models


class ClientExperienceCriterion(models.Model):
    _inherit = "client.experience.criterion"

    measure_id = fields.Many2one(
        "client.measure",
        index="btree_not_null",
        ondelete="set null",
        help="Their rating counts as what they say of this measure of the relation.",
    )
