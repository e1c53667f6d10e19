from math import isfinite

from odoo import api, models
from odoo.exceptions import ValidationError

LARGEST_INTEGER = 2**31 - 1
# Beyond it rounding leaves what a float can hold.
LARGEST_ROUNDED = 1e300


class LeadNumberMixin(models.AbstractModel):
    """Numbers that cannot be kept are refused with a sentence before they reach a sum or the database."""

    _name = "lead.number.mixin"
    _description = "Numbers that can be kept"

    @api.model_create_multi
    def create(self, vals_list):
        check_numbers(self, vals_list)
        return super().create(vals_list)

    def write(self, vals):
        check_numbers(self, [vals])
        return super().write(vals)


def check_numbers(records, vals_list):
    """
    :raises ValidationError: a value for a field of numbers is none: infinite, not a number, too large
    """
    for vals in vals_list:
        for name, value in vals.items():
            field = records._fields.get(name)
            if field and field.type in ("integer", "float", "monetary") and value and not _is_kept(field, value):
                raise ValidationError(
                    records.env._(
                        "%(field)s: %(value)s is no number that can be kept.",
                        field=field._description_string(records.env),
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
