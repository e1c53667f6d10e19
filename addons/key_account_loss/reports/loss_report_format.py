"""Numbers, dates and the words of selections as the reader of a report is used to them."""

import re

from odoo.tools import float_round
from odoo.tools.misc import format_date, format_datetime, formatLang, get_lang

MINUS, NO_BREAK_SPACE, WORD_JOINER, DASH = "\N{MINUS SIGN}", "\N{NO-BREAK SPACE}", "\N{WORD JOINER}", "–"
# From these amounts on, by the number of years, a table has no room for units; a thousand times as much, for thousands.
THOUSANDS_FROM = {2: 10_000_000, 3: 10_000_000, 4: 10_000_000, 5: 1_000_000}
THOUSANDS = re.compile(r"(?<=\d)(?=(?:\d{3})+(?!\d))")
UNIT_SIZES = {"units": 1, "thousands": 1000, "millions": 1_000_000}


class ReportFormat:
    """Formats for one report in the language of ``env``; tables in whole units, thousands or millions.

    :param largest: the largest amount the tables show
    :param years: how many years stand beside each other
    """

    def __init__(self, env, currency, largest=0, years=2):
        self.env = env
        self.currency = currency
        rounding = largest / THOUSANDS_FROM[years]
        self.unit = "units" if rounding < 1 else "thousands" if rounding < 1000 else "millions"

    def amounts_note(self):
        """What the amounts in the tables are counted in."""
        notes = {
            "units": self.env._("Amounts in %(currency)s."),
            "thousands": self.env._("Amounts in thousands of %(currency)s."),
            "millions": self.env._("Amounts in millions of %(currency)s."),
        }
        return notes[self.unit] % {"currency": self.currency.name}

    def amount(self, value):
        """An amount in a table, without its currency."""
        return self._number(value / UNIT_SIZES[self.unit], 0)

    def signed_amount(self, value):
        return self._signed(value, self.amount(value))

    def money(self, value):
        """An amount in a sentence: whole units, with its currency."""
        whole = float_round(value, precision_digits=0)
        text = self._grouped(formatLang(self.env, abs(whole), rounding_unit="units", currency_obj=self.currency))
        return f"{MINUS}{WORD_JOINER}{text}" if whole < 0 else text

    def quantity(self, value):
        return self._number(value, 0 if value == round(value) else 2)

    def count(self, value):
        return self._number(value, 0)

    def percent(self, share, digits=1):
        """A share as percents."""
        return f"{self._number(100 * share, digits)}{NO_BREAK_SPACE}%"

    def signed_percent(self, share, digits=1):
        return self._signed(share, self.percent(share, digits))

    def month(self, month):
        return f"{month:%Y-%m}" if month else ""

    def months(self, first, last):
        return f"{self.month(first)} {DASH} {self.month(last)}" if first and last else ""

    def date(self, day):
        return format_date(self.env, day) if day else ""

    def datetime(self, moment):
        return format_datetime(self.env, moment, tz=self.env.user.tz or "UTC", dt_format="short") if moment else ""

    def label(self, model, field):
        """The name of a field."""
        return self.env[model]._fields[field]._description_string(self.env)

    def labels(self, model, field):
        """{code: word} of a selection."""
        return dict(self.env[model]._fields[field]._description_selection(self.env))

    def _number(self, value, digits):
        # adding zero turns a rounded -0.0 into 0.0
        rounded = float_round(value, precision_digits=digits) + 0.0
        return self._grouped(formatLang(self.env, rounded, digits=digits)).replace("-", MINUS)

    def _grouped(self, text):
        """Thousands set apart in the languages, such as Bulgarian, for which Odoo does not do it."""
        lang = get_lang(self.env)
        if lang.thousands_sep:
            return text
        whole, point, decimals = text.partition(lang.decimal_point)
        return THOUSANDS.sub(NO_BREAK_SPACE, whole) + point + decimals

    @staticmethod
    def _signed(value, text):
        return f"+{text}" if value > 0 and re.search("[1-9]", text) else text
