"""Who opened too many people's records is stopped everywhere, and let go on by a supervisor or an administrator."""

from __future__ import annotations

import pytest

from db.queries.accounts import Role, fetch_credentials
from db.queries.sessions import StoredSession
from db.transactions import read, write
from ops.personas import load_personas
from services import staff_readings
from services.alerts import list_alerts
from services.reading_volume import TOO_MANY, AccountStopped
from services.sessions import load_session
from services.staff_readings import ReadingReason, StaffReading, note_staff_reading
from tests.databases import SteppingClock
from tests.web.conftest import Browser, token_in
from tests.web.town import GIVER, NAMES, Enter, send

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


async def stopped(enter: Enter, clock: SteppingClock, who: str = "officer") -> Browser:
    """Somebody of the staff who has opened too many records."""
    browser = await enter(who)
    session = await load_session(browser.client.cookies["session"], clock)
    assert session is not None
    await open_records(session, clock)
    return browser


async def open_records(session: StoredSession, clock: SteppingClock) -> None:
    for person in range(1000, 1000 + TOO_MANY):
        async with write():
            await note_staff_reading(session, person, StaffReading.NAME, ReadingReason.MANDATE, clock.now())


async def number_of(user_id: str) -> str:
    async with read():
        credentials = await fetch_credentials(user_id)
    assert credentials is not None
    return str(credentials.account_id)


@pytest.mark.parametrize(
    "path", ["/counter/office", "/counter/office/mandates", "/counter/office/inquiries", "/account"]
)
@pytest.mark.parametrize("kind", ["page", "partial"])
async def test_nothing_of_the_service_opens_any_more(
    enter: Enter, town_clock: SteppingClock, path: str, kind: str
) -> None:
    browser = await stopped(enter, town_clock)
    answer = await browser.client.get(path, headers=PARTIAL if kind == "partial" else {})
    assert answer.status_code == 403
    assert "このアカウントは、いま止まっています" in answer.text
    assert "責任者か管理者に、開いた理由を伝えてください" in answer.text


async def test_the_public_pages_and_the_way_out_stay_open(enter: Enter, town_clock: SteppingClock) -> None:
    browser = await stopped(enter, town_clock)
    assert (await browser.get("/faq")).status_code == 200
    assert await send(browser, "/sign-out", {}) == "303 /?from=sign-out"


async def test_a_stopped_account_that_tries_again_is_no_search(enter: Enter, town_clock: SteppingClock) -> None:
    browser = await stopped(enter, town_clock)
    for _ in range(10):
        await browser.get("/counter/office")
    assert "denied-objects" not in {alert.rule for alert in await list_alerts()}


async def test_the_reading_that_comes_too_late_is_refused_in_words(
    enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two requests at once: the stop falls while the second one is under way."""

    async def stopped_meanwhile(_: int) -> None:
        raise AccountStopped

    monkeypatch.setattr(staff_readings, "hold_reader", stopped_meanwhile)
    browser = await enter("officer")
    number = next(person.basic_pension_number for person in load_personas() if person.persona == GIVER)
    token = token_in(await browser.get("/faq"))
    fields = {"csrf_token": token, "person-number": number, "person-name": NAMES[GIVER], "reason": "request"}
    answer = await browser.post("/counter/office/mandates/end", fields)
    assert answer.status_code == 403
    assert "このアカウントは、いま止まっています" in answer.text


@pytest.mark.parametrize("lifter", ["supervisor", "administrator"])
@pytest.mark.parametrize("reason", ["explained", "planned"])
async def test_a_supervisor_or_an_administrator_lifts_it(
    enter: Enter, town_clock: SteppingClock, lifter: str, reason: str
) -> None:
    browser, chief = await stopped(enter, town_clock), await enter(lifter)
    page = await chief.get("/operations/stops")
    assert "止まっているアカウントが、1件あります" in page.text
    assert "さくら年金事務所" in page.text
    fields = {"account": await number_of("officer"), "reason": reason}
    assert await send(chief, "/operations/stops", fields) == "303 /operations/stops?done=lifted"
    assert "また使えるようにしました" in (await chief.get("/operations/stops?done=lifted")).text
    assert await send(chief, "/operations/stops", fields) == "303 /operations/stops"
    assert (await browser.get("/counter/office")).status_code == 200


@pytest.mark.parametrize(
    "role", [role for role in Role if role.is_staff and role not in (Role.SUPERVISOR, Role.ADMINISTRATOR)]
)
async def test_nobody_else_does(enter: Enter, role: Role) -> None:
    browser = await enter(role.value)
    assert (await browser.get("/operations/stops")).status_code == 403
    assert await send(browser, "/operations/stops", {"account": "1", "reason": "explained"}) == "403"


async def test_a_supervisor_does_not_lift_an_own_one(enter: Enter, town_clock: SteppingClock) -> None:
    chief = await stopped(enter, town_clock, "supervisor")
    fields = {"account": await number_of("supervisor"), "reason": "explained"}
    assert await send(chief, "/operations/stops", fields) == "403"


@pytest.mark.parametrize(
    "change", [{"account": "x"}, {"account": "9" * 30}, {"account": "\uff11"}, {"reason": "because"}, {"reason": ""}]
)
async def test_what_no_button_sends(enter: Enter, change: dict[str, str]) -> None:
    chief = await enter("supervisor")
    assert await send(chief, "/operations/stops", {"account": "1", "reason": "planned", **change}) == "400"


async def test_the_administrator_is_told_whose_it_is_and_led_there(enter: Enter, town_clock: SteppingClock) -> None:
    await stopped(enter, town_clock)
    page = (await (await enter("administrator")).get("/operations/alerts")).text
    assert "1時間に60人の記録が開かれ、職員のアカウントが止まりました" in page
    assert "ユーザーID offi-cer（さくら年金事務所　窓口 一郎）" in page
    assert page.count('href="/operations/stops"') == 2
