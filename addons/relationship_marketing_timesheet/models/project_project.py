from odoo import fields, models


class ProjectProject(models.Model):
    _inherit = "project.project"

    service_cost_kind = fields.Selection(
        selection=lambda self: self.env["client.service.cost"]._fields["kind"]._description_selection(self.env),
        string="Hours for a client are",
        help="As what the hours recorded here count among what the client costs. Empty: technical support.",
    )
