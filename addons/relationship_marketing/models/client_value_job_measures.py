from odoo import api, models


class ClientValueJob(models.AbstractModel):
    _inherit = "client.value.job"

    @api.model
    def _steps(self):
        return [
            *super()._steps(),
            (30, self.env._("Four measures"), "client.measure.snapshot", "_refresh_groups"),
        ]
