from odoo import api, fields, models
from odoo.exceptions import ValidationError

LONGEST_GAP = 600


class ClientCadence(models.Model):
    """How long clients of one class may go without two-way contact (R5): between meetings pass half a year and more,
    and what was known is lost (000)."""

    _name = "client.cadence"
    _description = "Cadence of contacts"
    _order = "maximal_gap, id"
    _rec_name = "class_id"
    _check_company_auto = True

    class_id = fields.Many2one(
        "client.class", string="Class of clients", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", index="btree_not_null", help="Empty: for all companies.")
    desired_gap = fields.Integer(
        "Desired gap, months", required=True, default=3, help="From then on a contact is due soon, and is planned."
    )
    maximal_gap = fields.Integer(
        "Maximal gap, months", required=True, default=5, help="From then on the contact is overdue."
    )
    plan_unknown = fields.Boolean(
        "Plan where no contact is known",
        help="Also where no two-way contact was ever recorded: whether there was one is then a question, not a yes.",
    )
    activity_type_id = fields.Many2one(
        "mail.activity.type",
        string="Activity",
        required=True,
        ondelete="restrict",
        domain=[("res_model", "in", (False, "res.partner"))],
        default=lambda self: self.env.ref("mail.mail_activity_data_call", raise_if_not_found=False),
    )
    active = fields.Boolean(default=True)

    _one_cadence = models.UniqueIndex(
        "(class_id, COALESCE(company_id, 0)) WHERE active",
        "There is a cadence for this class of clients already: change that one.",
    )

    @api.constrains("desired_gap", "maximal_gap")
    def _check_gaps(self):
        for cadence in self:
            if not 0 < cadence.desired_gap <= cadence.maximal_gap <= LONGEST_GAP:
                raise ValidationError(
                    self.env._(
                        "The desired gap of %(client_class)s must be at least a month and not longer than the maximal"
                        " one, which is at most %(months)s months.",
                        client_class=cadence.class_id.name,
                        months=LONGEST_GAP,
                    )
                )
