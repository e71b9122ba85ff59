"""The daily head of the audit log: one hash over where every chain stood when a day had ended.

Written down elsewhere day by day (on paper, at another house), it proves later that nothing of those days was changed,
not even by somebody who could write the whole database anew with right hashes. It can be worked out again at any time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from db.queries.audit import fetch_chain_ends, fetch_last_record
from db.transactions import read
from services.clock import JST

_RECORDS_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class AuditHead:
    """How many chains there were at the end of ``day``, and the SHA-256 over all of them, in hexadecimal."""

    day: date
    chains: int
    digest: str


async def audit_head(day: date, progress: Callable[[int, int], None] = lambda _done, _all: None) -> AuditHead:
    """The head of a day of Japan, in one moment of the database; ``progress`` is told records done and in all."""
    end = datetime.combine(day + timedelta(days=1), time(), JST)
    heads, chains = hashlib.sha256(), 0
    async with read():
        last = await fetch_last_record()
        for after in range(-1, last, _RECORDS_AT_ONCE):
            until = min(after + _RECORDS_AT_ONCE, last)
            for chain in await fetch_chain_ends(after, until, end):
                heads.update(f"{chain.record} {chain.position} {chain.entry_hash}\n".encode())
                chains += 1
            progress(until + 1, last + 1)
    return AuditHead(day, chains, heads.hexdigest())
