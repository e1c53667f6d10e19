from odoo import fields, models


class ClientPostChange(models.TransientModel):
    """A person of theirs works elsewhere now: he stays one person, with his history (R3)."""

    _name = "client.post.change"
    _description = "Changed employer"

    partner_id = fields.Many2one(
        "res.partner",
        string="Person",
        required=True,
        readonly=True,
        ondelete="cascade",
        default=lambda self: self.env.context.get("active_id"),
    )
    old_employer_id = fields.Many2one(related="partner_id.commercial_partner_id", string="Until now at")
    employer_id = fields.Many2one(
        "res.partner", string="New employer", required=True, ondelete="cascade", domain=[("is_company", "=", True)]
    )
    function = fields.Char("New function")
    since = fields.Date(required=True, default=fields.Date.context_today)

    def action_apply(self):
        self.ensure_one()
        self.partner_id._change_employer(self.employer_id, self.function, self.since)
        return self.partner_id.get_formview_action()
