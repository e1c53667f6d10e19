from odoo import api, fields, models


class ClientLinkEnd(models.TransientModel):
    """A link holds no longer; what it had joined stays one client, or is split off again."""

    _name = "client.link.end"
    _description = "End a link between clients"

    link_id = fields.Many2one("client.link", required=True)
    date_to = fields.Date("Last day", required=True, default=fields.Date.context_today)
    reason = fields.Text("Why")
    is_one_client = fields.Boolean(related="link_id.type_id.same_client")
    split = fields.Selection(
        [("keep", "Stay one client"), ("split", "Split off again")], string="Both sides", required=True, default="keep"
    )
    outcome = fields.Char("What will happen", compute="_compute_outcome")

    @api.depends("link_id", "split")
    def _compute_outcome(self):
        for wizard in self:
            joining = wizard.link_id.joining_id
            blocker = joining and joining._find_blocker()
            if wizard.split == "keep":
                wizard.outcome = False
            elif joining and not blocker:
                wizard.outcome = self.env._("Both sides are exactly as they were before the link joined them.")
            else:
                wizard.outcome = self.env._(
                    "%(client)s leaves for a client group of its own. %(blocker)s",
                    client=wizard.link_id.partner_id.display_name,
                    blocker=blocker or "",
                )

    def action_end(self):
        self.ensure_one()
        self.link_id.check_access("write")
        self.link_id.write({"date_to": self.date_to})
        if self.split == "split":
            self.link_id._split_again(self.reason)
        return {"type": "ir.actions.act_window_close"}
