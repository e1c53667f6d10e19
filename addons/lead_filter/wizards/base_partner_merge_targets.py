from odoo import api, models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        """Carry over what stands under a unique key, before Odoo deletes the rows in the way."""
        self._merge_candidates(src_partners, dst_partner)
        self._merge_targets(src_partners, dst_partner)
        return super()._update_foreign_keys(src_partners, dst_partner)

    @api.model
    def _merge_candidates(self, src_partners, dst_partner):
        """A candidate who stands twice for the same work stands once, with all that was exchanged."""
        # Those of all companies: nothing of a merged partner may stay behind.
        found = (
            self.env["supplier.candidate"]
            .sudo()
            .search([("partner_id", "in", (src_partners | dst_partner).ids)], order="state DESC, id")
        )
        for same in found.grouped("selection_id").values():
            stays = same.filtered(lambda one: one.state == "chosen")[:1] or same[:1]
            (same - stays).with_context(active_test=False).exchange_ids.candidate_id = stays
            days = [day for day in same.mapped("replied_on") if day]
            if days and len(same) > 1:
                stays.replied_on = min(days)
            (same - stays).write({"active": False})
        found.env.flush_all()

    @api.model
    def _merge_targets(self, src_partners, dst_partner):
        """A company that stands twice among those to call stands once, where most was done; calls are added up."""
        # As above.
        found = (
            self.env["lead.target"]
            .sudo()
            .with_context(active_test=False)
            .search([("partner_id", "in", (src_partners | dst_partner).ids)])
        )
        for same in found.grouped("company_id").values():
            if len(same) == 1:
                continue
            stays = same.sorted(lambda target: (bool(target.lead_id), target.active, target.call_count, -target.id))[
                -1:
            ]
            goes = same - stays
            stays.write(
                {
                    "call_count": sum(same.mapped("call_count")),
                    "note": "\n".join(filter(None, same.mapped("note"))) or False,
                }
            )
            for target in goes:
                target.message_ids.write({"res_id": stays.id})
            goes.write({"call_count": 0, "lead_id": False})
            goes.unlink()
        found.env.flush_all()
