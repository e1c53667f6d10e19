"""ledger_step: the ledger brought up to date after a few changes, against summing all of it by the bare SQL."""

from . import ledger_full
from .bulk import vacuum
from .common import Measure, environment, figures
from .machine import busy_share

DATASET = "documents"
INVOICES, KEYS = 200, 1_000
BARS = {"invoices": 0.02, "keys": 0.05}

CHANGE_LINES = """
    UPDATE account_move_line
       SET quantity = quantity + 1, balance = balance * 1.25, amount_currency = amount_currency * 1.25,
           debit = debit * 1.25, credit = credit * 1.25
     WHERE move_id = ANY(%s) AND display_type = 'product'
"""
RESET_TO_DRAFT = (
    "UPDATE account_move SET state = 'draft' WHERE id = ANY(%s)",
    "UPDATE account_move_line SET parent_state = 'draft' WHERE move_id = ANY(%s)",
)


def run(registry, data, size, repeat):
    company = data.clients.company
    bare = ledger_full.plain_measure(registry, data, repeat)
    ledger_full.empty_ledger(registry)
    ledger_full.insert_plain(registry, company)
    # As a rebuild leaves it: PostgreSQL must not plan for the empty table that it last looked at.
    vacuum(registry, "client_supply")
    queues = {
        "invoices": lambda turn: change_invoices(registry, data, turn),
        "keys": lambda turn: queue_keys(registry, company, turn),
    }
    measures, busy = {}, {}
    for name, queue in queues.items():
        measures[name] = Measure(registry, lambda: refresh(registry))
        for turn in range(repeat):
            queue(turn)
            busy[name] = max(busy.get(name, 0), busy_share())
            measures[name].once()
    stepped = ledger_full.ledger(registry)
    ledger_full.empty_ledger(registry)
    ledger_full.insert_plain(registry, company)
    is_same = stepped == ledger_full.ledger(registry)
    for name, measure in measures.items():
        # A step costs the same whatever the ledger's size: only the full ledger is its measure.
        bar = BARS[name] if size == "full" else None
        yield {"after": name, **figures(measure, bare, bar, is_same, busy[name])}


def refresh(registry):
    with environment(registry) as env:
        env["client.supply"]._refresh_touched()


def change_invoices(registry, data, turn):
    """Change the lines of 200 invoices, every tenth of them reset to draft; the keys queued as a write queues them."""
    step = data.invoices // INVOICES
    ids = [1000 + step * number + turn for number in range(INVOICES)]
    with environment(registry) as env:
        env["account.move"].browse(ids)._queue_supply_keys()
        env.cr.execute(CHANGE_LINES, [ids])
        for statement in RESET_TO_DRAFT:
            env.cr.execute(statement, [ids[::10]])
        env.invalidate_all()
        env["account.move"].browse(ids)._queue_supply_keys()


def queue_keys(registry, company, turn):
    with registry.cursor() as cr:
        cr.execute(
            """
            INSERT INTO client_supply_touched (company_id, partner_id, month)
            SELECT company_id, partner_id, month
              FROM (SELECT DISTINCT company_id, partner_id, month FROM client_supply WHERE company_id = %s) key
             ORDER BY MD5(CONCAT(partner_id, month, %s::text)) LIMIT %s
            """,
            [company, turn, KEYS],
        )
