"""``python -m ops import-month FILE``: the monthly import, with every bad line named."""

from __future__ import annotations

import argparse
import asyncio
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Never

from tqdm import tqdm

from db.queries.imports import BatchCounts, ImportOvertaken
from ops.settings import OperatorSettings, read_settings
from ops.visible import visible
from services.clock import JST
from services.import_lines import BadLine
from services.monthly_import import (
    AlreadyImported,
    ImportOrder,
    ImportResult,
    Refused,
    import_month,
)
from services.opening import database_for_work


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file."""
    parser.add_argument("file", type=Path, metavar="FILE", help="JSON Lines のファイル（1行に1人分の記録。.gz も可）")


def run(arguments: argparse.Namespace) -> int:
    """Import. 0: imported, or nothing to do; 1: refused; 2: could not be done."""
    settings = read_settings(os.environ)
    try:
        result = asyncio.run(_import(arguments.file, settings))
    except (OSError, ValueError, ImportOvertaken) as error:
        print(f"取り込めませんでした（{error}）。何も変わっていません。")
        return 2
    print(summary(result))
    return 1 if isinstance(result, Refused) else 0


def describe(bad: BadLine) -> str:
    """One bad line as the operator reads it: line, field and value, reason, rule.

    What a file says commands no terminal and forges no line of this report: the unseen is written as ``\\u001b``.
    """
    where = f" {bad.field}" if bad.field else ""
    what = f" = {bad.value}" if bad.value else ""
    return visible(f"{bad.line}行目{where}{what}：{bad.reason}［{bad.rule}］")


def summary(result: ImportResult) -> str:
    """What came of the import."""
    if isinstance(result, AlreadyImported):
        when = result.when.astimezone(JST)
        return f"このファイルは {when:%Y-%m-%d %H:%M} に取り込みずみです。何も変わっていません。"
    counts = result.counts
    if isinstance(result, Refused):
        return f"{counts.lines}行を調べ、{result.problems}件のまちがいがありました。何も取り込んでいません。"
    return "\n".join(
        (
            f"{counts.lines}人分を取り込みました（{counts.as_of} 時点）："
            f"新しい人 {counts.people_new}、変わった人 {counts.people_changed}、同じ人 {counts.people_unchanged}。",
            *_of_corrections(counts),
        )
    )


def _of_corrections(counts: BatchCounts) -> Iterator[str]:
    if counts.corrections_carried:
        yield f"ファイルにない訂正 {counts.corrections_carried}件を、いまの記録から引き継ぎました。"
    if counts.people_waiting:
        yield (
            f"{counts.people_waiting}人分は、決定した訂正とぶつかるため取り込まず、記録はいまのままです。"
            "年金事務所の窓口（/counter/office/corrections/conflicts）で、職員の判断を待っています。"
        )


async def _import(file: Path, settings: OperatorSettings) -> ImportResult:
    if not file.is_file():
        raise FileNotFoundError(f"{file} というファイルがありません")
    async with database_for_work(settings.database, demo=settings.demo):
        # disable=None: a bar on a terminal, silence in a log
        with tqdm(total=file.stat().st_size, unit="B", unit_scale=True, disable=None) as bar:
            order = ImportOrder(
                file=file,
                is_demo=settings.demo,
                hours=settings.import_hours,
                report=lambda bad: bar.write(describe(bad)),
                progress=lambda done: _move(bar, done),
            )
            return await import_month(order, settings.clock)


def _move(bar: tqdm[Never], done: int) -> None:
    bar.update(done - bar.n)
