from odoo import api, models
from odoo.tools import SQL

from ..engine.net_value_sql import STORED

ADDED = tuple(
    name for name in STORED if name not in ("known_share", "is_at_most", "state", "is_prestige", "prestige_cost")
)


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        self._merge_net_values(src_partners, dst_partner)
        return super()._update_foreign_keys(src_partners, dst_partner)

    @api.model
    def _merge_net_values(self, src_partners, dst_partner):
        """Net values of clients without a group are added up by period; the next night works them out anew."""
        rows = self.env["client.net.value"]
        rows.flush_model()
        partners = (src_partners | dst_partner).ids
        self.env.cr.execute("DROP TABLE IF EXISTS merged_net_value")
        self.env.cr.execute(
            SQL(
                """
                CREATE TEMPORARY TABLE merged_net_value ON COMMIT DROP AS
                SELECT MIN(id) AS id, BOOL_OR(is_at_most) AS is_at_most,
                       SUM(turnover * known_share) / NULLIF(SUM(turnover), 0) AS known_share, %(sums)s
                  FROM client_net_value
                 WHERE partner_id = ANY(%(partners)s)
                 GROUP BY company_id, period, date_from
                """,
                partners=partners,
                sums=SQL(", ").join(SQL("SUM(%s) AS %s", SQL.identifier(name), SQL.identifier(name)) for name in ADDED),
            )
        )
        self.env.cr.execute(
            SQL(
                "DELETE FROM client_net_value WHERE partner_id = ANY(%s)"
                " AND id NOT IN (SELECT id FROM merged_net_value)",
                partners,
            )
        )
        self.env.cr.execute(
            SQL(
                """
                UPDATE client_net_value
                   SET (partner_id, is_at_most, state, known_share, %(names)s) = ROW(
                       %(stays)s, added.is_at_most,
                       CASE WHEN added.net_value <= 0 THEN 'negative' WHEN added.is_at_most THEN 'unknown'
                            ELSE 'positive' END,
                       added.known_share, %(added)s)
                  FROM merged_net_value added
                 WHERE added.id = client_net_value.id
                """,
                stays=dst_partner.id,
                names=SQL(", ").join(SQL.identifier(name) for name in ADDED),
                added=SQL(", ").join(SQL("added.%s", SQL.identifier(name)) for name in ADDED),
            )
        )
        rows.invalidate_model()
