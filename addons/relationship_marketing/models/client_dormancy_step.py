from odoo import fields, models


class ClientDormancyStep(models.Model):
    """A step of the ladder on which old clients go out of sight, and what is done there (R3)."""

    _name = "client.dormancy.step"
    _description = "Step of dormancy"
    _order = "months, id"

    name = fields.Char(required=True, translate=True)
    months = fields.Integer("Months without a purchase", required=True)
    what_to_do = fields.Text("What to do", translate=True)
    activity_type_id = fields.Many2one(
        "mail.activity.type",
        string="Activity",
        required=True,
        ondelete="restrict",
        domain=[("res_model", "in", (False, "res.partner"))],
        default=lambda self: self.env.ref("mail.mail_activity_data_call", raise_if_not_found=False),
    )
    color = fields.Integer()
    active = fields.Boolean(default=True)

    _months_positive = models.Constraint(
        "CHECK (months BETWEEN 1 AND 600)", "A step of dormancy begins after at least a month and at most 600."
    )
    _one_step = models.UniqueIndex("(months) WHERE active", "A step of dormancy begins after so many months already.")
