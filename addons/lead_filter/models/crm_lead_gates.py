from odoo import fields, models


class CrmLead(models.Model):
    """What the client has shown at the gates of a deal."""

    _inherit = "crm.lead"

    gate_evidence_ids = fields.One2many("lead.gate.evidence", "lead_id", "Evidence at gates")
