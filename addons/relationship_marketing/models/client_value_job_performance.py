from odoo import api, models


class ClientValueJob(models.AbstractModel):
    _inherit = "client.value.job"

    @api.model
    def _steps(self):
        """Performance after the measures, from which it has the time of our answers."""
        return [
            *super()._steps(),
            (35, self.env._("Our performance"), "client.performance", "_refresh_performance"),
            (60, self.env._("Levels of the relation"), "client.level.reach", "_refresh_levels"),
        ]
