from odoo import fields, models

HALVES = [("behavioural", "By deeds"), ("stated", "In their words")]
STATES = [("met", "Met"), ("not_met", "Not met"), ("unknown", "Unknown")]


class ClientMeasure(models.Model):
    """One of the four measures of a relation (R12; 004: guarantees of long-term obligations, speed of answer to
    offers, level of trust, mutual interest). They are never blended into one number, and neither are their halves:
    what both sides do, and what the client says."""

    _name = "client.measure"
    _description = "Measure of relations"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, readonly=True, copy=False)
    sequence = fields.Integer(default=10)
    description = fields.Text(translate=True)
    question = fields.Char(
        "What we ask them", translate=True, help="Asked at reviews; answered from 0 to 10 or in their own words."
    )
    figure_ids = fields.One2many("client.measure.figure", "measure_id", string="Figures")
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE (code)", "There is already a measure with this code.")
