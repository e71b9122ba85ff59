"""Signs of intrusion (S58): what is counted, and from which number on the administrator is told.

Everything is counted in the database, so that it holds over several processes. An alert is a line in the log at once
and a row on the administrator's page; while it is open, the same rule and subject is one row that counts on.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from db.queries.alerts import upsert_alert
from db.queries.attempts import (
    Attempt,
    count_attempts,
    count_by_address,
    count_by_subject,
    count_subjects_by_address,
    delete_old_attempts,
    note_attempt,
)

_log = logging.getLogger("nenkin.alerts")

KEPT = timedelta(days=1)
"""How long what is counted is kept."""


class Rule(StrEnum):
    """What an alert says; ``web/views/alerts.py`` has the words."""

    SIGN_IN_BURST = "sign-in-burst"  # wrong passwords from everywhere
    SPRAYING = "spraying"  # one address tries many user ids
    CODE_GUESSING = "code-guessing"  # wrong one-time codes: somebody knows a password
    KEY_GUESSING = "key-guessing"  # wrong access keys from one address
    KEY_GUESSING_EVERYWHERE = "key-guessing-everywhere"
    DENIED_OBJECTS = "denied-objects"  # an account asks for what it may not have
    COUNTER_VOLUME = "counter-volume"  # a member of staff opens very many people's records
    COUNTER_UNUSUAL = "counter-unusual"  # … or many more than is usual for them
    COUNTER_STOPPED = "counter-stopped"  # … or so many that their account was stopped
    NIGHT_USE = "night-use"  # a staff account, outside of the hours of work
    STAFF_ELSEWHERE = "staff-elsewhere"  # a staff account, from outside of the listed networks
    STAFF_LOCKED = "staff-locked"
    BROKEN_CHAIN = "broken-chain"  # the audit log is not as it was written
    MANY_SEARCHES = "many-searches"  # for records without an owner, beyond the day's limit too
    MANY_PEOPLE_SOUGHT = "many-people-sought"  # one account searches for many different people
    IMPORT_OUT_OF_HOURS = "import-out-of-hours"  # somebody imports a month when nobody should
    CONTENT_POLICY = "content-policy"  # a browser met something in a page that is not ours


@dataclass(frozen=True, slots=True)
class _Limit:
    """A rule: so many within such a time."""

    rule: Rule
    number: int
    within: timedelta


EVERYWHERE = "everywhere"

BURST = _Limit(Rule.SIGN_IN_BURST, 200, timedelta(minutes=5))
SPRAY = _Limit(Rule.SPRAYING, 10, timedelta(minutes=5))
CODES = _Limit(Rule.CODE_GUESSING, 5, timedelta(hours=1))
KEYS_BY_ADDRESS = _Limit(Rule.KEY_GUESSING, 10, timedelta(minutes=15))
KEYS_IN_ALL = _Limit(Rule.KEY_GUESSING_EVERYWHERE, 50, timedelta(hours=1))
DENIED = _Limit(Rule.DENIED_OBJECTS, 5, timedelta(minutes=1))
SEARCHES = _Limit(Rule.MANY_SEARCHES, 10, timedelta(days=1))
ELSEWHERE = _Limit(Rule.STAFF_ELSEWHERE, 1, timedelta(minutes=1))


async def watch(kind: Attempt, subject: str, address: str, now: datetime) -> None:
    """Count an act and raise the alerts it is due, inside the caller's ``write()``."""
    await delete_old_attempts(now - KEPT)
    await note_attempt(kind, subject, address, now)
    match kind:
        case Attempt.SIGN_IN:
            await _in_all(kind, BURST, now)
            if await count_subjects_by_address(kind, address, now - SPRAY.within) >= SPRAY.number:
                await raise_alert(SPRAY.rule, f"address:{address}", now)
        case Attempt.ACCESS_KEY:
            await _in_all(kind, KEYS_IN_ALL, now)
            if await count_by_address(kind, address, now - KEYS_BY_ADDRESS.within) >= KEYS_BY_ADDRESS.number:
                await raise_alert(KEYS_BY_ADDRESS.rule, f"address:{address}", now)
        case Attempt.ONE_TIME_CODE | Attempt.DENIED | Attempt.OFF_NETWORK | Attempt.SEARCH | Attempt.WRONG_NUMBER:
            await _by_subject(kind, _BY_SUBJECT[kind], subject, now)


_BY_SUBJECT = {
    Attempt.ONE_TIME_CODE: CODES,
    Attempt.DENIED: DENIED,
    Attempt.OFF_NETWORK: ELSEWHERE,
    Attempt.SEARCH: SEARCHES,
    Attempt.WRONG_NUMBER: DENIED,
}


async def raise_alert(rule: Rule, subject: str, now: datetime) -> None:
    """Tell the administrator, inside the caller's ``write()``; the log names no addresses."""
    times = await upsert_alert(rule.value, subject, now)
    told = subject if not subject.startswith("address:") else "address"
    line = {"time": now.isoformat(timespec="seconds"), "alert": rule.value, "subject": told, "times": times}
    _log.warning("%s", json.dumps(line))


async def _in_all(kind: Attempt, limit: _Limit, now: datetime) -> None:
    if await count_attempts(kind, now - limit.within) >= limit.number:
        await raise_alert(limit.rule, EVERYWHERE, now)


async def _by_subject(kind: Attempt, limit: _Limit, subject: str, now: datetime) -> None:
    if await count_by_subject(kind, subject, now - limit.within) >= limit.number:
        await raise_alert(limit.rule, subject, now)
