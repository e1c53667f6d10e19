"""The course of a client's budget year (002: control of the client's budgeting)."""

from dateutil.relativedelta import relativedelta

COMING, COLLECTING, APPROVING, LOCKED = "coming", "collecting", "approving", "locked"


def phase(today, collect_on, approve_on, lock_on):
    """Where the budget stands today; on the day of the lock itself it is not locked yet."""
    if today > lock_on:
        return LOCKED
    if approve_on and today >= approve_on:
        return APPROVING
    if collect_on and today >= collect_on:
        return COLLECTING
    return COMING


def next_year(*days):
    """The same days of the next year, none where there is none; a leap day becomes the last of February."""
    return tuple(day + relativedelta(years=1) if day else None for day in days)
