"""``python -m ops check-data``: read everything that is stored and say what is not as it was written."""

from __future__ import annotations

import argparse
import asyncio
import os

from ops.settings import OperatorSettings, read_settings
from services.check_data import DataReport, check_data
from services.opening import database_for_work


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing: which database stands in NENKIN_DATABASE."""


def run(_: argparse.Namespace) -> int:
    """Check. 0: all is sound; 1: something is not."""
    report = asyncio.run(_check(read_settings(os.environ)))
    for problem in report.file_problems:
        print(f"データベースのファイル：{problem}")
    for person in report.damaged_documents:
        print(f"こわれた記録：person {person}")
    for record, position in report.broken_chains:
        print(f"書きかえられた監査記録：record {record} の {position} 番目")
    print("異常はありません。" if report.sound else "異常がありました。")
    return 0 if report.sound else 1


async def _check(settings: OperatorSettings) -> DataReport:
    async with database_for_work(settings.database, demo=settings.demo):
        return await check_data()
