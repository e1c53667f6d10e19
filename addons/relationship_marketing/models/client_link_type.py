from odoo import api, fields, models


class ClientLinkType(models.Model):
    _name = "client.link.type"
    _description = "Type of link between clients"
    _order = "sequence, id"

    name = fields.Char("Reading", required=True, translate=True, help="A is … B, such as: division of")
    inverse_name = fields.Char("Reading back", required=True, translate=True, help="B … A, such as: has division")
    code = fields.Char(help="How the programme recognises the types it came with.", copy=False)
    same_client = fields.Boolean("One client", help="Both sides belong to one client group.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE (code)", "A link type with this code already exists.")

    @api.model
    def _of_code(self, code):
        """The link type that came with the addon under ``code``, or an empty recordset."""
        return self.with_context(active_test=False).search([("code", "=", code)], limit=1)
