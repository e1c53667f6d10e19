from odoo import api, models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        """Carry over what stands under a unique key, before Odoo deletes the rows in the way."""
        self._merge_agreement_parties(src_partners, dst_partner)
        self._merge_experience_requests(src_partners, dst_partner)
        return super()._update_foreign_keys(src_partners, dst_partner)

    @api.model
    def _merge_agreement_parties(self, src_partners, dst_partner):
        """A party that stands twice in an agreement in one role stands once; Odoo carries over the rest."""
        # Agreements of all companies: nothing of a merged partner may stay behind.
        parties = (
            self.env["client.agreement.party"]
            .sudo()
            .search([("partner_id", "in", (src_partners | dst_partner).ids)], order="id")
        )
        for same in parties.grouped(lambda party: (party.agreement_id, party.role)).values():
            stays = same.filtered(lambda party: party.partner_id == dst_partner)[:1] or same[:1]
            (same - stays).unlink()
            stays.partner_id = dst_partner
        parties.env.flush_all()

    @api.model
    def _merge_experience_requests(self, src_partners, dst_partner):
        """One open request stays for the division that stays; the others are archived, with their activities done."""
        # Requests of all companies, whoever merges.
        waiting = (
            self.env["client.experience"]
            .sudo()
            .search(
                [("partner_id", "in", (src_partners | dst_partner).ids), ("state", "=", "requested")],
                order="date DESC, id DESC",
            )
        )
        for same in waiting.grouped("company_id").values():
            doubles = same[1:]
            doubles.activity_ids.unlink()
            doubles.write({"active": False})
        waiting.env.flush_all()
