from odoo import api, fields, models
from odoo.exceptions import UserError


class LeadNotedMixin(models.AbstractModel):
    """Something noted about one request: it stays with that request, and with whoever noted it."""

    _name = "lead.noted.mixin"
    _description = "Noted about a request"

    lead_id = fields.Many2one("crm.lead", "Request", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="lead_id.company_id", store=True, index="btree_not_null")
    user_id = fields.Many2one("res.users", "Noted by", readonly=True, default=lambda self: self.env.user)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            vals_list = [{**vals, "user_id": self.env.uid} for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            vals = {name: value for name, value in vals.items() if name != "user_id"}
            if "lead_id" in vals and any(record.lead_id.id != vals["lead_id"] for record in self):
                raise UserError(self.env._("What was noted about a request stays with it: note it anew."))
        return super().write(vals)
