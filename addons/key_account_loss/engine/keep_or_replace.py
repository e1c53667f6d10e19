"""Keep a client, or win a like one: what each costs, with what is not known left open (003, stage 6; L6)."""

from dataclasses import dataclass

from .beta import Chance

KEEP, REPLACE, OPEN, NEITHER = "keep", "replace", "open", "neither"


@dataclass(frozen=True, slots=True)
class Span:
    """An amount that is known to lie between two others, both included; one figure is a span of no width."""

    low: float
    high: float

    @classmethod
    def of(cls, low, high=None):
        """The span of an amount known exactly, or between ``low`` and ``high`` in either order."""
        high = low if high is None else high
        return cls(min(low, high), max(low, high))


@dataclass(frozen=True, slots=True)
class Case:
    """One lost client. Amounts in the company's currency; None where nobody can say."""

    investment: Span | None  # extra, to keep the relationship going
    yearly_value: Span | None  # net value of the client a year, should it return
    years: float  # for which the value is counted


@dataclass(frozen=True, slots=True)
class Comparison:
    """What keeping one client costs and brings, against winning a like one."""

    cost_of_one_kept: Span | None  # investment over the chance: what is paid for each who does return
    expected_value: Span | None  # chance × value over the years − investment
    value_of_new: Span | None  # the same value − the cost of winning a like client
    decision: str  # keep, replace, neither, open


def compare(case, chance: Chance, cost_of_winning: Span | None):
    """The :class:`Comparison` of one case. A part nobody can say leaves open what depends on it, never counts as 0."""
    value = _times(case.yearly_value, case.years)
    kept_cost = _divided_by_chance(case.investment, chance)
    expected = None
    if case.investment and value:
        expected = _minus(_times_chance(value, chance), case.investment)
    of_new = _minus(value, cost_of_winning) if value and cost_of_winning else None
    return Comparison(kept_cost, expected, of_new, _decision(kept_cost, expected, cost_of_winning, of_new))


def _decision(kept_cost, expected, cost_of_winning, of_new):
    """What holds whichever figure of each span is the true one; otherwise open."""
    if expected and of_new and expected.high < 0 and of_new.high < 0:
        return NEITHER
    if expected and expected.high < 0 and of_new and of_new.low >= 0:
        return REPLACE
    if not kept_cost or not cost_of_winning:
        return OPEN
    if cost_of_winning.high < kept_cost.low and (of_new is None or of_new.low >= 0):
        return REPLACE
    if kept_cost.high <= cost_of_winning.low and expected and expected.low >= 0:
        return KEEP
    return OPEN


@dataclass(frozen=True, slots=True)
class ListComparison:
    """All cases that have an investment, against winning as many like clients (003, stage 6)."""

    cases: int
    without_investment: int  # named, not counted
    investment: Span | None
    returning: Span | None  # how many are to be expected back
    replacing_all: Span | None  # the cost of winning as many new clients as there are cases
    replacing_returning: Span | None  # the cost of winning as many as would return


def compare_list(cases, chance: Chance, cost_of_winning: Span | None):
    """The :class:`ListComparison` of ``cases``; one chance holds for all, so its interval does not shrink with them."""
    invested = [case.investment for case in cases if case.investment]
    count = len(invested)
    if not count:
        return ListComparison(0, len(cases), None, None, None, None)
    returning = Span(count * chance.low, count * chance.high)
    replacing_all = replacing_returning = None
    if cost_of_winning:
        replacing_all = _times(cost_of_winning, count)
        replacing_returning = Span.of(
            returning.low * cost_of_winning.low,
            returning.high * cost_of_winning.high,
        )
    return ListComparison(
        count,
        len(cases) - count,
        Span(sum(span.low for span in invested), sum(span.high for span in invested)),
        returning,
        replacing_all,
        replacing_returning,
    )


def _times(span, number):
    return span and Span.of(span.low * number, span.high * number)


def _times_chance(span, chance):
    products = [amount * share for amount in (span.low, span.high) for share in (chance.low, chance.high)]
    return Span(min(products), max(products))


def _divided_by_chance(span, chance):
    """None where nobody can say, or where there is no chance at all: no sum brings that client back."""
    if not span or chance.low <= 0:
        return None
    shares = [amount / share for amount in (span.low, span.high) for share in (chance.low, chance.high)]
    return Span(min(shares), max(shares))


def _minus(span, other):
    return Span(span.low - other.high, span.high - other.low)
