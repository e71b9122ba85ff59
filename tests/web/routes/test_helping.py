"""Acting for another: by mandate only, what it covers only, as long as it holds, and never more than reading."""

from __future__ import annotations

import re

import pytest

from db.engine import current_engine
from db.queries.accounts import fetch_credentials
from db.transactions import read, write
from tests.databases import SteppingClock
from tests.web.conftest import Browser, token_in
from tests.web.town import GIVER, HELPER, NAMES, STRANGER, Enter, log_of, mandate_form, send, without_token

RECORD_PAGES = (
    "/records",
    "/records?view=points",
    "/records/print",
    "/records/fiscal-year/1995",
    "/records/1995/6",
    "/records/2001/8/overlap",
)
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
OWN_PAGES = (
    "/home",
    "/account/helpers",
    "/account/helpers/new",
    "/account/access-log",
    "/account/access-log/inquiries",
    "/account/access-log/inquiries/new?entry=1",
)


async def give(enter: Enter, **changes: str) -> Browser:
    """The giver's browser, with a mandate given."""
    giver = await enter(GIVER)
    assert await send(giver, "/account/helpers/new", mandate_form(**changes), page="/account/helpers/new") == (
        "303 /account/helpers"
    )
    return giver


async def acting(enter: Enter, mandate: str = "1") -> Browser:
    """The helper's browser, acting for the giver."""
    helper = await enter(HELPER)
    assert (await send(helper, "/helping/begin", {"mandate": mandate}, page="/helping")).startswith("303 /records")
    return helper


_OWN_ALONE = re.compile(r'<p><a class="link" href="/(?:history|corrections)/new[^"]*">[^<]*</a></p>\n')
"""Nobody remembers or asks for a correction in another's place."""


@pytest.mark.parametrize("path", [*RECORD_PAGES, "/records/checks"])
async def test_a_helper_sees_the_persons_screens_under_a_banner(enter: Enter, path: str) -> None:
    giver = await give(enter)
    page = await (await acting(enter)).get(path)
    assert page.status_code == 200
    assert f"{NAMES[GIVER]}さんの記録を、代わりに見ています" in page.text
    assert 'action="/helping/stop"' in page.text
    assert f"{NAMES[HELPER]} さん" in page.text
    assert "data-acting" not in (await giver.get(path)).text


@pytest.mark.parametrize("path", [*RECORD_PAGES, "/records/checks"])
async def test_the_helper_sees_the_same_record_as_its_owner(enter: Enter, path: str) -> None:
    giver = await give(enter)
    helper = await acting(enter)
    helper.client.headers["X-Page-Of"] = "1"
    own = (await giver.client.get(path, headers=PARTIAL)).text
    seen = (await helper.client.get(path, headers=PARTIAL)).text
    assert "checks/marks" not in seen
    if path != "/records/checks":
        assert without_token(seen) == _OWN_ALONE.sub("", without_token(own))


async def test_the_paper_says_whose_record_it_is(enter: Enter) -> None:
    await give(enter)
    page = await (await acting(enter)).get("/records/print")
    assert f'data-print-foot="{NAMES[GIVER]}さんの年金記録"' in page.text


@pytest.mark.parametrize("kind", ["page", "partial"])
async def test_only_what_the_mandate_covers(enter: Enter, kind: str) -> None:
    giver = await enter(GIVER)
    form = mandate_form()
    del form["screens-checks"]
    await send(giver, "/account/helpers/new", form, page="/account/helpers/new")
    helper = await acting(enter)
    headers = {**PARTIAL, "X-Page-Of": "1"} if kind == "partial" else {}
    assert (await helper.client.get("/records", headers=headers)).status_code == 200
    refused = await helper.client.get("/records/checks", headers=headers)
    assert refused.status_code == 403
    assert "この画面は、代わりには見られません" in refused.text
    assert "/records/checks" not in (await helper.get("/records")).text.partition("<main")[0]


