"""Holders of the former 年金個人情報提供サービス (S19): their id carries over, its two passwords are replaced by one.

The ids had capital and small letters and ``!``; here none of these make a difference, so people type them as they
always have. Both passwords together are kept as one slow keyed hash, under the id, until they are used for the last
time.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import msgspec

from db.queries.audit import Act, Action, append_entry
from db.queries.records import fetch_person_id
from db.queries.registration import (
    end_former_id,
    fetch_former_id,
    fetch_former_owner,
    insert_former_id,
    is_user_id_taken,
)
from db.transactions import read, write
from services.clock import Clock
from services.keys import Keys
from services.register import Secret, Way
from services.sign_in import canonical_user_id

WAY = "former-service"
_SHORTEST_ID = 4


class FormerAccount(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of the file: the id as it was given out, whose it is, and its two passwords."""

    user_id: str
    basic_pension_number: str
    first_password: str
    second_password: str


class Reason(StrEnum):
    """Why a line is not taken."""

    UNREADABLE = "unreadable"
    ID_UNFIT = "id-unfit"
    ID_TAKEN = "id-taken"  # also when it differs from another only in what makes no difference here
    NO_SUCH_PERSON = "no-such-person"


class Taken(StrEnum):
    """A line that is in the database."""

    NOW = "now"
    BEFORE = "before"  # by an import that was stopped, or the same file


@dataclass(frozen=True, slots=True)
class BadAccount:
    """A line that was not taken."""

    line: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class ImportedIds:
    """How many ids carry over from now on, how many did before, and the lines that were not taken."""

    taken: int
    before: int
    bad: tuple[BadAccount, ...]


_WAY = Way(name=WAY, find=fetch_former_id, end=end_former_id)


def former_secret(user_id: str, first_password: str, second_password: str) -> Secret:
    """What the former id proves: both passwords, exactly as they were."""
    canonical = canonical_user_id(user_id)
    passwords = json.dumps([first_password, second_password])
    own_words = (canonical, first_password.casefold(), second_password.casefold())
    return Secret(way=_WAY, place=canonical, text=passwords, own_words=own_words)


async def import_former_ids(
    lines: Iterable[bytes], clock: Clock, keys: Keys, progress: Callable[[int], None] = lambda _: None
) -> ImportedIds:
    """Take every line that can be taken, each by itself and for good; ``progress`` is told the bytes of each.

    So it can be stopped at any moment and begun again: what was taken before is passed over without its slow hash.
    """
    found, bad, ids = Counter[Taken](), list[BadAccount](), set[str]()
    for index, line in enumerate(lines, start=1):
        result = await _take(line, ids, clock.now(), keys)
        if isinstance(result, Taken):
            found[result] += 1
        else:
            bad.append(BadAccount(index, result))
        progress(len(line))
    return ImportedIds(found[Taken.NOW], found[Taken.BEFORE], tuple(bad))


async def _take(line: bytes, ids: set[str], now: datetime, keys: Keys) -> Taken | Reason:
    """One line; ``ids`` are those of the lines before it, and grow."""
    try:
        account = msgspec.json.decode(line, type=FormerAccount)
    except msgspec.DecodeError:
        return Reason.UNREADABLE
    secret = former_secret(account.user_id, account.first_password, account.second_password)
    if len(secret.place) < _SHORTEST_ID:
        return Reason.ID_UNFIT
    if secret.place in ids:
        return Reason.ID_TAKEN
    result = await _bring_in(secret, account.basic_pension_number, now, keys)
    if isinstance(result, Taken):
        ids.add(secret.place)
    return result


async def _bring_in(secret: Secret, basic_pension_number: str, now: datetime, keys: Keys) -> Taken | Reason:
    async with read():
        person_id = await fetch_person_id(basic_pension_number)
        owner = await fetch_former_owner(secret.place)
        is_taken = await is_user_id_taken(secret.place)
    if person_id is None:
        return Reason.NO_SUCH_PERSON
    if is_taken:
        return Taken.BEFORE if owner == person_id else Reason.ID_TAKEN
    secret_hash = await keys.slow_digest(secret.text, purpose=secret.way.name, place=secret.place)
    async with write():
        if not await insert_former_id(secret.place, person_id, secret_hash, now):
            return Reason.ID_TAKEN
        await append_entry(Act(record=person_id, actor="operator", action=Action.CARRY_OVER, happened_at=now))
    return Taken.NOW
