from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .client_link_suggestion_radar import LEAST_SCORE, NAME_THRESHOLD


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    radar_name_threshold = fields.Integer(
        "Similarity of names", config_parameter="relationship_marketing.radar_name_threshold", default=NAME_THRESHOLD
    )
    radar_least_score = fields.Integer(
        "Least score", config_parameter="relationship_marketing.radar_least_score", default=LEAST_SCORE
    )

    @api.constrains("radar_name_threshold", "radar_least_score")
    def _check_radar_percent(self):
        for settings in self:
            if not (30 <= settings.radar_name_threshold <= 100 and 1 <= settings.radar_least_score <= 100):
                raise ValidationError(
                    self.env._(
                        "The similarity of names from which clients are suggested lies between 30 and 100 percent,"
                        " the least score between 1 and 100."
                    )
                )
