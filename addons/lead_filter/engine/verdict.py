"""The verdict on a request: ours, ours on conditions, not ours, open, or for a person to decide (002).

The definition in plain Python; ``verdict_sql`` says the same to PostgreSQL for any number of requests at once, and a
property test holds one against the other.
"""

from dataclasses import dataclass, field

# The outcome of one criterion, as it is kept with the lead: one character each, in the portrait's order.
UNKNOWN, MET, NOT_MET, CONDITIONAL = "0", "1", "2", "3"
OURS, CONDITIONS, NOT_OURS, OPEN, DECIDE = "ours", "conditions", "not_ours", "open", "decide"


@dataclass(frozen=True)
class Criterion:
    """One criterion of a portrait: a knock-out, or ``weight`` above zero; ``question`` (id) is what settles it."""

    id: int
    is_knock_out: bool = False
    weight: float = 0.0
    question: int | None = None


@dataclass(frozen=True)
class Portrait:
    """Criteria in the portrait's order, and the thresholds of the score between 0 and 100."""

    criteria: tuple = ()
    lower: float = 30.0
    upper: float = 70.0
    total: float = field(init=False)

    def __post_init__(self):
        object.__setattr__(self, "total", sum((one.weight for one in self.weighed), 0.0))

    @property
    def weighed(self):
        return [one for one in self.criteria if not one.is_knock_out]

    @property
    def by_what_they_change(self):
        """Places of the criteria, first those whose answer changes the verdict most.

        Knock-outs first: each can refuse alone. Then those where one answer decides, then the largest weight. An
        answer of a larger weight decides wherever one of a smaller weight does, so the second rule is in the third,
        and the order is the same for every request.
        """
        return sorted(
            range(len(self.criteria)),
            key=lambda place: (not self.criteria[place].is_knock_out, -self.criteria[place].weight, place),
        )


@dataclass(frozen=True)
class Verdict:
    """``low`` and ``high``: the score if all unknown were not met, and if it were met. ``decisive``: the criterion
    that refuses first. ``question``: what to ask next. Both are ids or None."""

    state: str
    low: float
    high: float
    decisive: int | None = None
    question: int | None = None


def judge(portrait, outcomes, asked=()):
    """The verdict on one request.

    :param outcomes: of the criteria in the portrait's order, ``UNKNOWN`` … ``CONDITIONAL``
    :param asked: ids of the questions asked in the last days, which are not asked again yet
    """
    pairs = list(zip(portrait.criteria, outcomes, strict=True))
    weights = {
        wanted: sum((one.weight for one, outcome in pairs if not one.is_knock_out and outcome in wanted), 0.0)
        for wanted in ((MET,), (MET, CONDITIONAL), (MET, CONDITIONAL, UNKNOWN))
    }
    low, hoped, high = (100.0 * weight / portrait.total if portrait.total else 0.0 for weight in weights.values())
    if not portrait.total:
        high = 100.0
    state = _state(portrait, pairs, low, hoped, high)
    # Where no answer changes the verdict any more there is nothing to ask.
    question = None if state in (OURS, NOT_OURS) else _next(portrait, outcomes, asked)
    return Verdict(state, low, high, _decisive(portrait, outcomes), question)


def _state(portrait, pairs, low, hoped, high):
    knock_outs = {outcome for one, outcome in pairs if one.is_knock_out}
    has_weights = bool(portrait.total)
    if NOT_MET in knock_outs or (has_weights and high < portrait.lower):
        return NOT_OURS
    # Nothing that could speak for the request speaks for it: a portrait without criteria recognises nobody.
    if pairs:
        if knock_outs <= {MET} and (not has_weights or low >= portrait.upper):
            return OURS
        if knock_outs <= {MET, CONDITIONAL} and (not has_weights or hoped >= portrait.upper):
            return CONDITIONS
    return OPEN if any(outcome in (UNKNOWN, CONDITIONAL) for _one, outcome in pairs) else DECIDE


def _decisive(portrait, outcomes):
    """The criterion not met that weighs most, knock-outs first."""
    return next(
        (portrait.criteria[place].id for place in portrait.by_what_they_change if outcomes[place] == NOT_MET), None
    )


def _next(portrait, outcomes, asked):
    for place in portrait.by_what_they_change:
        question = portrait.criteria[place].question
        if outcomes[place] == UNKNOWN and question and question not in asked:
            return question
    return None
