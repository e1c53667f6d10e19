from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.lead_filter.engine.verdict import (
    CONDITIONAL,
    MET,
    NOT_MET,
    UNKNOWN,
    Criterion,
    Portrait,
    judge,
)

WEIGHTS = st.integers(1, 9).map(float)


@st.composite
def portraits(draw, least=0):
    kinds = draw(st.lists(st.booleans(), min_size=least, max_size=6))
    criteria = tuple(
        Criterion(
            10 + place,
            is_knock_out,
            0.0 if is_knock_out else draw(WEIGHTS),
            draw(st.none() | st.just(100 + place)),
        )
        for place, is_knock_out in enumerate(kinds)
    )
    lower, upper = sorted((draw(st.integers(0, 100)), draw(st.integers(0, 100))))
    return Portrait(criteria, float(lower), float(upper))


@st.composite
def cases(draw, outcomes=(UNKNOWN, MET, NOT_MET, CONDITIONAL)):
    portrait = draw(portraits())
    signs = st.sampled_from(outcomes)
    return portrait, draw(st.tuples(*(signs for _criterion in portrait.criteria)))


def settled(portrait, outcomes, place, outcome):
    return judge(portrait, (*outcomes[:place], outcome, *outcomes[place + 1 :])).state


@given(cases())
def test_score_is_an_interval_within_0_and_100(case):
    verdict = judge(*case)
    assert 0 <= verdict.low <= verdict.high <= 100.0000001


@given(cases((UNKNOWN, MET, NOT_MET)))
def test_a_verdict_stands_whatever_the_unknown_turns_out_to_be(case):
    """Ours stays ours and not ours stays not ours, however the open questions are answered."""
    portrait, outcomes = case
    state = judge(portrait, outcomes).state
    if state in ("ours", "not_ours"):
        for place, outcome in enumerate(outcomes):
            if outcome == UNKNOWN:
                assert settled(portrait, outcomes, place, MET) == state
                assert settled(portrait, outcomes, place, NOT_MET) == state


@given(cases((UNKNOWN, MET, NOT_MET)))
def test_knowing_more_makes_the_interval_narrower(case):
    portrait, outcomes = case
    before = judge(portrait, outcomes)
    for place, outcome in enumerate(outcomes):
        if outcome == UNKNOWN:
            for answer in (MET, NOT_MET):
                after = judge(portrait, (*outcomes[:place], answer, *outcomes[place + 1 :]))
                assert before.low <= after.low + 1e-9 and after.high <= before.high + 1e-9


@given(cases((MET, NOT_MET)))
def test_nothing_known_in_full_is_open(case):
    assert judge(*case).state in ("ours", "not_ours", "decide")


@given(cases())
def test_on_conditions_is_ours_once_they_are_accepted(case):
    portrait, outcomes = case
    if judge(portrait, outcomes).state == "conditions":
        accepted = tuple(MET if outcome == CONDITIONAL else outcome for outcome in outcomes)
        assert judge(portrait, accepted).state == "ours"


@given(cases((UNKNOWN, MET, NOT_MET)), st.sets(st.integers(100, 106)))
def test_next_question_is_the_one_that_can_change_most(case, asked):
    """Knock-outs, then those where one answer decides, then the largest weight, then the portrait's order."""
    portrait, outcomes = case

    def rank(place):
        criterion = portrait.criteria[place]
        now = judge(portrait, outcomes).state
        decides = now not in ("ours", "not_ours") and bool(
            {"ours", "not_ours"} & {settled(portrait, outcomes, place, answer) for answer in (MET, NOT_MET)}
        )
        return (not criterion.is_knock_out, not (criterion.is_knock_out or decides), -criterion.weight, place)

    askable = [
        place
        for place, criterion in enumerate(portrait.criteria)
        if outcomes[place] == UNKNOWN and criterion.question and criterion.question not in asked
    ]
    is_settled = judge(portrait, outcomes).state in ("ours", "not_ours")
    expected = portrait.criteria[min(askable, key=rank)].question if askable and not is_settled else None
    assert judge(portrait, outcomes, asked).question == expected


def test_a_failed_knock_out_refuses_whatever_the_score():
    portrait = Portrait((Criterion(1, True), Criterion(2, weight=5.0)))
    verdict = judge(portrait, (NOT_MET, MET))
    assert (verdict.state, verdict.decisive, verdict.low) == ("not_ours", 1, 100.0)


def test_without_weights_the_knock_outs_decide():
    portrait = Portrait((Criterion(1, True), Criterion(2, True)))
    assert judge(portrait, (MET, MET)).state == "ours"
    assert judge(portrait, (MET, UNKNOWN)).state == "open"
    assert judge(portrait, (UNKNOWN, NOT_MET)).state == "not_ours"


def test_all_known_and_between_the_thresholds_is_for_a_person():
    portrait = Portrait((Criterion(1, weight=1.0), Criterion(2, weight=1.0)), 30.0, 70.0)
    assert judge(portrait, (MET, NOT_MET)).state == "decide"
    assert judge(portrait, (MET, UNKNOWN)).state == "open"


def test_thresholds_themselves():
    portrait = Portrait((Criterion(1, weight=3.0), Criterion(2, weight=7.0)), 30.0, 70.0)
    assert judge(portrait, (NOT_MET, MET)).state == "ours"
    assert judge(portrait, (MET, NOT_MET)).state == "decide"


def test_a_portrait_without_criteria_recognises_nobody():
    assert judge(Portrait(), ()).state == "decide"
