from odoo import models


class CrmLead(models.Model):
    """Whoever was thought to be nobody, and writes back, is somebody."""

    _inherit = "crm.lead"

    def message_update(self, msg_dict, update_vals=None):
        result = super().message_update(msg_dict, update_vals)
        self._they_wrote_back()
        return result

    def _they_wrote_back(self):
        """An empty request is back in work; one that was refused stays so, and whoever refused it is told."""
        # They write back whoever may write the request.
        back = self.sudo().filtered(lambda lead: lead.filter_outcome in ("empty", "disqualified"))
        for lead in back:
            user = lead.filter_outcome_by_id if lead.filter_outcome == "disqualified" else lead.user_id
            if lead.filter_outcome == "empty":
                lead._clear_filter_outcome()
            told = (user or lead.user_id).filtered(lambda user: user.active and not user.share)
            if told:
                lead.activity_schedule(
                    "mail.mail_activity_data_todo",
                    summary=lead.with_context(lang=told.lang).env._("They wrote back: look at the request again"),
                    user_id=told.id,
                )
