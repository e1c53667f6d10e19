from odoo import fields, models


class CrmLead(models.Model):
    """A request goes to whom of us the sender knows best, not to a faceless inbox (000)."""

    _inherit = "crm.lead"

    routed_by_tie_id = fields.Many2one(
        "client.tie",
        "Routed by the tie",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups="relationship_marketing.group_user",
        help="The business contact for which the request went to this salesperson.",
    )
