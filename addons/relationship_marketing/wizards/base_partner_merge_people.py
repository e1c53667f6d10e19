from itertools import chain

from odoo import api, models
from odoo.tools import SQL

from ..engine.two_way_sql import place_contacts


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        """Posts, contacts, ties and input interfaces of merged partners are joined."""
        self.env.flush_all()
        self._merge_posts(src_partners, dst_partner)
        self._merge_contacts(src_partners, dst_partner)
        self._merge_ties(src_partners, dst_partner)
        self._merge_input_interfaces(src_partners, dst_partner)
        self._merge_done_activities(src_partners, dst_partner)
        self.env.invalidate_all()
        result = super()._update_foreign_keys(src_partners, dst_partner)
        self.env.flush_all()
        self.env.cr.execute(place_contacts())
        self.env.invalidate_all()
        for name, field in (("client.tie", "partner_id"), ("client.post", "employer_id")):
            # Of all companies: the client group follows the partner that stays.
            records = self.env[name].sudo().with_context(active_test=False).search([(field, "=", dst_partner.id)])
            self.env.add_to_compute(records._fields["group_id"], records)
        return result

    @api.model
    def _merge_posts(self, src_partners, dst_partner):
        """One history: doubles are archived, and the open post is the one the remaining record tells of.

        A double is the same work at the same employer at the same time; who came back held two posts. A post that
        overlaps a later one ended when that began.
        """
        partners = src_partners | dst_partner
        # Posts of all companies, as the merge is no matter of one of them.
        posts = self.env["client.post"].sudo().with_context(active_test=False)
        rows = posts.search([("partner_id", "in", partners.ids), ("active", "=", True)], order="date_from, id")
        if not rows or len(rows.partner_id) < 2:
            return
        employer_now = dst_partner.commercial_partner_id
        kept = {}
        for row in rows.sorted(lambda row: (row.partner_id != dst_partner, row.date_from, row.id)):
            alike = kept.setdefault((row.employer_id, row.function or ""), [])
            if any(row._overlaps(other) for other in alike):
                self._write_post(row, {"active": False})
            else:
                alike.append(row)
        ordered = sorted(
            chain.from_iterable(kept.values()),
            key=lambda row: (not row.date_to and row.employer_id == employer_now, row.date_from, row.id),
        )
        for row, following in zip(ordered, ordered[1:], strict=False):
            if row.date_to and row.date_to <= following.date_from:
                continue
            if row.date_from < following.date_from:
                self._write_post(row, {"date_to": following.date_from})
            else:
                self._write_post(row, {"active": False})
        self.env.cr.execute(
            SQL("UPDATE client_post SET partner_id = %s WHERE partner_id = ANY(%s)", dst_partner.id, partners.ids)
        )
        self.env.cr.execute(
            SQL("UPDATE client_post SET employer_id = %s WHERE employer_id = ANY(%s)", dst_partner.id, src_partners.ids)
        )

    @api.model
    def _write_post(self, post, values):
        # Past the rule that posts do not overlap, which holds again when all are joined.
        for name, value in values.items():
            self.env.cr.execute(
                SQL("UPDATE client_post SET %s = %s WHERE id = %s", SQL.identifier(name), value, post.id)
            )

    @api.model
    def _merge_contacts(self, src_partners, dst_partner):
        """A contact that both had part in, such as one meeting, is one contact."""
        partners = (src_partners | dst_partner).ids
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM client_contact c USING client_contact kept
                 WHERE c.partner_id = ANY(%(partners)s) AND kept.partner_id = ANY(%(partners)s)
                   AND kept.res_model = c.res_model AND kept.res_id = c.res_id AND kept.user_id = c.user_id
                   AND (kept.partner_id <> %(stays)s, kept.id) < (c.partner_id <> %(stays)s, c.id)
                """,
                partners=partners,
                stays=dst_partner.id,
            )
        )

    @api.model
    def _merge_ties(self, src_partners, dst_partner):
        """One tie per colleague: notes and hand-overs move to the one that stays, gaps of the strictest count."""
        partners = src_partners | dst_partner
        # Ties of all companies and archived ones: nothing of a merged person may stay behind.
        ties = (
            self.env["client.tie"]
            .sudo()
            .with_context(active_test=False)
            .search([("partner_id", "in", partners.ids)])
            .sorted(lambda tie: (tie.partner_id != dst_partner, not tie.active, tie.id))
        )
        doubles = ties.browse()
        for _key, same in ties.grouped(lambda tie: (tie.user_id, tie.company_id)).items():
            stays, goes = same[:1], same[1:]
            doubles |= goes
            if goes:
                self._join_ties(stays, goes)
        for _company, same in (ties - doubles).grouped("company_id").items():
            same.filtered("is_responsible")[1:].is_responsible = False
        self.env.flush_all()
        self.env.cr.execute(SQL("DELETE FROM client_tie WHERE id = ANY(%s)", doubles.ids))
        self.env.cr.execute(
            SQL("UPDATE client_tie SET partner_id = %s WHERE partner_id = ANY(%s)", dst_partner.id, src_partners.ids)
        )
        self.env.cr.execute(
            SQL(
                "UPDATE client_tie_transfer SET partner_id = %s WHERE partner_id = ANY(%s)",
                dst_partner.id,
                src_partners.ids,
            )
        )
        self.env.invalidate_all()

    @api.model
    def _join_ties(self, stays, goes):
        gaps = {
            name: min(filter(None, (stays | goes).mapped(name)), default=0) for name in ("desired_gap", "maximal_gap")
        }
        is_responsible = any((stays | goes).mapped("is_responsible"))
        is_active = any((stays | goes).mapped("active"))
        goes.write({"is_responsible": False})
        self.env.flush_all()
        transfers = stays.env["client.tie.transfer"].search([("tie_id", "in", (stays | goes).ids)])
        transfers.filtered(lambda transfer: transfer.state == "proposed")[1:].write({"state": "withdrawn"})
        self.env.flush_all()
        transfers.write({"tie_id": stays.id})
        stays.env["client.tie.note"].search([("tie_id", "in", goes.ids)]).write({"tie_id": stays.id})
        stays.write({**gaps, "active": is_active, "is_responsible": is_responsible})

    @api.model
    def _merge_input_interfaces(self, src_partners, dst_partner):
        """The latest answer stays, others are archived."""
        partners = src_partners | dst_partner
        # Records of all companies.
        records = self.env["client.input.interface"].sudo().search([("partner_id", "in", partners.ids)])
        for _company, same in records.grouped("company_id").items():
            latest = same.sorted(
                lambda row: (row.answer != "not_asked", str(row.asked_on or ""), row.partner_id == dst_partner, row.id)
            )[-1:]
            (same - latest).active = False
        self.env.flush_all()

    @api.model
    def _merge_done_activities(self, src_partners, dst_partner):
        """Odoo carries open activities over and deletes done ones with the record: they are evidence of contacts."""
        self.env.cr.execute(
            SQL(
                "UPDATE mail_activity SET res_id = %s WHERE res_model = 'res.partner' AND res_id = ANY(%s)"
                " AND NOT active",
                dst_partner.id,
                src_partners.ids,
            )
        )
