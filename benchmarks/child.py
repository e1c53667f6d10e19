"""``python -m benchmarks.child DATASET SIZE REPEAT NAMES…``: make the dataset, run the benchmarks on it."""

import json
import sys

from . import documents, history, supplies
from .__main__ import BENCHES
from .database import bench_database

DATASETS = {"documents": documents, "history": history, "supplies": supplies}
PARTS = {"quarter": 4, "full": 1}


def main(dataset, size, repeat, *names):
    all_ok = True
    with bench_database() as registry:
        data = DATASETS[dataset].generate(registry, PARTS[size])
        for name in names:
            for figures in BENCHES[name].run(registry, data, size, int(repeat)):
                all_ok &= figures["ok"] is not False
                print(json.dumps({"bench": name, "size": size, **figures}), flush=True)
    return 0 if all_ok else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
