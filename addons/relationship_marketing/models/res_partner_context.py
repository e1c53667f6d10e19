from odoo import api, models


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "client.context.mixin"]

    # Whose e-mail domain is that: asked for each letter of a stranger.
    _client_email_domain_idx = models.Index("(SPLIT_PART(email_normalized, '@', 2)) WHERE client_group_id IS NOT NULL")

    def _client_context_partner(self):
        return self

    @api.model
    def _client_context_depends(self):
        return ["client_group_id", "commercial_partner_id"]
