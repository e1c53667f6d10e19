from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class ClientPrestige(models.Model):
    """A client kept for his name, whatever he costs: named so by a director, with the reason (R11; ``004``)."""

    _name = "client.prestige"
    _description = "Prestige client"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_from DESC, id DESC"
    _rec_name = "group_id"
    _check_company_auto = True

    group_id = fields.Many2one(
        "client.group",
        string="Client group",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company", string="Our company", required=True, index=True, default=lambda self: self.env.company
    )
    active = fields.Boolean(default=True)
    date_from = fields.Date("Since", required=True, default=fields.Date.context_today, tracking=True)
    date_to = fields.Date("Until", tracking=True, help="Empty: until further notice.")
    reason = fields.Text("What his name is worth to us", required=True, tracking=True)
    review_date = fields.Date("To be looked at again on", tracking=True)
    decided_by_id = fields.Many2one(
        "res.users", string="Decided by", readonly=True, copy=False, default=lambda self: self.env.user
    )

    _dates_ordered = models.Constraint("CHECK (date_to >= date_from)", "The last day is not before the first.")
    _one_open = models.UniqueIndex(
        "(group_id, company_id) WHERE active IS TRUE AND date_to IS NULL", "This client is a prestige client already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_may_decide()
        return super().create([{**vals, "decided_by_id": self.env.uid} for vals in vals_list])

    def write(self, vals):
        self._check_may_decide()
        return super().write(vals)

    def _check_may_decide(self):
        """:raises AccessError: for anybody but directors"""
        if not (self.env.su or self.env.user.has_group("relationship_marketing.group_director")):
            raise AccessError(self.env._("Only a director decides who is kept as a prestige client."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_evidence(self):
        raise UserError(self.env._("%(record)s is evidence: archive it instead.", record=self[:1].display_name))
