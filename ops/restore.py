"""``python -m ops restore FILE``: a backup back into the database; everything is checked before anything is touched."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from pathlib import Path
from typing import Never

from tqdm import tqdm

from ops.backup import describe
from ops.settings import OperatorSettings, read_settings
from services.backup_file import BackupUnfit
from services.restore import Restored, RestoreOrder, restore


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, and whether it may replace what is there."""
    parser.add_argument("file", type=Path, metavar="FILE", help="backup で作った控えのファイル")
    parser.add_argument("--replace", action="store_true", help="記録のあるデータベースを置きかえる")
    parser.add_argument("--check", action="store_true", help="控えを調べるだけで、戻さない")


def run(arguments: argparse.Namespace) -> int:
    """Restore. 0: done; 1: refused, nothing was touched; 2: could not be done."""
    try:
        restored = asyncio.run(_restore(arguments, read_settings(os.environ)))
    except BackupUnfit as reason:
        print(f"{arguments.file}：{reason}何も変わっていません。", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"戻せませんでした（{error}）。何も変わっていません。", file=sys.stderr)
        return 2
    print(f"{'戻せる控えです' if arguments.check else '戻しました'}：{arguments.file}（{describe(restored.manifest)}）")
    if restored.kept is not None:
        print(f"前のデータベースは {restored.kept} にあります。いらなくなったら消してください。")
    return 0


async def _restore(arguments: argparse.Namespace, settings: OperatorSettings) -> Restored:
    # disable=None: a bar on a terminal, silence in a log
    with tqdm(unit="B", unit_scale=True, disable=None) as bar:
        order = RestoreOrder(
            file=arguments.file,
            location=settings.database,
            is_demo=settings.demo,
            replace=arguments.replace,
            check_only=arguments.check,
            begin=bar.reset,
            progress=lambda done: _move(bar, done),
        )
        return await restore(order, settings.clock)


def _move(bar: tqdm[Never], done: int) -> None:
    bar.update(done)
