from odoo import fields, models


class SurveyQuestionAnswer(models.Model):
    _inherit = "survey.question.answer"

    loss_cause_kind_id = fields.Many2one(
        "loss.cause.kind",
        "Speaks for the cause",
        help="Chosen by a lost client, it is the client's word for this cause.",
    )
    loss_treatment = fields.Selection(
        [("proper", "Proper"), ("mostly", "Proper as a rule"), ("improper", "Improper"), ("none", "No dealings")],
        "Treatment by our people",
    )
