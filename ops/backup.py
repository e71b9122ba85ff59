"""``python -m ops backup FILE``: the whole database into one file, while the service goes on."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from pathlib import Path
from typing import Never

from tqdm import tqdm

from ops.settings import OperatorSettings, read_settings
from services.backup import BackupOrder, back_up
from services.backup_file import Manifest
from services.clock import JST


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file to make."""
    parser.add_argument("file", type=Path, metavar="FILE", help="作る控えのファイル（すでにあるファイルには書かない）")


def run(arguments: argparse.Namespace) -> int:
    """Back up. 0: made; 2: could not be done."""
    try:
        manifest = asyncio.run(_back_up(arguments.file, read_settings(os.environ)))
    except OSError as error:
        print(f"控えを作れませんでした（{error}）。", file=sys.stderr)
        return 2
    print(f"控えを作りました：{arguments.file}（{describe(manifest)}）")
    return 0


def describe(manifest: Manifest) -> str:
    """What is in a backup, in a line: when, how many, which bytes."""
    when = manifest.made_at.astimezone(JST)
    people, accounts = manifest.rows.get("person", 0), manifest.rows.get("account", 0)
    return (
        f"{when:%Y-%m-%d %H:%M} 時点、{people}人、アカウント{accounts}、"
        f"{manifest.size:,} バイト、SHA-256 {manifest.sha256[:16]}…"
    )


async def _back_up(file: Path, settings: OperatorSettings) -> Manifest:
    # disable=None: a bar on a terminal, silence in a log
    with tqdm(unit="B", unit_scale=True, disable=None) as bar:
        order = BackupOrder(
            location=settings.database,
            file=file,
            is_demo=settings.demo,
            begin=bar.reset,
            progress=lambda done: _move(bar, done),
        )
        return await back_up(order, settings.clock)


def _move(bar: tqdm[Never], done: int) -> None:
    bar.update(done)
