"""Holders of the former 年金個人情報提供サービス (S19): their id carries over, its two passwords are replaced by one.

The ids had capital and small letters and ``!``; here none of these make a difference, so people type them as they
always have. Both passwords together are kept as one slow keyed hash, under the id, until they are used for the last
time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import msgspec

from db.queries.audit import Act, Action, append_entry
from db.queries.records import fetch_person_id
from db.queries.registration import (
    end_former_id,
    fetch_former_id,
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


@dataclass(frozen=True, slots=True)
class BadAccount:
    """A line that was not taken."""

    line: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class ImportedIds:
    """How many ids carry over now, and the lines that were not taken."""

    taken: int
    bad: tuple[BadAccount, ...]


_WAY = Way(name=WAY, find=fetch_former_id, end=end_former_id)


def former_secret(user_id: str, first_password: str, second_password: str) -> Secret:
    """What the former id proves: both passwords, exactly as they were."""
    canonical = canonical_user_id(user_id)
    passwords = json.dumps([first_password, second_password])
    own_words = (canonical, first_password.casefold(), second_password.casefold())
    return Secret(way=_WAY, place=canonical, text=passwords, own_words=own_words)


async def import_former_ids(lines: Iterable[bytes], clock: Clock, keys: Keys) -> ImportedIds:
    """Take every line that can be taken; a line that was taken before is found taken and changes nothing."""
    taken, bad = 0, list[BadAccount]()
    for index, line in enumerate(lines, start=1):
        reason = await _take(line, clock.now(), keys)
        if reason is None:
            taken += 1
        else:
            bad.append(BadAccount(index, reason))
    return ImportedIds(taken, tuple(bad))


async def _take(line: bytes, now: datetime, keys: Keys) -> Reason | None:
    try:
        account = msgspec.json.decode(line, type=FormerAccount)
    except msgspec.DecodeError:
        return Reason.UNREADABLE
    secret = former_secret(account.user_id, account.first_password, account.second_password)
    if len(secret.place) < _SHORTEST_ID:
        return Reason.ID_UNFIT
    async with read():
        person_id = await fetch_person_id(account.basic_pension_number)
        is_taken = await is_user_id_taken(secret.place)
    if person_id is None:
        return Reason.NO_SUCH_PERSON
    if is_taken:
        return Reason.ID_TAKEN
    secret_hash = await keys.slow_digest(secret.text, purpose=secret.way.name, place=secret.place)
    async with write():
        if not await insert_former_id(secret.place, person_id, secret_hash, now):
            return Reason.ID_TAKEN
        await append_entry(Act(record=person_id, actor="operator", action=Action.CARRY_OVER, happened_at=now))
    return None
