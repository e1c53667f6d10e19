from odoo import api, fields, models


class ClientFreeMailDomain(models.Model):
    """A domain where anybody has a mailbox: it says nothing about who belongs together."""

    _name = "client.free.mail.domain"
    _description = "Free mail domain"
    _order = "name"

    name = fields.Char("Domain", required=True)
    active = fields.Boolean(default=True)

    _name_uniq = models.Constraint("UNIQUE (name)", "This domain is already listed.")

    @api.model
    def _names(self):
        """All domains listed, as a set."""
        return set(self.search_fetch([("active", "=", True)], ["name"]).mapped("name"))
