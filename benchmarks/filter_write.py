"""filter_write: leads created with a portrait of twenty criteria in force, against Odoo without the lead filter.

Without it: its fields and methods are taken off the same classes of the same process, on the same database.
"""

import contextlib

from .common import Measure, environment, figures
from .leads import portrait
from .machine import busy_share

DATASET = "leads"
BARS = {"batch": 1.05, "one_by_one": 1.2}
CREATED = 1_000
MORE_QUERIES = 5


def run(registry, data, size, repeat):
    with environment(registry) as env:
        portrait(env, data).action_put_in_force()
    registry.clear_all_caches()
    works = {"batch": _create_batch, "one_by_one": _create_one_by_one}
    for name, work in works.items():
        ours = Measure(registry, lambda work=work: work(registry, data, judged=True))
        plain = Measure(registry, lambda work=work: _plainly(registry, lambda: work(registry, data, judged=False)))
        ours.work()
        plain.work()
        busy = 0
        for turn in range(2 * repeat):
            busy = max(busy, busy_share())
            for measure in (ours, plain) if turn % 2 else (plain, ours):
                measure.once()
        told = figures(ours, plain, BARS[name], True, busy)
        made = CREATED if name == "one_by_one" else 1
        more = (ours.queries - plain.queries) / made
        told["ok"] = told["ok"] and (name != "one_by_one" or more <= MORE_QUERIES)
        yield {"work": name, **told, "plain_queries": plain.queries, "more_queries_each": round(more, 2)}


def _create_batch(registry, data, judged):
    with environment(registry) as env:
        leads = env["crm.lead"].create([_values(data, number) for number in range(CREATED)])
        env.flush_all()
        _check(leads, judged)
        env.cr.rollback()


def _create_one_by_one(registry, data, judged):
    """Each flushed, as a transaction of its own would be."""
    with environment(registry) as env:
        leads = env["crm.lead"]
        for number in range(CREATED):
            lead = env["crm.lead"].create(_values(data, number))
            env.flush_all()
            leads |= lead
        _check(leads, judged)
        env.cr.rollback()


def _values(data, number):
    return {
        "name": f"New request {number}",
        "type": "lead",
        "partner_id": data.first_partner + number % data.partners if number % 2 else False,
        "partner_name": f"Pump works {number}",
        "email_from": f"p{number}@pump.example",
        "phone": f"+359 2 {number}",
        "expected_revenue": float(number * 37 % 50000),
        "team_id": data.names["team"],
        "company_id": data.company,
        "user_id": False,
    }


def _check(leads, judged):
    leads.env.cr.execute("SELECT COUNT(filter_verdict) FROM crm_lead WHERE id = ANY(%s)", [leads.ids])
    if leads.env.cr.fetchone()[0] != (len(leads) if judged else 0):
        raise AssertionError("verdicts are not there, or there where they should not be")


def _plainly(registry, work):
    """Run ``work`` with the methods of the lead filter off the class of leads."""
    cls = registry["crm.lead"]
    ours = [base for base in cls.__bases__ if base.__module__.startswith("odoo.addons.lead_filter.")]
    with contextlib.ExitStack() as stack:
        for base in ours:
            for name in ("create", "write"):
                if name in vars(base):
                    stack.callback(setattr, base, name, vars(base)[name])
                    delattr(base, name)
        work()
