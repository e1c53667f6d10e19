"""The rhythm of orders: when a client's next order is due, and the chance that none will come (L8).

Each client's gaps between orders follow its own rhythm, loose or steady (Erlang: regular, not memoryless), or for some
clients none (any day is as good as another). A client with a rhythm rests now and then, longer than its rhythm says,
and comes back. After each order it may leave for good; the slower its rhythm, the sooner in orders. So a silence has
three explanations: not due yet, resting, left; what the client did before weighs them (the family of BG/NBD and
BG/CNBD-k, with rests). What few orders do not tell is taken from the other clients. The numbers of a company are found
from its own history by ``rhythm_fit``; nothing here knows fixed days.

Lengths of time are season days (``season``), whole numbers of 1 and more.
"""

from dataclasses import dataclass
from functools import cached_property
from math import exp, log

FEWEST_ORDERS = 2
# A loose rhythm and a steady one: the shapes of their Erlang distributions.
LOOSE, STEADY = 2, 8
# The mean gaps a rhythm may have: from 1/16 to 8 times the company's.
MEANS = 12
FASTEST, SLOWEST = 1 / 16, 8.0
# The usual window leaves out the shortest and the longest tenth.
WINDOW = (0.1, 0.5, 0.9)
LEAST = 1e-12


@dataclass(frozen=True)
class History:
    """What is known of one client, or of one client and family."""

    gaps: tuple[int, ...]  # between one order and the next
    silence: int  # since the last order


@dataclass(frozen=True)
class Reading:
    """What the rhythm says of one history."""

    left: float  # the chance that it has left
    quiet: float  # the chance that no order comes within the horizon
    window: tuple[int, int, int]  # days after the last order: early, usual, late, while it has not left


@dataclass(frozen=True)
class RhythmModel:
    """The rhythms of all clients of a company."""

    scale: float  # the company's mean gap
    centre: float  # the usual own mean gap, as a share of the scale
    spread: float  # how far own mean gaps differ, in e-folds
    irregular: float  # the share of clients without a rhythm
    steady: float  # the share of steady ones among those with a rhythm
    rest: float  # the chance that a gap is a rest
    rest_mean: float  # the mean length of rests, and of the gaps of those without a rhythm, as a share of the scale
    leaving_shape: float  # chances to leave differ between clients the more, the smaller it is
    leaving_scale: float  # how many of the company's mean gaps clients stay: the larger, the longer

    @cached_property
    def rhythms(self):
        """(shape, mean gap in days, share of clients) of each rhythm; last, of shape 1, that of clients without one."""
        ratio = (SLOWEST / FASTEST) ** (1 / (MEANS - 1))
        means = [FASTEST * ratio**place for place in range(MEANS)]
        heights = [exp(-((log(mean / self.centre) / self.spread) ** 2) / 2) + LEAST for mean in means]
        regular = (1 - self.irregular) / sum(heights)
        found = [
            (shape, self.scale * mean, regular * share * height + LEAST)
            for shape, share in ((LOOSE, 1 - self.steady), (STEADY, self.steady))
            for mean, height in zip(means, heights, strict=True)
        ]
        return (*found, (1, self.scale * self.rest_mean, self.irregular + LEAST))

    @cached_property
    def log_shares(self):
        return tuple(log(share) for _shape, _mean, share in self.rhythms)

    @cached_property
    def _survivals(self):
        return {}

    @cached_property
    def _logs(self):
        return {}

    @cached_property
    def _stays(self):
        return {}

    def survival(self, days):
        """For each rhythm the chance that a gap is longer than so many days."""
        found = self._survivals.get(days)
        if found is None:
            time = days + 0.5
            *regular, (_shape, rest_mean, _share) = self.rhythms
            resting = exp(-time / rest_mean)
            rows = []
            for shape, mean, _share in regular:
                phase = shape * time / mean
                term = total = 1.0
                for step in range(1, shape):
                    term *= phase / step
                    total += term
                rows.append((1 - self.rest) * exp(-phase) * total + self.rest * resting)
            found = self._survivals[days] = (*rows, resting)
        return found

    def log_chance(self, gap):
        """For each rhythm the logarithm of the chance of a gap of so many days."""
        found = self._logs.get(gap)
        if found is None:
            pairs = zip(self.survival(gap - 1), self.survival(gap), strict=True)
            found = self._logs[gap] = tuple(log(longer - still + LEAST) for longer, still in pairs)
        return found

    def stays(self, orders):
        """For each rhythm the chance of not having left after so many orders."""
        found = self._stays.get(orders)
        if found is None:
            scale = self.leaving_scale * self.leaving_shape * self.scale
            found = self._stays[orders] = tuple(
                (1 + orders * mean / scale) ** -self.leaving_shape for _shape, mean, _share in self.rhythms
            )
        return found


def _weights(model, gaps):
    """(weight of each rhythm after these gaps, not summing to 1; logarithm of what they were divided by)."""
    rows = [model.log_shares, *map(model.log_chance, gaps)]
    logs = list(map(sum, zip(*rows, strict=True)))
    top = max(logs)
    return [exp(value - top) for value in logs], top


def _explanations(model, weights, history):
    """(weight of: has left, has not left and is silent so long)."""
    # The first gap proves that it stayed after its first order.
    before, after = model.stays(len(history.gaps) - 1), model.stays(len(history.gaps))
    left = sum(w * (b - a) for w, b, a in zip(weights, before, after, strict=True))
    survival = model.survival(history.silence)
    here = sum(w * a * s for w, a, s in zip(weights, after, survival, strict=True))
    return left, here


def log_likelihood(model, histories):
    """How well the model explains the histories, as the logarithm of their chance."""
    total = 0.0
    for history in histories:
        weights, top = _weights(model, history.gaps)
        total += top + log(sum(_explanations(model, weights, history)) + LEAST)
    return total


def read(model, history, horizon):
    """The reading of one history.

    :param horizon: season days from today on
    :raises ValueError: the history has no gap: who ordered once has no rhythm
    """
    if not history.gaps:
        raise ValueError("One order makes no rhythm.")
    weights, _top = _weights(model, history.gaps)
    left, here = _explanations(model, weights, history)
    after = model.stays(len(history.gaps))
    later = model.survival(history.silence + horizon)
    still = sum(w * a * s for w, a, s in zip(weights, after, later, strict=True))
    # Where even a rest is hardly thinkable any more, it has left.
    total = left + here or 1.0
    return Reading(
        left=left / total if left + here else 1.0,
        quiet=min(1.0, (left + still) / total) if left + here else 1.0,
        window=_window(model, weights),
    )


def _window(model, weights):
    total = sum(weights)
    return tuple(_quantile(model, weights, (1 - share) * total) for share in WINDOW)


def _quantile(model, weights, longer):
    """The first day on which no more than ``longer`` of the weight still waits for the order."""

    def waits(days):
        return sum(w * s for w, s in zip(weights, model.survival(days), strict=True)) > longer

    high = 1
    while waits(high):
        high *= 2
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if waits(middle) else (low, middle)
    return high
