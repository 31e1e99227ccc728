"""python -m bench [--sizes N …] [--register N] [--cache FOLDER] [--json FILE]: speed as ratios in one run.

`--sizes`: customers alone, imported from a file. `--register`: a whole register of so many customers, with services,
invoices and interactions (0 leaves it out); it is made in some minutes, or found again in the folder of `--cache`.

Nothing here fails on a slow machine: the table is read by people. Ours and the comparison run in the same process,
one after the other, on the same data.
"""

import argparse
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from bench.measure import Row, table
from bench.whole import whole_rows
from bench.work import rows_of


def main(arguments: list[str] | None = None) -> int:
    """Measure at each size and print the table."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--register", type=int, default=100_000)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args(arguments)
    found: list[Row] = []
    for size in chosen.sizes:
        with tempfile.TemporaryDirectory(prefix="ar-bench-") as folder:
            found.extend(rows_of(Path(folder), size))
    if chosen.register:
        found.extend(whole_rows(chosen.cache, chosen.register))
    sys.stdout.write(table(found) + "\n")
    if chosen.json is not None:
        chosen.json.write_text(json.dumps([asdict(row) | {"ratio": row.ratio} for row in found], indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
