"""``python -m bench``: measure everything, print the tables, write them to ``bench/results/``.

``make bench`` installs the peers before. Some fifteen minutes; nothing else should run on the machine meanwhile.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import pages
from bench.database import measure_database
from bench.equal_times import measure_equal_times
from bench.estimates import measure_estimates
from bench.growth import measure_growth
from bench.lighthouse import PROGRAM, measure_lighthouse
from bench.report import Table, circumstances, commit, write_results
from bench.stages import measure_stages
from bench.start import measure_start
from bench.trial import Trial, prepare_trial
from bench.weights import measure_weights

_PARTS: Mapping[str, Callable[[Trial], list[Table]]] = {
    "pages": pages.measure_pages,
    "weights": measure_weights,
    "lighthouse": measure_lighthouse,
    "stages": measure_stages,
    "estimates": measure_estimates,
    "database": measure_database,
    "start": measure_start,
    "equal-times": measure_equal_times,
    "growth": measure_growth,
}


def main() -> int:
    """Everything, or the parts that are named; only a whole run is written to a file."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*_PARTS, []], help="default: all, written to bench/results/")
    chosen = parser.parse_args().parts
    if not (pages.PEER_PYTHON.exists() and PROGRAM.exists()):
        print("The peers or Lighthouse are not installed; run: make bench", file=sys.stderr)
        return 1
    name = commit()
    head = circumstances(name, _peer_versions())
    print(head)
    tables = []
    with TemporaryDirectory() as folder:
        trial = prepare_trial(Path(folder))
        for part in chosen or _PARTS:
            for table in _PARTS[part](trial):
                print(table.markdown(), flush=True)
                tables.append(table)
    if not chosen:
        print(f"written to {write_results(name, head, tables)}")
    return 0


def _peer_versions() -> str:
    asked = "import django, sys; print(f'Django {django.get_version()} on Python {sys.version.split()[0]}')"
    command = [str(pages.PEER_PYTHON), "-c", asked]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603 - the peer's


if __name__ == "__main__":
    sys.exit(main())
