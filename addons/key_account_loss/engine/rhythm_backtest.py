"""How good the rhythm's alarms would have been on a company's own past, against the rule of fixed days (L8).

Both rules get the same number of alarms. *Fixed days* ranks clients by the days since their last order; the *rhythm*
by the chance that no order comes. On every day of judgement the rhythm knows only what was known before it: season,
model and reading are made anew from earlier orders, and what traits mean from earlier days whose outcome was known.
"""

from bisect import bisect_left
from dataclasses import dataclass
from random import Random

from .rhythm import read
from .rhythm_fit import fit, histories_at
from .rhythm_trait import fit_traits
from .season import season_clock, season_index

# Who ordered on fewer days is no client of whom a silence could be told.
FEWEST_DAYS = 5
HORIZON = 90
REDRAWS = 1000
# The model is found anew after so many days, as in daily use.
REFIT_DAYS = 28


@dataclass(frozen=True, slots=True)
class Case:
    """One client on one day of judgement."""

    client: object
    day: int
    silence: int  # calendar days
    quiet: float
    left: float
    is_lost: bool  # it did order nothing within the horizon
    rhythm: float = 0.0  # the chance that nothing comes within the horizon, by its days alone
    traits: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both rules at one number of alarms."""

    alarms: int
    lost: int  # cases that were lost, alarmed or not
    fixed_right: int
    rhythm_right: int
    only_fixed: tuple[int, int]  # alarms of the fixed days alone: (right, all)
    only_rhythm: tuple[int, int]
    gain: tuple[float, float]  # 95 % interval of the difference of precision, clients drawn anew

    @property
    def precision(self):
        """(fixed days, rhythm)"""
        return self.fixed_right / self.alarms, self.rhythm_right / self.alarms


def judge(orders, days, last, traits=None, horizon=HORIZON, loss_days=None):
    """The cases of all clients on each of the days, in order.

    :param orders: {client: the days of its orders, ascending, without repetition}
    :param last: the last day of which orders are known: a day of judgement lies at least the horizon before it
    :param traits: called with a client and a day: the client's traits as they were known before that day
    :param loss_days: where given, ``quiet`` is the chance that the silence lasts so many days in all
    """
    orders = {client: past for client, past in orders.items() if past}
    cases, model, tilt, fitted = [], None, None, None
    first = min((past[0] for past in orders.values()), default=last)
    for today in sorted(days):
        if today + horizon - 1 > last:
            raise ValueError("What came within the horizon is not known yet.")
        is_old = fitted is None or today - fitted >= REFIT_DAYS
        if is_old:
            index = season_index(list(orders.values()), today)
        clock = season_clock(index, first, today + max(horizon, loss_days or 0))
        histories = histories_at(clock, orders, today)
        if is_old:
            model, fitted = fit(list(histories.values()), model), today
            tilt = fit_traits([case for case in cases if case.day + horizon <= today]) if traits else None
        cases += _cases(orders, histories, clock, today, model, tilt, traits, horizon, loss_days)
    return cases


def _cases(orders, histories, clock, today, model, tilt, traits, horizon, loss_days):
    """The cases of one day."""
    for client, history in histories.items():
        past, place = orders[client], bisect_left(orders[client], today)
        if place < FEWEST_DAYS:
            continue
        silence = today - past[place - 1]
        reading = read(model, history, clock.between(today, today + horizon))
        quiet, marks = reading.quiet, traits(client, today) if traits else ()
        if loss_days:
            quiet = read(model, history, clock.between(today, today + max(loss_days - silence, 1))).quiet
        yield Case(
            client=client,
            day=today,
            silence=silence,
            quiet=tilt.tilted(quiet, marks) if tilt else quiet,
            left=reading.left,
            is_lost=place == len(past) or past[place] >= today + horizon,
            rhythm=reading.quiet,
            traits=marks,
        )


def compare(cases, share, redraws=REDRAWS):
    """Both rules where each alarms the most alarming ``share`` of all cases: one limit for all days."""
    alarms = max(1, round(len(cases) * share))
    fixed = set(_most(cases, alarms, lambda case: case.silence))
    rhythm = set(_most(cases, alarms, lambda case: case.quiet))
    return _comparison(cases, fixed, rhythm, redraws)


def compare_daily(cases, share, redraws=REDRAWS):
    """Both rules where each alarms the most alarming ``share`` of the clients on each day of judgement."""
    by_day = {}
    for case in cases:
        by_day.setdefault(case.day, []).append(case)
    fixed, rhythm = set(), set()
    for day in by_day.values():
        alarms = max(1, round(len(day) * share))
        fixed.update(_most(day, alarms, lambda case: case.silence))
        rhythm.update(_most(day, alarms, lambda case: case.quiet))
    return _comparison(cases, fixed, rhythm, redraws)


def _most(cases, alarms, score):
    return sorted(cases, key=lambda case: (-score(case), str(case.client), case.day))[:alarms]


def _comparison(cases, fixed, rhythm, redraws):
    only_fixed, only_rhythm = fixed - rhythm, rhythm - fixed
    return Comparison(
        alarms=len(fixed),
        lost=_right(cases),
        fixed_right=_right(fixed),
        rhythm_right=_right(rhythm),
        only_fixed=(_right(only_fixed), len(only_fixed)),
        only_rhythm=(_right(only_rhythm), len(only_rhythm)),
        gain=_gain_interval(fixed, rhythm, redraws),
    )


def _right(cases):
    return sum(case.is_lost for case in cases)


def _gain_interval(fixed, rhythm, redraws):
    """95 % interval of rhythm's precision less that of fixed days.

    A client alarmed month after month is one piece of evidence, not many: clients are drawn, with all their cases.
    """
    counts = {}
    for place, alarmed in ((0, fixed), (2, rhythm)):
        for case in alarmed:
            row = counts.setdefault(case.client, [0, 0, 0, 0])
            row[place] += 1
            row[place + 1] += case.is_lost
    rows = [counts[client] for client in sorted(counts, key=str)]
    random, gains = Random(5), []
    for _draw in range(redraws):
        fixed_all, fixed_right, all_, right = map(sum, zip(*random.choices(rows, k=len(rows)), strict=True))
        if fixed_all and all_:
            gains.append(right / all_ - fixed_right / fixed_all)
    gains.sort()
    return (gains[int(0.025 * len(gains))], gains[int(0.975 * len(gains))]) if gains else (0.0, 0.0)
