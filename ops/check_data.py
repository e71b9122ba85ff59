"""``python -m ops check-data``: read everything that is stored and say what is not as it was written."""

from __future__ import annotations

import argparse
import asyncio
import os
from typing import Never

from tqdm import tqdm

from ops.settings import OperatorSettings, read_settings
from services.check_data import CheckOrder, Problem, ProblemKind, check_data
from services.opening import database_for_work

_WORDS = {
    ProblemKind.FILE: "データベースのファイル",
    ProblemKind.LAYOUT: "データベースの形",
    ProblemKind.DOCUMENT: "こわれた記録",
    ProblemKind.NOTICE: "定期便の見込額",
    ProblemKind.SCENARIO: "残した試算",
    ProblemKind.CORRECTION: "訂正の請求",
    ProblemKind.VERSION: "記録の版",
    ProblemKind.ORPHAN: "つながりのない行",
    ProblemKind.BATCH: "月次の取り込み",
    ProblemKind.CONFLICT: "訂正とぶつかる記録",
    ProblemKind.ACCOUNT: "アカウント",
    ProblemKind.SESSION: "セッション",
    ProblemKind.AUDIT: "監査記録",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing: which database stands in NENKIN_DATABASE."""


def run(_: argparse.Namespace) -> int:
    """Check. 0: all is sound; 1: something is not; 2: the database cannot be opened."""
    problems = asyncio.run(_check(read_settings(os.environ)))
    print(f"異常が {problems} 件ありました。" if problems else "異常はありません。")
    return 1 if problems else 0


def describe(problem: Problem) -> str:
    """One problem in a line."""
    return f"{_WORDS[problem.kind]}：{problem.where}（{problem.what}）"


def _move(bar: tqdm[Never]) -> None:
    bar.update()


async def _check(settings: OperatorSettings) -> int:
    async with database_for_work(settings.database, demo=settings.demo):
        # disable=None: a bar on a terminal, silence in a log
        with tqdm(unit="件", disable=None) as bar:
            order = CheckOrder(
                report=lambda problem: bar.write(describe(problem)),
                begin=bar.reset,
                progress=lambda: _move(bar),
            )
            return await check_data(order, settings.clock)
