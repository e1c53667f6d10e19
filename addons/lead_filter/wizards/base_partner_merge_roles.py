from odoo import api, models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        """Join the roles of a person who stood twice, before Odoo deletes the rows in the way of its unique key."""
        self._merge_lead_roles(src_partners, dst_partner)
        return super()._update_foreign_keys(src_partners, dst_partner)

    @api.model
    def _merge_lead_roles(self, src_partners, dst_partner):
        """What somebody confirmed stays before what was proposed."""
        # Those of all companies: nothing of a merged person may stay behind.
        roles = self.env["lead.role"].sudo().search([("partner_id", "in", (src_partners | dst_partner).ids)])
        places = ("confirmed", "proposed", "dismissed")
        for same in roles.grouped(lambda role: (role.lead_id, role.type_id)).values():
            stays, *others = same.sorted(lambda role: (places.index(role.state), role.partner_id != dst_partner))
            if others:
                same.browse(role.id for role in others).unlink()
                self.env.flush_all()
                stays.partner_id = dst_partner
        self.env.flush_all()
