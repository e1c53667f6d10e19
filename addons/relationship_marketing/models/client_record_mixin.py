from odoo import api, fields, models
from odoo.exceptions import UserError


class ClientRecordMixin(models.AbstractModel):
    """What is recorded about one division of a client by one of our companies.

    Such records are evidence: they are archived, not deleted; the client group follows the division, so that
    joining and splitting groups takes their history along.
    """

    _name = "client.record.mixin"
    _description = "Record about a client"
    _check_company_auto = True

    partner_id = fields.Many2one(
        "res.partner",
        string="Division",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("is_company", "=", True)],
        check_company=True,
        help="The company of the client it is about.",
    )
    group_id = fields.Many2one(
        "client.group",
        string="Client group",
        related="partner_id.client_group_id",
        store=True,
        index="btree_not_null",
    )
    company_id = fields.Many2one(
        "res.company", string="Our company", required=True, index=True, default=lambda self: self.env.company
    )
    active = fields.Boolean(default=True)

    @api.model
    def _division_of(self, partner):
        """The division ``partner`` belongs to: itself where it is a company, else the company it works for."""
        return partner.commercial_partner_id

    @api.model_create_multi
    def create(self, vals_list):
        """A person given as the client stands for the company they work for."""
        vals_list = [dict(vals) for vals in vals_list]
        for vals in vals_list:
            if vals.get("partner_id"):
                vals["partner_id"] = self._division_of(self.env["res.partner"].browse(vals["partner_id"])).id
        return super().create(vals_list)

    def write(self, vals):
        if vals.get("partner_id"):
            vals = {**vals, "partner_id": self._division_of(self.env["res.partner"].browse(vals["partner_id"])).id}
        result = super().write(vals)
        if "company_id" in vals:
            # Nobody puts a record out of the sight of the own company: rules look at what was, this at what is.
            self.check_access("write")
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_evidence(self):
        raise UserError(self.env._("%(record)s is evidence: archive it instead.", record=self[:1].display_name))
