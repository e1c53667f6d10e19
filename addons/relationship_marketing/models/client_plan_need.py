from odoo import api, fields, models
from odoo.exceptions import UserError


class ClientPlanNeed(models.Model):
    """A need the client has not voiced yet: what we saw, and how to have it said (R17; ``000``)."""

    _name = "client.plan.need"
    _description = "Need not yet voiced"
    _order = "plan_id, state, noticed_on, id"

    plan_id = fields.Many2one("client.plan", required=True, index=True, ondelete="cascade")
    group_id = fields.Many2one(related="plan_id.group_id", store=True, index=True, string="Client group")
    company_id = fields.Many2one(related="plan_id.company_id", store=True, index=True)
    name = fields.Char("Need", required=True)
    sign = fields.Text("What shows it")
    noticed_on = fields.Date("Noticed on", required=True, default=fields.Date.context_today)
    noticed_by_id = fields.Many2one(
        "res.users",
        string="Noticed by",
        required=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        index=True,
    )
    categ_id = fields.Many2one("product.category", string="Product family", ondelete="set null", index="btree_not_null")
    state = fields.Selection(
        [("guessed", "Not voiced"), ("voiced", "Voiced"), ("dropped", "Not a need")],
        required=True,
        default="guessed",
        index=True,
    )
    settled_on = fields.Date("Since", readonly=True, copy=False)
    lead_id = fields.Many2one(
        "crm.lead", string="What came of it", ondelete="set null", index="btree_not_null", copy=False
    )

    @api.model_create_multi
    def create(self, vals_list):
        needs = super().create([self._with_settled(vals) for vals in vals_list])
        needs.plan_id._move()
        return needs

    def write(self, vals):
        result = super().write(self._with_settled(vals))
        if not {"name", "sign", "state", "lead_id"}.isdisjoint(vals):
            self.plan_id._move()
        return result

    @api.model
    def _with_settled(self, vals):
        if "state" in vals:
            vals = {**vals, "settled_on": vals["state"] != "guessed" and fields.Date.context_today(self)}
        return vals

    def action_voiced(self):
        self.state = "voiced"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_evidence(self):
        if need := self.filtered(lambda need: need.plan_id.state != "draft")[:1]:
            raise UserError(
                self.env._("“%(need)s” was noticed under a plan in force: say that it is no need.", need=need.name)
            )
