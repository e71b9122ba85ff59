"""質問に答える試算 over HTTP: one question a screen, each step kept, Back loses nothing, every answer changeable."""

from __future__ import annotations

import logging

import pytest
from httpx import Response

from tests.web.conftest import Browser, said, token_in
from tests.web.routes.conftest import READER

URL = "/estimate/questions"
ANSWERS = {
    "work": {"work": "yes"},
    "until": {"until": "70"},
    "pay": {"pay": "３０万円", "bonus": "60万"},
    "raise": {"raise-unknown": "1"},
    "pay-back": {"pay-back": "all"},
    "children": {"children": "yes"},
    "children-birth": {"child-1-era": "令和", "child-1-year": "元", "child-1-month": "5", "child-1-day": "5"},
    "claim-basic": {"claim-basic": "67", "claim-basic-months": ""},
    "claim-employees": {"claim-employees-unknown": "1"},
}


async def send(reader: Browser, question: str, **typed: str) -> Response:
    """Send the answer to a question from its own page."""
    page = await reader.get(f"{URL}/{question}")
    fields = ANSWERS[question] if not typed else {name.replace("_", "-"): text for name, text in typed.items()}
    return await reader.post(f"{URL}/{question}", {**fields, "csrf_token": token_in(page)})


def leads_to(answer: Response) -> str:
    assert answer.status_code == 303, answer.text
    location: str = answer.headers["location"]
    return location.removeprefix(f"{URL}/")


async def wrong(reader: Browser, answer: Response) -> Response:
    """The page on which is said what is wrong: another address, so that Back never sends the form again."""
    at = leads_to(answer)
    assert at.endswith("wrong=1")
    page = await reader.get(f"{URL}/{at}")
    assert "<title>エラー：" in page.text
    return page


async def answer_all(reader: Browser) -> None:
    for question in ANSWERS:
        leads_to(await send(reader, question))


async def count(reader: Browser) -> Response:
    return await reader.post(f"{URL}/summary", {"csrf_token": token_in(await reader.get(f"{URL}/summary"))})


async def test_from_the_first_question_to_the_result(reader: Browser) -> None:
    start = await reader.get(URL)
    assert f'href="{URL}/work">はじめの質問へ' in start.text
    at, seen = "work", []
    while at != "summary":
        seen.append(at)
        at = leads_to(await send(reader, at))
    assert seen == list(ANSWERS)
    summary = (await reader.get(f"{URL}/summary")).text
    for words in (
        "70歳",
        "給与1か月30万円、賞与1年60万円",
        "全部の月を納める（3か月）",
        "令和元年（2019年）5月5日",
        "67歳",
    ):
        assert f"<b>{words}</b>" in summary
    assert leads_to(await count(reader)) == "result"
    page = await reader.get(f"{URL}/result")
    assert "になる見込みです" in said(page)
    assert "昇給：給与は上がらないものとして計算します。" in page.text
    assert "老齢厚生年金を受け取り始める年齢：老齢厚生年金は、65歳から受け取るものとして計算します。" in said(page)
    assert "子の加給年金額" in said(page)
    assert page.headers["cache-control"] == "no-store"


async def test_what_was_typed_is_kept_right_or_wrong(reader: Browser) -> None:
    await send(reader, "work")
    page = await wrong(reader, await send(reader, "until", until="60"))
    assert "働くのをやめる年齢は、いまの年齢（65歳）より上で、75歳までです。" in page.text
    again = (await reader.get(f"{URL}/until")).text
    assert 'name="until" type="text" value="60"' in again
    assert f'href="{URL}/work">ひとつ前の質問へ' in again
    assert 'value="yes" checked' in (await reader.get(f"{URL}/work")).text


async def test_nothing_chosen_is_said_and_what_is_mended_is_not(reader: Browser) -> None:
    page = await wrong(reader, await send(reader, "work", work=""))
    assert "答えを、ひとつ選んでください。" in page.text
    assert "エラー" not in (await reader.get(f"{URL}/work")).text
    await send(reader, "work")
    assert "エラー" not in (await reader.get(f"{URL}/work?wrong=1")).text
    summary = await wrong(reader, await send(reader, "until", until="", **{"from": "summary"}))
    assert '<input type="hidden" name="from" value="summary">' in summary.text


