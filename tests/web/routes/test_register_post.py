"""Registering by post and with the former service's id, as screens."""

from __future__ import annotations

import asyncio
import re
import shutil
from pathlib import Path

import pytest
from httpx import Response

from ops.demo import prepare
from ops.personas import load_logins, load_personas
from ops.settings import OperatorSettings
from services.clock import DEMO_NOW, JapanClock
from tests.services.people import weak_passwords
from tests.web.conftest import Browser, said, token_in
from web.settings import Settings

PASSWORD = "みずうみ-ほたる-かえで-そらまめ-あかり"
TWICE = {"password-new": PASSWORD, "password-again": PASSWORD}
PEOPLE = [person for person in load_personas() if person.persona in {"haruno", "inoue", "hashimoto", "maeda", "ueda"}]
LOGINS = {login.persona: login.account for login in load_logins(PEOPLE)}
HARUNO = {
    "pension-number": "1234 567890",
    "kana": "はるの かずこ",
    "birth-era": "昭和",
    "birth-year": "36",
    "birth-month": "6",
    "birth-day": "15",
    "postal-code": "〒100-0000",
    "address": "東京都千代田区見本町1丁目2番3号",
}


@pytest.fixture(scope="module")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo with some people, those to register among them."""
    path = tmp_path_factory.mktemp("post") / "demo.sqlite"
    made = OperatorSettings(database=str(path), demo=True, clock=JapanClock(DEMO_NOW), environ={})
    with weak_passwords():
        asyncio.run(prepare(PEOPLE, made))
    return path


@pytest.fixture
def settings(demo_database: Path, tmp_path: Path) -> Settings:
    """A copy for each test."""
    database = tmp_path / "demo.sqlite"
    shutil.copyfile(demo_database, database)
    return Settings(database=str(database), demo=True, clock=JapanClock(DEMO_NOW))


async def send(browser: Browser, path: str, fields: dict[str, str], page: str = "") -> Response:
    token = token_in(await browser.get(page or path))
    return await browser.post(path, {"csrf_token": token, **fields})


async def test_an_application_gets_a_number_and_the_status_by_it(browser: Browser) -> None:
    page = await send(browser, "/register/post", HARUNO)
    assert page.status_code == 200
    found = re.search(r'<div class="issued">([0-9 ]+)</div>', page.text)
    assert found is not None
    status = await send(browser, "/register/status", {"application-number": found[1]})
    assert status.status_code == 200
    assert "令和8年（2026年）11月23日（すみ）" in status.text
    assert "記録と合っていれば、令和8年（2026年）11月28日ごろに" in status.text


async def test_match_and_no_match_get_one_answer(browser: Browser) -> None:
    pages = [
        await send(browser, "/register/post", {**HARUNO, **other})
        for other in ({}, {"pension-number": "9999-999999"}, {"kana": "ダレカ"}, {"postal-code": "999-9999"})
    ]
    texts = {
        re.sub(r'name="csrf_token" value="[^"]+"|<div class="issued">[0-9 ]+</div>', "", page.text) for page in pages
    }
    assert len(texts) == 1
    assert {page.status_code for page in pages} == {200}


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"pension-number": ""}, "pension-number", "基礎年金番号か照会番号の、どちらか一つを"),
        ({"pension-number": "", "inquiry-number": "12a4"}, "inquiry-number", "数字でない文字があります"),
        ({"pension-number": "", "inquiry-number": "123"}, "inquiry-number", "けた数がちがうようです"),
        ({"postal-code": ""}, "postal-code", "郵便番号を入力してください。"),
        ({"postal-code": "100"}, "postal-code", "7けたの数字です"),
        ({"address": " "}, "address", "住所を入力してください。"),
        ({"birth-year": "70"}, "birth-year", "昭和は64年1月7日まで"),
    ],
)
async def test_a_slip_in_an_application_is_explained(
    browser: Browser, changed: dict[str, str], field: str, sentence: str
) -> None:
    page = await send(browser, "/register/post", {**HARUNO, **changed})
    assert page.status_code == 422
    assert sentence in said(page)
    assert f'href="#{field}"' in page.text
    assert 'value="はるの かずこ"' in page.text


@pytest.mark.parametrize("slip", sorted(set(HARUNO) - {"birth-era"}))
async def test_a_slip_in_one_field_costs_nothing_of_the_others(browser: Browser, slip: str) -> None:
    page = await send(browser, "/register/post", {**HARUNO, slip: ""})
    assert page.status_code == 422
    for name, text in HARUNO.items():
        if name not in (slip, "birth-era"):
            assert f'value="{text}"' in page.text, name
    assert f"<option selected>{HARUNO['birth-era']}</option>" in page.text


async def test_the_inquiry_number_is_enough(browser: Browser) -> None:
    page = await send(browser, "/register/post", {**HARUNO, "pension-number": "", "inquiry-number": "1234-5678"})
    assert page.status_code == 200


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("", "受付番号を入力してください。"),
        ("123", "受付番号は、12けたの数字です。"),
        ("123456789012", "どれかが、ちがっています"),
        ("100000000049", "見つかりません"),
    ],
)
async def test_a_wrong_application_number(browser: Browser, number: str, sentence: str) -> None:
    page = await send(browser, "/register/status", {"application-number": number})
    assert page.status_code == 422
    assert sentence in said(page)


async def test_after_posting_the_reminders_stand_there(browser: Browser) -> None:
    page = await send(browser, "/register/status", {"application-number": "1000 0000 0025"})
    assert "手紙をお送りしました" in page.text
    assert "引っ越したあと、年金の住所を変えていない" in said(page)


async def test_too_many_applications_from_one_address(browser: Browser) -> None:
    answers = [(await send(browser, "/register/post", HARUNO)).status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]


LETTER = {
    "letter-user-id": "ACDE fhjk-mnpr",
    "letter-code": "acde-fhjk-mnpr-TWXY",
    "birth-era": "昭和",
    "birth-year": "45",
    "birth-month": "4",
    "birth-day": "20",
    **TWICE,
}


async def test_the_letter_of_the_demo_registers(browser: Browser) -> None:
    page = await send(browser, "/register/activate", LETTER)
    assert page.status_code == 200, re.findall(r'class="error"[^<]*<svg.*?</svg>([^<]*)', page.text)
    assert '<div class="issued">acde-fhjk-mnpr</div>' in page.text
    assert (await browser.sign_in("acde-fhjk-mnpr", PASSWORD)).headers["location"] == "/home"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"letter-user-id": ""}, "ユーザーIDを入力してください。"),
        ({"letter-code": ""}, "確認の文字を入力してください。"),
        ({"letter-code": "acde"}, "確認の文字が、12つ足りません"),
        ({"letter-code": "acde-fhjk-mnpr-twxy-a"}, "確認の文字が、1つ多いようです"),
        ({"birth-day": "21"}, "手紙や記録と合いません"),
        ({"letter-code": "acde-fhjk-mnpr-twxx"}, "手紙や記録と合いません"),
        ({"password-new": "みじかい", "password-again": "みじかい"}, "15文字以上"),
        ({"password-again": "ちがう"}, "上の新しいパスワードとちがいます"),
    ],
)
async def test_a_slip_with_a_letter_is_explained(browser: Browser, changed: dict[str, str], sentence: str) -> None:
    page = await send(browser, "/register/activate", {**LETTER, **changed})
    assert page.status_code == 422
    assert sentence in said(page)
    assert "mnpr-TWXY" not in page.text, "a secret is never shown again"


OLD = {"old-id": "ky!OKO48ux", "old-password-one": "Sakura!12", "old-password-two": "Tsubame!34", **TWICE}


async def test_a_former_id_carries_over(browser: Browser) -> None:
    page = await send(browser, "/register/old", OLD)
    assert page.status_code == 200
    assert '<div class="issued">kyok-o48u-x</div>' in page.text
    assert (await browser.sign_in("Ky!oko48Ux", PASSWORD)).headers["location"] == "/home"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"old-id": ""}, "旧サービスのIDを入力してください。"),
        ({"old-password-one": ""}, "1つ目のパスワードを入力してください。"),
        ({"old-password-two": "x" * 2000}, "2つ目のパスワードが長すぎます"),
        ({"old-password-two": "tsubame!34"}, "どれかがちがいます"),
    ],
)
async def test_a_slip_with_a_former_id_is_explained(browser: Browser, changed: dict[str, str], sentence: str) -> None:
    page = await send(browser, "/register/old", {**OLD, **changed})
    assert page.status_code == 422
    assert sentence in said(page)
    assert "Sakura!12" not in page.text
