from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..engine.ledger_sql import queue_order_keys

BUYER_FIELDS = {"parent_id", "is_company"}


class ResPartner(models.Model):
    _inherit = "res.partner"

    client_group_id = fields.Many2one(
        "client.group",
        string="Client group",
        compute="_compute_client_group_id",
        store=True,
        readonly=False,
        recursive=True,
        precompute=True,
        index="btree_not_null",
        tracking=True,
        help="The whole client this company belongs to. People take their company's.",
    )
    client_link_ids = fields.One2many("client.link", "partner_id", string="Links to other clients")
    client_link_back_ids = fields.One2many("client.link", "other_partner_id", string="Links from other clients")

    @api.depends("is_company", "parent_id.client_group_id")
    def _compute_client_group_id(self):
        """A person follows the company; a division keeps its own group, or takes its parent's while it has none."""
        for partner in self:
            parent_group = partner.parent_id.client_group_id
            if partner.parent_id and not partner.is_company:
                partner.client_group_id = parent_group
            else:
                partner.client_group_id = partner.client_group_id or parent_group

    def write(self, vals):
        """In order mode supplies follow today's commercial partner: a contact that moves takes them along."""
        if BUYER_FIELDS.isdisjoint(vals):
            return super().write(vals)
        self._queue_order_supply_keys()
        result = super().write(vals)
        self._queue_order_supply_keys()
        return result

    def _queue_order_supply_keys(self):
        # Whether any company counts orders does not depend on who moves the contact.
        if not self.env["res.company"].sudo().search_count([("supply_source", "=", "order")], limit=1):
            return
        self.env["res.partner"].flush_model()
        self.env["sale.order"].flush_model()
        below = SQL(
            "client.id IN (WITH RECURSIVE below AS ("
            " SELECT id FROM res_partner WHERE id = ANY(%s)"
            " UNION SELECT child.id FROM res_partner child JOIN below ON child.parent_id = below.id)"
            " SELECT id FROM below)",
            self.ids,
        )
        self.env["client.supply"]._queue(queue_order_keys(below))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_supplied(self):
        # Supplies of all companies count, also those the user may not see.
        supplies = self.env["client.supply"].sudo().search([("partner_id", "in", self.ids)], limit=1)
        rows = self.env["client.supply.import.line"].sudo().search([("partner_id", "in", self.ids)], limit=1)
        client = supplies.partner_id or rows.partner_id
        if client:
            raise UserError(
                self.env._("%(client)s has supplies in the ledger: archive it instead.", client=client.display_name)
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_recorded(self):
        for name in sorted(self.env.registry["client.record.mixin"]._inherit_children):
            model = self.env[name]
            if model._abstract:
                continue
            # Records of all companies count, also those the user may not see, and archived ones.
            record = model.sudo().with_context(active_test=False).search([("partner_id", "in", self.ids)], limit=1)
            if record:
                raise UserError(
                    self.env._(
                        "%(client)s cannot be deleted, there is evidence about it (%(kind)s): archive it instead.",
                        client=record.partner_id.display_name,
                        kind=model._description,
                    )
                )

    def action_open_supplies(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_supply_action")
        return {**action, "domain": [("partner_id", "child_of", self.id)], "context": {}}
