"""``python -m ops make-month``: a monthly file of invented people, of any size."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from gzip import GzipFile
from pathlib import Path
from typing import IO

from tqdm import tqdm

from ops.population.months import EARLIEST_MONTH, LATEST_MONTH, MonthOrder, make_lines
from ops.population.people import LARGEST_POPULATION
from pension.calendar import YearMonth

DEFAULT_AS_OF = YearMonth.of(2026, 10)
"""The month of the demo's people: a default that stands still, so that one command always means the same file."""

STANDARD_OUTPUT = Path("-")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many, which, as of when, and where to."""
    parser.add_argument("--people", type=people_number, required=True, metavar="N", help="人数")
    parser.add_argument("--seed", type=seed_number, default=1, metavar="S", help="乱数の種。同じなら同じ人（既定 1）")
    parser.add_argument(
        "--as-of", type=_month, default=DEFAULT_AS_OF, metavar="YYYY-MM", help=f"記録の時点（既定 {DEFAULT_AS_OF}）"
    )
    parser.add_argument(
        "--changed", type=_share, metavar="P", help="次の月のファイルにする。月ごとに変わる人の割合（％。例：5）"
    )
    parser.add_argument("--since", type=_month, metavar="YYYY-MM", help="--changed のもとの月（既定 --as-of の前の月）")
    parser.add_argument(
        "--out", type=Path, default=STANDARD_OUTPUT, metavar="FILE", help="書くファイル（.gz なら圧縮、- は標準出力）"
    )


def run(arguments: argparse.Namespace) -> int:
    """Make the file. 0: made; 2: could not be done."""
    try:
        order = make_order(arguments)
        with opened(arguments.out) as file:
            # disable=None: a bar on a terminal, silence in a log
            for line in tqdm(make_lines(order), total=order.people, unit="人", disable=None):
                file.write(line.encode() + b"\n")
    except (OSError, ValueError) as error:
        print(f"作れませんでした（{error}）。", file=sys.stderr)
        return 2
    return 0


def make_order(arguments: argparse.Namespace) -> MonthOrder:
    """The order a command line means; raises ValueError for months that do not fit together."""
    as_of, since = arguments.as_of, arguments.since
    if arguments.changed is None:
        if since is not None:
            raise ValueError("--since は --changed といっしょに使います")
        return MonthOrder(people=arguments.people, seed=arguments.seed, as_of=as_of)
    since = since or as_of.plus(-1)
    if since >= as_of:
        raise ValueError(f"--since（{since}）は --as-of（{as_of}）より前の月にしてください")
    return MonthOrder(people=arguments.people, seed=arguments.seed, as_of=as_of, since=since, changed=arguments.changed)


@contextmanager
def opened(out: Path) -> Iterator[IO[bytes] | GzipFile]:
    """A file that takes its name when it is whole; the same people always give the same bytes, compressed or not."""
    if out == STANDARD_OUTPUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    beside = out.with_name(f".{out.name}.part")
    try:
        with beside.open("wb") as raw:
            if out.suffix == ".gz":
                with GzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=6) as packed:
                    yield packed
            else:
                yield raw
        os.replace(beside, out)  # noqa: PTH105 - the atomic one
    finally:
        beside.unlink(missing_ok=True)


def people_number(text: str) -> int:
    """How many people an argument means."""
    return _whole(text, 1, LARGEST_POPULATION)


def seed_number(text: str) -> int:
    """Which population an argument means."""
    return _whole(text, 0, 2**63 - 1)


def _whole(text: str, lowest: int, highest: int) -> int:
    if not text.isdecimal() or not lowest <= int(text) <= highest:
        raise argparse.ArgumentTypeError(f"{lowest} から {highest} までの整数にしてください：{text}")
    return int(text)


def _month(text: str) -> YearMonth:
    try:
        month = YearMonth.parse(text)
    except ValueError:
        month = YearMonth(0)
    if not EARLIEST_MONTH <= month <= LATEST_MONTH:
        raise argparse.ArgumentTypeError(f"{EARLIEST_MONTH} から {LATEST_MONTH} までの YYYY-MM にしてください：{text}")
    return month


def _share(text: str) -> Fraction:
    try:
        share = Fraction(text) / 100
    except (ValueError, ZeroDivisionError):
        share = Fraction(-1)
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"0 から 100 までの数にしてください：{text}")
    return share
