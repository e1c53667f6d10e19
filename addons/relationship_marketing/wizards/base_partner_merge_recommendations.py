from odoo import api, models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        """Carry over what stands under a unique key, before Odoo deletes the rows in the way."""
        self._merge_recommendations(src_partners, dst_partner)
        return super()._update_foreign_keys(src_partners, dst_partner)

    @api.model
    def _merge_recommendations(self, src_partners, dst_partner):
        """Of recommendations of one request by merged clients the first stays in use; the others are archived."""
        # Those of all companies: nothing of a merged partner may stay behind.
        found = (
            self.env["client.recommendation"]
            .sudo()
            .search(
                [("partner_id", "in", (src_partners | dst_partner).ids), ("lead_id", "!=", False)], order="date, id"
            )
        )
        for same in found.grouped("lead_id").values():
            same[1:].write({"active": False})
        found.env.flush_all()
