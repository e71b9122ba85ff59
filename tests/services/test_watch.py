"""Signs of intrusion (S58): each rule, just below and just at its number, and the administrator's list."""

from __future__ import annotations

import json
import logging

import pytest

from db.engine import current_engine
from db.queries.accounts import Role
from db.queries.alerts import StoredAlert
from db.queries.attempts import Attempt
from db.transactions import read, write
from services import policy_reports
from services import watch as watch_module
from services.alerts import (
    KEPT,
    TOLD_AGAIN,
    list_alerts,
    note_denied,
    note_elsewhere,
    note_night_use,
    see_alert,
    verify_audit,
)
from services.policy_reports import take_report
from services.sign_in import WrongCredentials
from services.watch import BURST, CODES, DENIED, KEYS_BY_ADDRESS, KEYS_IN_ALL, SPRAY, Rule, raise_alert, watch
from tests.databases import SteppingClock
from tests.services.people import ELSEWHERE, HERE, PASSWORD, USER_ID, make_account, signed_in, try_sign_in


async def alerts() -> list[tuple[str, str]]:
    return [(alert.rule, alert.subject) for alert in await list_alerts()]


async def happen(kind: Attempt, times: int, clock: SteppingClock, subject: str = "s{}", address: str = "a") -> None:
    for number in range(times):
        async with write():
            await watch(kind, subject.format(number), address.format(number), clock.now())


async def test_spraying_is_one_address_against_many_user_ids(database: str, clock: SteppingClock) -> None:
    await happen(Attempt.SIGN_IN, 50, clock, subject="always the same", address="192.0.2.1")
    await happen(Attempt.SIGN_IN, SPRAY.number - 1, clock, address="192.0.2.2")
    assert await alerts() == []
    await happen(Attempt.SIGN_IN, SPRAY.number, clock, address="192.0.2.2")
    assert await alerts() == [("spraying", "address:192.0.2.2")]


