"""Exact arithmetic: equalities count, so nothing is rounded before it is compared."""

from decimal import Context, Decimal, Inexact, InvalidOperation, localcontext
from functools import wraps

# Far more digits than any sum of ledger amounts has; losing one raises instead of rounding.
EXACT = Context(prec=2000, traps=[Inexact, InvalidOperation])
ZERO = Decimal(0)


def exact(function):
    """Run ``function`` where sums, products and comparisons of Decimal are exact."""

    @wraps(function)
    def run(*args, **kwargs):
        with localcontext(EXACT):
            return function(*args, **kwargs)

    return run


def cents(value):
    """``value`` (Decimal or Fraction) in hundredths as an int, halves away from zero."""
    numerator, denominator = value.as_integer_ratio()
    doubled = 200 * abs(numerator) + denominator
    whole = doubled // (2 * denominator)
    return whole if numerator >= 0 else -whole
