from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..engine.link_sql import parents_that_differ


class ResPartner(models.Model):
    """Where a division stands in the map of its client (R1)."""

    _inherit = "res.partner"

    client_parent_id = fields.Many2one(
        "res.partner",
        string="Division of",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The company above, by today's link “division of” or “subsidiary of”.",
    )
    client_child_ids = fields.One2many("res.partner", "client_parent_id", string="Divisions below", readonly=True)

    @api.constrains("client_group_id", "company_id")
    def _check_group_of_own_company(self):
        """A client of one of our companies is in no client group of another, where it would be seen."""
        for partner in self:
            owner = partner.client_group_id.company_id
            if owner and partner.company_id and owner != partner.company_id:
                raise ValidationError(
                    self.env._(
                        "%(client)s and %(other)s belong to different companies of ours.",
                        client=partner.display_name,
                        other=partner.client_group_id.name,
                    )
                )

    def write(self, vals):
        """Two people putting one company into different groups at once: the second is told, none overwrites."""
        if "client_group_id" in vals:
            groups = self.env["client.group"]
            groups._lock_membership(
                groups, self.filtered(lambda partner: partner.client_group_id.id != vals["client_group_id"])
            )
        return super().write(vals)

    def _set_client_group(self, group):
        """Put these companies into ``group``, or into none; told by the event, not contact by contact."""
        self.with_context(tracking_disable=True).write({"client_group_id": group.id})

    @api.model
    def _refresh_client_parents(self, partners=None):
        """Have ``client_parent_id`` follow the links in force today, of ``partners`` or of all.

        :returns: how many changed
        """
        if partners is not None and not partners:
            return 0
        self.env["client.link"].flush_model()
        self.flush_model(["client_parent_id"])
        rows = self.env.execute_query(parents_that_differ(fields.Date.context_today(self), partners and partners.ids))
        by_parent = {}
        for partner_id, parent_id in rows:
            by_parent.setdefault(parent_id, []).append(partner_id)
        # Kept by the links, not by whoever may write a contact.
        everybody = self.sudo().with_context(active_test=False, tracking_disable=True)
        for parent_id, partner_ids in by_parent.items():
            everybody.browse(partner_ids).write({"client_parent_id": parent_id})
        return len(rows)

    def action_open_links(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_link_reading_action")
        return {**action, "domain": [("partner_id", "=", self.commercial_partner_id.id)]}
