from odoo import fields, models

from .client_plan_goal import STATES


class ClientPlanReading(models.Model):
    """Where a goal stood in a month: written every night, earlier months stay."""

    _name = "client.plan.reading"
    _description = "Reading of a goal"
    _order = "month DESC, goal_id"
    _rec_name = "goal_id"

    goal_id = fields.Many2one("client.plan.goal", required=True, readonly=True, index=True, ondelete="cascade")
    plan_id = fields.Many2one("client.plan", required=True, readonly=True, index=True, ondelete="cascade")
    group_id = fields.Many2one(
        "client.group", string="Client group", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True, ondelete="cascade")
    month = fields.Date(required=True, readonly=True)
    read_on = fields.Date("Read on", required=True, readonly=True)
    value = fields.Float(readonly=True, aggregator="avg")
    is_known = fields.Boolean("Known", readonly=True)
    progress = fields.Float("Progress, %", readonly=True, aggregator="avg")
    state = fields.Selection(STATES, required=True, readonly=True)

    _one_a_month = models.Constraint("UNIQUE (goal_id, month)", "A goal has one reading a month.")
