from odoo import fields, models


class ClientAgreementParty(models.Model):
    """Who else stands in an agreement, and as what (004: distributors, suppliers, contractors, subsidiaries)."""

    _name = "client.agreement.party"
    _description = "Party to an agreement"
    _order = "role, id"
    _rec_name = "partner_id"

    agreement_id = fields.Many2one("client.agreement", required=True, index=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", string="Party", required=True, index=True, ondelete="restrict")
    role = fields.Selection(
        [
            ("client", "Client"),
            ("distributor", "Distributor"),
            ("supplier", "Supplier"),
            ("contractor", "Contractor"),
            ("subsidiary", "Subsidiary"),
            ("unit", "Independent unit"),
        ],
        required=True,
        default="client",
    )

    _one_role = models.Constraint(
        "UNIQUE (agreement_id, partner_id, role)", "This party already stands in the agreement in this role."
    )
