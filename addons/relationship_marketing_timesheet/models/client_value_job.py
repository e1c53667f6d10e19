from odoo import api, models


class ClientValueJob(models.AbstractModel):
    _inherit = "client.value.job"

    @api.model
    def _company_steps(self):
        """Hours come in before the net values that count them."""
        return [*super()._company_steps(), (5, self.env._("Timesheets"), "client.service.cost", "_refresh_timesheets")]
