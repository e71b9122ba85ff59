"""What an attacker tries at the screens of people and staff beyond what their own tests hold."""

from __future__ import annotations

import re

import pytest

from db.queries.mandates import ScreenGroup
from ops.personas import load_personas
from tests.web.conftest import SITE, token_in
from tests.web.town import GIVER, HELPER, NAMES, STAFF, STRANGER, Enter, mandate_form, rows, send
from web.access import ACCESS
from web.csrf import NO_FORMS

IDS = ("0", "-1", "1", "2", "999999999999999999", "9" * 5000, "1 OR 1=1", "\uff11", "%00", "../1", "")
_NUMBERS = {person.basic_pension_number for person in load_personas()}


async def test_further_fields_change_nothing(enter: Enter) -> None:
    """Fields that a row of the database has, sent along with every form that makes or changes one."""
    giver = await enter(GIVER)
    more = {
        **{"person": "2", "person_id": "2", "role": "administrator", "account": "2", "is_demo": "0", "helper": "3"},
        **{"entered_by": "1", "office": "本部", "reason": "other", "given_at": "2000-01-01", "ends_at": "2100-01-01"},
    }
    assert await send(giver, "/account/helpers/new", mandate_form(**more)) == "303 /account/helpers"
    question = {"entry": "1", "question": "なぜですか。", "step": "do", "answer": "はい", "number": "00000000", **more}
    assert await send(giver, "/account/access-log/inquiries/new", question) == "303 /account/access-log/inquiries"
    own = (await rows(f"SELECT person FROM account WHERE user_id = '{GIVER}'"))[0]["person"]  # noqa: S608 - our own
    given = (await rows("SELECT person, entered_by, office, reason, ends_at FROM mandate"))[0]
    assert (given["person"], given["entered_by"], given["office"], given["reason"]) == (own, None, "", "")
    assert str(given["ends_at"]).startswith("2027-05-23")
    asked = (await rows("SELECT person, answer, number FROM inquiry"))[0]
    assert (asked["person"], asked["answer"]) == (own, "")
    assert asked["number"] != "00000000"
    assert await rows("SELECT role FROM account WHERE role = 'administrator'") == [{"role": "administrator"}]


@pytest.mark.parametrize("text", IDS)
async def test_an_id_that_is_not_ones_own_is_none(enter: Enter, text: str) -> None:
    """Mandates, entries, devices and alerts by every sort of id: refused, never an error, and nothing has changed."""
    giver, stranger = await enter(GIVER), await enter(STRANGER)
    assert await send(giver, "/account/helpers/new", mandate_form()) == "303 /account/helpers"
    before = await rows("SELECT * FROM mandate"), len(await rows("SELECT token_hash FROM session"))
    for path in ("/account/helpers/withdrawals", "/helping/begin"):
        assert await send(stranger, path, {"mandate": text}) == "404"
    assert (await send(stranger, "/account/devices", {"which": "one", "device": text}))[:3] == "303"
    administrator = await enter("administrator")
    assert (await send(administrator, "/operations/alerts", {"alert": text}))[:3] in {"303", "400"}
    sessions = len(await rows("SELECT token_hash FROM session"))
    assert (await rows("SELECT * FROM mandate"), sessions - 1) == before


@pytest.mark.parametrize("text", ["0", "999999999999", "9" * 5000, "x", "%00", "1%2F..", "\uff11"])
async def test_an_id_in_an_address_is_never_an_error(enter: Enter, text: str) -> None:
    officer = await enter("officer")
    for path in ("/counter/office/letters", "/counter/office/inquiries"):
        answer = await officer.get(f"{path}/{text}")
        assert (answer.status_code, answer.headers["cache-control"]) == (404, "no-store")
    citizen = await enter(GIVER)
    for path in ("/records/fiscal-year", "/records/paid", "/glossary", "/faq", "/guide"):
        assert (await citizen.get(f"{path}/{text}")).status_code == 404


async def test_a_helper_does_nothing_in_the_persons_name(enter: Enter) -> None:
    """Whoever acts for somebody changes neither password nor code, gives no mandate, asks and marks nothing."""
    giver, helper = await enter(GIVER), await enter(HELPER)
    await send(giver, "/account/helpers/new", mandate_form())
    assert (await send(helper, "/helping/begin", {"mandate": "1"})).startswith("303")
    passed = {"/sign-in", "/sign-out", "/display", "/helping/begin", "/helping/stop", "/estimate/try", *NO_FORMS}
    closed = {path for (method, path), row in ACCESS.items() if method == "POST" and row.isdisjoint(ScreenGroup)}
    unsafe = {path for path in closed - passed if not path.startswith("/register")}
    for path in sorted(unsafe):
        for headers in ({}, {"hx_request_type": "partial", "x_page_of": "1"}):
            token = token_in(await helper.get("/faq"))
            url = re.sub(r"\{[a-z]+\}", "1", path)
            answer = await helper.post(url, {"csrf_token": token, **mandate_form(), "action": "mark"}, **headers)
            assert answer.status_code == 403, path
    assert len(await rows("SELECT id FROM mandate")) == 1


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1:8000@evil.example", ""])
async def test_another_host_name_leads_nowhere(enter: Enter, host: str) -> None:
    """Redirects are paths, and what a browser says of where it comes from never becomes one that leaves."""
    giver = await enter(GIVER)
    answer = await giver.get("/sign-in", host=host, referer=f"http://{host}/records")
    assert answer.headers["location"] == "/home"
    token = token_in(await giver.get("/faq"))
    reset = {"csrf_token": token, "action": "reset", "back": ""}
    assert (await giver.post("/display", reset, origin=f"http://{host}")).status_code == 403
    display = await giver.post("/display", reset, referer=f"http://{host}//evil.example/")
    assert (display.status_code, display.headers["location"]) == (303, "/display")


@pytest.mark.parametrize(
    "text", ["/records\r\nSet-Cookie: session=x", "//evil.example", "/\\evil.example", "/%0d%0aX: y"]
)
async def test_no_line_of_a_visitor_becomes_a_header(enter: Enter, text: str) -> None:
    giver = await enter(GIVER)
    answer = await giver.post(
        "/display", {"csrf_token": token_in(await giver.get("/faq")), "action": "reset", "back": text}
    )
    assert answer.headers["location"] == "/display"
    assert "session=x" not in str(answer.headers)


@pytest.mark.parametrize("who", ["", GIVER, "officer"])
async def test_no_row_is_open_by_another_way_of_writing_it(enter: Enter, who: str) -> None:
    """Slashes, dots, capitals and encodings of addresses that are closed to everybody here."""
    browser = await enter(who)
    for path in ("/Operations/alerts", "//operations/alerts", "/operations/alerts/", "/./operations/alerts"):
        for twisted in (path, path.replace("a", "%61", 1), f"/home/..{path}", f"{path};x", f"{path}%2e"):
            answer = await browser.get(f"{SITE}{twisted}")
            assert answer.status_code in {303, 403, 404}, twisted
            assert answer.headers.get("location", "/sign-in").startswith("/sign-in")


async def test_no_number_stands_where_nobody_asked_for_it(enter: Enter) -> None:
    """Of all screens of the staff none shows the number of somebody."""
    for name in STAFF:
        browser = await enter(name)
        for method, path in ACCESS:
            if method == "GET" and "{" not in path and path.startswith(("/counter", "/operations", "/account")):
                text = (await browser.get(path)).text
                assert not any(number in text or number.replace("-", "") in text for number in _NUMBERS), path
                assert NAMES[GIVER] not in text
