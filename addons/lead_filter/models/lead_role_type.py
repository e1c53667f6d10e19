from odoo import api, fields, models


class LeadRoleType(models.Model):
    """A part that somebody plays in the client's decision (002: АПР, ЛПР, ЛВР); companies edit them."""

    _name = "lead.role.type"
    _description = "Role in a decision"
    _inherit = ["lead.number.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char("Short name", help="As the source writes it.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    decides = fields.Boolean("Has the last word", help="The first gate wants contact with somebody in such a role.")
    is_wanted = fields.Boolean(
        "To be known in every deal", default=True, help="A deal without anybody in this role has a gap in its coverage."
    )
    note = fields.Text("How to recognise it", translate=True)
    company_id = fields.Many2one("res.company", index="btree_not_null", help="Empty: for all companies.")

    @api.model
    def _all(self):
        """The roles in use in any company: what a deal asks for does not depend on who looks at it."""
        return self.sudo().search([("active", "=", True)])

    def _of(self, company):
        """Those of these roles that deals of a company know."""
        return self.filtered(lambda one: one.company_id in (company, company.browse()))
