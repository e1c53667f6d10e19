from odoo import fields, models


class SurveyUserInput(models.Model):
    """Answers of a lost client: taken down by the interviewer, or given through the client's own link."""

    _inherit = "survey.user_input"

    loss_interview_id = fields.Many2one("loss.interview", "Interview", index="btree_not_null", ondelete="cascade")

    def _mark_done(self):
        result = super()._mark_done()
        self.loss_interview_id._answers_given(self)
        return result
