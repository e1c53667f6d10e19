from odoo import api, fields, models


class ClientTie(models.Model):
    """A business contact: one of our users and one person of theirs (R2, R5, R7)."""

    _name = "client.tie"
    _description = "Business contact"
    _order = "last_two_way DESC NULLS LAST, id DESC"
    _check_company_auto = True

    user_id = fields.Many2one(
        "res.users",
        string="Who of us",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Who of theirs",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("is_company", "=", False)],
        check_company=True,
    )
    group_id = fields.Many2one(
        "client.group", string="Client group", related="partner_id.client_group_id", store=True, index="btree_not_null"
    )
    company_id = fields.Many2one(
        "res.company", string="Our company", required=True, index=True, default=lambda self: self.env.company
    )
    is_responsible = fields.Boolean(
        "Answers for the person",
        readonly=True,
        help="Activities for this person go to this colleague.",
    )
    strength = fields.Selection(
        [("none", "None"), ("weak", "Weak"), ("fair", "Fair"), ("strong", "Strong")],
        required=True,
        default="none",
        readonly=True,
        help="From the days with two-way contact in the last 24 months.",
    )
    contact_days = fields.Integer("Contact days, 24 months", readonly=True)
    last_two_way = fields.Date("Last two-way contact", readonly=True)
    desired_gap = fields.Integer("Desired gap, days", help="Empty: as for the class of the client.")
    maximal_gap = fields.Integer("Maximal gap, days", help="Empty: as for the class of the client.")
    active = fields.Boolean(default=True)

    _one_tie = models.Constraint(
        "UNIQUE (user_id, partner_id, company_id)", "This colleague already has a tie with this person."
    )
    _one_responsible = models.UniqueIndex(
        "(partner_id, company_id) WHERE is_responsible", "Somebody else already answers for this person."
    )
    _gaps_positive = models.Constraint(
        "CHECK (COALESCE(desired_gap, 0) >= 0 AND COALESCE(maximal_gap, 0) >= 0)", "A gap in days is not negative."
    )

    @api.depends("user_id", "partner_id")
    def _compute_display_name(self):
        for tie in self:
            tie.display_name = f"{tie.user_id.name} – {tie.partner_id.name}"
