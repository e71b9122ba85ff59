"""The person's own mark 確認した on a point to check. It is undoable and never changes the record.

Helpers see the marks and make none.
"""

from __future__ import annotations

from enum import StrEnum

from db.queries.audit import Act, append_entry
from db.queries.check_marks import delete_mark, fetch_marks, insert_mark
from db.queries.sessions import StoredSession
from db.transactions import write
from services.clock import Clock
from services.sessions import account_actor
from services.show_records import NoRecordHere, show_records


class MarkResult(StrEnum):
    """What came of it; asking twice changes nothing and is no error."""

    DONE = "done"
    NO_SUCH_FINDING = "no-such-finding"  # not among this person's findings of today: the record may have changed


async def mark_finding(session: StoredSession, finding_key: str, clock: Clock) -> MarkResult:
    """Mark one of the signed-in person's findings as checked."""
    screen = await show_records(session, clock)
    if isinstance(screen, NoRecordHere) or session.person_id is None or session.acting is not None:
        return MarkResult.NO_SUCH_FINDING
    if all(finding.key != finding_key for finding in screen.findings):
        return MarkResult.NO_SUCH_FINDING
    async with write():
        if await insert_mark(session.person_id, finding_key, clock.now()):
            await append_entry(_act(session, session.person_id, "mark", finding_key, clock))
    return MarkResult.DONE


async def unmark_finding(session: StoredSession, finding_key: str, clock: Clock) -> MarkResult:
    """Take the mark away again."""
    if session.person_id is None or session.acting is not None:
        return MarkResult.NO_SUCH_FINDING
    async with write():
        if finding_key not in await fetch_marks(session.person_id):
            return MarkResult.NO_SUCH_FINDING
        await delete_mark(session.person_id, finding_key)
        await append_entry(_act(session, session.person_id, "unmark", finding_key, clock))
    return MarkResult.DONE


def _act(session: StoredSession, person_id: int, action: str, finding_key: str, clock: Clock) -> Act:
    return Act(
        record=person_id,
        actor=account_actor(session.account_id),
        action=action,
        happened_at=clock.now(),
        detail=finding_key,
    )
