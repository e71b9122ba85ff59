"""Trying an estimate without an account: forward, back, what is wrong, the result; nothing in an address."""

from __future__ import annotations

import re
from html import unescape

import pytest
from httpx import Response

from tests.web.conftest import Browser, said, token_in

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
YOUNG = {"paper": "under-50"}
BORN = {"birth-era": "昭和", "birth-year": "60", "birth-month": "4", "birth-day": "2"}
AMOUNTS = {"basic": "423,650円", "employees": "\uff13\uff15\uff10\uff10\uff10\uff10"}
WORKS = {"doing": "employment", "pay": "30万円", "bonus": "", "until": "65"}


async def send(browser: Browser, page: Response, action: str = "next", **typed: str) -> Response:
    """The form of a page with what is typed into it, as a browser sends it."""
    carried = {name: unescape(value) for name, value in _HIDDEN.findall(page.text.partition("<main")[2])}
    return await browser.post("/estimate/try", {**carried, **typed, "action": action, "csrf_token": token_in(page)})


async def answer(browser: Browser, *steps: dict[str, str]) -> Response:
    page = await browser.get("/estimate/try")
    for step in steps:
        page = await send(browser, page, **step)
    return page


async def test_a_younger_persons_paper_to_the_result(browser: Browser) -> None:
    """423,650 and 847,300 x 221 / 480 = 390,111 for the months of work to 60."""
    page = await answer(browser, YOUNG, BORN, {"months": "240"}, AMOUNTS, WORKS, {"claim-years": "65"})
    assert page.status_code == 200
    assert '<h1 tabindex="-1">試算の結果</h1>' in page.text
    assert f"{423_650 + 390_111:,}円" in page.text
    assert "どう数えたか：老齢厚生年金" in page.text
    assert "令和8年度（2026年度）の決まり" in page.text
    assert "加給年金額" in said(page)


async def test_an_older_persons_paper_claimed_later(browser: Browser) -> None:
    """782,000 and 1,003,000 + 420 yen, 60 months later: 42 % more, 328,440 and 421,436."""
    page = await answer(
        browser,
        {"paper": "from-50"},
        {**BORN, "birth-year": "41"},
        {"months": "400"},
        {"basic": "782000", "proportional": "1003000", "transitional": "420"},
        {"claim-years": "70"},
    )
    assert f"{782_000 + 1_003_420 + 328_440 + 421_436:,}円" in page.text
    assert "65歳から受け取るときより、1年に749,876円多くなります。" in said(page)


async def test_back_keeps_what_was_typed(browser: Browser) -> None:
    page = await answer(browser, YOUNG, BORN)
    page = await send(browser, page, "back", months="まだ")
    assert "生年月日は、いつですか" in page.text
    assert 'name="birth-year" type="text" value="60"' in page.text
    page = await send(browser, page, **BORN)
    assert 'name="months" type="text" value="まだ"' in page.text


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        (({},), "お手元の定期便を、ひとつ選んでください。"),
        ((YOUNG, {**BORN, "birth-year": "70"}), "昭和は64年1月7日までです。"),
        ((YOUNG, BORN, {"months": "900"}), "受給資格期間の「900」は使えません。0か月から720か月まで"),
        ((YOUNG, BORN, {"months": "240"}, {"basic": "八十万"}), "「八十万」は、数字として読み取れません"),
        ((YOUNG, BORN, {"months": "240"}, AMOUNTS, {"doing": "luck"}), "これからのことを、ひとつ選んでください。"),
        (
            (YOUNG, BORN, {"months": "240"}, AMOUNTS, {**WORKS, "until": "40"}, {"claim-years": "65"}),
            "いまの年齢（41歳）",
        ),
        ((YOUNG, BORN, {"months": "240"}, AMOUNTS, WORKS, {"claim-years": "76"}), "60歳から75歳まで"),
        (
            (YOUNG, BORN, {"months": "240"}, AMOUNTS, WORKS, {"claim-years": "65", "claim-months": "6"}),
            "65歳の次は66歳",
        ),
    ],
)
async def test_what_is_wrong_is_said_with_what_is_possible(
    browser: Browser, steps: tuple[dict[str, str], ...], sentence: str
) -> None:
    page = await answer(browser, *steps)
    assert page.status_code == 422
    assert sentence in page.text
    assert "data-error-summary" in page.text


async def test_a_paper_of_the_other_age_is_said_at_the_birth_date(browser: Browser) -> None:
    page = await answer(
        browser,
        YOUNG,
        {**BORN, "birth-year": "41"},
        {"months": "240"},
        AMOUNTS,
        {"doing": "nothing"},
        {"claim-years": "65"},
    )
    assert page.status_code == 422
    assert "選んだ定期便と合いません" in page.text
    assert 'name="birth-year" type="text" value="41"' in page.text


async def test_too_short_a_period_is_said_plainly(browser: Browser) -> None:
    page = await answer(browser, YOUNG, BORN, {"months": "60"}, AMOUNTS, {"doing": "nothing"}, {"claim-years": "65"})
    assert "あと60か月足りません" in said(page)


async def test_nothing_is_stored_and_nothing_stands_in_an_address(browser: Browser) -> None:
    page = await answer(browser, YOUNG, BORN)
    assert page.headers["cache-control"] == "no-store"
    assert 'method="post" action="/estimate/try"' in page.text
    again = await browser.get("/estimate/try?birth-year=60")
    assert 'value="60"' not in again.text