@pytest.mark.parametrize("path", OWN_PAGES)
async def test_own_pages_of_either_are_closed_meanwhile(enter: Enter, path: str) -> None:
    await give(enter)
    answer = await (await acting(enter)).get(path)
    assert answer.status_code == 403
    assert "この画面は、代わりには見られません" in answer.text


@pytest.mark.parametrize(
    ("url", "fields"),
    [
        ("/records/checks/marks", {"finding": "x", "action": "mark"}),
        ("/account/helpers/new", mandate_form(**{"helper-user-id": STRANGER, "helper-name": NAMES[STRANGER]})),
        ("/account/helpers/withdrawals", {"mandate": "1"}),
        ("/account/access-log/inquiries/new", {"entry": "1", "question": "x", "step": "do"}),
    ],
)
async def test_a_helper_changes_nothing(enter: Enter, url: str, fields: dict[str, str]) -> None:
    await give(enter)
    helper = await acting(enter)
    before = await log_of(GIVER)
    assert await send(helper, url, fields, page="/helping") == "403"
    assert await log_of(GIVER) == before


@pytest.mark.parametrize("path", [*RECORD_PAGES, "/records/checks"])
@pytest.mark.parametrize("kind", ["page", "partial"])
async def test_the_very_next_request_after_a_withdrawal_is_led_away(enter: Enter, path: str, kind: str) -> None:
    giver = await give(enter)
    helper = await acting(enter)
    assert await send(giver, "/account/helpers/withdrawals", {"mandate": "1"}, page="/account/helpers") == (
        "303 /account/helpers"
    )
    headers = {**PARTIAL, "X-Page-Of": "1"} if kind == "partial" else {}
    answer = await helper.client.get(path, headers=headers)
    assert answer.headers.get("location", answer.headers.get("HX-Redirect")) == "/helping"
    assert NAMES[GIVER] not in answer.text
    told = await helper.get("/helping")
    assert f"{NAMES[GIVER]}さんの記録は、もう見られません" in told.text
    assert await send(helper, "/helping/begin", {"mandate": "1"}, page="/helping") == "404"


async def test_a_mandate_ends_with_its_last_day(enter: Enter, town_clock: SteppingClock) -> None:
    await give(enter, period="1")
    town_clock.moment = town_clock.moment.replace(month=12, hour=23, minute=59)
    helper = await acting(enter)
    assert (await helper.get("/records")).status_code == 200
    town_clock.step(minutes=1)
    assert (await helper.get("/records")).headers["location"] == "/helping"
    assert "期間が終わりました" in (await helper.get("/helping")).text


async def test_after_stopping_one_is_oneself_again(enter: Enter) -> None:
    await give(enter)
    helper = await acting(enter)
    assert await send(helper, "/helping/stop", {}, page="/helping") == "303 /helping"
    assert f"{NAMES[HELPER]}さんのマイページ" in (await helper.get("/home")).text
    assert await send(helper, "/helping/stop", {}) == "303 /home"


async def test_a_part_never_comes_into_another_persons_page(enter: Enter) -> None:
    """Two tabs: one shows an own page while the other begins to act, and the other way round."""
    await give(enter)
    helper = await acting(enter)
    part = await helper.client.get("/records/1995/6", headers={**PARTIAL, "Referer": "http://127.0.0.1:8000/records"})
    assert (part.headers["HX-Redirect"], part.text) == ("/records", "")
    await send(helper, "/helping/stop", {}, page="/helping")
    part = await helper.client.get("/records/1995/6", headers={**PARTIAL, "X-Page-Of": "1"})
    assert (part.headers["HX-Redirect"], part.text) == ("/home", "")


