from odoo import api, models


class ClientValueJob(models.AbstractModel):
    _inherit = "client.value.job"

    @api.model
    def _steps(self):
        return [*super()._steps(), (50, self.env._("Supplier position"), "client.position", "_refresh")]
