from odoo import api, models
from odoo.tools import SQL


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        self._merge_link_suggestions(src_partners, dst_partner)
        return super()._update_foreign_keys(src_partners, dst_partner)

    @api.model
    def _merge_link_suggestions(self, src_partners, dst_partner):
        """Suggestions follow the partner that stays: one for each pair, a decided one before a proposed one.

        What was suggested between the merged ones is answered by merging them. The radar looks at the partner anew.
        """
        self.env["client.link.suggestion"].flush_model()
        partners = (src_partners | dst_partner).ids
        other = SQL("CASE WHEN partner_id = ANY(%(ids)s) THEN other_partner_id ELSE partner_id END", ids=partners)
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM client_link_suggestion
                 WHERE id IN (
                     SELECT id FROM (
                         SELECT id, partner_id, other_partner_id,
                                ROW_NUMBER() OVER (PARTITION BY %(other)s
                                                       ORDER BY state = 'proposed', decided_on DESC, id) AS place
                           FROM client_link_suggestion
                          WHERE partner_id = ANY(%(ids)s) OR other_partner_id = ANY(%(ids)s)) suggestion
                      WHERE place > 1 OR (partner_id = ANY(%(ids)s) AND other_partner_id = ANY(%(ids)s)))
                """,
                other=other,
                ids=partners,
            )
        )
        # is_reversed tells the sides apart by their order, which may be another now.
        self.env.cr.execute(
            SQL(
                """
                UPDATE client_link_suggestion
                   SET partner_id = LEAST(%(stays)s, %(other)s), other_partner_id = GREATEST(%(stays)s, %(other)s),
                       is_reversed = (is_reversed IS TRUE)
                                     <> ((partner_id = ANY(%(ids)s)) <> (%(stays)s < %(other)s))
                 WHERE partner_id = ANY(%(ids)s) OR other_partner_id = ANY(%(ids)s)
                """,
                other=other,
                ids=partners,
                stays=dst_partner.id,
            )
        )
        for table in ("client_radar_key", "client_radar_profile"):
            self.env.cr.execute(SQL("DELETE FROM %s WHERE partner_id = ANY(%s)", SQL.identifier(table), partners))
        self.env["client.link.suggestion"].invalidate_model()
