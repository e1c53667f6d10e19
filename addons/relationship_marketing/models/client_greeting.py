from odoo import api, fields, models


class ClientGreeting(models.Model):
    """A greeting or an invitation planned for one person or division, once for each occasion and year (R5)."""

    _name = "client.greeting"
    _description = "Greeting or invitation"
    _inherit = "client.record.mixin"
    _order = "date DESC, id DESC"
    _rec_name = "occasion_id"

    occasion_id = fields.Many2one("client.occasion", required=True, readonly=True, index=True, ondelete="restrict")
    kind = fields.Selection(related="occasion_id.kind")
    year = fields.Integer(required=True, readonly=True, aggregator=False)
    date = fields.Date("Day", required=True, readonly=True, index=True)
    person_id = fields.Many2one("res.partner", readonly=True, index="btree_not_null", ondelete="cascade")
    user_id = fields.Many2one("res.users", string="Who of us", readonly=True, index="btree_not_null")
    state = fields.Selection(
        [("planned", "Planned"), ("settle", "First settle a complaint"), ("nobody", "Nobody of us")],
        required=True,
        readonly=True,
        default="planned",
    )
    activity_id = fields.Many2one("mail.activity", readonly=True, index="btree_not_null", ondelete="set null")
    done_on = fields.Date(related="activity_id.date_done", string="Done on")

    _once = models.UniqueIndex(
        "(occasion_id, year, company_id, partner_id, COALESCE(person_id, 0))",
        "This greeting is planned already.",
    )

    @api.depends("occasion_id", "person_id", "partner_id")
    def _compute_display_name(self):
        for greeting in self:
            whom = greeting.person_id or greeting.partner_id
            greeting.display_name = f"{greeting.occasion_id.display_name}, {whom.display_name}"
