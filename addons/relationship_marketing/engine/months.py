"""Months as the first day of the month. Pure functions, no Odoo."""

from datetime import date, timedelta


def month_of(day):
    """The first day of ``day``'s month."""
    return date(day.year, day.month, 1)


def add_months(month, count):
    """The month ``count`` months after ``month`` (before it, if negative)."""
    index = month.year * 12 + month.month - 1 + count
    return date(index // 12, index % 12 + 1, 1)


def last_day(month):
    """The last day of ``month``."""
    return add_months(month, 1) - timedelta(days=1)


def last_complete_month(today):
    """The last month that is over on ``today``."""
    return add_months(month_of(today), -1)


def months_between(earlier, later):
    """How many months ``later`` comes after ``earlier`` (negative if before)."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def parse_month(text):
    """``YYYY-MM`` as a month. Raises ValueError on anything else, and on years before 1900."""
    year, dash, month = text.partition("-")
    if not dash or len(year) != 4 or len(month) != 2 or not (year + month).isdecimal() or int(year) < 1900:
        raise ValueError(text)
    return date(int(year), int(month), 1)
