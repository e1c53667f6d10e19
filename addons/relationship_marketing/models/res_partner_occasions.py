from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .client_occasion import FIRST_YEAR

DAYS = {"birthday", "birthday_without_year", "founded_on", "cooperation_since"}


class ResPartner(models.Model):
    _inherit = "res.partner"

    birthday = fields.Date(groups="relationship_marketing.group_user")
    birthday_without_year = fields.Boolean(
        "Year of birth unknown",
        groups="relationship_marketing.group_user",
        help="Only the day and the month of the birthday count.",
    )
    founded_on = fields.Date("Founded on", groups="relationship_marketing.group_user")
    cooperation_since = fields.Date("Co-operation since", groups="relationship_marketing.group_user")

    @api.constrains("birthday", "founded_on", "cooperation_since")
    def _check_days(self):
        today = fields.Date.context_today(self)
        for partner in self:
            for name in ("birthday", "founded_on", "cooperation_since"):
                day = partner[name]
                if day and not (day.year >= FIRST_YEAR and day <= today):
                    raise ValidationError(
                        self.env._(
                            "%(day)s cannot be meant for %(client)s: it is still to come or too long ago.",
                            day=day,
                            client=partner.display_name,
                        )
                    )

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        dated = [not DAYS.isdisjoint(vals) for vals in vals_list]
        partners.browse(
            partner.id for partner, has_day in zip(partners, dated, strict=True) if has_day
        )._refresh_occasions()
        return partners

    def write(self, vals):
        result = super().write(vals)
        if not DAYS.isdisjoint(vals):
            self._refresh_occasions()
        return result

    def _refresh_occasions(self):
        """Days noted of a client or person are in the calendar of occasions at once."""
        if self:
            # Occasions follow the client, whoever notes the day.
            occasions = self.env["client.occasion"].sudo()
            occasions._refresh_personal(self)
            occasions._refresh_next_dates(fields.Date.context_today(self))
