from odoo import api, fields, models
from odoo.exceptions import UserError

from .survey_survey import LOSS

# Without these the question would be asked no more, or of some only.
KEPT = (
    "is_treatment",
    "survey_id",
    "question_type",
    "constr_mandatory",
    "triggering_answer_ids",
    "matrix_subtype",
    "is_page",
    "random_questions_count",
)


class SurveyQuestion(models.Model):
    """The question on improper treatment by our people stays in every questionnaire for lost clients (003, stage 4)."""

    _inherit = "survey.question"

    is_treatment = fields.Boolean("How our people treated them", readonly=True)

    def write(self, vals):
        if not self.env.context.get("install_mode"):
            changed = [
                name
                for name in KEPT
                if name in vals
                and any(self._fields[name].convert_to_write(one[name], one) != vals[name] for one in self._kept())
            ]
            if changed:
                self._refuse()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_treatment(self):
        if self._kept():
            self._refuse()

    def _kept(self):
        return self.filtered(lambda question: question.is_treatment and question.survey_id.survey_type == LOSS)

    def _refuse(self):
        raise UserError(
            self.env._("How our people treated the client is always asked: this question is worded anew, not left out.")
        )
