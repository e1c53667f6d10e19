from odoo import models


class MailActivity(models.Model):
    _inherit = "mail.activity"

    def _action_done(self, feedback=False, attachment_ids=None):
        """The feedback on a care activity is the client's answer."""
        care = self.filtered(lambda activity: activity.res_model == "client.care.request")
        # Whoever may close the activity records the answer, whatever else he may do with care requests.
        requests = self.env["client.care.request"].sudo().browse(care.mapped("res_id")).exists()
        result = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        if requests:
            requests._record_answer(feedback)
        return result
