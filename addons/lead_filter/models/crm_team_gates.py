from odoo import fields, models


class CrmTeam(models.Model):
    _inherit = "crm.team"

    gate_mode = fields.Selection(
        [("off", "Not asked for"), ("warn", "Warn"), ("block", "Block")],
        "Gates without evidence",
        required=True,
        default="warn",
        help="What happens when a deal moves to a stage whose gate lacks evidence from the client's side.",
    )
