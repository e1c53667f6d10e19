"""What each client of the demo company bought in five years: the stories, and the months made from them.

Pure Python. Amounts are in thousands of the company's currency a year, the oldest year first; the last year ends in
the last complete month. ``offset`` counts months back from that month, which has offset 0. The same input gives the
same volumes always: the spread over months comes from a random generator seeded with the client's reference.
"""

import random
from dataclasses import dataclass, field

YEARS = 5
MONTHS = 12 * YEARS

PCB, HARNESS, BOX, ENCLOSURE, PROTOTYPE, TEST, REPAIR = FAMILIES = (
    "PCB assembly",
    "Cable harnesses",
    "Box build",
    "Enclosures",
    "Prototypes",
    "Testing",
    "Repairs",
)
KEY_POSITIONS = (PCB, HARNESS, BOX)
# Price of a piece in the last year, and the share of it that stays as margin.
PRICES = {PCB: 48.0, HARNESS: 19.0, BOX: 310.0, ENCLOSURE: 36.0, PROTOTYPE: 640.0, TEST: 7.5, REPAIR: 85.0}
MARGINS = {PCB: 0.24, HARNESS: 0.21, BOX: 0.27, ENCLOSURE: 0.17, PROTOTYPE: 0.34, TEST: 0.38, REPAIR: 0.05}
# Orders follow the budgets of industry: weak in January and August, strong before the year ends.
SEASON = (0.7, 0.9, 1.05, 1.05, 1.0, 1.0, 0.9, 0.8, 1.05, 1.15, 1.2, 1.2)


@dataclass(frozen=True)
class Story:
    """The yearly volumes of one client, and between which months it bought."""

    volumes: dict[str, tuple[float, ...]]  # by family, YEARS of them, the oldest first
    first: int = MONTHS - 1  # offset of the first month
    last: int = 0  # offset of the last month
    share_of_months: float = 1.0  # in which share of the months it orders at all
    price_rise: float = 1.06  # from year to year
    returns: dict[int, tuple[str, float]] = field(default_factory=dict)  # {offset: (family, thousands taken back)}


STORIES = {
    # Five divisions of one client that did not know of each other, won one after another.
    "C101": Story({PCB: (320, 340, 360, 380, 400), HARNESS: (80, 85, 90, 95, 100)}),
    "C102": Story({PCB: (0, 0, 20, 150, 190), TEST: (0, 0, 2, 12, 18)}, first=26),
    "C103": Story({BOX: (0, 0, 15, 120, 170)}, first=26),
    "C104": Story({PCB: (0, 0, 0, 70, 140), PROTOTYPE: (0, 0, 0, 25, 20)}, first=22),
    "C105": Story({HARNESS: (0, 0, 0, 40, 110)}, first=20),
    # Lost: more and more repairs, then no order; the last batch was sent back and credited.
    "C201": Story(
        {PCB: (520, 560, 590, 430, 0), HARNESS: (180, 190, 200, 120, 0), REPAIR: (8, 10, 22, 41, 0)},
        last=13,
        returns={10: (PCB, 38.0)},
    ),
    # Boards went elsewhere while finished devices hide it in the total.
    "C202": Story({PCB: (400, 420, 430, 440, 150), BOX: (180, 190, 200, 230, 440), TEST: (20, 25, 30, 35, 60)}),
    # Less each year.
    "C203": Story({PCB: (500, 500, 470, 400, 310), HARNESS: (120, 120, 110, 95, 75)}),
    # Less this year, after an uneven time before.
    "C204": Story({ENCLOSURE: (150, 160, 150, 170, 120), PCB: (300, 310, 300, 330, 240)}),
    # Not lost: goes on under another legal entity at the same address.
    "C205": Story({PCB: (260, 270, 290, 250, 0), HARNESS: (90, 95, 100, 80, 0)}, last=13),
    "C206": Story({PCB: (0, 0, 0, 24, 300), HARNESS: (0, 0, 0, 8, 95)}, first=12),
    # A division lost inside a growing client group.
    "C207": Story({PCB: (260, 270, 290, 310, 470)}),
    "C208": Story({BOX: (150, 160, 170, 200, 300)}),
    "C209": Story({REPAIR: (70, 75, 80, 72, 0), TEST: (40, 40, 35, 33, 0)}, last=13),
    # Growing, new, steady.
    "C210": Story({PCB: (100, 130, 170, 230, 360), PROTOTYPE: (30, 35, 40, 60, 80)}),
    "C211": Story({PCB: (0, 0, 0, 0, 170), TEST: (0, 0, 0, 0, 24), PROTOTYPE: (0, 0, 0, 0, 46)}, first=7),
    "C212": Story({PCB: (480, 490, 505, 505, 515), BOX: (220, 230, 235, 240, 245)}, returns={1: (BOX, 4.0)}),
    "C213": Story({HARNESS: (250, 255, 260, 262, 270), ENCLOSURE: (60, 60, 62, 64, 66)}),
    "C214": Story({BOX: (190, 200, 205, 210, 215), PCB: (130, 130, 135, 140, 138), REPAIR: (6, 6, 5, 6, 5)}),
    # Steady in money, but prices rose faster than elsewhere: fewer pieces every year.
    "C215": Story({ENCLOSURE: (95, 96, 98, 99, 97), HARNESS: (105, 109, 112, 113, 108)}, price_rise=1.2),
}
REGULAR = [f"C{number}" for number in range(301, 325)]


