from odoo import api, models


class ClientValueJob(models.AbstractModel):
    _inherit = "client.value.job"

    @api.model
    def _company_steps(self):
        name = self.env._("Net value of clients without a group")
        return [*super()._company_steps(), (10, name, "client.net.value", "_refresh_company")]

    @api.model
    def _steps(self):
        return [*super()._steps(), (10, self.env._("Net value"), "client.net.value", "_refresh")]
