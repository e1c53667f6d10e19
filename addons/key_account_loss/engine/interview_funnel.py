"""How many of those asked were interviewed, and whether they are like those asked (003, stage 5; L5)."""

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass
from fractions import Fraction
from math import comb

from odoo.addons.relationship_marketing.engine.proportion import wilson_interval

# "one can always count on answers of at least two thirds of them" (003)
GOAL = Fraction(2, 3)
# Below so many asked a difference could be chance whatever it is.
LEAST_ASKED = 6
PERSONAL = ("in_person", "phone")


@dataclass(frozen=True, slots=True)
class Asked:
    """One person who was to be asked."""

    person: Hashable
    outcome: str  # in_person, phone, link, refused, silent, closed (the firm), undelivered, not_sent
    traits: tuple[tuple[str, str], ...] = ()  # (trait, value): ("class", "stopped"), ("seller", "…")


@dataclass(frozen=True, slots=True)
class Funnel:
    """Persons by what came of asking them; the share is of those whom a letter reached."""

    sent: int  # letters to persons whom they could reach
    in_person: int
    phone: int
    link: int
    refused: int
    silent: int
    closed: int  # firms that are no more: apart
    undelivered: int  # letters that came back: apart
    not_sent: int

    @property
    def interviewed(self):
        return self.in_person + self.phone

    @property
    def share(self):
        """Interviewed in person or by phone ÷ persons sent the letter; None before the first letter."""
        return Fraction(self.interviewed, self.sent) if self.sent else None

    @property
    def interval(self):
        """The 95 % interval of the share, or None."""
        return wilson_interval(self.interviewed, self.sent) if self.sent else None

    @property
    def missing_to_goal(self):
        """How many more interviews make two thirds."""
        needed = -(-2 * self.sent // 3)
        return max(needed - self.interviewed, 0)


def funnel_of(asked):
    """The :class:`Funnel` of the persons ``asked``.

    :raises ValueError: an outcome that is none of those named in :class:`Asked`
    """
    counts = Counter(one.outcome for one in asked)
    unknown = counts.keys() - {*PERSONAL, "link", "refused", "silent", "closed", "undelivered", "not_sent"}
    if unknown:
        raise ValueError(f"No such outcome of a letter: {', '.join(sorted(map(str, unknown)))}.")
    sent = sum(counts[outcome] for outcome in (*PERSONAL, "link", "refused", "silent"))
    return Funnel(
        sent,
        *(counts[name] for name in ("in_person", "phone", "link", "refused", "silent", "closed", "undelivered")),
        counts["not_sent"],
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """A kind of client that is heard more, or less, than chance would have it."""

    trait: str
    value: str
    asked: int
    answered: int
    is_over: bool  # heard more than the others


def unlike_asked(asked, level=0.05):
    """Where those interviewed are not like those asked: the :class:`Difference` list, the surest first.

    For each value of a trait: of all asked, so many have it; had the interviewed been drawn from them by lot, a count
    this far from the middle would come up less often than ``level`` (hypergeometric, both sides, no shortcut).
    """
    reached = [one for one in asked if one.outcome in (*PERSONAL, "link", "refused", "silent")]
    heard = {one.person for one in reached if one.outcome in PERSONAL}
    if len(reached) < LEAST_ASKED or not heard or len(heard) == len(reached):
        return []
    having, answered = Counter(), Counter()
    for one in reached:
        having.update(one.traits)
        if one.person in heard:
            answered.update(one.traits)
    found = []
    for trait, count in having.items():
        chance = two_sided(answered[trait], count, len(heard), len(reached))
        if chance < level:
            is_over = answered[trait] * len(reached) > count * len(heard)
            found.append((chance, Difference(*trait, count, answered[trait], is_over)))
    return [difference for _chance, difference in sorted(found, key=lambda pair: (pair[0], str(pair[1])))]


def two_sided(drawn, marked, draws, total):
    """The chance of a count no likelier than ``drawn`` when ``draws`` of ``total`` are drawn and ``marked`` count."""
    ways = {
        count: comb(marked, count) * comb(total - marked, draws - count)
        for count in range(max(0, draws - total + marked), min(marked, draws) + 1)
    }
    return float(Fraction(sum(way for way in ways.values() if way <= ways[drawn]), comb(total, draws)))
