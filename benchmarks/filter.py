"""filter: 100 000 leads judged by twenty criteria.

Evaluating, against ``filtered_domain`` with the same twenty conditions on one recordset; evaluating and storing where
every verdict changes, and where nothing changes, against Odoo's predictive scoring of the same leads. What both sides
make is not the same thing: that ours is right is tested against plain Python elsewhere, here that it is there.
"""

from ast import literal_eval

from odoo.tools import SQL

from .bulk import vacuum
from .common import Measure, environment, figures
from .leads import portrait
from .machine import busy_share

DATASET = "leads"
BARS = {"evaluate": 0.1, "all_changed": 1.2, "nothing_changed": 0.2}


def run(registry, data, size, repeat):
    with environment(registry) as env:
        judging = portrait(env, data)
        env["ir.config_parameter"].set_param("crm.pls_start_date", "2000-01-01")
        env["lead.portrait"].flush_model()
        # In force without the first judging, which is measured below.
        env.cr.execute("UPDATE lead_portrait SET state = 'in_force' WHERE id = %s", [judging.id])
        portrait_id = judging.id
    registry.clear_all_caches()

    evaluate = Measure(registry, lambda: _evaluate(registry, portrait_id))
    filtered = Measure(registry, lambda: _filter(registry, data))
    changed = Measure(registry, lambda: _store(registry, data.count))
    unchanged = Measure(registry, lambda: _store(registry, 0))
    scoring = Measure(registry, lambda: _score(registry))
    busy = 0
    _evaluate(registry, portrait_id)
    for _turn in range(repeat):
        busy = max(busy, busy_share())
        evaluate.once()
        filtered.once()
        _forget(registry)
        changed.once()
        vacuum(registry, "crm_lead")
        unchanged.once()
        scoring.once()
        vacuum(registry, "crm_lead")
    pairs = {
        "evaluate": (evaluate, filtered),
        "all_changed": (changed, scoring),
        "nothing_changed": (unchanged, scoring),
    }
    for name, (ours, plain) in pairs.items():
        yield {"work": name, **figures(ours, plain, BARS[name], True, busy), "plain_queries": plain.queries}


def _evaluate(registry, portrait_id):
    with environment(registry) as env:
        judging = env["lead.portrait"].browse(portrait_id)
        found = judging._evaluate(SQL("crm_lead.active"))
        if not found or len({row[4] for row in found}) < 2:
            raise AssertionError("no verdicts")


def _filter(registry, data):
    with environment(registry) as env:
        leads = env["crm.lead"].search([])
        for text in data.conditions:
            leads.filtered_domain(literal_eval(text))


def _store(registry, expected):
    with environment(registry) as env:
        changed = env["crm.lead"]._judge_open()
        if changed != expected:
            raise AssertionError(f"{changed} verdicts changed, not {expected}")


def _forget(registry):
    """No lead has a verdict, in a table without dead rows."""
    with environment(registry) as env:
        env.cr.execute(
            "UPDATE crm_lead SET filter_verdict = NULL, filter_outcomes = NULL, filter_score_min = NULL,"
            " filter_score_max = NULL, filter_criterion_id = NULL"
        )
    vacuum(registry, "crm_lead")


def _score(registry):
    with environment(registry) as env:
        env["crm.lead"]._cron_update_automated_probabilities()
