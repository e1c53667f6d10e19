from odoo import fields, models


class LossQuoteRelease(models.TransientModel):
    """Record that a person of a lost client agreed to be quoted."""

    _name = "loss.quote.release"
    _description = "Release of a quote"

    quote_id = fields.Many2one("loss.quote", required=True, readonly=True, ondelete="cascade")
    consent = fields.Text("How the person agreed", required=True)
    with_name = fields.Boolean("May be quoted with the name")

    def action_release(self):
        self.quote_id._release(self.consent, self.with_name)
        return {"type": "ir.actions.act_window_close"}
