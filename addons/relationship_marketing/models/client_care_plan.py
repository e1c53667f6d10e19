from odoo import api, fields, models


class ClientCarePlan(models.Model):
    """What is asked of a client of one class after an order, and when (R16)."""

    _name = "client.care.plan"
    _description = "After-sale care plan"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    class_id = fields.Many2one(
        "client.class",
        string="Class of clients",
        index=True,
        ondelete="restrict",
        help="Empty: clients without a class.",
    )
    company_id = fields.Many2one("res.company", index="btree_not_null", help="Empty: for all companies.")
    step_ids = fields.One2many("client.care.step", "plan_id", string="Steps", copy=True)
    active = fields.Boolean(default=True)

    _one_plan = models.UniqueIndex(
        "(COALESCE(class_id, 0), COALESCE(company_id, 0)) WHERE active",
        "There is a care plan for this class of clients already: change that one.",
    )

    @api.model
    def _plans_of(self, divisions, company):
        """{division: care plan} of those that have one; a company's own plan goes before the shared one."""
        plans = self.search([("company_id", "in", (False, company.id))])
        by_class = {plan.class_id: plan for plan in plans.sorted(lambda plan: bool(plan.company_id))}
        if not by_class:
            return {}
        return {
            division: by_class[division.client_group_id.class_id]
            for division in divisions
            if division.client_group_id.class_id in by_class
        }
