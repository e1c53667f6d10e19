from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def unlink(self):
        """A company that was only listed, and never called, keeps nobody from deleting it."""
        # Lists are of all companies and roles; nothing that anybody did is in these.
        listed = self.env["lead.target"].sudo().with_context(active_test=False)
        listed.search([("partner_id", "in", self.ids), ("call_count", "=", 0), ("lead_id", "=", False)]).unlink()
        return super().unlink()
