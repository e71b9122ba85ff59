"""The ways of registering as screens: here by access key."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from httpx import Response

from db.queries.records import fetch_document, fetch_person_id
from db.queries.registration import insert_access_key
from db.transactions import read, write
from services.access_keys import key_secret
from services.clock import DEMO_NOW
from services.identity import identity_of
from services.keys import DEMO_SECRET, Keys
from tests.web.conftest import Browser, said, token_in

NUMBER = "1234-567890"
KEY = "48210937556012842"
PASSWORD = "みずうみ-ほたる-かえで-そらまめ-あかり"
FIELDS = {
    "access-key": "4821 0937-5560 12842",
    "pension-number": "\uff11\uff12\uff13\uff14\uff0d567890",
    "kana": "はるの　かずこ",
    "birth-era": "昭和",
    "birth-year": "36",
    "birth-month": "6",
    "birth-day": "15",
    "password-new": PASSWORD,
    "password-again": PASSWORD,
}


@pytest.fixture
async def key(browser: Browser) -> None:
    """The person's key is on its way."""
    keys = Keys(DEMO_SECRET)
    async with read():
        person_id = await fetch_person_id(NUMBER)
        assert person_id is not None
        document = await fetch_document(person_id)
    assert document is not None
    secret = key_secret(KEY, identity_of(document.decode().person))
    key_hash = await keys.slow_digest(secret.text, purpose=secret.way.name, place=secret.place)
    async with write():
        await insert_access_key(person_id, key_hash, DEMO_NOW, DEMO_NOW + timedelta(days=90))


async def send(browser: Browser, **changed: str) -> Response:
    token = token_in(await browser.get("/register/key"))
    changed.setdefault("password_again", changed.get("password_new", PASSWORD))
    fields = {**FIELDS, **{name.replace("_", "-"): text for name, text in changed.items()}}
    return await browser.post("/register/key", {"csrf_token": token, **fields})


async def test_the_front_leads_to_each_way(browser: Browser) -> None:
    page = await browser.get("/register")
    assert page.status_code == 200
    assert 'href="/register/key"' in page.text


async def test_everything_missing_is_said_at_once_beside_its_field(browser: Browser) -> None:
    blank = dict.fromkeys(("access_key", "pension_number", "kana", "birth_year", "birth_month", "birth_day"), "")
    page = await send(browser, **blank, password_new="")
    assert page.status_code == 422
    assert "<title>エラー：" in page.text
    assert "あと5か所、直してください" in page.text
    for field in ("access-key", "pension-number", "kana", "birth-year", "password-new"):
        assert f'href="#{field}"' in page.text
        assert re.search(rf'<input id="{field}"[^>]*aria-invalid="true"', page.text)


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("access_key", "4821 0937 5560 1284", "アクセスキーの数字が、1つ足りません。"),
        ("access_key", "4821 0937 5560 128429", "アクセスキーの数字が、1つ多いようです。"),
        ("access_key", "4821 0937 5560 12843", "アクセスキーの数字のどれかが、ちがっています。"),
        ("access_key", "4821 0937 5560 1284O", "数字でない文字があります"),
        ("pension_number", "123", "基礎年金番号は10けたです。いまは3けたあります。"),
        ("kana", "春野 和子", "漢字ではなく、読みを入力してください。"),
        ("birth_year", "70", "昭和は64年1月7日までです。"),
        ("password_new", "みじかい", "短いため、見やぶられるおそれがあります。15文字以上"),
        ("password_new", "harunokazuko-1234", "お名前、生年月日、番号、ユーザーIDのどれかが入っています"),
    ],
)
async def test_a_slip_is_explained_and_what_was_typed_stays(
    browser: Browser, key: None, field: str, text: str, sentence: str
) -> None:
    page = await send(browser, **{field: text})
    assert page.status_code == 422
    assert sentence in said(page), re.findall(r"<p class=.error.*", page.text)
    if field != "password_new":
        assert f'value="{text}"' in page.text
    assert 'value="はるの　かずこ"' in page.text or field == "kana"
    assert PASSWORD not in page.text, "a secret is never shown again"


async def test_what_is_missing_of_a_key_is_shown_in_groups(browser: Browser) -> None:
    page = await send(browser, access_key="4821093755601284")
    assert "<b>4821 0937 5560 1284</b>" in page.text
    assert "あと1つ" in page.text


async def test_a_date_is_shown_back_in_both_calendars(browser: Browser) -> None:
    assert "昭和36年（1961年）6月15日" in (await send(browser, access_key="")).text


async def test_the_suggested_password_stays_the_same(browser: Browser) -> None:
    page = await browser.get("/register/key")
    suggested = re.search(r'name="suggested" value="([^"]+)"', page.text)
    assert suggested is not None
    again = await send(browser, suggested=suggested[1], access_key="")
    assert f'name="suggested" value="{suggested[1]}"' in again.text
    forged = await send(browser, suggested="ちがう・ことば", access_key="")
    assert "ちがう" not in forged.text


async def test_registering_ends_with_a_user_id_that_signs_in(browser: Browser, key: None) -> None:
    page = await send(browser)
    assert page.status_code == 200
    user_id = re.search(r'<div class="issued">([a-z0-9-]+)</div>', page.text)
    assert user_id is not None
    assert re.fullmatch(r"[a-z0-9]{4}(-[a-z0-9]{4}){2}|haruno.*", user_id[1])
    assert (await browser.sign_in(user_id[1], PASSWORD)).status_code == 303


async def test_a_wrong_key_a_wrong_name_and_nobody_get_one_answer(browser: Browser, key: None) -> None:
    answers = [
        await send(browser, access_key="12345678901234568"),
        await send(browser, kana="ハルノ カズヨ"),
        await send(browser, pension_number="9999-999999"),
    ]
    texts = set()
    for answer in answers:
        assert answer.status_code == 422
        texts.add("".join(re.findall(r'<li><a href="#.*?</li>|<p class="error".*?</p>', answer.text)))
    assert len(texts) == 1
    assert "記録と合いません" in texts.pop()


async def test_too_many_wrong_ones_are_told_when_to_come_back(browser: Browser, key: None) -> None:
    answers = [await send(browser, access_key="12345678901234568") for _ in range(5)]
    assert "午後0時15分まで登録を止めています" in answers[-1].text
    assert answers[-1].status_code == 422


async def test_too_many_from_one_address_are_asked_to_wait(browser: Browser) -> None:
    answers = [await send(browser, pension_number=f"9999-99999{index}") for index in range(10)]
    answers.append(await send(browser, pension_number="9999-888888"))
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]
