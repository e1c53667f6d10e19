"""What stands in the way of closing a complaint (L9)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ClosingCase:
    """What is known of a complaint when somebody wants to close it; ``None`` and ``open`` mean unknown."""

    is_sorted: bool  # client, problem family and kind are known
    severity: str | None
    kind: str | None
    is_answered: bool
    justified: str  # open, justified, not_justified
    corrective_action: bool
    effect: str  # open, passed, failed
    is_repeated: bool
    root_cause: str
    has_exception: bool  # a director accepted a person as the only cause
    process_state: str | None  # of the process action: open, done, passed, failed
    came_since: int  # complaints of the chain dated after the process was changed


def what_is_missing(case):
    """Codes of what is missing, the first to be settled first; empty when the complaint may be closed.

    A repeated problem is a fault of the process (003): it asks for a process action whatever cause was named and
    whether we think the complaint justified or not.
    """
    missing = []
    if not case.is_sorted:
        missing.append("sorting")
    if not case.severity:
        missing.append("severity")
    if case.justified == "open":
        missing.append("judgement")
    if case.kind == "written_claim" and not case.is_answered:
        missing.append("answer")
    if case.is_repeated:
        missing += _missing_of_repeated(case)
    elif case.justified == "justified" and not _is_slight(case):
        missing += _missing_of_single(case)
    return missing


def _is_slight(case):
    return case.kind == "remark" and case.severity == "none"


def _missing_of_single(case):
    if not case.corrective_action:
        yield "corrective_action"
    if case.effect != "passed":
        yield "effect"


def _missing_of_repeated(case):
    if case.root_cause == "person" and not case.has_exception:
        yield "person"
    if not case.process_state:
        yield "process_action"
    elif case.process_state != "passed":
        yield "process_effect"
    elif case.came_since:
        yield "came_since"
