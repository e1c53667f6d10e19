from odoo import api, fields, models

from odoo.addons.relationship_marketing.engine.months import add_months
from odoo.addons.relationship_marketing.engine.performance import Measured

from ..engine import delivery_sql


class ClientPerformance(models.Model):
    """On time in full, and returns, from what the warehouse has recorded."""

    _inherit = "client.performance"

    @api.model
    def _measure(self, groups, company, months, standards, today):
        span = (groups.ids, company.id, company._supply_timezone(), months[0], add_months(months[-1], 1))
        return [
            *super()._measure(groups, company, months, standards, today),
            *self._measure_on_time(span),
            *self._measure_returns(span, standards),
        ]

    @api.model
    def _measure_on_time(self, span):
        return [
            Measured(group_id, month, "on_time", "percent", cases, failed)
            for group_id, month, cases, failed in self.env.execute_query(
                delivery_sql.on_time(*span, fields.Datetime.now())
            )
        ]

    @api.model
    def _measure_returns(self, span, standards):
        found = []
        for group_id, month, out, back, pieces, pieces_back, is_mixed in self.env.execute_query(
            delivery_sql.returns(*span)
        ):
            unit = self._standard_of(standards, group_id, "returns").quality_by
            if unit == "ppm":
                # Metres of cable and boards make no sum.
                cases, failed = (0.0, 0.0) if is_mixed else (pieces, pieces_back)
            else:
                cases, failed = out, back
            found.append(Measured(group_id, month, "returns", unit, cases, failed))
        return found

    def _evidence_action(self):
        self.ensure_one()
        actions = {"on_time": "client_delivery_line_action", "returns": "client_delivery_move_action"}
        if self.indicator not in actions:
            return super()._evidence_action()
        action = self.env["ir.actions.actions"]._for_xml_id(
            f"relationship_marketing_sale_stock.{actions[self.indicator]}"
        )
        return {
            **action,
            "display_name": self.display_name,
            "domain": [
                ("group_id", "=", self.group_id.id),
                ("company_id", "=", self.company_id.id),
                ("month", "=", fields.Date.to_string(self.month)),
            ],
            "context": {},
        }
