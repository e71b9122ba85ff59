"""``python -m ops issue-notices YEAR-MONTH``: the notices of a month, each person's estimate kept as it stands."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from typing import Never

from tqdm import tqdm

from ops.settings import OperatorSettings, read_settings
from pension.calendar import YearMonth
from services.issue_notices import MonthToCome, NoticeOrder, NoticesIssued, issue_notices
from services.opening import database_for_work


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Of which month, and to whom."""
    parser.add_argument("month", type=_month, metavar="YEAR-MONTH", help="定期便の月（例：2026-11）")
    parser.add_argument(
        "--everybody", action="store_true", help="誕生月の人だけでなく、記録のある人みんなに（はじめて使うときなど）"
    )


def run(arguments: argparse.Namespace) -> int:
    """Issue. 0: done; 1: refused; 2: could not be done."""
    try:
        result = asyncio.run(_issue(arguments.month, arguments.everybody, read_settings(os.environ)))
    except LookupError:
        print("今日の年度の額や率が、表にありません。何も出していません。", file=sys.stderr)
        return 2
    if isinstance(result, MonthToCome):
        print(f"これからの月の定期便は出せません。{result.this_month} までの月を指定してください。", file=sys.stderr)
        return 1
    others = f"ほかの {result.passed_over}人は、対象でないか、保存ずみです。"
    print(f"{arguments.month} の定期便：{result.issued}人分の見込額を保存しました。{others}")
    return 0


def _month(text: str) -> YearMonth:
    try:
        return YearMonth.parse(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} は年月ではありません。2026-11 のように書いてください。") from None


async def _issue(month: YearMonth, everybody: bool, settings: OperatorSettings) -> NoticesIssued | MonthToCome:
    async with database_for_work(settings.database, demo=settings.demo):
        # disable=None: a bar on a terminal, silence in a log
        with tqdm(unit="人", disable=None) as bar:
            order = NoticeOrder(month, everybody, progress=lambda seen: _move(bar, seen))
            return await issue_notices(order, settings.clock)


def _move(bar: tqdm[Never], seen: int) -> None:
    bar.update(seen - bar.n)
