from odoo import api, fields, models


class ClientChangeKind(models.Model):
    """A kind of change at clients, with the responses prepared for it beforehand (``003``)."""

    _name = "client.change.kind"
    _description = "Kind of change at a client"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    response_ids = fields.One2many("client.change.kind.response", "kind_id", string="Prepared responses")
    change_ids = fields.One2many("client.change", "kind_id", string="Changes")
    change_count = fields.Integer("Changes recorded", compute="_compute_advance")
    advance_share = fields.Char("Known in advance", compute="_compute_advance")

    @api.depends_context("allowed_company_ids", "lang")
    @api.depends("change_ids.known_in_advance")
    def _compute_advance(self):
        counts = self.env["client.change"]._advance_counts("kind_id", self)
        for kind in self:
            early, late, unknown = counts.get(kind, (0, 0, 0))
            kind.change_count = early + late + unknown
            kind.advance_share = self.env["client.change"]._advance_text(early, early + late)

    def action_open_changes(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_change_action")
        return {**action, "domain": [("kind_id", "=", self.id)], "context": {"default_kind_id": self.id}}
