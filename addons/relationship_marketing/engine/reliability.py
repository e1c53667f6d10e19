"""How far a side's promises can be relied on: kept by due, of all due by today (R6)."""

from dataclasses import dataclass

from .proportion import wilson_interval


@dataclass(frozen=True)
class Reliability:
    """``kept`` of ``due`` promises, with the 95 % interval as shares; unknown (None) without any due."""

    kept: int = 0
    due: int = 0
    low: float | None = None
    high: float | None = None

    @property
    def share(self):
        return self.kept / self.due if self.due else None


def reliability_of(kept, due):
    """The reliability of counts.

    :raises ValueError: more kept than due, or less than none
    """
    if not due:
        if kept:
            raise ValueError(f"{kept} of {due} promises is no share.")
        return Reliability()
    low, high = wilson_interval(kept, due)
    return Reliability(kept, due, low, high)


def reliability(promises, today):
    """The reliability of one side.

    :param promises: pairs (state, due) of its promises; what is due later, or withdrawn, does not count
    """
    states = [state for state, due in promises if due <= today and state != "withdrawn"]
    return reliability_of(states.count("kept"), len(states))
