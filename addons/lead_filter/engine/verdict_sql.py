"""``verdict.judge`` for any number of leads in one SELECT."""

from odoo.tools import SQL

from .verdict import CONDITIONAL, CONDITIONS, DECIDE, MET, NOT_MET, NOT_OURS, OPEN, OURS, UNKNOWN

# So many digits a bigint holds, whatever they are.
DIGITS = 18
# How each set of outcomes is asked for; comparing is faster than looking up.
TESTS = {
    (MET,): SQL("= 1"),
    (NOT_MET,): SQL("= 2"),
    (UNKNOWN,): SQL("= 0"),
    (MET, CONDITIONAL): SQL("IN (1, 3)"),
    (UNKNOWN, CONDITIONAL): SQL("IN (0, 3)"),
    (MET, CONDITIONAL, UNKNOWN): SQL("<> 2"),
}


def verdicts(portrait, portrait_id, outcomes, has_conditions=True):
    """SQL of rows (id, outcomes, low, high, state, decisive criterion, next question), one per lead.

    :param portrait: ``verdict.Portrait``
    :param outcomes: SQL of rows (id, c0 … cn: outcome of each criterion, q0 … qn: its question was asked lately)
    :param has_conditions: an outcome may be ``CONDITIONAL``
    """
    # Without the fence PostgreSQL would work out each criterion again wherever its outcome is used.
    return SQL(
        """
        SELECT id, outcomes, low, high,
               CASE WHEN is_failed OR (%(has_weights)s AND high < %(lower)s) THEN %(not_ours)s
                    WHEN NOT %(has_criteria)s THEN %(decide)s
                    WHEN is_met AND (NOT %(has_weights)s OR low >= %(upper)s) THEN %(ours)s
                    %(on_conditions)s
                    WHEN is_open THEN %(open)s
                    ELSE %(decide)s END AS state,
               decisive,
               CASE WHEN is_failed OR (%(has_weights)s AND high < %(lower)s) THEN NULL
                    WHEN is_met AND (NOT %(has_weights)s OR low >= %(upper)s) THEN NULL
                    ELSE question END AS question,
               %(portrait_id)s AS portrait_id
          FROM (SELECT id, %(row)s FROM (%(told)s OFFSET 0) told OFFSET 0) judged
        """,
        has_weights=bool(portrait.total),
        has_criteria=bool(portrait.criteria),
        lower=portrait.lower,
        upper=portrait.upper,
        not_ours=NOT_OURS,
        ours=OURS,
        on_conditions=SQL(
            "WHEN is_hoped AND (NOT %s OR hoped >= %s) THEN %s", bool(portrait.total), portrait.upper, CONDITIONS
        )
        if has_conditions
        else SQL(),
        open=OPEN,
        decide=DECIDE,
        portrait_id=portrait_id,
        row=SQL(", ").join(_row(portrait, has_conditions)),
        told=outcomes,
    )


def _row(portrait, has_conditions):
    places = range(len(portrait.criteria))
    knock_outs = [place for place in places if portrait.criteria[place].is_knock_out]
    order = portrait.by_what_they_change
    yield SQL("%s AS outcomes", _signs(places))
    yield SQL("%s AS low", _score(portrait, MET))
    yield SQL("%s AS high", _score(portrait, MET, CONDITIONAL, UNKNOWN))
    yield SQL("%s AS is_failed", _join(" OR ", [_is(place, NOT_MET) for place in knock_outs], "FALSE"))
    yield SQL("%s AS is_met", _join(" AND ", [_is(place, MET) for place in knock_outs], "TRUE"))
    still_open = (UNKNOWN, CONDITIONAL) if has_conditions else (UNKNOWN,)
    yield SQL("%s AS is_open", _join(" OR ", [_is(place, *still_open) for place in places], "FALSE"))
    if has_conditions:
        yield SQL("%s AS hoped", _score(portrait, MET, CONDITIONAL))
        yield SQL("%s AS is_hoped", _join(" AND ", [_is(place, MET, CONDITIONAL) for place in knock_outs], "TRUE"))
    yield SQL("%s AS decisive", _first([(_is(place, NOT_MET), portrait.criteria[place].id) for place in order]))
    askable = [place for place in order if portrait.criteria[place].question]
    yield SQL(
        "%s AS question",
        _first(
            [
                (SQL("%s AND NOT %s", _is(place, UNKNOWN), SQL.identifier(f"q{place}")), criterion.question)
                for place in askable
                for criterion in [portrait.criteria[place]]
            ]
        ),
    )


def _signs(places):
    """The outcomes as digits, one after the other: as numbers of so many digits, for one conversion instead of many."""
    parts = []
    for start in range(0, len(places), DIGITS):
        chunk = places[start : start + DIGITS]
        values = [SQL("%s * %s::bigint", _outcome(place), 10 ** (chunk[-1] - place)) for place in chunk]
        parts.append(SQL("LPAD((%s)::text, %s, '0')", SQL(" + ").join(values), len(chunk)))
    return SQL(" || ").join(parts) if parts else SQL("''")


def _outcome(place):
    return SQL.identifier(f"c{place}")


def _is(place, *outcomes):
    return SQL("%s %s", _outcome(place), TESTS[outcomes])


def _score(portrait, *outcomes):
    """Of 100, as double precision; the same sums in the same order as in Python."""
    if not portrait.total:
        return SQL("100.0::float8" if UNKNOWN in outcomes else "0.0::float8")
    parts = [
        SQL("CASE WHEN %s THEN %s::float8 ELSE 0.0::float8 END", _is(place, *outcomes), criterion.weight)
        for place, criterion in enumerate(portrait.criteria)
        if not criterion.is_knock_out
    ]
    return SQL("100.0::float8 * (%s) / %s::float8", SQL(" + ").join(parts), portrait.total)


def _join(operator, conditions, empty):
    return SQL("(%s)", SQL(operator).join(conditions)) if conditions else SQL(empty)


def _first(cases):
    """The value of the first case that holds, or NULL."""
    if not cases:
        return SQL("NULL::integer")
    return SQL("CASE %s END", SQL(" ").join(SQL("WHEN %s THEN %s", condition, value) for condition, value in cases))
