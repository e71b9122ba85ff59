"""``python -m ops audit-head``: one hash over the whole audit log as it stood when a day had ended.

Run it every night and keep the line somewhere else: ``--expect`` says later whether that day is still as it was. Wait a
few minutes after midnight, until what was under way has been written.
"""

from __future__ import annotations

import argparse
import asyncio
import os
from datetime import date, timedelta
from typing import Never

from tqdm import tqdm

from ops.settings import OperatorSettings, read_settings
from services.audit_head import AuditHead, audit_head
from services.opening import database_for_work


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which day, and what it was."""
    parser.add_argument(
        "--day", type=date.fromisoformat, metavar="YYYY-MM-DD", help="どの日の終わりか（書かなければ、きのう）"
    )
    parser.add_argument("--expect", metavar="SHA256", help="その日に控えた値。ちがっていれば、終了コードは1")


def run(arguments: argparse.Namespace) -> int:
    """Print it. 0: done, and as expected; 1: another one than expected."""
    settings = read_settings(os.environ)
    head = asyncio.run(_head(arguments.day or yesterday(settings), settings))
    print(head_line(head))
    if arguments.expect is None or arguments.expect.strip().lower() == head.digest:
        return 0
    print("控えた値とちがいます。監査記録が書きかえられたおそれがあります。")
    return 1


def yesterday(settings: OperatorSettings) -> date:
    """The last day that is over."""
    return settings.clock.now().date() - timedelta(days=1)


def head_line(head: AuditHead) -> str:
    """What is to be kept elsewhere."""
    return f"audit-head {head.day} {head.digest} chains={head.chains}"


async def _head(day: date, settings: OperatorSettings) -> AuditHead:
    async with database_for_work(settings.database, demo=settings.demo):
        # disable=None: a bar on a terminal, silence in a log
        with tqdm(unit="人", disable=None) as bar:
            return await audit_head(day, lambda done, records: _move(bar, done, records))


def _move(bar: tqdm[Never], done: int, records: int) -> None:
    bar.total = records
    bar.update(done - bar.n)
