from odoo import api, models


class ClientGroup(models.Model):
    """The supplier position on the value card (R9)."""

    _inherit = "client.group"

    @api.model
    def _value_cards(self, groups):
        cards = super()._value_cards(groups)
        positions = self.env["client.position"].search(
            [
                ("group_id", "in", groups.ids),
                ("company_id", "=", self.env.company.id),
                ("is_current", "=", True),
            ]
        )
        by_group = {}
        for position in positions:
            by_group.setdefault(position.group_id.id, {})[position.view] = position
        contrary = self.env["client.position.matrix"]._contrary(positions)
        for group in groups:
            views = by_group.get(group.id, {})
            cards.setdefault(group.id, []).append(self._position_card(views, contrary))
        return cards

    @api.model
    def _position_card(self, views, contrary):
        """:param views: {"ours" or "theirs": position in force}"""
        none = self.env["client.position"]
        ours, theirs = views.get("ours", none), views.get("theirs", none)
        lines = [
            {
                "label": label,
                "value": self._position_text(position),
                "state": False if position.is_placed else "unknown",
            }
            for label, position in (
                (self.env._("As we see it"), ours),
                (self.env._("As the client says it"), theirs),
            )
        ]
        if ours.is_moved:
            lines.append(
                {
                    "label": self.env._("Set by hand"),
                    "value": self.env._("%(user)s: %(reason)s", user=ours.moved_by_id.name, reason=ours.moved_reason),
                    "state": False,
                }
            )
        signs = [sign for position in (ours, theirs) for sign in contrary.get(position.id, ())]
        if signs:
            lines.append(
                {
                    "label": self.env._("Contradicted by"),
                    "value": ", ".join(dict.fromkeys(signs)),
                    "state": "not_met",
                }
            )
        return {
            "key": "position",
            "sequence": 50,
            "title": self.env._("As what supplier the client sees us"),
            "state": "info" if ours.is_placed or theirs.is_placed else "unknown",
            "headline": self._position_headline(ours, theirs),
            "lines": lines,
            "action": "action_open_position",
        }

    @api.model
    def _position_headline(self, ours, theirs):
        """The cell and what to do; where the client says another one than we think, that."""
        if ours.is_placed and theirs.is_placed and ours.cell_id != theirs.cell_id:
            return self.env._(
                "We see ourselves as %(ours)s, the client says %(theirs)s.",
                ours=ours.cell_id.name,
                theirs=theirs.cell_id.name,
            )
        known = ours if ours.is_placed else theirs
        if not known.is_placed:
            return self.env._("Unknown: too little has been asked to place this client in the supplier matrix.")
        return self.env._("%(cell)s. %(advice)s", cell=known.cell_id.name, advice=known.cell_id.advice or "")

    @api.model
    def _position_text(self, position):
        if not position.is_placed:
            return self.env._("Unknown")
        return self.env._(
            "%(cell)s: risk and significance %(risk)s, total value %(value)s",
            cell=position.cell_id.name,
            risk=round(position.risk),
            value=round(position.value),
        )
