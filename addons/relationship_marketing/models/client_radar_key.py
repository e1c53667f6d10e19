from odoo import fields, models


class ClientRadarKey(models.Model):
    """One thing by which two clients can be recognised as related: equal kind and value."""

    _name = "client.radar.key"
    _description = "Radar: mark of recognition"
    _log_access = False
    _rec_name = "value"

    partner_id = fields.Many2one("res.partner", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(
        "res.company",
        readonly=True,
        index="btree_not_null",
        help="Of our companies, the only one that knows this client.",
    )
    kind = fields.Char(required=True, readonly=True)
    value = fields.Char(required=True, readonly=True)
    shown = fields.Char(readonly=True, help="As it was written.")

    _value_idx = models.Index("(kind, value)")
