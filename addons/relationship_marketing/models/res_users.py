from odoo import api, models
from odoo.exceptions import UserError


class ResUsers(models.Model):
    _inherit = "res.users"

    def write(self, vals):
        """Who leaves hands his business contacts over: each is proposed to a colleague, once."""
        leaving = self.filtered("active") if "active" in vals and not vals["active"] else self.browse()
        result = super().write(vals)
        if leaving:
            # Whoever archives a user need not see the ties of all companies.
            self.env["client.tie.transfer"].sudo()._propose_for(leaving)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_tied(self):
        # Contacts of all companies count.
        for model in ("client.contact", "client.tie"):
            record = (
                self.env[model].sudo().with_context(active_test=False).search([("user_id", "in", self.ids)], limit=1)
            )
            if record:
                raise UserError(
                    self.env._(
                        "%(user)s knows people of our clients: archive the user instead.", user=record.user_id.name
                    )
                )
