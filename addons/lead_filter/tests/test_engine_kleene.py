"""The split of domains against a Kleene evaluator in plain Python, on small worlds of nested records."""

import operator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.lead_filter.engine.kleene import (
    BOOLEAN,
    MAX_LEAVES,
    NUMBER,
    TO_MANY,
    TO_ONE,
    VALUE,
    DomainError,
    Field,
    paths,
    split,
)

FIELDS = {
    "flag": Field(BOOLEAN),
    "amount": Field(NUMBER),
    "name": Field(VALUE),
    "owner": Field(TO_ONE, "thing"),
    "parts": Field(TO_MANY, "thing"),
}
COMPARE = {"<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge}
NUMBERS = st.integers(0, 3)
NAMES = st.sampled_from(["a", "b"])


def field_of(_model, name):
    return FIELDS[name]


def things(depth):
    deeper = things(depth - 1) if depth else st.nothing()
    return st.fixed_dictionaries(
        {
            "flag": st.booleans(),
            "amount": NUMBERS,
            "name": st.just(False) | NAMES,
            "owner": st.just(False) | deeper if depth else st.just(False),
            "parts": st.lists(deeper, max_size=2) if depth else st.just([]),
        }
    )


LEAVES = st.one_of(
    st.tuples(st.just("flag"), st.sampled_from(["=", "!="]), st.booleans()),
    st.tuples(st.just("amount"), st.sampled_from(["=", "!=", *COMPARE]), NUMBERS),
    st.tuples(st.just("amount"), st.sampled_from(["in", "not in"]), st.lists(NUMBERS, max_size=2)),
    st.tuples(st.just("name"), st.sampled_from(["=", "!="]), NAMES | st.just(False)),
    st.tuples(st.just("name"), st.sampled_from(["in", "not in"]), st.lists(NAMES | st.just(False), max_size=2)),
    st.tuples(st.sampled_from(["owner", "parts"]), st.sampled_from(["=", "!="]), st.just(False)),
)
WAYS = st.sampled_from(["", "owner.", "parts.", "owner.owner.", "owner.parts.", "parts.owner."])
CONDITIONS = st.builds(lambda way, leaf: (way + leaf[0], *leaf[1:]), WAYS, LEAVES)


def trees(leaves):
    return st.recursive(
        leaves.map(lambda leaf: [leaf]),
        lambda inner: st.one_of(
            inner.map(lambda domain: ["!", *domain]),
            st.builds(lambda one, two, sign: [sign, *one, *two], inner, inner, st.sampled_from("&|")),
            st.builds(
                lambda link, sign, domain: [(link, sign, domain)],
                st.sampled_from(["owner", "parts"]),
                st.sampled_from(["any", "not any"]),
                inner,
            ),
        ),
        max_leaves=6,
    )


# --- the judge: three-valued, knows nothing of splitting


def kleene(domain, thing, zero_is_value):
    """True, False or None (unknown)."""
    stack = []
    for item in reversed(domain):
        if item == "!":
            value = stack.pop()
            stack.append(None if value is None else not value)
        elif item in ("&", "|"):
            stack.append(_join(item, stack.pop(), stack.pop()))
        else:
            stack.append(_leaf(*item, thing, zero_is_value))
    while len(stack) > 1:
        stack.append(_join("&", stack.pop(), stack.pop()))
    return stack.pop()


def _join(sign, one, two):
    strong = sign == "|"
    if strong in (one, two):
        return strong
    return None if None in (one, two) else not strong


def _leaf(path, sign, value, thing, zero_is_value):
    name, _dot, rest = path.partition(".")
    if sign in ("any", "not any"):
        if name == "owner":
            found = kleene(value, thing[name], zero_is_value) if thing[name] else None
        else:
            found = _some(kleene(value, part, zero_is_value) for part in thing[name])
        return found if sign == "any" or found is None else not found
    if rest and name == "owner":
        if thing[name]:
            return _leaf(rest, sign, value, thing[name], zero_is_value)
        # A yes or no of nobody is not said: False is an answer to it.
        asks = _asks_whether_set(sign, value) and not rest.endswith("flag")
        return sign in ("=", "in") if asks else None
    if rest:
        return _some(_leaf(rest, sign, value, part, zero_is_value) for part in thing[name])
    return _plain(name, sign, value, thing[name], zero_is_value)


def _some(values):
    """Whether one of them is so, as Kleene's *or* says."""
    values = list(values)
    return True if True in values else None if None in values else False


def _asks_whether_set(sign, value):
    values = value if isinstance(value, list) else [value]
    return sign in ("=", "!=", "in", "not in") and any(one is False for one in values)


def _plain(name, sign, value, held, zero_is_value):
    if name in ("owner", "parts"):
        return (not held) == (sign == "=")
    is_unset = (held is False and name == "name") or (name == "amount" and held == 0 and not zero_is_value)
    if is_unset and not _asks_whether_set(sign, value):
        return None
    if sign in COMPARE:
        return COMPARE[sign](held, value)
    values = value if isinstance(value, list) else [value]
    found = any(held == one and type(held) is type(one) for one in values)
    return found == (sign in ("=", "in"))


# --- two-valued, as a database answers


def holds(domain, thing):
    stack = []
    for item in reversed(domain):
        if item == "!":
            stack.append(not stack.pop())
        elif item in ("&", "|"):
            one, two = stack.pop(), stack.pop()
            stack.append((one and two) if item == "&" else (one or two))
        else:
            stack.append(_two_valued(*item, thing))
    return all(stack)


def _two_valued(path, sign, value, thing):
    if not isinstance(path, str):
        return path == value
    held = thing[path]
    if sign in ("any", "not any"):
        owned = held if isinstance(held, list) else [held] if held else []
        return any(holds(value, one) for one in owned) == (sign == "any")
    if path in ("owner", "parts"):
        return (not held) == (sign == "=")
    if path == "amount" and value is False:
        return (held == 0) == (sign == "=")
    if sign in COMPARE:
        return COMPARE[sign](held, value)
    values = value if isinstance(value, list) else [value]
    return any(held == one and type(held) is type(one) for one in values) == (sign in ("=", "in"))


@given(trees(CONDITIONS), things(3), st.booleans())
def test_met_and_not_met_are_what_kleene_says(domain, thing, zero_is_value):
    parts = split(domain, "thing", field_of, zero_is_value)
    expected = kleene(domain, thing, zero_is_value)
    assert (holds(parts.met, thing), holds(parts.not_met, thing)) == (expected is True, expected is False)
    if parts.known is not None:
        assert holds(parts.known, thing) == (expected is not None)


@given(trees(CONDITIONS), things(2))
def test_a_negation_swaps_met_and_not_met(domain, thing):
    parts, negated = split(domain, "thing", field_of), split(["!", *domain], "thing", field_of)
    assert holds(parts.met, thing) == holds(negated.not_met, thing)
    assert holds(parts.not_met, thing) == holds(negated.met, thing)


@pytest.mark.parametrize(
    ("domain", "thing", "expected"),
    [
        ([("amount", "<", 9000)], {"amount": 0}, None),
        ([("owner.name", "!=", "a")], {"owner": False}, None),
        (["!", ("owner.name", "=", "a")], {"owner": False}, None),
        ([("name", "=", False)], {"name": False}, True),
        ([("owner.name", "=", False)], {"owner": False}, True),
        ([("owner.flag", "=", False)], {"owner": False}, None),
        (["!", ("owner.flag", "=", False)], {"owner": False}, None),
        ([("owner.parts.flag", "!=", False)], {"owner": False}, None),
        ([("parts", "!=", False)], {"parts": []}, False),
        ([("flag", "=", True)], {"flag": False}, False),
        ([], {}, True),
    ],
)
def test_what_is_not_known_is_neither_met_nor_not_met(domain, thing, expected):
    parts = split(domain, "thing", field_of)
    assert (holds(parts.met, thing), holds(parts.not_met, thing)) == (expected is True, expected is False)


def test_zero_may_be_an_answer():
    parts = split([("amount", "<", 9000)], "thing", field_of, zero_is_value=True)
    assert holds(parts.met, {"amount": 0})


@pytest.mark.parametrize(
    "domain",
    [
        [("nothing", "=", 1)],
        [("owner.nothing", "=", 1)],
        ["&", ("name", "=", "a")],
        ["!"],
        [("name", "=")],
        ["name"],
        [5],
        "name",
        [("owner", "any", 5)],
        [("name", "=", "a")] * (MAX_LEAVES + 1),
    ],
)
def test_what_is_no_domain_is_told_so(domain):
    with pytest.raises(DomainError):
        split(domain, "thing", field_of)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["&", "|", "!", "name", "="]),
    lambda inner: st.lists(inner, max_size=4) | st.tuples(inner, inner, inner),
    max_leaves=12,
)


@given(st.lists(JUNK, max_size=6))
def test_junk_is_a_domain_or_is_told_not_to_be_one(domain):
    try:
        split(domain, "thing", field_of)
    except DomainError as error:
        assert str(error)


def test_paths_are_told_with_the_way_to_them():
    domain = ["|", ("name", "=", "a"), ("owner", "any", [("parts.name", "=", "b")]), ("name", "=", "c")]
    assert paths(domain) == ["name", "owner.parts.name"]
