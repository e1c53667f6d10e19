"""What is still missing at the gates of a deal (002): evidence is what the client showed, not what we did."""

from dataclasses import dataclass

PERSON, DECIDING, DOCUMENT, DATE, ROLES = "person", "deciding", "document", "date", "roles"


@dataclass(frozen=True)
class Gate:
    """What a gate asks for: of ``PERSON``, ``DECIDING``, ``DOCUMENT``, ``DATE``, ``ROLES``."""

    id: int
    asks: frozenset


@dataclass(frozen=True)
class Evidence:
    """One thing the client showed at a gate; ``person`` is an id or None."""

    gate_id: int
    person: int | None = None
    has_document: bool = False
    has_date: bool = False
    is_waived: bool = False


def missing(gate, evidence, roles, wanted, deciding):
    """What of the things asked for at ``gate`` nobody has shown yet, in the order in which one would ask.

    Evidence adds up: the person may come from one piece and the document from another.

    :param evidence: every ``Evidence`` of the deal
    :param roles: {(person, role type)} confirmed in this deal
    :param wanted: role types somebody is to be confirmed in
    :param deciding: role types that have the last word
    """
    shown = [one for one in evidence if one.gate_id == gate.id]
    if any(one.is_waived for one in shown):
        return ()
    persons = {one.person for one in shown if one.person}
    has = {
        PERSON: bool(persons),
        DECIDING: any(person in persons and role in deciding for person, role in roles),
        DOCUMENT: any(one.has_document for one in shown),
        DATE: any(one.has_date for one in shown),
        ROLES: set(wanted) <= {role for _person, role in roles},
    }
    return tuple(thing for thing, is_there in has.items() if thing in gate.asks and not is_there)
