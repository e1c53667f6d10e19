from odoo import models
from odoo.tools import format_amount


class ClientNetValue(models.Model):
    """The net value as a section of the value card."""

    _inherit = "client.net.value"

    def _card_headline(self):
        self.ensure_one()
        amount = format_amount(self.env, self.net_value, self.currency_id)
        if self.is_at_most:
            return self.env._("%(period)s: at most %(amount)s.", period=self._period_name(), amount=amount)
        return self.env._("%(period)s: %(amount)s.", period=self._period_name(), amount=amount)

    def _card_lines(self):
        """The parts of the net value; those that are not wholly known are marked."""
        self.ensure_one()
        missing = self._missing_sentences()
        service = self.env._("Service and discounts") if self.discount else self.env._("Service")
        parts = (
            (self.env._("Margin"), self.margin + self.unknown_turnover, {"goods"}),
            (service, -self.service_cost - self.discount, {"service", "hours"}),
            (self.env._("Relationship"), -self.relationship_cost, {"contacts"}),
            (self.env._("Complaints"), -self.complaint_cost, {"complaints"}),
        )
        lines = [
            {
                "label": label,
                "value": self._card_amount(amount or 0.0, is_known=not names & missing.keys()),
                "state": "unknown" if names & missing.keys() else False,
            }
            for label, amount, names in parts
        ]
        if self.is_prestige:
            cost = format_amount(self.env, self.prestige_cost, self.currency_id)
            lines.append({"label": self.env._("Kept for his name, at the cost of"), "value": cost, "state": False})
        return lines

    def _card_amount(self, amount, is_known):
        """Nothing known is "unknown", not nothing."""
        if not amount and not is_known:
            return self.env._("unknown")
        return format_amount(self.env, amount, self.currency_id)
