from datetime import timedelta

from odoo import fields, models

KINDS = [
    ("contract", "Contract carried out"),
    ("delivery", "Delivery"),
    ("satisfaction", "Satisfaction"),
    ("next_need", "Next need"),
    ("cross_sale", "Cross sale"),
]


class ClientCareStep(models.Model):
    """One question of a care plan: who asks it, and how long after the order."""

    _name = "client.care.step"
    _description = "Step of after-sale care"
    _order = "plan_id, sequence, id"

    plan_id = fields.Many2one("client.care.plan", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    name = fields.Char("What to ask", required=True, translate=True)
    kind = fields.Selection(KINDS, required=True)
    note = fields.Text("How to ask", translate=True)
    delay = fields.Integer("Days", required=True, default=14)
    delay_from = fields.Selection(
        [("confirmation", "After the order's confirmation"), ("previous", "After the previous step")],
        string="Counted from",
        required=True,
        default="confirmation",
    )
    activity_type_id = fields.Many2one(
        "mail.activity.type",
        string="Activity",
        required=True,
        ondelete="restrict",
        domain=[("res_model", "=", False)],
        default=lambda self: self.env.ref("mail.mail_activity_data_call", raise_if_not_found=False),
    )
    function = fields.Selection(
        selection=lambda self: self.env["client.group.member"]._fields["function"]._description_selection(self.env),
        string="Asked by",
        help="The function in the client team. Empty, or nobody has it: who of us keeps up the contact.",
    )
    active = fields.Boolean(default=True)

    _delay_not_negative = models.Constraint(
        "CHECK (delay BETWEEN 0 AND 3650)", "A step comes after the order, and within ten years."
    )
    _one_of_a_kind = models.UniqueIndex("(plan_id, kind) WHERE active", "The plan has a step of this kind already.")

    def _days(self, start):
        """{step: day} of the steps of one plan, for an order confirmed on ``start``."""
        days, previous = {}, start
        for step in self.sorted(lambda step: (step.sequence, step.id)):
            origin = previous if step.delay_from == "previous" else start
            previous = days[step] = origin + timedelta(days=step.delay)
        return days
