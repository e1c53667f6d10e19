from odoo import fields, models

from ..engine.radar import WORTH_A_LOOK


class ClientGroup(models.Model):
    _inherit = "client.group"

    suggestion_count = fields.Integer("Suggested links", compute="_compute_suggestion_count")

    def _compute_suggestion_count(self):
        """Pairs worth a look that would join somebody to the group."""
        suggestions = self.env["client.link.suggestion"]
        counts = dict.fromkeys(self.ids, 0)
        for side in ("partner_id", "other_partner_id"):
            domain = [
                ("state", "=", "proposed"),
                ("score", ">=", WORTH_A_LOOK),
                (f"{side}.client_group_id", "in", self.ids),
            ]
            for group, count in suggestions._read_group(domain, [f"{side}.client_group_id"], ["__count"]):
                counts[group.id] += count
        for group in self:
            group.suggestion_count = counts.get(group.id, 0)

    def action_open_suggestions(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_link_suggestion_action")
        return {
            **action,
            "domain": [
                "|",
                ("partner_id.client_group_id", "=", self.id),
                ("other_partner_id.client_group_id", "=", self.id),
            ],
        }
