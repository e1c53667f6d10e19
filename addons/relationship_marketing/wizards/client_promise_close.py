from odoo import fields, models
from odoo.exceptions import UserError


class ClientPromiseClose(models.TransientModel):
    """Declares a promise broken, or withdraws it; neither goes without a reason."""

    _name = "client.promise.close"
    _description = "Break or withdraw a promise"

    promise_id = fields.Many2one("client.promise", required=True, ondelete="cascade")
    partner_id = fields.Many2one(related="promise_id.partner_id")
    side = fields.Selection(related="promise_id.side")
    outcome = fields.Selection(
        [("broken", "It was broken"), ("withdrawn", "It is withdrawn")], required=True, default="broken"
    )
    day = fields.Date("On", required=True, default=fields.Date.context_today)
    reason = fields.Text("Why", required=True)
    released_by_id = fields.Many2one(
        "res.partner",
        string="Released by",
        domain="[('is_company', '=', False), ('commercial_partner_id', '=', partner_id)]",
        help="Who of theirs said that it is no longer wanted. A director may withdraw without it.",
    )

    def action_close(self):
        self.ensure_one()
        promise = self.promise_id
        if promise.state != "open":
            raise UserError(self.env._("“%(promise)s” is settled already.", promise=promise.display_name))
        if self.outcome == "broken":
            promise.write({"broken_on": self.day, "broken_by": "declared", "broken_reason": self.reason})
        else:
            promise.write(
                {
                    "withdrawn_on": self.day,
                    "withdrawn_reason": self.reason,
                    "released_by_id": self.released_by_id.id,
                }
            )
        return {"type": "ir.actions.act_window_close"}
