from odoo import api, models

from ..engine import link_sql
from ..models.client_link import NOT_A_RING


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Links, client group and place in the division map of merged companies."""

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        self._merge_client_links(src_partners, dst_partner)
        self._merge_client_groups(src_partners, dst_partner)
        result = super()._update_foreign_keys(src_partners, dst_partner)
        self._break_rings(dst_partner)
        return result

    @api.model
    def _update_values(self, src_partners, dst_partner):
        """What Odoo takes over from the merged partners, or moved by SQL, follows today's links and group again."""
        result = super()._update_values(src_partners, dst_partner)
        # Everybody's records: nothing of a merged partner may stay behind.
        everybody = self.env["res.partner"].sudo().with_context(active_test=False)
        people = everybody.search([("id", "child_of", dst_partner.id), ("is_company", "=", False)]) - dst_partner
        self.env.add_to_compute(people._fields["client_group_id"], people)
        for name in sorted(self.env.registry["client.record.mixin"]._inherit_children):
            if not self.env[name]._abstract:
                model = self.env[name].sudo().with_context(active_test=False)
                records = model.search([("partner_id", "=", dst_partner.id)])
                self.env.add_to_compute(records._fields["group_id"], records)
        self.env.flush_all()
        everybody._refresh_client_parents(
            dst_partner
            | src_partners
            | everybody.search([("client_parent_id", "in", (dst_partner | src_partners).ids)])
        )
        return result

    @api.model
    def _merge_client_links(self, src_partners, dst_partner):
        """Links between the merged partners are dropped, what would be said twice is archived, the rest goes over."""
        partners = src_partners | dst_partner
        # Links of all companies and archived ones: nothing of a merged partner may stay behind.
        links = (
            self.env["client.link"]
            .sudo()
            .with_context(active_test=False, client_links_carried_over=True)
            .search(["|", ("partner_id", "in", partners.ids), ("other_partner_id", "in", partners.ids)])
        )
        inner = links.filtered(lambda link: link.partner_id in partners and link.other_partner_id in partners)
        inner.unlink()
        kept = {}
        outer = (links - inner).filtered("active")
        for link in outer.sorted(lambda link: (bool(link.date_to), bool(link.date_from), link.date_from, link.id)):
            ends = [
                dst_partner if partner in partners else partner for partner in (link.partner_id, link.other_partner_id)
            ]
            key = (link.type_id, frozenset(ends) if link.type_id.same_client else tuple(ends))
            if any(_overlap(link, other) for other in kept.get(key, ())):
                link.active = False
            else:
                kept.setdefault(key, []).append(link)
        self.env["client.link"].flush_model()

    @api.model
    def _merge_client_groups(self, src_partners, dst_partner):
        """The company that stays keeps its client group; one without takes that of the merged; the groups are told."""
        # A note in the group of a merged company, whoever merges.
        stays = dst_partner.sudo()
        for partner in src_partners.sudo().filtered(lambda partner: partner.is_company and partner.client_group_id):
            if not stays.client_group_id:
                stays._set_client_group(partner.client_group_id)
            elif partner.client_group_id != stays.client_group_id:
                note = self.env._(
                    "%(gone)s was merged into %(stays)s, which belongs to %(group)s.",
                    gone=partner.display_name,
                    stays=stays.display_name,
                    group=stays.client_group_id.name,
                )
                (partner.client_group_id | stays.client_group_id)._note(note)
        self.env.flush_all()

    @api.model
    def _break_rings(self, partner):
        """Where two merged companies stood above and below a third one, the latest link of the ring is archived."""
        links = self.env["client.link"].sudo().with_context(client_links_carried_over=True)
        links.invalidate_model()
        around = links.search(["|", ("partner_id", "=", partner.id), ("other_partner_id", "=", partner.id)])
        while rings := self.env.execute_query(link_sql.rings(around.ids, NOT_A_RING)):
            links.browse(link_id for [link_id] in rings).sorted(lambda link: (bool(link.date_from), link.date_from))[
                -1:
            ].active = False
            links.flush_model()


def _overlap(link, other):
    """Whether there is a day on which both hold."""
    return not ((link.date_to and link.date_to < _since(other)) or (other.date_to and other.date_to < _since(link)))


def _since(link):
    """As ``link_sql`` has it: without a date, when it was entered, or its last day."""
    return link.date_from or min(filter(None, (link.create_date.date(), link.date_to)))
