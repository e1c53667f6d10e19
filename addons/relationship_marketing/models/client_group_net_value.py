from odoo import api, models

CARD_STATES = {"positive": "met", "negative": "not_met", "unknown": "unknown"}


class ClientGroup(models.Model):
    """What this client is worth once all costs are counted, on the value card (R11)."""

    _inherit = "client.group"

    @api.model
    def _value_cards(self, groups):
        cards = super()._value_cards(groups)
        rows = self.env["client.net.value"].search(
            [
                ("group_id", "in", groups.ids),
                ("company_id", "=", self.env.company.id),
                ("period", "=", "rolling"),
                ("is_current", "=", True),
            ]
        )
        by_group = rows.grouped(lambda row: row.group_id.id)
        for group in groups:
            row = by_group.get(group.id)
            cards[group.id].append(
                {
                    "key": "net_value",
                    "sequence": 10,
                    "title": self.env._("Net value"),
                    "state": CARD_STATES.get(row.state, "unknown") if row else "unknown",
                    "headline": row._card_headline() if row else self.env._("Not worked out yet."),
                    "lines": row._card_lines() if row else [],
                    "action": "action_open_net_value",
                }
            )
        return cards

    def action_open_net_value(self):
        """The last twelve months, or all periods where these are not known."""
        self.ensure_one()
        row = self.env["client.net.value"].search(
            [
                ("group_id", "=", self.id),
                ("company_id", "=", self.env.company.id),
                ("period", "=", "rolling"),
                ("is_current", "=", True),
            ],
            limit=1,
        )
        if row:
            return row.get_formview_action()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_net_value_action")
        return {**action, "domain": [("group_id", "=", self.id)], "context": {}}
