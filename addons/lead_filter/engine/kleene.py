"""Three-valued logic over Odoo domains: what is not known is neither met nor not met.

A domain is split into two ordinary domains, *met* and *not met*; a record for which neither holds is unknown. Plain
Odoo counts an unset number as 0 and a negation over an empty link as true: here negations go to the leaves first, and
a leaf about an unset field is unknown. Works on domains in list form and knows of the fields only what it is told.
"""

from dataclasses import dataclass

ALWAYS, BOOLEAN, NUMBER, VALUE, PROPERTIES = "always", "boolean", "number", "value", "properties"
TO_ONE, TO_MANY = "to_one", "to_many"
TRUE_LEAF, FALSE_LEAF = (1, "=", 1), (0, "=", 1)
ASKS_WHETHER_SET = {"=": True, "in": True, "!=": False, "not in": False}
SAME_OPERATOR = {"<>": "!=", "==": "="}
MAX_LEAVES, MAX_DEPTH = 200, 12


class DomainError(ValueError):
    """A domain that cannot be understood; the message says what of it."""


@dataclass(frozen=True)
class Field:
    """What the logic needs to know of a field.

    ``kind``: *always* known, *boolean* (known too, and False is an answer: it does not ask whether it is set),
    *number* (0 is unset), *value*, *properties* (a field of fields), a link *to_one* or *to_many* of ``model``.
    """

    kind: str
    model: str | None = None


@dataclass(frozen=True)
class Split:
    """Two domains; ``unset`` tells what a question whether the field is set answers where the way to it is empty.

    ``known``, where it is told, holds where one of the two does: shorter to ask of what is not met.
    """

    met: list
    not_met: list
    unset: bool | None = None
    known: list | None = None


def split(domain, model, field_of, zero_is_value=False):
    """The domain as *met* and *not met*.

    :param domain: in list form, with ``any`` and ``not any`` over lists
    :param field_of: (model, name) -> ``Field``; raises KeyError where there is none
    :param zero_is_value: a number of 0 is an answer, not a gap
    :returns: ``Split``
    :raises DomainError: the domain is malformed, too long, or names a field that is not there
    """
    return Splitter(field_of, zero_is_value).domain(domain, model, 0)


def paths(domain):
    """The field paths that a domain in list form speaks of, in order, those inside ``any`` with the way to them."""
    found = []
    for item in domain:
        if isinstance(item, tuple | list) and len(item) == 3 and isinstance(item[0], str):
            if item[1] in ("any", "not any") and isinstance(item[2], tuple | list):
                found += [f"{item[0]}.{path}" for path in paths(item[2])] or [item[0]]
            else:
                found.append(item[0])
    return list(dict.fromkeys(found))


