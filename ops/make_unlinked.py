"""``python -m ops make-unlinked``: a file of records without an owner, of people who do not exist, of any size."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tqdm import tqdm

from db.documents import parse_document
from db.unlinked_documents import encode_unlinked
from ops.make_month import STANDARD_OUTPUT, opened, people_number, seed_number
from ops.population.unlinked import UnlinkedPopulation, make_unlinked
from pension.record import PensionRecord, Person


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many, which, whose besides, and where to."""
    parser.add_argument("--records", type=people_number, required=True, metavar="N", help="件数")
    parser.add_argument("--seed", type=seed_number, default=1, metavar="S", help="乱数の種。同じなら同じ記録（既定 1）")
    parser.add_argument(
        "--people", type=Path, metavar="FILE", help="月次ファイル。その中の人の記録も、1人に1件ずつ、はじめに書く"
    )
    parser.add_argument(
        "--out", type=Path, default=STANDARD_OUTPUT, metavar="FILE", help="書くファイル（.gz なら圧縮、- は標準出力）"
    )


def run(arguments: argparse.Namespace) -> int:
    """Make the file. 0: made; 2: could not be done."""
    try:
        planted = _people(arguments.people) if arguments.people else ()
        order = UnlinkedPopulation(records=arguments.records, seed=arguments.seed, planted=planted)
        with opened(arguments.out) as file:
            # disable=None: a bar on a terminal, silence in a log
            for record in tqdm(make_unlinked(order), total=order.records + len(planted), unit="件", disable=None):
                file.write(encode_unlinked(record).encode() + b"\n")
    except (OSError, ValueError) as error:
        print(f"作れませんでした（{error}）。", file=sys.stderr)
        return 2
    return 0


def _people(file: Path) -> tuple[Person, ...]:
    """The people of a monthly file. Raises ValueError where a line is none."""
    people = []
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            record = parse_document(line)
            if not isinstance(record, PensionRecord):
                raise ValueError(f"{file} の {number} 行目が、記録として読めません")
            people.append(record.person)
    return tuple(people)
