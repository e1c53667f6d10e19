from odoo import api, models

# So many conditions the card names.
LINES = 5


class ClientGroup(models.Model):
    """The level of the relation in the client's value card (R13)."""

    _inherit = "client.group"

    def action_open_level(self):
        self.ensure_one()
        return self._open_level_checks(self.env.company)

    def _open_level_checks(self, company):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_level_check_action")
        return {
            **action,
            "display_name": self.env._("Levels: %(client)s", client=self.name),
            "domain": [
                ("group_id", "=", self.id),
                ("company_id", "=", company.id),
                ("condition_id.active", "=", True),
                ("level_id.active", "=", True),
            ],
            "context": {"search_default_group_level": 1},
        }

    def action_open_level_complaints(self):
        """Severe and repeated complaints that are open."""
        action = self._open_records("relationship_marketing.client_complaint_action", {})
        action["domain"] += [
            ("state", "in", ("new", "in_work", "answered")),
            "|",
            ("is_severe", "=", True),
            ("is_repeated", "=", True),
        ]
        return action

    def action_open_level_inputs(self):
        """Who takes in supplier information, division by division."""
        return self._open_records("relationship_marketing.client_input_interface_action", {})

    def action_open_level_recommendations(self):
        """Where they recommended us."""
        return self._open_records("relationship_marketing.client_recommendation_action", {})

    @api.model
    def _value_cards(self, groups):
        cards = super()._value_cards(groups)
        reaches = self.env["client.level.reach"].search(
            [("group_id", "in", groups.ids), ("company_id", "=", self.env.company.id), ("is_current", "=", True)]
        )
        checks = self.env["client.level.check"].search(
            [
                ("group_id", "in", reaches.group_id.ids),
                ("company_id", "=", self.env.company.id),
                ("state", "!=", "met"),
                ("condition_id.active", "=", True),
            ],
            order="condition_id, id",
        )
        missing = checks.grouped(lambda check: (check.group_id, check.level_id))
        by_group = reaches.grouped("group_id")
        for group in groups:
            reach = by_group.get(group, reaches.browse())
            lines = missing.get((group, reach.next_level_id), checks.browse())[:LINES]
            cards.setdefault(group.id, []).append(self._level_section(reach, lines))
        return cards

    @api.model
    def _level_section(self, reach, checks):
        """The level reached and the first of what the next one needs."""
        if not reach:
            state, headline = "unknown", self.env._("Not worked out yet.")
        elif not reach.next_level_id:
            state, headline = "met", self.env._("%(level)s: the highest level.", level=reach.level_id.name)
        else:
            state = "info"
            headline = self.env._(
                "%(level)s. Missing for the next level: %(count)s",
                level=reach.level_id.name or self.env._("No level"),
                count=reach.missing_count,
            )
        return {
            "key": "level",
            "sequence": 60,
            "title": self.env._("Level of the relation"),
            "state": state,
            "headline": headline,
            "lines": [
                {"label": check.condition_id.name, "value": check.finding, "state": check.state} for check in checks
            ],
            "action": "action_open_level",
        }
