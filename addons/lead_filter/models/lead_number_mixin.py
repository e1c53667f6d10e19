from math import isfinite

from odoo import api, models
from odoo.exceptions import ValidationError

ADDON = "lead_filter"
NUMBERS = ("integer", "float", "monetary")
LARGEST_INTEGER = 2**31 - 1
# Beyond it rounding leaves what a float can hold.
LARGEST_ROUNDED = 1e300


class LeadNumberMixin(models.AbstractModel):
    """Numbers that cannot be kept are refused with a sentence before they reach a sum or the database.

    On a model of Odoo's, the fields that the lead filter adds to it; the others are not its matter.
    """

    _name = "lead.number.mixin"
    _description = "Numbers that can be kept"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_numbers(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_numbers(vals)
        return super().write(vals)

    @api.model
    def _check_numbers(self, vals):
        """
        :raises ValidationError: a value for a field of numbers is none: infinite, not a number, too large
        """
        for name, value in vals.items():
            field = self._fields.get(name)
            if value and field and field.type in NUMBERS and ADDON in field._modules and not _is_kept(field, value):
                raise ValidationError(
                    self.env._(
                        "%(field)s: %(value)s is no number that can be kept.",
                        field=field._description_string(self.env),
                        value=str(value)[:40],
                    )
                )


def _is_kept(field, value):
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return False
    if not isfinite(number):
        return False
    if field.type == "integer":
        return abs(number) <= LARGEST_INTEGER
    is_rounded = field.type == "monetary" or field._digits
    return abs(number) <= LARGEST_ROUNDED or not is_rounded
