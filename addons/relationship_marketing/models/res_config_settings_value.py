from odoo import api, fields, models

from .client_value_job import TASK


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    value_calculated_on = fields.Datetime("Value of clients last worked out", compute="_compute_value_calculated_on")

    @api.depends("company_id")
    def _compute_value_calculated_on(self):
        # Only when, of a log for all companies.
        run = self.env["client.job.run"].sudo().search([("task", "=", TASK), ("state", "!=", "running")], limit=1)
        self.value_calculated_on = run.ended_at

    def action_calculate_value(self):
        """Have the nightly work done as soon as the server can."""
        # Who changes settings may start what they are for; the schedule itself stays an administrator's.
        self.env.ref("relationship_marketing.ir_cron_value").sudo()._trigger()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._(
                    "The value of all clients is being worked out: the job runs say when it is done."
                ),
            },
        }
