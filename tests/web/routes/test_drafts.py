"""入力の途中のもの over HTTP: on マイページ, and thrown away by its owner."""

from __future__ import annotations

import logging

import pytest

from db.queries.accounts import fetch_credentials
from db.queries.drafts import Draft, DraftKind, put_draft
from db.transactions import write
from services.clock import DEMO_NOW
from services.sign_in import canonical_user_id
from tests.web.conftest import Browser, token_in
from tests.web.routes.conftest import READER

KIND = DraftKind.ESTIMATE_QUESTIONS


@pytest.fixture
async def writer(reader: Browser) -> Browser:
    """Somebody who has typed a little and stopped."""
    async with write():
        credentials = await fetch_credentials(canonical_user_id(READER))
        assert credentials is not None
        draft = Draft(kind=KIND, step="pay", fields={"pay": "31万円"}, changed_at=DEMO_NOW)
        await put_draft(credentials.account_id, draft)
    return reader


async def test_home_says_nothing_without_drafts(reader: Browser) -> None:
    assert "続きから" not in (await reader.get("/home")).text


async def test_home_leads_back_into_the_form(writer: Browser, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        page = (await writer.get("/home")).text
    assert "<h2>続きから</h2>" in page
    assert 'href="/estimate/questions/pay"><b>質問に答える試算を続ける</b>' in page
    assert "31万円" not in page + caplog.text


async def test_thrown_away_after_a_look(writer: Browser) -> None:
    page = await writer.get(f"/drafts/{KIND}")
    assert "途中の入力を消す</h1>" in page.text
    answer = await writer.post(f"/drafts/{KIND}", {"csrf_token": token_in(page)})
    assert (answer.status_code, answer.headers["location"]) == (303, "/home")
    home = (await writer.get("/home")).text
    assert "途中までの入力を消しました。" in home
    assert "続きから" not in home
    assert (await writer.get(f"/drafts/{KIND}")).status_code == 404


@pytest.mark.parametrize("kind", ["nothing", "ESTIMATE-QUESTIONS", "%00", "%F0%9F%98%80"])
async def test_other_kinds_are_not_there(writer: Browser, kind: str) -> None:
    assert (await writer.get(f"/drafts/{kind}")).status_code == 404
    token = token_in(await writer.get(f"/drafts/{KIND}"))
    assert (await writer.post(f"/drafts/{kind}", {"csrf_token": token})).status_code == 404


async def test_somebody_elses_draft_is_not_there(writer: Browser, browser: Browser) -> None:
    assert (await browser.get(f"/drafts/{KIND}")).status_code == 303  # a visitor is led to sign in
