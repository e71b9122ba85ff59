"""``python -m ops import-unlinked FILE``: the records without an owner, all of them anew."""

from __future__ import annotations

import argparse
import asyncio
import os
from pathlib import Path
from typing import Never

from tqdm import tqdm

from db.queries.unlinked import UnlinkedOvertaken
from ops.import_month import describe
from ops.settings import OperatorSettings, read_settings
from services.clock import JST
from services.import_unlinked import (
    UnlinkedOrder,
    UnlinkedRefused,
    UnlinkedResult,
    UnlinkedUnchanged,
    import_unlinked,
)
from services.opening import database_for_work


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file."""
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="JSON Lines、または CSV（.csv。UTF-8 か CP932）のファイル（.gz も可）"
    )


def run(arguments: argparse.Namespace) -> int:
    """Import. 0: imported, or nothing to do; 1: refused; 2: could not be done."""
    settings = read_settings(os.environ)
    try:
        result = asyncio.run(_import(arguments.file, settings))
    except (OSError, UnlinkedOvertaken) as error:
        print(f"取り込めませんでした（{error}）。何も変わっていません。")
        return 2
    print(unlinked_summary(result))
    return 1 if isinstance(result, UnlinkedRefused) else 0


def unlinked_summary(result: UnlinkedResult) -> str:
    """What came of the import."""
    if isinstance(result, UnlinkedUnchanged):
        when = result.when.astimezone(JST)
        return f"このファイルは {when:%Y-%m-%d %H:%M} に取り込みずみです。何も変わっていません。"
    if isinstance(result, UnlinkedRefused):
        return f"{result.lines}行を調べ、{result.problems}件のまちがいがありました。前の記録をそのまま使います。"
    return f"持ち主不明記録を{result.records}件、取り込みました。前の記録と入れかえました。"


async def _import(file: Path, settings: OperatorSettings) -> UnlinkedResult:
    if not file.is_file():
        raise FileNotFoundError(f"{file} というファイルがありません")
    async with database_for_work(settings.database, demo=settings.demo):
        # disable=None: a bar on a terminal, silence in a log; first every line is checked, then every record stored
        with tqdm(unit="件", disable=None) as bar:
            order = UnlinkedOrder(
                file=file,
                is_demo=settings.demo,
                report=lambda bad: bar.write(describe(bad)),
                progress=lambda done: _move(bar, done),
            )
            return await import_unlinked(order, settings.clock)


def _move(bar: tqdm[Never], done: int) -> None:
    bar.update(done - bar.n)
