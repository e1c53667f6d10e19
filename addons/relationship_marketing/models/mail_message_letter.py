from odoo import models
from odoo.exceptions import UserError


class MailMessage(models.Model):
    _inherit = "mail.message"

    def action_open_client_document(self):
        """The document in whose thread this letter stands."""
        self.ensure_one()
        self.check_access("read")
        document = self.env[self.model].browse(self.res_id).exists() if self.model in self.env else None
        if not document:
            raise UserError(self.env._("The document this letter belongs to does not exist any more."))
        return document.get_formview_action()
