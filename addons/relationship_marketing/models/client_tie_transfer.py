from odoo import api, fields, models


class ClientTieTransfer(models.Model):
    """A person of theirs handed over from one of us to another (R7).

    It says to whom, not why: no verdict on the person is stored anywhere. Seen by those concerned and directors only.
    """

    _name = "client.tie.transfer"
    _description = "Hand-over of a business contact"
    _order = "proposed_on DESC, id DESC"

    tie_id = fields.Many2one("client.tie", string="Tie", required=True, index=True, ondelete="restrict")
    partner_id = fields.Many2one("res.partner", string="Person", related="tie_id.partner_id", store=True, index=True)
    group_id = fields.Many2one(
        "client.group", string="Client group", related="tie_id.group_id", store=True, index="btree_not_null"
    )
    company_id = fields.Many2one(
        "res.company", string="Our company", related="tie_id.company_id", store=True, index=True
    )
    from_user_id = fields.Many2one("res.users", string="From", related="tie_id.user_id", store=True, index=True)
    to_user_id = fields.Many2one(
        "res.users", string="Handed over to", index="btree_not_null", domain=[("share", "=", False)]
    )
    state = fields.Selection(
        [("proposed", "Proposed"), ("accepted", "Accepted"), ("declined", "Declined"), ("withdrawn", "Withdrawn")],
        required=True,
        default="proposed",
        readonly=True,
    )
    proposed_on = fields.Date(required=True, readonly=True, default=fields.Date.context_today)
    answered_on = fields.Date(readonly=True)
    answer = fields.Char("A word to it", readonly=True)

    _one_open = models.UniqueIndex(
        "(tie_id) WHERE state = 'proposed'", "A hand-over of this contact is already proposed."
    )

    @api.depends("partner_id", "to_user_id")
    def _compute_display_name(self):
        for transfer in self:
            transfer.display_name = f"{transfer.partner_id.name} → {transfer.to_user_id.name or '?'}"
