from odoo import api, fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    complaint_repeat_days = fields.Integer(
        "Complaints are one problem within",
        required=True,
        default=365,
        help="The largest gap in days between two complaints of one client and one problem family.",
    )
    complaint_from_refund = fields.Boolean("Credit notes propose complaints", default=True)
    complaint_link_days = fields.Integer("Days a link for complaints is valid", required=True, default=90)
    complaint_alias_id = fields.Many2one("mail.alias", string="Alias for complaints", ondelete="set null")
    complaint_alias_name = fields.Char(
        "Address for complaints", compute="_compute_complaint_alias_name", inverse="_inverse_complaint_alias_name"
    )
    complaint_alias_email = fields.Char(related="complaint_alias_id.alias_full_name")

    _complaint_repeat_days_positive = models.Constraint(
        "CHECK (complaint_repeat_days > 0)", "The gap between two complaints of one problem is at least a day."
    )
    _complaint_link_days_positive = models.Constraint(
        "CHECK (complaint_link_days > 0)", "A link for complaints is valid for at least a day."
    )

    @api.depends("complaint_alias_id.alias_name")
    def _compute_complaint_alias_name(self):
        for company in self:
            company.complaint_alias_name = company.complaint_alias_id.alias_name

    def _inverse_complaint_alias_name(self):
        """One alias for each company; without a name there is none."""
        for company in self:
            if not company.complaint_alias_name:
                company.complaint_alias_id.unlink()
            elif company.complaint_alias_id:
                company.complaint_alias_id.alias_name = company.complaint_alias_name
            else:
                company.complaint_alias_id = self.env["mail.alias"].create(
                    {
                        "alias_name": company.complaint_alias_name,
                        "alias_model_id": self.env["ir.model"]._get_id("client.complaint"),
                        "alias_domain_id": company.alias_domain_id.id,
                        "alias_contact": "everyone",
                        "alias_defaults": repr({"company_id": company.id}),
                    }
                )
