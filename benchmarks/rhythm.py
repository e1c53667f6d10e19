"""rhythm: alarms by each client's own rhythm against the rule of fixed days, on Online Retail II. No database.

On the first of each month clients with five days of orders or more are judged by what was known then; lost is who
orders nothing within 90 days. The bar is not to be worse than fixed days at any share of alarms in the months from
March 2011 on; the method was chosen by the months until December 2010. (The later ones were not unseen: that clients
rest, and that the amount bought so far counts, was noticed there.) Week by week, a silence that becomes one of 180
days is a loss: who warns of it earlier, with as many alarms?
"""

import json
import sys
import time
from bisect import bisect_left
from datetime import date
from itertools import accumulate
from math import log1p

DATASET = None
SHARES = (0.01, 0.02, 0.03, 0.05, 0.075, 0.10, 0.15, 0.20, 0.30)
LIMITS = (30, 45, 60, 90, 120, 150)
FIRST, CHOSEN_UNTIL, JUDGED_FROM = date(2010, 4, 1), date(2010, 12, 1), date(2011, 3, 1)
WEEK = 7


def main():
    _know_the_addons()
    # By its place in the repository, which is not a package.
    from tests import online_retail

    if not online_retail.DATA.exists():
        print(json.dumps({"bench": "rhythm", "work": "none", "ok": None, "reason": "the real data is not at hand"}))
        return 0
    orders = _Orders(online_retail)
    all_ok = True
    for part in (_windows, _alarms, _warnings, _families):
        for figures in part(orders):
            all_ok &= figures["ok"] is not False
            print(json.dumps({"bench": "rhythm", **figures}), flush=True)
    return 0 if all_ok else 1


def _know_the_addons():
    from odoo.modules.module import initialize_sys_path
    from odoo.tools import config

    config.parse_config(["--no-http", "--log-level=error"], setup_logging=False)
    initialize_sys_path()


class _Orders:
    """The days of orders as ordinals, by client and by client and family, and what the ledger shows of a client."""

    def __init__(self, online_retail):
        amounts, families = {}, {}
        for line in online_retail.invoice_lines():
            day = date.fromisoformat(line["InvoiceDate"][:10]).toordinal()
            self.last = day
            client = line["Customer ID"].removesuffix(".0")
            quantity, price = int(line["Quantity"]), float(line["Price"])
            if client and quantity > 0 and price > 0:
                days = amounts.setdefault(client, {})
                days[day] = days.get(day, 0.0) + quantity * price
                family = online_retail.family_of(line["StockCode"])
                families.setdefault(client, {}).setdefault(day, set()).add(family)
        self.by_client = {client: sorted(days) for client, days in amounts.items()}
        self.by_family = {}
        for client, days in self.by_client.items():
            for day in days:
                for family in families[client][day]:
                    self.by_family.setdefault((client, family), []).append(day)
        self.volumes = {
            client: list(accumulate(amounts[client][day] for day in days)) for client, days in self.by_client.items()
        }
        self.breadths = {
            client: [len(families[client][day]) for day in days] for client, days in self.by_client.items()
        }

    def traits(self, client, today):
        """How much the client has bought so far, and how many families its last order had."""
        place = bisect_left(self.by_client[client], today) - 1
        return log1p(self.volumes[client][place]), log1p(self.breadths[client][place])


def _windows(orders):
    """How many next orders came within the usual window, told when the first order after a day of judgement came."""
    from odoo.addons.key_account_loss.engine.rhythm import History, read
    from odoo.addons.key_account_loss.engine.rhythm_backtest import FEWEST_DAYS, HORIZON
    from odoo.addons.key_account_loss.engine.rhythm_fit import fit, histories_at
    from odoo.addons.key_account_loss.engine.season import season_clock, season_index

    for work, series in (("windows of clients", orders.by_client), ("windows of families", orders.by_family)):
        today = JUDGED_FROM.toordinal()
        clock = season_clock(
            season_index(list(series.values()), today), min(map(min, series.values())), orders.last + 1
        )
        start = time.perf_counter()
        model = fit(list(histories_at(clock, series, today).values()))
        seconds, told = time.perf_counter() - start, {"earlier": 0, "within": 0, "later": 0, "not_again": 0}
        for days in series.values():
            place = bisect_left(days, today)
            if place + 1 >= FEWEST_DAYS and place < len(days) and days[place] < orders.last - 2 * HORIZON:
                known = days[: place + 1]
                gaps = tuple(map(clock.between, known, known[1:]))
                early, _usual, late = read(model, History(gaps, 1), HORIZON).window
                if place + 1 == len(days):
                    told["not_again"] += 1
                else:
                    gap = clock.between(days[place], days[place + 1])
                    told["earlier" if gap < early else "later" if gap > late else "within"] += 1
        yield {"work": work, **told, "fit_s": round(seconds, 1), "ok": None}


