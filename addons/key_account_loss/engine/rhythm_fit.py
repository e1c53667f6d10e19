"""The rhythms of a company's clients, found from their orders: the numbers that explain them best.

Weak expectations hold the numbers where few clients say little: a new company gets a sensible rhythm, and a company
with hundreds of clients its own.
"""

from math import exp, log

from .rhythm import FEWEST_ORDERS, History, RhythmModel, log_likelihood
from .simplex import lowest

# More clients than that say nothing new.
MOST_CLIENTS = 5000
FIRST_CLIENTS = 400
# A client's older gaps are the past.
MOST_GAPS = 60
# Name: (transformation, expected, how far from it is no surprise). Odds for shares, logarithms for the rest.
EXPECTED = {
    "centre": (log, 0.0, 1.0),
    "spread": (log, -0.4, 0.5),
    "irregular": (None, -0.5, 1.5),
    "steady": (None, -1.0, 1.5),
    "rest": (None, -3.0, 1.0),
    "rest_mean": (log, 0.9, 0.7),
    "leaving_shape": (log, 0.0, 1.0),
    "leaving_scale": (log, 3.0, 1.5),
}
NAMES = tuple(EXPECTED)
FAR = 12.0
# Surprise per client below which the search no longer cares.
ENOUGH = 2e-5


def histories_at(clock, orders, today):
    """{client: History} on the day ``today`` of all who ordered on two days or more before it.

    :param clock: a ``SeasonClock``
    :param orders: {client: the days of its orders, ascending, without repetition}
    """
    found = {}
    for client, days in orders.items():
        past = [day for day in days if day < today]
        if len(past) >= FEWEST_ORDERS:
            past = past[-MOST_GAPS - 1 :]
            gaps = tuple(clock.between(start, end) for start, end in zip(past, past[1:], strict=False))
            found[client] = History(gaps, clock.between(past[-1], today))
    return found


def fit(histories, start=None):
    """The model that explains the histories best; None where no history has a gap.

    :param histories: a list of History
    :param start: the model found the last time: the search begins there
    """
    histories = [history for history in histories if history.gaps]
    if not histories:
        return None
    histories = histories[:: -(-len(histories) // MOST_CLIENTS)]
    gaps = [gap for history in histories for gap in history.gaps]
    scale = sum(gaps) / len(gaps)
    numbers = _numbers(start, scale) if start else [expected for _kind, expected, _width in EXPECTED.values()]
    if start is None:
        # Not far from the best with a part of the clients, and then with all.
        numbers = _best_numbers(histories[:: -(-len(histories) // FIRST_CLIENTS)], scale, numbers)
    return _model(scale, _best_numbers(histories, scale, numbers))


def _best_numbers(histories, scale, numbers):
    def surprise(numbers):
        away = (
            (number - expected) / width
            for number, (_kind, expected, width) in zip(numbers, EXPECTED.values(), strict=True)
        )
        held = sum(distance * distance for distance in away) / 2
        return (held - log_likelihood(_model(scale, numbers), histories)) / len(histories)

    return lowest(surprise, numbers, tolerance=ENOUGH, near=0.1)


def _model(scale, numbers):
    values = {}
    for name, number in zip(NAMES, numbers, strict=True):
        number = max(-FAR, min(FAR, number))
        values[name] = exp(number) if EXPECTED[name][0] else 1 / (1 + exp(-number))
    return RhythmModel(scale=scale, **values)


def _numbers(model, scale):
    """The model's numbers, told in another scale of days."""
    longer = model.scale / scale
    values = {name: getattr(model, name) for name in NAMES}
    for name in ("centre", "rest_mean", "leaving_scale"):
        values[name] *= longer
    return [
        log(v) if kind else log(v / (1 - v))
        for v, (kind, _e, _w) in zip(values.values(), EXPECTED.values(), strict=True)
    ]
