"""マイページ over HTTP."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from db.queries.accounts import Role, fetch_credentials
from db.queries.audit import Act, Action, append_entry
from db.queries.sessions import Stage
from db.tables import Account
from db.transactions import read, write
from services import sign_in_stages
from services.access_history import NEWS_KEPT
from services.clock import DEMO_NOW
from services.sessions import Browser as Device
from tests.databases import SteppingClock
from tests.web.conftest import Browser, said
from tests.web.town import GIVER, HELPER, Enter, mandate_form, send

SOON = "令和8年（2026年）12月3日までに変えてください"
NEWS = "ログインと代理の方についてのお知らせ"


async def test_home_greets_and_leads_to_the_points(reader: Browser) -> None:
    page = await reader.get("/home")
    assert page.status_code == 200
    assert "春野 和子さんのマイページ</h1>" in page.text
    assert "件を順に見る</a>" in page.text
    assert 'action="/sign-out"' in page.text
    assert page.headers["cache-control"] == "no-store"


async def test_home_as_a_partial(reader: Browser) -> None:
    part = await reader.get("/home", hx_request_type="partial")
    assert part.text.startswith("<title>マイページ｜")
    assert "<html" not in part.text and '<div id="home" data-announce="マイページです。">' in part.text


# ── a password that will soon be too old ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("role", "home"),
    [(Role.CLERK, "/account"), (Role.OFFICER, "/counter/office"), (Role.ADMINISTRATOR, "/operations/alerts")],
)
async def test_staff_are_told_where_they_begin_that_the_password_ends_soon(
    enter: Enter, town_clock: SteppingClock, role: Role, home: str
) -> None:
    browser = await enter(role.value)
    assert "までに変えてください" not in (await browser.get(home)).text
    await make_old()
    page = (await browser.get(home)).text
    assert SOON in page
    assert 'href="/account/password"' in page
    assert SOON not in (await browser.get("/faq")).text


async def test_citizens_are_told_nothing_of_the_kind(enter: Enter) -> None:
    browser = await enter(GIVER)
    await make_old()
    assert "までに変えてください" not in (await browser.get("/home")).text


async def make_old() -> None:
    """Every password was chosen eighty days ago."""
    async with write():
        await Account.raw("UPDATE account SET password_changed_at = {}", DEMO_NOW - timedelta(days=80))


# ── who gets in ─────────────────────────────────────────────────────────────────────────────────────────────────────


async def happen(person: str, action: Action, clock: SteppingClock) -> None:
    async with write():
        credentials = await fetch_credentials(person)
        assert credentials is not None
        assert credentials.person_id is not None
        actor = f"account:{credentials.account_id}"
        await append_entry(Act(record=credentials.person_id, actor=actor, action=action, happened_at=clock.now()))


@pytest.mark.parametrize(
    ("action", "words"),
    [
        (Action.RENEW_ACCESS, "登録をやりなおし、パスワードを新しくしました。"),
        (Action.CHANGE_PASSWORD, "パスワードを変えました。"),
        (Action.CODE_ON, "確認コードを使うようにしました。"),
        (Action.CODE_OFF, "確認コードを使わないようにしました。"),
        (Action.NEW_RECOVERY_CODES, "予備のコードを新しくしました。"),
        (Action.USE_RECOVERY_CODE, "予備のコードを使いました。"),
        (Action.LOCK, "ログインを止めました。"),
        (Action.UNLOCK, "また使えるようにしました。"),
        (Action.SIGN_IN_NEW_DEVICE, "これまでに使っていない機器から、ログインしました。"),
    ],
)
async def test_what_changes_who_gets_in_is_told_for_thirty_days(
    enter: Enter, town_clock: SteppingClock, action: Action, words: str
) -> None:
    browser = await enter(GIVER)
    assert NEWS not in (await browser.get("/home")).text
    await happen(GIVER, action, town_clock)
    page = await browser.get("/home")
    assert NEWS in page.text
    assert words in said(page)
    assert 'href="/account/access-log"' in page.text
    town_clock.moment += NEWS_KEPT
    town_clock.step(seconds=1)
    assert NEWS not in (await (await enter(GIVER)).get("/home")).text


async def test_a_mandate_given_and_taken_back_is_told(enter: Enter) -> None:
    browser = await enter(GIVER)
    await send(browser, "/account/helpers/new", mandate_form())
    await send(browser, "/account/helpers/withdrawals", {"mandate": "1"})
    page = said(await browser.get("/home"))
    assert "清水 幸子さんを、代理の方にしました。" in page
    assert "清水 幸子さんへの委任を取り消しました。" in page
    assert NEWS not in (await (await enter(HELPER)).get("/home")).text, "it is the giver's"


async def test_only_another_device_than_ever_before_is_news(enter: Enter, town_clock: SteppingClock) -> None:
    browser = await enter(GIVER)
    async with read():
        credentials = await fetch_credentials(GIVER)
    assert credentials is not None
    after = ""
    for device, is_news in (("iPhone", False), ("iPhone", False), ("Windows", True), ("Windows", False)):
        before = (await browser.get("/home")).text.count("これまでに使っていない機器")
        async with write():
            await sign_in_stages.enter(credentials, Stage.COMPLETE, Device(device=device), town_clock.now())
        after = (await browser.get("/home")).text
        assert after.count("これまでに使っていない機器") - before == is_news
    assert "これまでに使っていない機器（Windows）から、ログインしました。" in after


async def test_words_that_stand_side_by_side_are_kept_apart_for_text_browsers_and_the_ear(reader: Browser) -> None:
    page = re.sub(r"<[^>]+>|\s", "", (await reader.get("/home")).text)
    for words in ("わたしの年金記録、公的年金の記録を", "メニュー、いま：マイページ", "ご確認いただきたい項目8、8件"):
        assert words in page
