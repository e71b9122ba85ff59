"""What is sent after its session has ended by itself: it is added to the draft, and takes nothing away from it.

Who sends it cannot be known: the computer may have been left, and somebody else sit at it. So what was typed elsewhere
since the session was last used stays as it is, and on a computer that others use whatever was typed before stays too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from db.queries.accounts import lock_account
from db.queries.drafts import Draft, DraftKind, fetch_draft, put_draft
from db.queries.sessions import StoredSession
from db.transactions import write
from services.clock import Clock
from services.drafts import KEPT, discard_draft, draft_of
from services.keys import Keys, UnreadableSecret
from services.sessions import TOUCH_INTERVAL, is_on_shared_computer

MOST_LATE_ANSWERS = 50
"""How many answers of the worksheet wait at once: each has a name of its own, and there are names without end."""
_SEALED = "sealed"


async def keep_late_draft(
    session: StoredSession,
    kind: DraftKind,
    step: str,
    fields: Mapping[str, str],
    clock: Clock,
    *,
    keys: Keys | None = None,
) -> None:
    """Keep the fields of one step of a form beside those of the others, under the session that has ended.

    With ``keys`` they are a whole form and are kept encrypted; what cannot be read any more makes room for it.
    """
    sent, now = {name: text for name, text in fields.items() if text}, clock.now()
    if session.acting is not None or not sent:
        return
    async with write():
        await lock_account(session.account_id)
        before = await fetch_draft(session.account_id, kind, now - KEPT)
        opened = _opened(session, before, keys) if before and keys else before
        kept = _kept(session, opened, sent, is_whole=keys is not None)
        if (opened is None or kept != opened.fields) and not _is_too_much(kind, kept):
            stored = _seal(session, kind, kept, keys) if keys else kept
            await put_draft(session.account_id, Draft(kind=kind, step=step, fields=stored, changed_at=now))


def _kept(
    session: StoredSession, before: Draft | None, sent: Mapping[str, str], *, is_whole: bool
) -> Mapping[str, str]:
    if before is None:
        return sent
    if before.changed_at > session.last_seen_at + TOUCH_INTERVAL:
        return before.fields
    if is_on_shared_computer(session):
        return {**sent, **before.fields}
    return sent if is_whole else {**before.fields, **sent}


def _is_too_much(kind: DraftKind, kept: Mapping[str, str]) -> bool:
    return kind is DraftKind.HISTORY and len(kept) > MOST_LATE_ANSWERS


async def sealed_fields_of(
    session: StoredSession, kind: DraftKind, keys: Keys, clock: Clock
) -> Mapping[str, str] | None:
    """What came late of a form that is kept encrypted, empty for nothing.

    None where the installation's secret key is another since: it is forgotten then, for nobody can go on with it.
    """
    draft = await draft_of(session, kind, clock)
    if draft is None:
        return {}
    opened = _opened(session, draft, keys)
    if opened is None:
        await discard_draft(session, kind)
        return None
    return opened.fields


def _seal(session: StoredSession, kind: DraftKind, fields: Mapping[str, str], keys: Keys) -> Mapping[str, str]:
    """The fields of a whole form as one, encrypted: a search lies no more open before it is made than after."""
    return {_SEALED: keys.encrypt(json.dumps(dict(fields), ensure_ascii=False), place=_place(session, kind))}


def _opened(session: StoredSession, draft: Draft, keys: Keys) -> Draft | None:
    """The draft with the fields that were sealed; None where they cannot be read."""
    try:
        text = keys.decrypt(draft.fields[_SEALED], place=_place(session, draft.kind))
    except UnreadableSecret:
        return None
    return replace(draft, fields=json.loads(text))


def _place(session: StoredSession, kind: DraftKind) -> str:
    return f"draft:{session.account_id}:{kind}"
