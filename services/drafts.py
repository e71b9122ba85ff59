"""Drafts (入力の途中のもの): what somebody types into a form is kept at every step until the form is finished.

One draft for each account and kind of form. It outlives the session, so that whoever was signed out in the middle goes
on where they were. A draft belongs to the account that typed it: who acts for another is shown none, and none is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from db.queries.accounts import lock_account
from db.queries.drafts import (
    Draft,
    DraftKind,
    delete_draft,
    delete_old_drafts,
    fetch_draft,
    fetch_drafts,
    put_draft,
)
from db.queries.sessions import StoredSession
from db.transactions import read, write
from services.clock import Clock

KEPT = timedelta(days=60)
"""How long a draft waits for somebody to go on with it."""


async def show_drafts(session: StoredSession, clock: Clock) -> tuple[Draft, ...]:
    """Everything that can be gone on with, the last changed first."""
    if session.acting is not None:
        return ()
    async with read():
        return await fetch_drafts(session.account_id, clock.now() - KEPT)


async def draft_of(session: StoredSession, kind: DraftKind, clock: Clock) -> Draft | None:
    """What was typed into a form of this kind, None where nothing was."""
    if session.acting is not None:
        return None
    async with read():
        return await fetch_draft(session.account_id, kind, clock.now() - KEPT)


async def keep_draft(
    session: StoredSession, kind: DraftKind, step: str, fields: Mapping[str, str], clock: Clock
) -> None:
    """Keep the fields of one step beside those of the others; an empty one is forgotten.

    ``step`` is where the form is to be gone on with.
    """
    if session.acting is not None:
        return
    now = clock.now()
    async with write():
        await lock_account(session.account_id)
        before = await fetch_draft(session.account_id, kind, now - KEPT)
        whole = {**(before.fields if before else {}), **fields}
        kept = {name: text for name, text in whole.items() if text}
        await put_draft(session.account_id, Draft(kind=kind, step=step, fields=kept, changed_at=now))


async def discard_fields(
    session: StoredSession, kind: DraftKind, is_done: Callable[[str, str], bool], clock: Clock
) -> None:
    """Forget the fields (name and text) of a form that are done with; a draft without any is gone."""
    if await draft_of(session, kind, clock) is None:
        return
    async with write():
        await lock_account(session.account_id)
        draft = await fetch_draft(session.account_id, kind, clock.now() - KEPT)
        left = {name: text for name, text in draft.fields.items() if not is_done(name, text)} if draft else {}
        if not left:
            await delete_draft(session.account_id, kind)
        elif draft and left != draft.fields:
            await put_draft(session.account_id, replace(draft, fields=left))


async def discard_draft(session: StoredSession, kind: DraftKind) -> bool:
    """Forget a form: it is finished, or its owner wants it gone. False when there was none."""
    if session.acting is not None:
        return False
    async with write():
        return await delete_draft(session.account_id, kind)


async def forget_old_drafts(now: datetime) -> None:
    """Remove drafts that have waited long enough, inside the caller's ``write()``."""
    await delete_old_drafts(now - KEPT)
