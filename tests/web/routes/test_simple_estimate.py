"""かんたん試算: three questions on one page, what is wrong, the result."""

from __future__ import annotations

from httpx import Response

from tests.web.conftest import Browser, said, token_in

RIGHT = {"pay": "30万円", "until": "70", "claim-years": "67", "claim-months": ""}


async def send(reader: Browser, **typed: str) -> Response:
    page = await reader.get("/estimate/simple")
    return await reader.post("/estimate/simple", {**RIGHT, **typed, "csrf_token": token_in(page)})


async def test_the_questions_and_what_cannot_be_said_before_them(reader: Browser) -> None:
    page = await reader.get("/estimate/simple")
    assert page.status_code == 200
    assert 'name="claim-years" type="text" value="65"' in page.text
    assert "はじめにお読みください" in page.text
    assert page.text.index("もう年金を受け取っている方") < page.text.index('name="pay"')


async def test_the_result_stands_above_the_form_that_keeps_what_was_typed(reader: Browser) -> None:
    page = await send(reader)
    assert page.status_code == 200
    assert "になる見込みです" in said(page)
    assert "どう数えたか：老齢基礎年金" in page.text
    assert 'name="pay" type="text" value="30万円"' in page.text
    assert "令和8年度（2026年度）の決まり" in page.text
    assert page.headers["cache-control"] == "no-store"


async def test_what_is_wrong_is_said_with_the_range_and_the_article(reader: Browser) -> None:
    for typed, sentence in (
        ({"pay": "たくさん"}, "1か月の給与の「たくさん」は、数字として読み取れません"),
        (
            {"until": "60"},
            "働くのをやめる年齢は、いまの年齢（65歳）より上で、75歳までです。（厚年法9条・14条・46条1項）",
        ),
        ({"claim-years": "80"}, "60歳から75歳までで入力してください（国年法28条・附則9条の2"),
        ({"claim-years": "65", "claim-months": "3"}, "65歳の次は66歳からです。"),
    ):
        page = await send(reader, **typed)
        assert page.status_code == 422
        assert sentence in page.text
        assert f'name="until" type="text" value="{({**RIGHT, **typed})["until"]}"' in page.text


async def test_who_does_not_work_needs_no_end_of_work(reader: Browser) -> None:
    page = await send(reader, pay="0", until="")
    assert page.status_code == 200
