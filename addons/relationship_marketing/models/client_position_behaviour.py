from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ClientPositionBehaviour(models.Model):
    """How a client was seen to behave towards us: it tells whether the cell of the matrix is right (R9; ``003``)."""

    _name = "client.position.behaviour"
    _description = "Observed behaviour of a client"
    _inherit = ["client.record.mixin"]
    _order = "date DESC, id DESC"
    _rec_name = "sign_id"

    sign_id = fields.Many2one(
        "client.position.sign", string="What was seen", required=True, index=True, ondelete="restrict"
    )
    topic = fields.Selection(related="sign_id.topic", store=True)
    date = fields.Date("Seen on", required=True, default=fields.Date.context_today)
    user_id = fields.Many2one(
        "res.users",
        string="Seen by",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
    )
    person_id = fields.Many2one(
        "res.partner",
        string="Person of theirs",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('is_company', '=', False), ('commercial_partner_id', '=', partner_id)]",
    )
    note = fields.Text("What happened")

    _seen_idx = models.Index("(group_id, company_id, topic, date DESC, id DESC) WHERE active IS TRUE")

    @api.constrains("date")
    def _check_date(self):
        today = fields.Date.context_today(self)
        for behaviour in self:
            if behaviour.date > today:
                raise ValidationError(
                    self.env._("Behaviour was seen today or earlier, not on %(date)s.", date=behaviour.date)
                )
