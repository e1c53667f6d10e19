from odoo import models

from ..engine.registration_sql import registrations


class ClientCriterionHalf(models.Model):
    _inherit = "client.criterion.half"

    def _reaction_parts(self, groups, since, today):
        """Registrations for events, beside letters and invitations."""
        for name in ("event.event", "event.registration"):
            self.env[name].flush_model()
        parts = super()._reaction_parts(groups, since, today)
        return [*parts, registrations(self.env.company.id, groups.ids, since, today)]
