"""``python -m ops verify-audit``: check every chain of the audit log; a broken one is also an alert.

Its last line is the head of yesterday (``audit-head``), to be kept elsewhere.
"""

from __future__ import annotations

import argparse
import asyncio
import os

from ops.audit_head import head_line, yesterday
from ops.settings import OperatorSettings, read_settings
from services.alerts import verify_audit
from services.audit_head import AuditHead, audit_head
from services.opening import database_for_work


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing: which database stands in NENKIN_DATABASE."""


def run(_: argparse.Namespace) -> int:
    """Check. 0: all is sound; 1: something was changed."""
    broken, head = asyncio.run(_verify(read_settings(os.environ)))
    for record, position in broken:
        print(f"書きかえられた監査記録：record {record} の {position} 番目")
    print(f"{len(broken)}本の監査記録が書きかえられています。" if broken else "監査記録に異常はありません。")
    print(head_line(head))
    return 1 if broken else 0


async def _verify(settings: OperatorSettings) -> tuple[list[tuple[int, int]], AuditHead]:
    async with database_for_work(settings.database, demo=settings.demo):
        return await verify_audit(settings.clock), await audit_head(yesterday(settings))
