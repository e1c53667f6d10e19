"""How far the difference of two shares of few cases could be chance; in Python, and the same in SQL."""

from math import sqrt

from odoo.tools import SQL

from odoo.addons.relationship_marketing.engine.proportion import Z95, wilson_interval


def newcombe_interval(count, of, other, other_of):
    """The 95 % interval of ``count / of − other / other_of`` (Newcombe's, from the two Wilson intervals).

    :raises ValueError: one of the two is no share
    """
    (low, high), (other_low, other_high) = wilson_interval(count, of), wilson_interval(other, other_of)
    share, other_share = count / of, other / other_of
    difference = share - other_share
    below = sqrt((share - low) ** 2 + (other_high - other_share) ** 2)
    above = sqrt((high - share) ** 2 + (other_share - other_low) ** 2)
    return max(difference - below, -1.0), min(difference + above, 1.0)


def share_sql(count, of):
    """SQL of a share; NULL of nothing."""
    return SQL("(%s::float8 / NULLIF(%s, 0))", count, of)


def wilson_sql(count, of):
    """(low, high) of ``wilson_interval`` as SQL; NULL of nothing."""
    share, cases, square = share_sql(count, of), SQL("NULLIF(%s, 0)::float8", of), Z95 * Z95
    centre = SQL("((%s + %s / (2 * %s)) / (1 + %s / %s))", share, square, cases, square, cases)
    half = SQL(
        "(%s / (1 + %s / %s) * SQRT(%s * (1 - %s) / %s + %s / (4 * %s * %s)))",
        Z95,
        square,
        cases,
        share,
        share,
        cases,
        square,
        cases,
        cases,
    )
    return (
        SQL("LEAST(GREATEST(%s - %s, 0), %s)", centre, half, share),
        SQL("GREATEST(LEAST(%s + %s, 1), %s)", centre, half, share),
    )


def newcombe_sql(count, of, other, other_of):
    """(difference, low, high) of ``newcombe_interval`` as SQL; NULL where one of the two is a share of nothing."""
    share, other_share = share_sql(count, of), share_sql(other, other_of)
    (low, high), (other_low, other_high) = wilson_sql(count, of), wilson_sql(other, other_of)
    difference = SQL("(%s - %s)", share, other_share)
    below = SQL("SQRT(POWER(%s - %s, 2) + POWER(%s - %s, 2))", share, low, other_high, other_share)
    above = SQL("SQRT(POWER(%s - %s, 2) + POWER(%s - %s, 2))", high, share, other_share, other_low)
    return (
        difference,
        SQL("GREATEST(%s - %s, -1)", difference, below),
        SQL("LEAST(%s + %s, 1)", difference, above),
    )
