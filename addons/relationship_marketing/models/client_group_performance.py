from odoo import api, fields, models

from ..engine.months import add_months, month_of


class ClientGroup(models.Model):
    """Our performance in the client's value card (R18)."""

    _inherit = "client.group"

    def action_open_performance(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_performance_action")
        return {**action, "domain": [("group_id", "=", self.id)], "context": {"search_default_group_indicator": 1}}

    def action_open_performance_standards(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_performance_standard_action")
        return {
            **action,
            "domain": [("group_id", "in", [False, self.id])],
            "context": {"default_group_id": self.id},
        }

    @api.model
    def _value_cards(self, groups):
        cards = super()._value_cards(groups)
        last = add_months(month_of(fields.Date.context_today(self)), -1)
        rows = self.env["client.performance"].search(
            [("group_id", "in", groups.ids), ("company_id", "=", self.env.company.id), ("month", "=", last)],
            order="indicator, id",
        )
        by_group = rows.grouped("group_id")
        for group in groups:
            cards.setdefault(group.id, []).append(self._performance_section(by_group.get(group, rows.browse())))
        return cards

    @api.model
    def _performance_section(self, rows):
        """The last complete month, indicator by indicator."""
        below = rows.filtered(lambda row: row.state == "not_met")
        judged = rows.filtered(lambda row: row.state != "unknown")
        if below:
            state, headline = "not_met", self.env._("Below standard last month: %(count)s", count=len(below))
        elif judged and len(judged) == len(rows):
            state, headline = "met", self.env._("Last month was as the client may expect.")
        elif judged:
            state, headline = "unknown", self.env._("Last month was partly unknown: %(n)s", n=len(rows) - len(judged))
        else:
            state, headline = "unknown", self.env._("Nobody knows yet how the client counts us.")
        labels = dict(self.env["client.performance"]._fields["indicator"]._description_selection(self.env))
        return {
            "key": "performance",
            "sequence": 20,
            "title": self.env._("Our performance as the client counts it"),
            "state": state,
            "headline": headline,
            "lines": [
                {"label": labels[row.indicator], "value": row.result or row.question, "state": row.state}
                for row in rows
            ],
            "action": "action_open_performance",
        }
