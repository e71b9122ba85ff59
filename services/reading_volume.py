"""How many people's records a member of staff opens (A4): the unusual is told, too much stops the account.

What is counted is the audit log itself: an entry stands there for whatever was shown, and nothing else is shown. The
same person many times is one person.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median

from db.queries.audit import SERVICE_RECORD, Act, Action, Reading, append_entry, count_people_read, fetch_readings
from db.queries.staff_stops import hold_account, stop_account
from services.clock import JST
from services.sessions import account_actor
from services.watch import Rule, raise_alert

WITHIN = timedelta(hours=1)
MANY = 30
"""From so many people within an hour on the administrator is told."""
TOO_MANY = 60
"""With so many the account is stopped until a supervisor or an administrator lifts it."""
UNUSUAL_FACTOR = 3
"""So many times the own usual number is told too …"""
FEWEST_UNUSUAL = 10
"""… from so many people on, …"""
FEWEST_HOURS = 20
"""… of whom so many hours of work are known."""
KNOWN_FOR = timedelta(days=30)


class AccountStopped(Exception):
    """A member of staff whose account is stopped asked for a person's record. Nothing was shown."""


async def hold_reader(account_id: int) -> datetime | None:
    """Let an account's readings come one after the other, inside the caller's ``write()``, before one is noted.

    When its last stop was lifted, if ever: what was opened before then is not counted again. Raises
    :class:`AccountStopped`.
    """
    held = await hold_account(account_id)
    if held.stopped_at is not None:
        raise AccountStopped
    return held.lifted_at


async def weigh_readings(account_id: int, lifted_at: datetime | None, now: datetime) -> None:
    """Count the people whose records an account has opened, inside the ``write()`` that has just noted another."""
    actor = account_actor(account_id)
    since = now - WITHIN
    people = await count_people_read(actor, max(since, lifted_at) if lifted_at else since)
    if people >= TOO_MANY:
        await _stop(account_id, now)
    if people >= MANY:
        await raise_alert(Rule.COUNTER_VOLUME, actor, now)
    elif people >= FEWEST_UNUSUAL and await _is_unusual(actor, people, now):
        await raise_alert(Rule.COUNTER_UNUSUAL, actor, now)


async def _stop(account_id: int, now: datetime) -> None:
    await stop_account(account_id, now)
    act = Act(
        record=SERVICE_RECORD,
        actor="service",
        action=Action.STOP_ACCOUNT,
        happened_at=now,
        detail=account_actor(account_id),
    )
    await append_entry(act)
    await raise_alert(Rule.COUNTER_STOPPED, account_actor(account_id), now)


async def _is_unusual(actor: str, people: int, now: datetime) -> bool:
    usual = people_by_hour(await fetch_readings(actor, now - KNOWN_FOR, now - WITHIN))
    return len(usual) >= FEWEST_HOURS and people >= UNUSUAL_FACTOR * median(usual)


def people_by_hour(readings: Sequence[Reading]) -> list[int]:
    """Of how many people something was read in each hour of the day in which anything was read."""
    hours: dict[str, set[int]] = {}
    for reading in readings:
        hours.setdefault(f"{reading.happened_at.astimezone(JST):%Y-%m-%d %H}", set()).add(reading.record)
    return [len(people) for people in hours.values()]
