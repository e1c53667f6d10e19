"""How far a share of few clients could differ by chance alone."""

from math import sqrt

Z95 = 1.959963984540054


def wilson_interval(count, of):
    """The 95 % Wilson score interval of ``count`` out of ``of``, as two shares between 0 and 1.

    :raises ValueError: ``of`` is not above zero, or ``count`` not between 0 and ``of``
    """
    if of <= 0 or not 0 <= count <= of:
        raise ValueError(f"{count} of {of} is no share.")
    share, square = count / of, Z95 * Z95
    centre = (share + square / (2 * of)) / (1 + square / of)
    half = Z95 / (1 + square / of) * sqrt(share * (1 - share) / of + square / (4 * of * of))
    # The share itself lies within, also where rounding at 0 and 1 would put it outside.
    return min(max(centre - half, 0.0), share), max(min(centre + half, 1.0), share)