def _alarms(orders):
    from odoo.addons.key_account_loss.engine.rhythm_backtest import HORIZON, compare, compare_daily, judge

    start = time.perf_counter()
    cases = judge(orders.by_client, _months(orders.last - HORIZON), orders.last, orders.traits)
    seconds = time.perf_counter() - start
    periods = {
        "all months": cases,
        "chosen on": [case for case in cases if case.day <= CHOSEN_UNTIL.toordinal()],
        "judged on": [case for case in cases if case.day >= JUDGED_FROM.toordinal()],
    }
    for period, some in periods.items():
        yield _calibration(period, some, seconds)
        for way, method in (("one limit", compare), ("month by month", compare_daily)):
            for share in SHARES:
                yield _figures(period, way, share, method(some, share))


def _figures(period, way, share, found):
    fixed, rhythm = found.precision
    has_bar = period == "judged on" and way == "one limit"
    return {
        "work": f"{period}, {way}",
        "share": share,
        "alarms": found.alarms,
        "lost": found.lost,
        "fixed_precision": round(fixed, 4),
        "rhythm_precision": round(rhythm, 4),
        "gain": round(rhythm - fixed, 4),
        "gain_95": [round(value, 4) for value in found.gain],
        "only_fixed": found.only_fixed,
        "only_rhythm": found.only_rhythm,
        "ok": rhythm >= fixed if has_bar else None,
    }


def _calibration(period, cases, seconds):
    """What was foretold and what came: in all, and where no order was expected by 80 of 100 and more."""
    high = [case for case in cases if case.quiet >= 0.8]
    return {
        "work": f"{period}, foretold and come",
        "cases": len(cases),
        "foretold": round(sum(case.quiet for case in cases) / len(cases), 4),
        "lost": round(sum(case.is_lost for case in cases) / len(cases), 4),
        "foretold_high": round(sum(case.quiet for case in high) / len(high), 4) if high else None,
        "lost_high": round(sum(case.is_lost for case in high) / len(high), 4) if high else None,
        "seconds_all_months": round(seconds, 1),
        "ok": None,
    }


def _warnings(orders):
    from odoo.addons.key_account_loss.engine.rhythm_backtest import HORIZON, judge
    from odoo.addons.key_account_loss.engine.rhythm_warning import LOSS_DAYS, fixed_days, rhythm_like, silences

    first = CHOSEN_UNTIL.toordinal()
    days = range(first, orders.last - HORIZON + 2, WEEK)
    cases = judge(orders.by_client, days, orders.last, orders.traits, loss_days=LOSS_DAYS)
    found = silences(cases, orders.by_client, first, orders.last)
    for limit in LIMITS:
        fixed = fixed_days(found, limit)
        rhythm = rhythm_like(found, fixed.alarms)
        yield {
            "work": "warnings",
            "fixed_days": limit,
            "silences": len(found),
            "losses": fixed.losses,
            "alarms": [fixed.alarms, rhythm.alarms],
            "false_alarms": [fixed.false_alarms, rhythm.false_alarms],
            "missed": [fixed.missed, rhythm.missed],
            "warning_days": [fixed.warning_days, rhythm.warning_days],
            "ok": None,
        }


def _families(orders):
    from odoo.addons.key_account_loss.engine.rhythm_backtest import HORIZON, compare, judge

    months = [day for day in _months(orders.last - HORIZON) if day >= JUDGED_FROM.toordinal()][::3]
    cases = judge(orders.by_family, months, orders.last)
    for share in SHARES:
        yield _figures("families", "one limit", share, compare(cases, share, redraws=200))


def _months(until):
    """The first of each month of which the horizon is known."""
    days, year, month = [], FIRST.year, FIRST.month
    while (day := date(year, month, 1).toordinal()) <= until + 1:
        days.append(day)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return days


if __name__ == "__main__":
    sys.exit(main())
