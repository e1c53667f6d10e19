from pytz import timezone, utc

from odoo import models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _action_done(self):
        """A delivery that left later than promised proposes a complaint, once, whoever carried it out."""
        result = super()._action_done()
        self._propose_complaints()
        return result

    def _propose_complaints(self):
        # Whoever works in the store need not know of complaints.
        pickings = self.sudo().filtered(
            lambda picking: (
                picking.state == "done"
                and picking.picking_type_code == "outgoing"
                and picking.sale_id
                and picking.company_id.complaint_from_late_delivery
            )
        )
        late = {picking: days for picking, days in pickings._days_late().items() if days > 0}
        if not late:
            return
        complaints = self.env["client.complaint"].sudo()
        known = complaints.with_context(active_test=False).search(
            [("picking_id", "in", [picking.id for picking in late])]
        )
        values = [
            complaints._prepare_late_delivery_values(picking, days)
            for picking, days in late.items()
            if picking not in known.picking_id
        ]
        if values:
            complaints._propose(values)

    def _days_late(self):
        """{delivery: calendar days after the promised one}, in the company's time zone; no promise, no entry.

        What was promised to the client counts, not the date to which the store has moved its work.
        """
        late = {}
        for picking in self:
            promised = picking.sale_id.commitment_date or picking.date_deadline
            if promised and picking.date_done:
                late[picking] = (picking._complaint_day(picking.date_done) - picking._complaint_day(promised)).days
        return late

    def _complaint_day(self, moment):
        return utc.localize(moment).astimezone(timezone(self.company_id._supply_timezone())).date()
