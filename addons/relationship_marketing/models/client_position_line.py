from odoo import fields, models


class ClientPositionLine(models.Model):
    """What one factor said when a position was computed; written with it, never changed (R9)."""

    _name = "client.position.line"
    _description = "Part of a supplier position"
    _order = "position_id, axis, id"
    _rec_name = "factor_id"
    _log_access = False

    position_id = fields.Many2one("client.position", required=True, readonly=True, index=True, ondelete="cascade")
    group_id = fields.Many2one(related="position_id.group_id")
    factor_id = fields.Many2one("client.position.factor", required=True, readonly=True, index=True, ondelete="restrict")
    axis = fields.Selection([("risk", "Risk and significance"), ("value", "Total value")], readonly=True)
    weight = fields.Float(readonly=True, digits=(16, 2))
    value = fields.Float("0–100", readonly=True, digits=(16, 1), aggregator="avg")
    is_known = fields.Boolean("Known", readonly=True)
    answer_id = fields.Many2one("client.position.answer", readonly=True, index="btree_not_null", ondelete="restrict")
    plan_id = fields.Many2one("client.plan", readonly=True, index="btree_not_null", ondelete="restrict")
    answered_on = fields.Date(related="answer_id.date")
    person_id = fields.Many2one(related="answer_id.person_id")
    question = fields.Char(related="factor_id.question")
