"""``python -m ops check-rules``: whether the law's tables are whole, how far they reach, which rows are not sure."""

from __future__ import annotations

import argparse
from pathlib import Path

from rules.checks import Coverage, find_coverage, find_faults, find_unsure_rows
from rules.loader import load_rules
from rules.tables import FOLDER


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder of the tables, for trying rows out before they are kept."""
    parser.add_argument("--rules", type=Path, default=FOLDER, metavar="FOLDER", help="表のフォルダー（ふだんは不要）")


def run(arguments: argparse.Namespace) -> int:
    """Check. 0: the tables are whole; 1: they are not."""
    folder: Path = arguments.rules
    faults = find_faults(folder)
    for fault in faults:
        print(f"{fault.table} {fault.line}行目：{fault.reason}")
    if faults:
        print(f"{len(faults)}件のまちがいがありました。")
        return 1
    print("表と、行のある年度")
    for coverage in find_coverage(folder):
        print(f"  {describe(coverage)}")
    years = "、".join(str(year) for year in load_rules(folder).money.estimate_years)
    print(f"見込額を計算できる年度：{years}")
    unsure = find_unsure_rows(folder)
    print(f"確かでない行：{len(unsure)}行")
    for row in unsure:
        print(f"  {row.table} {row.line}行目［{row.confidence}］{row.row}")
    print("表はそろっています。")
    return 0


def describe(coverage: Coverage) -> str:
    """One table in one line: title, file, rows, the fiscal years it reaches over."""
    shape = coverage.shape
    if coverage.first is None:
        return f"{shape.title}（{shape.name}）：{coverage.rows}行"
    last = "いまもつづく" if coverage.last is None else f"{coverage.last}年度まで"
    return f"{shape.title}（{shape.name}）：{coverage.rows}行、{coverage.first}年度から{last}"
