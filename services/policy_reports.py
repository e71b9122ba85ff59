"""Reports of browsers that a page broke the content policy (CSP): a sign that something in it is not ours."""

from __future__ import annotations

from datetime import timedelta

from db.queries.attempts import Attempt, count_attempts, count_by_address, delete_old_attempts, note_attempt
from db.transactions import write
from services.clock import Clock
from services.watch import KEPT, Rule, raise_alert

WINDOW = timedelta(minutes=5)
MOST_BY_ADDRESS = 20
MOST_IN_ALL = 300


async def take_report(directive: str, kind: str, address: str, clock: Clock) -> bool:
    """Tell the administrator; False when there were too many within the last minutes, and nothing was kept.

    ``directive`` and ``kind`` are words of our own, so there are few different alerts, however many reports.
    """
    now = clock.now()
    async with write():
        await delete_old_attempts(now - KEPT)
        if await count_by_address(Attempt.POLICY_REPORT, address, now - WINDOW) >= MOST_BY_ADDRESS:
            return False
        if await count_attempts(Attempt.POLICY_REPORT, now - WINDOW) >= MOST_IN_ALL:
            return False
        await note_attempt(Attempt.POLICY_REPORT, directive, address, now)
        await raise_alert(Rule.CONTENT_POLICY, f"policy:{directive} {kind}", now)
    return True
