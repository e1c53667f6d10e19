"""compare_core.py [--tags] LOG BASELINE: are Odoo's own tests as red as without our addons, and no redder?

With --tags it prints the newly red ones as tags to run them by, where they are few; nothing where they are many.

The baseline has one test per line, ``module.file.Class.method``, under comments that say why it is red on a plain
Odoo. A test of it that is green here is not mentioned: some depend on the machine.
"""

import re
import sys
from pathlib import Path

# 2026-01-31 12:00:00,000 4711 ERROR database odoo.addons.crm.tests.test_crm_pls: FAIL: Subtest TestPLS.test_x (a=1)
RED = re.compile(
    r"^[-\d]+ [:,\d]+ \d+ ERROR \S+ odoo\.addons\.(\w+)\.tests\.(\w+): (?:FAIL|ERROR): (?:Subtest )?(\w+\.\w+)", re.M
)
SET_UP_RED = re.compile(r"(?:FAIL|ERROR): (\w+) \(odoo\.addons\.(\w+)\.tests\.(\w+)\.(\w+)\)")
FEW = 3
TOTAL = re.compile(r"odoo\.tests\.result: (\d+) failed, (\d+) error\(s\) of (\d+) tests")


def red_tests(log):
    red = {f"{module}.{file}.{test}" for module, file, test in RED.findall(log)}
    return red | {f"{module}.{file}.{cls}.{stage}" for stage, module, file, cls in SET_UP_RED.findall(log)}


def known_tests(baseline):
    return {line.strip() for line in baseline.splitlines() if line.strip() and not line.startswith("#")}


def tags_of(names):
    """``module.file.Class.method`` as Odoo's test tags; of a class that did not set up, all of it."""
    tags = []
    for name in sorted(names):
        module, _file, cls, method = name.split(".")
        whole = "" if method.startswith("setUp") else f".{method}"
        tags.append(f"/{module}:{cls}{whole}")
    return ",".join(tags)


def main(log, baseline):
    totals = TOTAL.findall(log)
    if not totals or not int(totals[-1][2]):
        print("Odoo's own tests did not run to their end.")
        return 1
    red, known = red_tests(log), known_tests(baseline)
    for name in sorted(red - known):
        print(f"RED: {name}")
    print(
        f"Odoo's own tests with our addons loaded: {totals[-1][2]} ran, {len(red - known)} newly red, "
        f"{len(red & known)} red as on a plain Odoo."
    )
    return 1 if red - known else 0


if __name__ == "__main__":
    texts = [Path(path).read_text(encoding="utf-8", errors="replace") for path in sys.argv[-2:]]
    if sys.argv[1] == "--tags":
        newly_red = red_tests(texts[0]) - known_tests(texts[1])
        print(tags_of(newly_red) if len(newly_red) <= FEW else "")
    else:
        sys.exit(main(*texts))
