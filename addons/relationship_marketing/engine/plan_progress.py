"""How far a goal of a client's plan has come (R17). Pure functions, no Odoo; None is unknown."""


def is_reached(target, value, at_most=False):
    """Whether ``value`` meets ``target``; None where it is unknown."""
    if value is None:
        return None
    return value <= target if at_most else value >= target


def progress(base, target, value, at_most=False):
    """The share of the way from ``base`` to ``target`` that is done, 0 to 1, or None where unknown.

    1 means reached and nothing else. Without a known base the way begins at nothing; where less is better there is
    then no way to measure.
    """
    reached = is_reached(target, value, at_most)
    if reached is None:
        return None
    if reached:
        return 1.0
    if base is None:
        if at_most:
            return None
        base = 0.0
    way = target - base
    if not way or (way > 0) == at_most:
        # It began at or beyond the target and has fallen back.
        return 0.0
    return min(max((value - base) / way, 0.0), 0.999)


def goal_state(done, start, deadline, today):
    """``met``, ``on_track``, ``behind``, ``missed`` (the deadline is past) or ``unknown``.

    :param done: as from :func:`progress`
    :param start: day on which the way began; on track is who has come at least as far as the time has
    """
    if done is None:
        return "unknown"
    if done >= 1:
        return "met"
    if today > deadline:
        return "missed"
    days = (deadline - start).days
    elapsed = min(max((today - start).days / days, 0.0), 1.0) if days > 0 else 0.0
    return "on_track" if done >= elapsed else "behind"


def plan_state(states):
    """What the states of a plan's goals come to: ``met`` (all), ``not_met`` (one behind or missed) or ``unknown``."""
    states = list(states)
    if any(state in ("behind", "missed") for state in states):
        return "not_met"
    if not states or "unknown" in states:
        return "unknown"
    return "met"


def spend_share(turnover, spend):
    """The share of their spend we hold, 0 to 1; None where the spend is unknown or nothing."""
    if not spend or spend < 0:
        return None
    return min(max(turnover / spend, 0.0), 1.0)
