"""compare_core.py REPORT BASELINE: are Odoo's own tests as red as without our addons, and no redder?

The baseline has one test per line, ``module.file.Class.method``, under headings that say why it is red
on a plain Odoo (``# reason``). A test of it that is green here is only mentioned: some depend on the machine.
"""

import sys
from pathlib import Path
from xml.etree import ElementTree


def read_report(path):
    """Return the names of all tests, and of those that failed."""
    ran, red = set(), set()
    for case in ElementTree.parse(path).iter("testcase"):
        name = short_name(case)
        ran.add(name)
        if case.find("failure") is not None or case.find("error") is not None:
            red.add(name)
    return ran, red


def short_name(case):
    """``…odoo.addons.crm.tests.test_crm_pls.TestCRMPLS`` becomes ``crm.test_crm_pls.TestCRMPLS``."""
    module = case.get("classname").rpartition("addons.")[2].replace(".tests.", ".")
    return f"{module}.{case.get('name')}"


def read_baseline(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    return {line.strip() for line in lines if line.strip() and not line.startswith("#")}


def main(report, baseline):
    ran, red = read_report(report)
    known = read_baseline(baseline)
    for name in sorted(known & ran - red):
        print(f"green here, though in the baseline: {name}")
    for name in sorted(red - known):
        print(f"RED: {name}")
    print(
        f"Odoo's own tests with our addons: {len(ran)} ran, {len(red - known)} newly red, "
        f"{len(red & known)} red as without us"
    )
    return 1 if red - known else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
