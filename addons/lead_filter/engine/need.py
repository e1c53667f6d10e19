"""When a client will need it, and when to speak to him about it (002: timing of need)."""

from datetime import date

from dateutil.relativedelta import relativedelta

from .calendar_days import days_from


def need_again_on(bought_on, months):
    """The day on which a client who bought elsewhere will probably buy again; None where the period is not known.

    >>> need_again_on(date(2024, 2, 29), 12)
    datetime.date(2025, 2, 28)
    """
    if not bought_on or months <= 0:
        return None
    try:
        return bought_on + relativedelta(months=months)
    except (OverflowError, ValueError):
        return date.max


def wake_on(needed_on, ahead_days, today):
    """So many days before the need, but not before tomorrow: who sleeps until today does not sleep."""
    return max(days_from(needed_on, -ahead_days), days_from(today, 1))
