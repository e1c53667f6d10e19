from odoo import api, models

from ..engine.attribute_score import WEIGHTY, standing

BADLY = 2


class SaleOrder(models.Model):
    """On a quotation the salesperson sees what weighs for the client, and what of it the offer serves (R10)."""

    _inherit = "sale.order"

    @api.model
    @api.readonly
    def get_offer_attributes(self, partner_id, product_ids):
        """What weighs for the client of ``partner_id``, by what an offer of these products gives him.

        Asked for by the panel on the form, with the products as they stand there, saved or not.

        :returns: False where it is no client of ours, or one whose weights nobody asked and who is no key client; else
            ``{"group": {"id", "name"}, "asked": whether anything is known, "served": [attribute], "missing":
            [attribute], "unfelt": [attribute], "unknown": [attribute]}``. An attribute is ``{"id", "weight", "name",
            "kind", "side", "standing", "rival", "who", "date"}``; only those that weigh much are named. ``missing``:
            no product serves it, or we do it badly whatever we offer. ``unfelt``: the offer serves it, but the client
            does not feel it. ``unknown``: nobody has said which products serve it, or how we do it.
        :raises AccessError: where the user may not read the partner
        """
        if not self.env.user.has_group("relationship_marketing.group_user"):
            return False
        partner = self.env["res.partner"].browse(partner_id or [])
        partner.check_access("read")
        group = partner.client_group_id
        if not group or not group.has_access("read"):
            return False
        sides = self.env["client.group"]._attribute_lines(group)[group.id]
        # What the client says goes before what we think.
        said = {line.attribute_id: line for line in [*sides["ours"], *sides["theirs"]]}
        if not said and not group.is_key_client:
            return False
        weighty = [line for line in said.values() if int(line.weight or 0) >= WEIGHTY]
        offer = {"served": [], "missing": [], "unfelt": [], "unknown": []}
        serving = self._attributes_served(weighty, product_ids)
        for line in sorted(weighty, key=lambda line: (-int(line.weight), line.attribute_id.sequence)):
            offer[self._offer_place(line, serving[line.attribute_id])].append(self._offer_attribute(line))
        return {"group": {"id": group.id, "name": group.name}, "asked": bool(said), **offer}

    @api.model
    def _attributes_served(self, weights, product_ids):
        products = self.env["product.product"].browse(product_ids).exists()
        return self.env["client.attribute"].union(*(line.attribute_id for line in weights))._serving(products)

    @api.model
    def _offer_place(self, line, served):
        judged = line._judgement()
        if served is None or (line.attribute_id.scope == "company" and judged.ours is None):
            return "unknown"
        if not served or (line.attribute_id.scope == "company" and judged.ours <= BADLY):
            return "missing"
        return "unfelt" if judged.felt is False else "served"

    @api.model
    def _offer_attribute(self, line):
        judged = line._judgement()
        return {
            "id": line.id,
            "weight": judged.weight,
            "name": line.attribute_id.name,
            "kind": line.attribute_id.kind,
            "side": line.side,
            "standing": standing(judged.ours, judged.rival),
            "rival": line.rival or False,
            "who": line.person_id.sudo().name or False,  # a name on a record the reader may read
            "date": line.said_on,
        }
