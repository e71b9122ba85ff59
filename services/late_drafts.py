"""What is sent after its session has ended by itself: it is added to the draft, and takes nothing away from it.

Who sends it cannot be known: the computer may have been left, and somebody else sit at it. So what was typed elsewhere
since the session was last used stays as it is, and on a computer that others use whatever was typed before stays too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from db.queries.accounts import lock_account
from db.queries.drafts import Draft, DraftKind, fetch_draft, put_draft
from db.queries.sessions import StoredSession
from db.transactions import write
from services.clock import Clock
from services.drafts import KEPT, draft_of
from services.keys import Keys, UnreadableSecret
from services.sessions import TOUCH_INTERVAL, is_on_shared_computer

_SEALED = "sealed"


async def keep_late_draft(
    session: StoredSession, kind: DraftKind, step: str, fields: Mapping[str, str], clock: Clock
) -> None:
    """Keep the fields of one step of a form beside those of the others, under the session that has ended."""
    sent, now = {name: text for name, text in fields.items() if text}, clock.now()
    if session.acting is not None or not sent:
        return
    async with write():
        await lock_account(session.account_id)
        before = await fetch_draft(session.account_id, kind, now - KEPT)
        kept = _kept(session, before, sent)
        if before is None or kept != before.fields:
            await put_draft(session.account_id, Draft(kind=kind, step=step, fields=kept, changed_at=now))


def _kept(session: StoredSession, before: Draft | None, sent: Mapping[str, str]) -> Mapping[str, str]:
    if before is None:
        return sent
    if before.changed_at > session.last_seen_at + TOUCH_INTERVAL:
        return before.fields
    if is_on_shared_computer(session):
        return {**sent, **before.fields}
    return {**before.fields, **sent}


def seal_fields(session: StoredSession, kind: DraftKind, fields: Mapping[str, str], keys: Keys) -> Mapping[str, str]:
    """The fields of a whole form as one, encrypted: a search lies no more open before it is made than after."""
    return {_SEALED: keys.encrypt(json.dumps(dict(fields), ensure_ascii=False), place=_place(session, kind))}


async def sealed_fields_of(session: StoredSession, kind: DraftKind, keys: Keys, clock: Clock) -> Mapping[str, str]:
    """What came late of such a form; empty for nothing, and where the installation's secret key is another since."""
    draft = await draft_of(session, kind, clock)
    try:
        text = keys.decrypt(draft.fields[_SEALED], place=_place(session, kind)) if draft else "{}"
    except UnreadableSecret:
        return {}
    fields: dict[str, str] = json.loads(text)
    return fields


def _place(session: StoredSession, kind: DraftKind) -> str:
    return f"draft:{session.account_id}:{kind}"
