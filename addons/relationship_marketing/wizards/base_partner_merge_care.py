from odoo import api, models
from odoo.tools import SQL

PERSONAL = ("birthday", "first_order", "cooperation", "founding")


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        self._merge_care_requests(src_partners, dst_partner)
        self._merge_occasions(src_partners, dst_partner)
        self._merge_greetings(src_partners, dst_partner)
        return super()._update_foreign_keys(src_partners, dst_partner)

    @api.model
    def _merge_care_requests(self, src_partners, dst_partner):
        """One open request of a kind stays, the one asked before the one planned; it takes the others' orders in."""
        partners = src_partners | dst_partner
        # Requests of all companies: nothing of a merged partner may stay behind.
        requests = (
            self.env["client.care.request"]
            .sudo()
            .search([("partner_id", "in", partners.ids), ("state", "in", ("planned", "asked"))])
        )
        for doubles in requests.grouped(lambda request: (request.company_id, request.kind)).values():
            stays, *others = doubles.sorted(lambda request: (request.state != "asked", request.date, request.id))
            for other in others:
                stays.order_ids |= other.order_ids
                other._withdraw(self.env._("Joined with another request when two clients were merged."))
        self.env["client.care.request"].flush_model()

    @api.model
    def _merge_occasions(self, src_partners, dst_partner):
        """The day of the partner that stays goes before those of the others, whose greetings it takes over."""
        partners = src_partners | dst_partner
        # As above: of all companies, and archived ones.
        occasions = (
            self.env["client.occasion"]
            .sudo()
            .with_context(active_test=False)
            .search([("partner_id", "in", partners.ids), ("kind", "in", PERSONAL)])
        )
        for doubles in occasions.grouped(lambda occasion: (occasion.kind, occasion.company_id)).values():
            stays, *others = doubles.sorted(lambda day: (day.partner_id != dst_partner, not day.active, day.id))
            for other in others:
                self._join_greetings(other.id, stays.id)
                other.unlink()
        self.env["client.occasion"].flush_model()

    @api.model
    def _join_greetings(self, occasion_id, stays_id):
        """Greetings of one occasion go over to another, but for those that both have."""
        self.env["client.greeting"].flush_model()
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM client_greeting double USING client_greeting kept
                 WHERE double.occasion_id = %(gone)s AND kept.occasion_id = %(stays)s
                   AND kept.year = double.year AND kept.company_id = double.company_id
                """,
                gone=occasion_id,
                stays=stays_id,
            )
        )
        self.env.cr.execute(
            SQL("UPDATE client_greeting SET occasion_id = %s WHERE occasion_id = %s", stays_id, occasion_id)
        )
        self.env["client.greeting"].invalidate_model()

    @api.model
    def _merge_greetings(self, src_partners, dst_partner):
        """Of several greetings to the merged partners for one occasion and year the first stays."""
        self.env["client.greeting"].flush_model()
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM client_greeting double
                 USING (SELECT id, ROW_NUMBER() OVER (
                               PARTITION BY occasion_id, year, company_id,
                                            CASE WHEN partner_id = ANY(%(partners)s) THEN %(stays)s
                                                 ELSE partner_id END,
                                            CASE WHEN person_id = ANY(%(partners)s) THEN %(stays)s
                                                 ELSE COALESCE(person_id, 0) END
                               ORDER BY (state = 'settle') DESC, id) AS turn
                          FROM client_greeting
                         WHERE partner_id = ANY(%(partners)s) OR person_id = ANY(%(partners)s)) ranked
                 WHERE ranked.id = double.id AND ranked.turn > 1
                """,
                partners=(src_partners | dst_partner).ids,
                stays=dst_partner.id,
            )
        )
        self.env["client.greeting"].invalidate_model()
