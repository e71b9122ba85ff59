"""``python -m ops estimate``: the estimate of a record file as text, with every step, or as JSON; nothing is stored."""

from __future__ import annotations

import argparse
import json
import os
import sys
from datetime import date
from pathlib import Path

from ops.estimate_report import as_json, explained, problem_line, summary
from ops.settings import read_settings
from services.estimate_files import estimate_files


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The files, the day, and the form of the answer."""
    parser.add_argument("--record", type=Path, required=True, metavar="FILE", help="1人分の記録（JSON）")
    parser.add_argument("--conditions", type=Path, metavar="FILE", help="試算の条件（JSON）")
    parser.add_argument("--day", type=date.fromisoformat, metavar="YYYY-MM-DD", help="計算する日（ふだんは今日）")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--explain", action="store_true", help="計算の1行ごとに、式と条文を示す")
    form.add_argument("--json", action="store_true", help="すべてを JSON で示す")


def run(arguments: argparse.Namespace) -> int:
    """Estimate. 0: done; 1: something in the files is wrong; 2: could not be done."""
    try:
        record = arguments.record.read_text(encoding="utf-8-sig")
        conditions = arguments.conditions.read_text(encoding="utf-8-sig") if arguments.conditions else None
    except (OSError, UnicodeDecodeError) as error:
        print(f"ファイルを読めませんでした（{error}）。", file=sys.stderr)
        return 2
    today = arguments.day or read_settings(os.environ).clock.now().date()
    try:
        answer = estimate_files(record, conditions, today)
    except LookupError:
        print(f"{today} の年度の額や率が、表にありません。", file=sys.stderr)
        return 2
    if isinstance(answer, tuple):
        for problem in answer:
            print(problem_line(problem))
        return 1
    if arguments.json:
        print(json.dumps(as_json(answer), ensure_ascii=False, indent=2))
    else:
        print(explained(answer) if arguments.explain else summary(answer))
    return 0