# ── attacks ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("forged", ["1", "2", "999", "-1", "0", "\uff11", "1 OR 1=1", "", "x" * 5000, "1" * 400])
async def test_without_a_mandate_nobody_elses_record_opens(enter: Enter, forged: str) -> None:
    """A mandate between two others and none at all answer alike, whatever is sent."""
    await give(enter)
    stranger = await enter(STRANGER)
    token = {"mandate": forged}
    absent = await stranger.post("/helping/begin", {"csrf_token": await _token(stranger), "mandate": "777"})
    answer = await stranger.post("/helping/begin", {"csrf_token": await _token(stranger), **token})
    assert (answer.status_code, without_token(answer.text)) == (absent.status_code, without_token(absent.text))
    assert answer.status_code == 404
    assert "data-acting" not in (await stranger.get("/records")).text


@pytest.mark.parametrize("forged", ["1", "777", "-1", "x"])
async def test_nobody_withdraws_what_others_gave(enter: Enter, forged: str) -> None:
    await give(enter)
    stranger = await enter(STRANGER)
    assert await send(stranger, "/account/helpers/withdrawals", {"mandate": forged}) == "404"
    assert (await (await acting(enter)).get("/records")).status_code == 200


@pytest.mark.parametrize(
    "query", ["?person=1", "?mandate=1", "?acting=1", "?record=2", "?user_id=haruno&person_id=1&account=1"]
)
async def test_no_address_carries_a_person(enter: Enter, query: str) -> None:
    await give(enter)
    helper = await enter(HELPER)
    assert without_token((await helper.get(f"/records{query}")).text) == without_token(
        (await helper.get("/records")).text
    )


@pytest.mark.parametrize("header", ["X-Page-Of", "X-Acting", "X-Person", "X-Original-User"])
async def test_no_header_makes_a_helper(enter: Enter, header: str) -> None:
    await give(enter)
    helper = await enter(HELPER)
    page = await helper.client.get("/records", headers={header: "1"})
    assert "data-acting" not in page.text


async def test_a_session_that_names_a_mandate_of_others_acts_for_nobody(enter: Enter) -> None:
    """Even a row that should not be: the session's account must be the mandate's helper."""
    await give(enter)
    stranger = await enter(STRANGER)
    async with write():
        await current_engine().run_ddl("UPDATE session SET mandate = 1")
    assert "data-acting" not in (await stranger.get("/records")).text


async def test_beginning_needs_a_token_of_the_own_session(enter: Enter) -> None:
    giver = await give(enter)
    helper = await enter(HELPER)
    foreign = await _token(giver)
    for fields in ({"mandate": "1"}, {"mandate": "1", "csrf_token": foreign}, {"mandate": "1", "csrf_token": ""}):
        assert (await helper.post("/helping/begin", fields)).status_code == 403
    assert (await helper.get("/helping/begin")).status_code == 405


async def test_signing_out_ends_acting_too(enter: Enter) -> None:
    await give(enter)
    helper = await acting(enter)
    assert await send(helper, "/sign-out", {}, page="/helping") == "303 /?from=sign-out"
    assert (await helper.get("/records")).headers["location"].startswith("/sign-in")
    again = await enter(HELPER)
    assert "data-acting" not in (await again.get("/records")).text


# ── the trail ───────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_the_person_finds_the_helpers_readings_once_per_session_and_group(enter: Enter) -> None:
    giver = await give(enter)
    helper = await acting(enter)
    for path in ("/records", "/records/1995/6", "/records/checks", "/records/print", "/records/checks"):
        await helper.get(path)
    async with read():
        account = await fetch_credentials(HELPER)
    assert account is not None
    actor = f"account:{account.account_id}"
    readings = [(action, detail) for who, action, detail in await log_of(GIVER) if who == actor]
    assert readings == [("read", "records"), ("read", "checks")]
    assert [action for _, action, _ in await log_of(HELPER)] == ["import"]
    assert f"代理の方（{NAMES[HELPER]}さん）" in (await giver.get("/account/access-log")).text


async def _token(browser: Browser) -> str:
    return token_in(await browser.get("/helping"))
