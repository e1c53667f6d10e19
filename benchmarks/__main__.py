"""``python -m benchmarks [names]``: each dataset in a process and a database of its own, so that no figure leans on
another's memory or cache."""

import argparse
import subprocess
import sys
import tempfile

from . import filter as lead_filter
from . import filter_write, ledger_full, ledger_step, loss_list, radar, rhythm, screens, supply_import, value
from .database import bench_database, prepare_template

BENCHES = {
    "filter": lead_filter,
    "filter_write": filter_write,
    "ledger_full": ledger_full,
    "ledger_step": ledger_step,
    "import": supply_import,
    "loss_list": loss_list,
    "radar": radar,
    "rhythm": rhythm,
    "screens": screens,
    "value": value,
}
SIZES = ("quarter", "full")


def main():
    parser = argparse.ArgumentParser(prog="bin/bench", description="Measure; print one JSON object per line.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHES)}; all if none is given")
    parser.add_argument("--size", choices=SIZES, action="append", help="only this size; both if not given")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each side; the median counts (3)")
    arguments = parser.parse_args()
    names = arguments.names or list(BENCHES)
    if unknown := [name for name in names if name not in BENCHES]:
        parser.error(f"there is no benchmark {unknown[0]}; known: {', '.join(BENCHES)}")
    # What needs no database has no dataset either: it runs by itself.
    failed = False
    for name in [name for name in names if BENCHES[name].DATASET is None]:
        failed |= subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode != 0
    datasets = dict.fromkeys(BENCHES[name].DATASET for name in names if BENCHES[name].DATASET)
    if datasets:
        prepare_template()
    for dataset in datasets:
        together = [name for name in names if dataset == BENCHES[name].DATASET]
        for size in arguments.size or SIZES:
            with bench_database(), tempfile.TemporaryDirectory(prefix="relationship_bench_") as folder:
                details = [folder, dataset, size, str(arguments.repeat), *together]
                subprocess.run([sys.executable, "-m", "benchmarks.child", "generate", *details], check=True)
                result = subprocess.run([sys.executable, "-m", "benchmarks.child", "measure", *details], check=False)
                failed |= result.returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
