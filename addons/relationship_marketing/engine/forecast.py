"""Our forecast for a client, and how far it missed (003: steady purchases allow more accurate forecasts)."""

from dataclasses import dataclass

YEAR = 12


@dataclass(frozen=True)
class ForecastError:
    """How far the forecasts of a year lay from what was bought.

    ``share`` is the weighted absolute percentage error, Σ|bought − forecast| ÷ Σ|bought|; None where nothing at all
    was bought in the year: the error has no measure then.
    """

    bought: float
    forecast: float
    missed: float

    @property
    def share(self):
        return self.missed / abs(self.bought) if self.bought else None


def seasonal_naive(amounts, months):
    """The next ``months`` amounts: each as in the same month a year before.

    :param amounts: amounts of successive months, the latest last; months without purchases are 0
    :raises ValueError: fewer than a year is known
    """
    if len(amounts) < YEAR:
        raise ValueError(f"{len(amounts)} months are no year.")
    known = list(amounts)
    for _month in range(months):
        known.append(known[-YEAR])
    return known[len(amounts) :]


def forecast_error(amounts):
    """The error of last year's forecasts, each made from what was known a year before.

    :param amounts: as in :func:`seasonal_naive`
    :returns: None where fewer than two years are known
    """
    if len(amounts) < 2 * YEAR:
        return None
    bought = list(amounts[-YEAR:])
    forecast = seasonal_naive(amounts[:-YEAR], YEAR)
    return ForecastError(
        bought=sum(map(abs, bought)),
        forecast=sum(forecast),
        missed=sum(abs(actual - expected) for actual, expected in zip(bought, forecast, strict=True)),
    )
