from odoo import models

from ..engine.mailing_sql import mailings


class ClientCriterionHalf(models.Model):
    _inherit = "client.criterion.half"

    def _reaction_parts(self, groups, since, today):
        """Mailings, beside letters and invitations."""
        for name in ("mailing.mailing", "mailing.trace"):
            self.env[name].flush_model()
        parts = super()._reaction_parts(groups, since, today)
        return [*parts, mailings(self.env.company.id, groups.ids, since, today)]