async def test_a_burst_comes_from_everywhere(
    database: str, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = watch_module._Limit(BURST.rule, 20, BURST.within)
    monkeypatch.setattr(watch_module, "BURST", few)
    await happen(Attempt.SIGN_IN, 19, clock, address="a{}")
    assert await alerts() == []
    clock.moment += BURST.within
    await happen(Attempt.SIGN_IN, 19, clock, address="a{}")
    assert await alerts() == [], "the first ones are too long ago"
    await happen(Attempt.SIGN_IN, 1, clock, address="b")
    assert await alerts() == [("sign-in-burst", "everywhere")]


@pytest.mark.parametrize(("kind", "limit"), [(Attempt.ONE_TIME_CODE, CODES), (Attempt.DENIED, DENIED)])
async def test_what_one_account_does_too_often(
    database: str, clock: SteppingClock, kind: Attempt, limit: watch_module._Limit
) -> None:
    await happen(kind, limit.number - 1, clock, subject="account:1")
    await happen(kind, limit.number - 1, clock, subject="account:2")
    assert await alerts() == []
    await happen(kind, 1, clock, subject="account:2")
    assert await alerts() == [(limit.rule, "account:2")]


async def test_keys_guessed_from_one_address_and_from_everywhere(database: str, clock: SteppingClock) -> None:
    await happen(Attempt.ACCESS_KEY, KEYS_BY_ADDRESS.number - 1, clock, address="192.0.2.3")
    assert await alerts() == []
    await happen(Attempt.ACCESS_KEY, 1, clock, address="192.0.2.3")
    assert await alerts() == [("key-guessing", "address:192.0.2.3")]
    await happen(Attempt.ACCESS_KEY, KEYS_IN_ALL.number, clock, address="a{}")
    assert ("key-guessing-everywhere", "everywhere") in await alerts()


async def test_a_staff_account_from_elsewhere(database: str, clock: SteppingClock) -> None:
    account = await make_account(clock, role=Role.CLERK)
    assert await try_sign_in(clock, USER_ID, PASSWORD, ELSEWHERE) == WrongCredentials(), "nothing is told to a stranger"
    assert await alerts() == [("staff-elsewhere", f"account:{account}")]


async def test_a_staff_account_that_is_locked(database: str, clock: SteppingClock) -> None:
    account = await make_account(clock, role=Role.CLERK)
    for _ in range(5):
        await try_sign_in(clock, USER_ID, "wrong", HERE)
    assert await alerts() == [("staff-locked", f"account:{account}")]


async def test_what_services_note(database: str, clock: SteppingClock) -> None:
    session = await signed_in(clock)
    for _ in range(DENIED.number):
        await note_denied(session, "a", clock)
    await note_elsewhere(session, "a", clock)
    assert {rule for rule, _ in await alerts()} == {"denied-objects", "staff-elsewhere"}


async def test_work_at_night_is_told_once_an_hour(database: str, clock: SteppingClock) -> None:
    session = await signed_in(clock)
    for _ in range(5):
        await note_night_use(session, "a", clock)
    clock.moment += TOLD_AGAIN
    await note_night_use(session, "a", clock)
    (alert,) = await list_alerts()
    assert (alert.rule, alert.subject, alert.times) == ("night-use", f"account:{session.account_id}", 2)


@pytest.mark.parametrize(
    ("reports", "kept"), [(policy_reports.MOST_BY_ADDRESS, True), (policy_reports.MOST_BY_ADDRESS + 1, False)]
)
async def test_one_browser_reports_only_so_often(database: str, clock: SteppingClock, reports: int, kept: bool) -> None:
    for _ in range(reports - 1):
        assert await take_report("script-src", "inline", "192.0.2.1", clock)
    assert await take_report("script-src", "inline", "192.0.2.1", clock) is kept
    assert await take_report("script-src", "inline", "192.0.2.2", clock), "another one may"
    clock.moment += policy_reports.WINDOW
    assert await take_report("script-src", "inline", "192.0.2.1", clock)
    assert await alerts() == [("content-policy", "policy:script-src inline")]


async def test_all_browsers_together_report_only_so_often(
    database: str, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policy_reports, "MOST_IN_ALL", 3)
    took = [await take_report("img-src", "elsewhere", f"192.0.2.{number}", clock) for number in range(5)]
    assert took == [True, True, True, False, False]


async def test_a_broken_chain(database: str, clock: SteppingClock) -> None:
    await signed_in(clock)
    assert await verify_audit(clock) == []
    async with write():
        await current_engine().run_ddl("UPDATE audit_chain SET head = 'x'")
    assert await verify_audit(clock) == [(0, 2)]
    assert await alerts() == [("broken-chain", "record:0")]


async def test_what_goes_on_is_one_row_that_counts(database: str, clock: SteppingClock) -> None:
    for _ in range(3):
        async with write():
            await raise_alert(Rule.SPRAYING, "address:192.0.2.1", clock.now())
        clock.step(minutes=1)
    (alert,) = await list_alerts()
    assert (alert.times, alert.last_at - alert.first_at) == (3, 2 * (SPRAY.within / 5))
    session = await signed_in(clock)
    assert await see_alert(session, alert.alert_id, clock)
    assert not await see_alert(session, alert.alert_id, clock), "it was seen"
    assert not await see_alert(session, 10**15, clock), "there is none"
    async with write():
        await raise_alert(Rule.SPRAYING, "address:192.0.2.1", clock.now())
    assert [one.seen_at is None for one in await list_alerts()] == [True, False]


async def test_the_line_in_the_log_names_no_address(
    database: str, clock: SteppingClock, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="nenkin.alerts"):
        async with write():
            await raise_alert(Rule.SPRAYING, "address:192.0.2.1", clock.now())
    (line,) = (json.loads(record.getMessage()) for record in caplog.records)
    assert line == {"time": "2026-11-23T12:00:00+09:00", "alert": "spraying", "subject": "address", "times": 1}


async def test_nothing_is_kept_longer_than_it_is_needed(database: str, clock: SteppingClock) -> None:
    session = await signed_in(clock)
    await happen(Attempt.SIGN_IN, 3, clock)
    async with write():
        await raise_alert(Rule.SPRAYING, "address:192.0.2.1", clock.now())
    first: StoredAlert = (await list_alerts())[0]
    await see_alert(session, first.alert_id, clock)
    clock.moment += KEPT
    clock.step(days=1)
    await happen(Attempt.SIGN_IN, 1, clock)
    async with read():
        rows = await current_engine().run_ddl("SELECT count(*) AS number FROM attempt")
    assert rows[0]["number"] == 1
    async with write():
        await raise_alert(Rule.SPRAYING, "address:192.0.2.2", clock.now())
    await see_alert(session, (await list_alerts())[0].alert_id, clock)
    assert len(await list_alerts()) == 1
