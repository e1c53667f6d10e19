from odoo import api, fields, models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    first_promised_on = fields.Datetime(
        "Delivery date first promised",
        readonly=True,
        copy=False,
        help="The delivery date of the order when it was confirmed, or the first one set after that: a date that is"
        " moved keeps the first one.",
    )

    def _action_confirm(self):
        result = super()._action_confirm()
        self._keep_first_promise()
        return result

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._without_first_promise(vals) for vals in vals_list])

    def write(self, vals):
        vals = self._without_first_promise(vals)
        if "commitment_date" in vals:
            # What was promised before counts, not what is written now.
            self.filtered(lambda order: order.state == "sale")._keep_first_promise()
        result = super().write(vals)
        if vals.get("commitment_date"):
            self.filtered(lambda order: order.state == "sale")._keep_first_promise()
        return result

    def _without_first_promise(self, vals):
        """Nobody writes what was first promised but the order itself."""
        if self.env.su:
            return vals
        return {name: value for name, value in vals.items() if name != "first_promised_on"}

    def _keep_first_promise(self):
        # Said by the system, never by whoever moves the date.
        for order in self.sudo().filtered(lambda order: order.commitment_date and not order.first_promised_on):
            order.first_promised_on = order.commitment_date
