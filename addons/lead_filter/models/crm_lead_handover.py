from odoo import fields, models

from .lead_handover import STATES


class CrmLead(models.Model):
    """Where the latest hand-over of a request stands."""

    _inherit = "crm.lead"

    handover_ids = fields.One2many("lead.handover", "lead_id", "Hand-overs")
    handover_state = fields.Selection(STATES, "Hand-over", readonly=True, copy=False)
    handover_user_id = fields.Many2one(
        "res.users",
        "Handed over to",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Who is asked to take the request, or took it.",
    )
