from odoo import fields, models


class LossCauseKind(models.Model):
    """Why a client may have left (003, stage 3): closed, diversified, turned to another supplier …"""

    _name = "loss.cause.kind"
    _description = "Cause of a loss"
    _order = "sequence, id"

    name = fields.Char("Cause", required=True, translate=True)
    code = fields.Char(help="What the programme proposes this cause by. Empty: people only.")
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=100)
    is_own_failure = fields.Boolean("A failure of ours", help="What a measure of ours can remove.")
    is_final = fields.Boolean("No way back", help="The firm is no more, or no longer needs what we make.")

    _code_unique = models.UniqueIndex("(code) WHERE code IS NOT NULL", "Two causes cannot have the same code.")
