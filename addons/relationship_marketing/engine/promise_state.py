"""What became of a promise, read from its dates (R6)."""

from datetime import timedelta


def promise_state(due, kept_on=None, broken_on=None, withdrawn_on=None):
    """One of open, kept, late, broken, withdrawn; dates are ``date`` or None.

    A promise kept before it was given up as broken is kept or late, even if that is recorded later;
    one kept only afterwards stays broken.
    """
    if withdrawn_on:
        return "withdrawn"
    if broken_on and not (kept_on and kept_on < broken_on):
        return "broken"
    if kept_on:
        return "kept" if kept_on <= due else "late"
    return "open"


def lapses_on(due, days):
    """The day on which a promise still open counts as broken: ``days`` after it was due."""
    return due + timedelta(days=days)


def is_overdue(state, due, today):
    """Open, and the day it was due has passed."""
    return state == "open" and due < today
