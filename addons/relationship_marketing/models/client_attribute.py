from odoo import api, fields, models
from odoo.exceptions import UserError


class ClientAttribute(models.Model):
    """An attribute of what we offer, as clients weigh it: each product is a bundle of many (R10; ``003``).

    What an offer serves is said by the products and product families the attribute is ticked for; what holds for
    every offer of ours, such as how fast we answer, is served by us whatever is offered.
    """

    _name = "client.attribute"
    _description = "Attribute of our offer"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [
            ("product", "Product"),
            ("service", "Service and care"),
            ("terms", "Price and terms"),
            ("relation", "Relations"),
        ],
        required=True,
        default="product",
        index=True,
    )
    scope = fields.Selection(
        [("offer", "Certain products"), ("company", "Every offer of ours")],
        string="Served by",
        required=True,
        default="offer",
    )
    note = fields.Text("What clients mean by it", translate=True)
    categ_ids = fields.Many2many(
        "product.category",
        "client_attribute_categ_rel",
        "attribute_id",
        "categ_id",
        string="Product families that serve it",
    )
    product_tmpl_ids = fields.Many2many(
        "product.template",
        "client_attribute_product_rel",
        "attribute_id",
        "product_tmpl_id",
        string="Products that serve it",
    )
    weight_ids = fields.One2many("client.attribute.weight", "attribute_id", string="Weights")
    active = fields.Boolean(default=True)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_weighed(self):
        # Weights of all companies count, also those the user may not see.
        weights = self.env["client.attribute.weight"].sudo().with_context(active_test=False)
        if weight := weights.search([("attribute_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._(
                    "“%(attribute)s” has been weighed for clients: archive it instead.",
                    attribute=weight.attribute_id.name,
                )
            )

    def _serving(self, products):
        """{attribute: True, False or None}: whether an offer of ``products`` serves it; None where nobody has said.

        A product serves what it is ticked for itself, or its family or any family above that.
        """
        families = self._families_above(products.categ_id)
        templates = products.product_tmpl_id
        serving = {}
        for attribute in self:
            # Which products serve an attribute is the same for everybody who makes offers.
            said = attribute.sudo()
            if attribute.scope == "company":
                serving[attribute] = True
            elif not (said.categ_ids or said.product_tmpl_ids):
                serving[attribute] = None
            else:
                serving[attribute] = bool(said.categ_ids.sudo(False) & families) or bool(
                    set(said.product_tmpl_ids.ids) & set(templates.ids)
                )
        return serving

    @api.model
    def _families_above(self, families):
        """These product families and all above them."""
        ids = {int(part) for path in families.mapped("parent_path") for part in (path or "").split("/") if part}
        return families.browse(sorted(ids))

    def action_open_weights(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_attribute_weight_action")
        return {
            **action,
            "display_name": self.name,
            "domain": [("attribute_id", "=", self.id)],
            "context": {"search_default_current": 1, "search_default_group_group": 1},
        }
