from odoo import fields, models


class ClientRadarProfile(models.Model):
    """What the radar knows of a client: name and marks in one spelling, and whether pairs are still to be looked for.

    Kept apart from partners: a partner's form carries none of it, and what a change touches is seen by comparing
    ``digest``, whichever way the change was made.
    """

    _name = "client.radar.profile"
    _description = "Radar: client in one spelling"
    _log_access = False
    _rec_name = "name"

    partner_id = fields.Many2one("res.partner", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one(
        "res.company",
        readonly=True,
        index="btree_not_null",
        help="Of our companies, the only one that knows this client.",
    )
    digest = fields.Char(readonly=True)
    name = fields.Char("Name without legal form", readonly=True)
    marks = fields.Char("Words that tell apart", readonly=True)
    tax_id = fields.Char("Tax ID", readonly=True)
    is_pending = fields.Boolean("To be looked at", readonly=True)

    _partner_uniq = models.Constraint("UNIQUE (partner_id)", "This client is already known to the radar.")
    _pending_idx = models.Index("(partner_id) WHERE is_pending")
