from odoo import models

from ..engine.question_answer_sql import counter_questions


class ClientCriterionHalf(models.Model):
    """Counter-questions on requests are questions to the client: does he give information readily (R8, sixth)?"""

    _inherit = "client.criterion.half"

    def _question_parts(self, groups, since):
        self.env["lead.answer"].flush_model()
        parts = super()._question_parts(groups, since)
        return [*parts, counter_questions(self.env.company.id, groups.ids, since)]
