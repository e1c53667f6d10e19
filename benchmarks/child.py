"""``python -m benchmarks.child generate|measure FOLDER DATASET SIZE REPEAT NAMES…``.

Two processes, so that the memory of making the data is not taken for idle memory when it is measured.
"""

import json
import pickle
import sys
from pathlib import Path

from . import companies, documents, history, leads, portfolio, relations, supplies
from .__main__ import BENCHES
from .database import open_registry

DATASETS = {
    "companies": companies,
    "documents": documents,
    "history": history,
    "leads": leads,
    "portfolio": portfolio,
    "relations": relations,
    "supplies": supplies,
}
PARTS = {"quarter": 4, "full": 1}


def generate(folder, dataset, size, *_more):
    data = DATASETS[dataset].generate(open_registry(), PARTS[size], folder)
    (folder / "data").write_bytes(pickle.dumps(data))
    return True


def measure(folder, _dataset, size, repeat, *names):
    data = pickle.loads((folder / "data").read_bytes())
    registry, all_ok = open_registry(), True
    for name in names:
        for figures in BENCHES[name].run(registry, data, size, int(repeat)):
            all_ok &= figures["ok"] is not False
            print(json.dumps({"bench": name, "size": size, **figures}), flush=True)
    return all_ok


if __name__ == "__main__":
    step, folder, *arguments = sys.argv[1:]
    sys.exit(not {"generate": generate, "measure": measure}[step](Path(folder), *arguments))
