"""Exchange rates of a company, looked up without a database. No Odoo."""

from bisect import bisect_right
from decimal import Decimal


class CurrencyRates:
    """The rates of currencies against one unit of account, as Odoo picks them.

    :param rates: (currency code, day, rate, is the company's own) of all rates; a rate is what one
        unit of account is worth in the currency
    :param codes: all known currency codes
    :param company_currency: the code of the company's currency
    """

    def __init__(self, rates, codes, company_currency):
        self.codes = frozenset(codes)
        self.company_currency = company_currency
        self._days, self._rates = {}, {}
        for currency, day, rate, is_own in sorted(rates, key=lambda row: row[1]):
            key = currency, bool(is_own)
            self._days.setdefault(key, []).append(day)
            self._rates.setdefault(key, []).append(Decimal(str(rate)))

    def has_rate(self, currency):
        return currency == self.company_currency or any((currency, own) in self._days for own in (True, False))

    def factor(self, currency, day):
        """Company currency for one unit of ``currency`` on ``day``."""
        return self._rate(self.company_currency, day) / self._rate(currency, day)

    def _rate(self, currency, day):
        """The last rate up to ``day``, the company's own first; before the first one, the first one; else 1."""
        for own in (True, False):
            index = bisect_right(self._days.get((currency, own), ()), day)
            if index:
                return self._rates[currency, own][index - 1]
        for own in (True, False):
            if rates := self._rates.get((currency, own)):
                return rates[0]
        return Decimal(1)