async def test_months_to_choose_are_in_sight_when_some_are_to_be_chosen(reader: Browser) -> None:
    assert '<details class="more">' in (await reader.get(f"{URL}/pay-back")).text
    page = await wrong(reader, await send(reader, "pay-back", pay_back="some"))
    assert '<details class="more" open>' in page.text


async def test_it_goes_on_after_signing_in_again(reader: Browser) -> None:
    await send(reader, "work")
    await send(reader, "until")
    await reader.sign_out()
    await reader.sign_in(READER)
    assert f'href="{URL}/pay"><b>質問に答える試算を続ける</b>' in (await reader.get("/home")).text
    assert f'href="{URL}/pay">続きから答える' in (await reader.get(URL)).text
    assert 'name="until" type="text" value="70"' in (await reader.get(f"{URL}/until")).text


async def test_an_answer_that_opens_questions_leads_to_them_and_back_to_the_summary(reader: Browser) -> None:
    await answer_all(reader)
    page = await reader.get(f"{URL}/claim-employees?from=summary")
    assert '<input type="hidden" name="from" value="summary">' in page.text
    assert f'href="{URL}/summary">変えずに、お答えの確認へもどる' in page.text
    sent = await send(reader, "claim-employees", claim_employees="66", **{"from": "summary"})
    assert leads_to(sent) == "pay-later?from=summary"
    assert leads_to(await send(reader, "pay-later", pay_later_unknown="1", **{"from": "summary"})) == "summary"


async def test_the_law_is_said_at_the_question(reader: Browser) -> None:
    page = await wrong(reader, await send(reader, "claim-basic", claim_basic="65", claim_basic_months="3"))
    assert "65歳の次は66歳からです。" in page.text
    assert '<a href="#claim-basic">' in page.text


async def test_what_the_whole_contradicts_is_said_in_the_summary(reader: Browser) -> None:
    """Each answer can be right and both together wrong: who has claimed early pays no exempt month."""
    await answer_all(reader)
    await send(reader, "claim-basic", claim_basic="62")
    page = await wrong(reader, await count(reader))
    assert "<title>エラー：お答えの確認" in page.text
    assert '<a href="#answer-' in page.text
    assert leads_to(await reader.get(f"{URL}/result")) == "summary"


async def test_nothing_is_counted_before_everything_is_answered(reader: Browser) -> None:
    assert "まだ答えていません" in (await reader.get(f"{URL}/summary")).text
    assert leads_to(await count(reader)) == "work?from=summary"
    assert leads_to(await reader.get(f"{URL}/result")) == "summary"


@pytest.mark.parametrize("question", ["after", "pay-later", "spouse"])
async def test_what_is_not_asked_leads_to_the_summary(reader: Browser, question: str) -> None:
    assert leads_to(await reader.get(f"{URL}/{question}")) == "summary"
    token = token_in(await reader.get(f"{URL}/work"))
    assert leads_to(await reader.post(f"{URL}/{question}", {"csrf_token": token})) == "summary"


@pytest.mark.parametrize("question", ["nothing", "WORK", "%00"])
async def test_other_questions_are_not_there(reader: Browser, question: str) -> None:
    assert (await reader.get(f"{URL}/{question}")).status_code == 404


async def test_nothing_typed_reaches_an_address_or_a_log(reader: Browser, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        await send(reader, "work")
        await send(reader, "until")
        answer = await send(reader, "pay", pay="312345")
    assert "312345" not in caplog.text + answer.headers["location"]


async def test_the_answers_can_be_thrown_away(reader: Browser) -> None:
    await answer_all(reader)
    page = await reader.get("/drafts/estimate-questions")
    await reader.post("/drafts/estimate-questions", {"csrf_token": token_in(page)})
    assert "checked" not in (await reader.get(f"{URL}/work")).text
    assert "続きから答える" not in (await reader.get(URL)).text
