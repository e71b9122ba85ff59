"""``python -m ops import-old-ids FILE``: ids of the former 年金個人情報提供サービス, to carry over.

JSON Lines: ``{"user_id": …, "basic_pension_number": "NNNN-NNNNNN", "first_password": …, "second_password": …}``. What
is wrong is told by line number and never quoted. Stopped in the middle, it goes on where it was when it is run again.
The file holds passwords: delete it afterwards.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from pathlib import Path
from typing import Never

from tqdm import tqdm

from ops.settings import OperatorSettings, read_settings
from services.former_service import ImportedIds, Reason, import_former_ids
from services.opening import database_for_work

_WORDS = {
    Reason.UNREADABLE: "読み取れません。項目の名前と形を確かめてください。",
    Reason.ID_UNFIT: "IDに使えない文字があるか、短すぎます。",
    Reason.ID_TAKEN: "同じIDが、すでにあります（大文字と小文字、「!」のちがいは区別しません）。",
    Reason.NO_SUCH_PERSON: "この基礎年金番号の人の記録がありません。先に import-month で取り込んでください。",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file."""
    parser.add_argument("file", type=Path, metavar="FILE", help="JSON Lines のファイル（1行に1つのID）")


def run(arguments: argparse.Namespace) -> int:
    """Import. 0: every line taken; 1: some were not; 2: could not be done; 130: stopped."""
    try:
        result = asyncio.run(_import(arguments.file, read_settings(os.environ)))
    except (OSError, ValueError) as error:
        print(f"取り込めませんでした（{error}）。", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("中断しました。ここまでのIDは、取り込みずみです。同じコマンドで、続きから始まります。", file=sys.stderr)
        return 130
    for bad in result.bad:
        print(f"{bad.line}行目：{_WORDS[bad.reason]}")
    before = f"（前に取り込みずみのID：{result.before}）" if result.before else ""
    print(f"{result.taken} 件のIDを取り込みました{before}。取り込まなかった行：{len(result.bad)}")
    return 1 if result.bad else 0


async def _import(file: Path, settings: OperatorSettings) -> ImportedIds:
    keys = settings.keys
    async with database_for_work(settings.database, demo=settings.demo):
        # disable=None: a bar on a terminal, silence in a log
        with (
            file.open("rb") as lines,
            tqdm(total=file.stat().st_size, unit="B", unit_scale=True, disable=None) as bar,
        ):
            return await import_former_ids(lines, settings.clock, keys, lambda done: _move(bar, done))


def _move(bar: tqdm[Never], done: int) -> None:
    bar.update(done)
