from odoo import api, models
from odoo.tools import SQL


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        """Carry over what stands under a unique key, before Odoo deletes the rows in the way."""
        self._merge_supply_ledger(src_partners, dst_partner)
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
