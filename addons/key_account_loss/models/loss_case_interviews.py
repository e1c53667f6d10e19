from odoo import fields, models


class LossCase(models.Model):
    _inherit = "loss.case"

    interview_ids = fields.One2many("loss.interview", "case_id", string="Interviews")
    not_asked_reason = fields.Char(
        "Why nobody is asked", help="Such as: the firm is closed and its people are not to be found.", tracking=True
    )
