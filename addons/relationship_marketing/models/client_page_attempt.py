from odoo import api, fields, models
from odoo.tools import hmac

PER_HOUR = 20


class ClientPageAttempt(models.Model):
    """How often something was sent from one address to the clients' pages: so much an hour and no more."""

    _name = "client.page.attempt"
    _description = "Attempt at a client's page"
    _log_access = False

    address = fields.Char("Scrambled address", required=True, index=True)
    moment = fields.Datetime(required=True, default=fields.Datetime.now, index=True)

    @api.model
    def _may(self, address):
        """Count an attempt from this network address; whether it is still within the limit."""
        # Written for a visitor without rights; the address is kept scrambled, for a day.
        attempts = self.sudo()
        scrambled = hmac(attempts.env, "relationship_marketing.client_page.attempt", address or "")
        attempts.create({"address": scrambled})
        return attempts.search_count([("address", "=", scrambled), ("moment", ">", "-1H")]) <= PER_HOUR

    @api.autovacuum
    def _gc_attempts(self):
        self.search([("moment", "<", "-1d")]).unlink()