class Splitter:
    def __init__(self, field_of, zero_is_value):
        self.field_of = field_of
        self.zero_is_value = zero_is_value
        self.leaves = 0

    def domain(self, domain, model, depth):
        """Read the prefix notation from its end, as Odoo does; what is not joined is joined by *and*."""
        if not isinstance(domain, list | tuple) or depth > MAX_DEPTH:
            raise DomainError(f"This is no domain: {str(domain)[:100]}")
        stack = []
        for item in reversed(domain):
            if item == "!":
                stack.append(_negated(self._pop(stack, domain)))
            elif item in ("&", "|"):
                pair = [self._pop(stack, domain), self._pop(stack, domain)]
                stack.append(_joined(item, pair))
            elif isinstance(item, list | tuple) and len(item) == 3:
                stack.append(self.leaf(*item, model, depth))
            else:
                raise DomainError(f"This is no condition: {str(item)[:100]}")
        if not stack:
            return Split([TRUE_LEAF], [FALSE_LEAF])
        return _joined("&", stack[::-1])

    def leaf(self, path, operator, value, model, depth):
        self.leaves += 1
        if self.leaves > MAX_LEAVES:
            raise DomainError(f"A domain has no more than {MAX_LEAVES} conditions.")
        if (path, operator, value) in (TRUE_LEAF, FALSE_LEAF) and not isinstance(path, str):
            held = [TRUE_LEAF if path else FALSE_LEAF]
            return Split(held, [FALSE_LEAF if path else TRUE_LEAF])
        if not isinstance(path, str) or not isinstance(operator, str):
            raise DomainError(f"This is no condition: {str((path, operator, value))[:100]}")
        operator = SAME_OPERATOR.get(operator, operator)
        if operator == "=?":
            if value in (False, None):
                return Split([TRUE_LEAF], [FALSE_LEAF])
            operator = "="
        if operator.endswith(("=like", "=ilike")) and any(map(_breaks_off, _listed(value))):
            raise DomainError(f"This is no condition: {str((path, operator, value))[:100]}")
        name, _dot, rest = path.partition(".")
        field = self._field(model, name)
        if field.kind in (TO_ONE, TO_MANY):
            if rest:
                inner = self.leaf(rest, operator, value, field.model, depth + 1)
                return _over(name, field, inner)
            if operator in ("any", "not any"):
                inner = self.domain(value, field.model, depth + 1)
                found = _over(name, field, Split(inner.met, inner.not_met, known=inner.known))
                return found if operator == "any" else _negated(found)
        return self._plain(path, name, operator, value, field)

    def _plain(self, path, name, operator, value, field):
        leaf = (path, operator, value)
        if field.kind == BOOLEAN:
            return Split([leaf], ["!", leaf], known=[TRUE_LEAF])
        unset = _held_by_unset(operator, value)
        if unset is not None or field.kind in (ALWAYS, TO_MANY) or (field.kind == NUMBER and self.zero_is_value):
            return Split([leaf], ["!", leaf], unset, [TRUE_LEAF])
        known = (path if field.kind == PROPERTIES else name, "!=", False)
        return Split(["&", known, leaf], ["&", known, "!", leaf], known=[known])

    def _field(self, model, name):
        try:
            return self.field_of(model, name)
        except KeyError:
            raise DomainError(f"There is no field {name} in {model}.") from None

    @staticmethod
    def _pop(stack, domain):
        if not stack:
            raise DomainError(f"An operator of this domain joins nothing: {str(domain)[:100]}")
        return stack.pop()


def _held_by_unset(operator, value):
    """Whether an unset field fulfils a question about being set; None of any other question."""
    if operator not in ASKS_WHETHER_SET:
        return None
    if any(one is False or one is None or one == "" for one in _listed(value)):
        return ASKS_WHETHER_SET[operator]
    return None


def _listed(value):
    return value if isinstance(value, list | tuple | set | frozenset) else [value]


def _breaks_off(pattern):
    """Whether a pattern ends in the middle of an escape: PostgreSQL says so only once a text gets that far."""
    return isinstance(pattern, str) and (len(pattern) - len(pattern.rstrip("\\"))) % 2 == 1


def _over(name, field, inner):
    """A condition on what a link leads to; through a link to many, that one of them fulfils it."""
    if field.kind == TO_MANY:
        return Split([(name, "any", inner.met)], [(name, "not any", ["!", *inner.not_met])], inner.unset)
    met, not_met = [(name, "any", inner.met)], [(name, "any", inner.not_met)]
    known = inner.known and [(name, "any", inner.known)]
    if inner.unset is True:
        met = ["|", (name, "=", False), *met]
    elif inner.unset is False:
        not_met = ["|", (name, "=", False), *not_met]
    if known and inner.unset is not None:
        known = ["|", (name, "=", False), *known]
    return Split(met, not_met, inner.unset, known)


def _negated(parts):
    return Split(parts.not_met, parts.met, known=parts.known)


def _joined(operator, parts):
    if len(parts) == 1:
        return parts[0]
    other = "|" if operator == "&" else "&"
    return Split(_all(operator, [part.met for part in parts]), _all(other, [part.not_met for part in parts]))


def _all(operator, domains):
    return [operator] * (len(domains) - 1) + [item for domain in domains for item in domain]
