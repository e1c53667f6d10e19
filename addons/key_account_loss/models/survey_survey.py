from odoo import api, fields, models
from odoo.exceptions import ValidationError

LOSS = "loss"


class SurveySurvey(models.Model):
    """A questionnaire for lost clients is of a type of its own, so that survey administrators do not read answers."""

    _inherit = "survey.survey"

    # Without this addon nobody would keep the answers from survey administrators: they go with it.
    survey_type = fields.Selection(selection_add=[(LOSS, "Interview with a lost client")], ondelete={LOSS: "cascade"})

    @api.depends("survey_type")
    @api.depends_context("uid")
    def _compute_allowed_survey_types(self):
        result = super()._compute_allowed_survey_types()
        if self.env.user.has_group("key_account_loss.group_analyst"):
            self.allowed_survey_types = [*(self.allowed_survey_types or []), LOSS]
        return result

    @api.constrains("survey_type", "question_and_page_ids")
    def _check_treatment_question(self):
        """003, stage 4: how our people treated the client is always asked."""
        for survey in self.filtered(lambda one: one.survey_type == LOSS and one.question_and_page_ids):
            if not survey.question_and_page_ids.filtered("is_treatment"):
                raise ValidationError(
                    self.env._(
                        "%(survey)s has to ask how our people treated the client: copy an existing questionnaire.",
                        survey=survey.title,
                    )
                )