@dataclass(frozen=True)
class Supply:
    """What one client bought of one family in one month; negative where it was sent back."""

    ref: str
    offset: int
    family: str
    quantity: int
    amount: float
    margin: float


def supplies(end_month=12):
    """All supplies of the demo company, the oldest first.

    :param end_month: which month of the year (1–12) the last one is; it moves the seasons
    """
    found = []
    for ref, story in [*STORIES.items(), *((ref, _regular_story(ref)) for ref in REGULAR)]:
        for family, volumes in story.volumes.items():
            found += _supplies_of_family(ref, story, family, volumes, end_month)
        for offset, (family, thousands) in story.returns.items():
            found.append(_supply(ref, story, family, offset, -1000 * thousands))
    return sorted(found, key=lambda supply: (-supply.offset, supply.ref, FAMILIES.index(supply.family)))


def _regular_story(ref):
    """A smaller client: one to three families, some years better than others, orders in some months only."""
    chance = random.Random(ref)
    level = chance.choice((4, 7, 11, 16, 24, 38, 55))
    families = chance.sample(FAMILIES, chance.choice((1, 1, 2, 2, 3)))
    volumes = {
        family: tuple(round(level * 1.03**year * chance.uniform(0.8, 1.2) / rank, 2) for year in range(YEARS))
        for rank, family in enumerate(families, start=1)
    }
    return Story(volumes, share_of_months=chance.choice((0.25, 0.4, 0.6, 0.9)))


def _supplies_of_family(ref, story, family, volumes, end_month):
    """The year's volume spread over its months; their sum is the year's volume to the cent."""
    chance = random.Random(f"{ref}/{family}")
    for index, thousands in enumerate(volumes):
        year = YEARS - 1 - index
        offsets = [offset for offset in range(12 * year, 12 * year + 12) if story.last <= offset <= story.first]
        weights = {
            offset: SEASON[(end_month - 1 - offset) % 12] * chance.uniform(0.75, 1.25)
            for offset in offsets
            if chance.random() < story.share_of_months
        }
        if not thousands or not offsets:
            continue
        weights = weights or {offsets[-1]: 1.0}
        total, left = sum(weights.values()), round(1000 * thousands, 2)
        for offset, weight in weights.items():
            amount = round(min(left, 1000 * thousands * weight / total), 2)
            left = round(left - amount, 2)
            if offset == list(weights)[-1]:
                amount, left = round(amount + left, 2), 0.0
            yield _supply(ref, story, family, offset, amount)


def _supply(ref, story, family, offset, amount):
    price = PRICES[family] * random.Random(ref).uniform(0.85, 1.15) / story.price_rise ** (offset // 12)
    quantity = max(1, round(abs(amount) / price)) * (1 if amount > 0 else -1)
    return Supply(ref, offset, family, quantity, amount, round(amount * MARGINS[family], 2))
