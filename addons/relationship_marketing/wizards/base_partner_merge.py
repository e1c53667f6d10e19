from odoo import api, models
from odoo.tools import SQL


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        """Carry over what stands under a unique key, before Odoo deletes the rows in the way."""
        self._merge_supply_ledger(src_partners, dst_partner)
        self._merge_client_links(src_partners, dst_partner)
        return super()._update_foreign_keys(src_partners, dst_partner)

    @api.model
    def _merge_supply_ledger(self, src_partners, dst_partner):
        """Ledger rows of one key are added up under the partner that stays; raw rows follow."""
        self.env["client.supply"].flush_model()
        partners = src_partners | dst_partner
        self.env.cr.execute("DROP TABLE IF EXISTS merged_supply")
        self.env.cr.execute(
            SQL(
                """
                CREATE TEMPORARY TABLE merged_supply ON COMMIT DROP AS
                SELECT company_id, month, categ_id,
                       SUM(quantity) AS quantity,
                       CASE WHEN MIN(uom_id) = MAX(uom_id) THEN MIN(uom_id) END AS uom_id,
                       BOOL_OR(is_uom_mixed) OR COALESCE(MIN(uom_id) <> MAX(uom_id), FALSE) AS is_uom_mixed,
                       SUM(amount) AS amount, SUM(margin) AS margin, SUM(margin_amount) AS margin_amount,
                       SUM(document_count) AS document_count, MIN(source) AS source,
                       CASE WHEN MIN(end_client_id) = MAX(end_client_id) AND COUNT(end_client_id) = COUNT(*)
                                 AND NOT MIN(end_client_id) = ANY(%(partners)s)
                            THEN MIN(end_client_id) END AS end_client_id
                  FROM client_supply
                 WHERE partner_id = ANY(%(partners)s)
                 GROUP BY company_id, month, categ_id
                """,
                partners=partners.ids,
            )
        )
        self.env.cr.execute(SQL("DELETE FROM client_supply WHERE partner_id = ANY(%s)", partners.ids))
        columns = SQL(
            "company_id, month, categ_id, quantity, uom_id, is_uom_mixed, amount, margin, margin_amount,"
            " document_count, source, end_client_id"
        )
        self.env.cr.execute(
            SQL(
                "INSERT INTO client_supply (partner_id, %(columns)s) SELECT %(stays)s, %(columns)s FROM merged_supply",
                columns=columns,
                stays=dst_partner.id,
            )
        )
        self.env.cr.execute(
            SQL(
                "UPDATE client_supply_import_line SET partner_id = %s WHERE partner_id = ANY(%s)",
                dst_partner.id,
                src_partners.ids,
            )
        )
        self.env["client.supply"].invalidate_model()
        self.env["client.supply.import.line"].invalidate_model()

    @api.model
    def _merge_client_links(self, src_partners, dst_partner):
        """Links between the merged partners are dropped, doubles archived, the rest carried over."""
        partners = src_partners | dst_partner
        # Links of all companies and archived ones: nothing of a merged partner may stay behind.
        links = (
            self.env["client.link"]
            .sudo()
            .with_context(active_test=False)
            .search(["|", ("partner_id", "in", partners.ids), ("other_partner_id", "in", partners.ids)])
        )
        inner = links.filtered(lambda link: link.partner_id in partners and link.other_partner_id in partners)
        inner.unlink()
        seen = set()
        for link in links - inner:
            ends = (
                dst_partner if link.partner_id in partners else link.partner_id,
                dst_partner if link.other_partner_id in partners else link.other_partner_id,
            )
            key = (*ends, link.type_id)
            is_double = link.active and not link.date_to and key in seen
            if link.active and not link.date_to:
                seen.add(key)
            if is_double:
                link.active = False
        self.env["client.link"].flush_model()
