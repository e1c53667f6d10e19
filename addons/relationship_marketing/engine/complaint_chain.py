"""When complaints are one repeated problem (L9, 003: the cycle of losing a client begins with repeated problems)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Chain:
    """Complaints of one client and one problem family, each at most the span after the one before."""

    count: int
    first: date
    last: date

    @property
    def is_repeated(self):
        return self.count > 1


def chains(complaints, span_days):
    """{complaint: its chain}.

    A chain is not cut where its ends lie further apart than the span: only a gap between two complaints that
    follow one another cuts it.

    :param complaints: iterable of (complaint, client and family, date); only what counts: neither rejected nor
        withdrawn nor merely proposed
    :param span_days: the largest gap in days
    """
    by_problem = {}
    for complaint, problem, day in complaints:
        by_problem.setdefault(problem, []).append((day, complaint))
    found = {}
    for dated in by_problem.values():
        dated.sort(key=lambda item: item[0])
        for members in _cut(dated, span_days):
            chain = Chain(len(members), members[0][0], members[-1][0])
            found.update((complaint, chain) for _day, complaint in members)
    return found


def _cut(dated, span_days):
    members = []
    for day, complaint in dated:
        if members and (day - members[-1][0]).days > span_days:
            yield members
            members = []
        members.append((day, complaint))
    yield members
