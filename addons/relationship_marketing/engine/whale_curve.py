"""The whale curve: what clients add up to, the most valuable first. Pure functions, no Odoo.

Its hump is what the profitable clients bring together; what follows is eaten up again by the others.
"""

from dataclasses import dataclass

POINTS_DRAWN = 240


@dataclass(frozen=True)
class WhaleCurve:
    """:ivar points: (rank from 1, index of the client, cumulated net value), thinned out for drawing"""

    count: int
    total: float
    peak: float  # the highest point of the curve; 0 where no client brings anything
    peak_rank: int  # how many clients lead up to it
    loss_count: int  # clients with a net value below zero
    points: tuple[tuple[int, int, float], ...]

    @property
    def eroded(self):
        """What the clients after the peak take away again, not negative."""
        return self.peak - self.total

    @property
    def peak_share(self):
        """The peak as a share of the total; None where there is no total to take a share of."""
        return self.peak / self.total if self.total > 0 else None


def whale_curve(values, limit=POINTS_DRAWN):
    """The curve of ``values``, net values from the highest to the lowest.

    :param limit: so many points at most, besides those at the peak and the end
    :raises ValueError: the values are not in that order
    """
    cumulated, total, peak, peak_rank = [], 0.0, 0.0, 0
    for rank, value in enumerate(values, start=1):
        if rank > 1 and value > values[rank - 2]:
            raise ValueError("Net values go from the highest to the lowest.")
        total += value
        cumulated.append(total)
        if value > 0:
            peak, peak_rank = total, rank
    step = max(1, -(-len(values) // max(limit, 1)))
    ranks = sorted({*range(1, len(values) + 1, step), *filter(None, (peak_rank, len(values)))})
    return WhaleCurve(
        count=len(values),
        total=total,
        peak=peak,
        peak_rank=peak_rank,
        loss_count=sum(value < 0 for value in values),
        points=tuple((rank, rank - 1, cumulated[rank - 1]) for rank in ranks),
    )
