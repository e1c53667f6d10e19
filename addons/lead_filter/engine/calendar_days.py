"""Days counted from a day, without falling off the calendar."""

from datetime import date


def days_from(day, days):
    """The day so many days after ``day``, or before it; the first or last of the calendar where it would be beyond."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))
