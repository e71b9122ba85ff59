"""From answers to the worksheet over HTTP: shown first, kept by the person's own act, once, and as it was shown."""

from __future__ import annotations

import re

import pytest

from services import history_sheet
from tests.web.conftest import Browser, said, token_in
from tests.web.routes.test_recall import POINT, answer, answer_all
from tests.web.town import GIVER, HELPER, STRANGER, Enter, log_of, mandate_form, send

ENTRY = f"{POINT}/entry"


async def keep(reader: Browser, name: str) -> tuple[int, str]:
    """Send the first question of the prepared entry as a browser does; the status and where it leads."""
    page = (await reader.get(ENTRY)).text
    shown = re.search(r'name="shown" value="([^"]+)"', page)
    assert shown
    form = {"csrf_token": token_in(await reader.get(ENTRY)), "shown": shown[1], "answer": name, "step": "next"}
    sent = await reader.post(ENTRY, form)
    return sent.status_code, sent.headers.get("location", "")


async def test_the_entry_is_shown_and_kept_only_when_it_is_sent(reader: Browser) -> None:
    await answer_all(reader, "worked", "firm", "yes", "former")
    assert f'href="{ENTRY}"' in (await reader.get(POINT)).text
    page = said(await reader.get(ENTRY))
    for words in (
        "つとめ先の名前は、何といいますか",
        "まだ書きとめていません。",
        "昭和59年（1984年）5月から昭和61年（1986年）3月まで",
        "入社・退職",
        "昭和59年（1984年）ごろ",
        "会社や工場。厚生年金の保険料が給与から引かれていた",
    ):
        assert words in page
    assert "書きはじめる" in (await reader.get("/history")).text  # nothing is kept yet
    assert await keep(reader, "見本工業") == (303, "/history/entries/1/began")
    assert 'value="昭和59年ごろ"' in (await reader.get("/history/entries/1/began")).text
    entry = said(await reader.get("/history/entries/1"))
    assert "見本工業" in entry and "会社や工場。厚生年金の保険料が給与から引かれていた" in entry


async def test_an_entry_made_before_is_led_to(reader: Browser) -> None:
    await answer_all(reader, "worked", "firm", "yes", "former")
    await keep(reader, "見本工業")
    page = (await reader.get(POINT)).text
    assert "履歴整理表に書きとめた項目を見る" in page and 'href="/history/entries/1"' in page and ENTRY not in page
    assert "答えて、履歴整理表に書きとめました" in said(await reader.get("/recall"))
    again = await reader.get(ENTRY)
    assert (again.status_code, again.headers["location"]) == (303, "/history/entries/1")
    sent = await reader.post(ENTRY, {"csrf_token": token_in(await reader.get("/history/new/job")), "answer": "x"})
    assert (sent.status_code, sent.headers["location"]) == (303, "/history/entries/1")


async def test_what_may_be_written_already_is_led_to(reader: Browser) -> None:
    token = token_in(await reader.get("/history/new/job"))
    form = {"csrf_token": token, "answer": "喫茶こまどり", "month": "1984-06", "until": "1984-09"}
    await reader.post("/history/new/job", {**form, "step": "next"})
    await answer_all(reader, "worked", "day-labour")
    page = said(await reader.get(ENTRY))
    assert "もう書きとめてあります" in page and "「喫茶こまどりにつとめた」を見る" in page
    assert 'href="/history/entries/1"' in page
    await answer_all(reader, "studied", "day")
    assert "もう書きとめてあります" not in said(await reader.get(ENTRY))


async def test_answers_changed_meanwhile_are_shown_before_anything_is_kept(reader: Browser) -> None:
    await answer_all(reader, "worked", "firm", "yes", "former")
    page = await reader.get(ENTRY)
    shown = re.search(r'name="shown" value="([^"]+)"', page.text)
    assert shown
    await answer_all(reader, "studied", "day")
    sent = await reader.post(ENTRY, {"csrf_token": token_in(page), "shown": shown[1], "answer": "見本工業"})
    assert sent.status_code == 200 and "学校の名前は、何といいますか" in sent.text
    assert "書きはじめる" in (await reader.get("/history")).text


async def test_without_a_result_or_with_one_that_makes_no_entry_one_is_led_to_the_point(reader: Browser) -> None:
    await answer_all(reader, "worked")
    for values in ((), ("ill", "nothing")):  # too late to pay: there is nothing to write down
        if values:
            await answer_all(reader, *values)
        page = await reader.get(ENTRY)
        assert (page.status_code, page.headers["location"]) == (303, POINT)
    sent = await reader.post(ENTRY, {"csrf_token": token_in(await reader.get(f"{POINT}/doing")), "answer": "x"})
    assert (sent.status_code, sent.headers["location"]) == (303, POINT)
    assert (await reader.get("/recall/not-enrolled-1950-01/entry")).status_code == 404


async def test_a_name_is_asked_for_and_a_full_worksheet_is_said(
    reader: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    await answer_all(reader, "studied", "day")
    assert (await keep(reader, ""))[0] == 422
    monkeypatch.setattr(history_sheet, "MOST_EVENTS", 0)
    assert (await keep(reader, "見本大学"))[0] == 422


async def test_nothing_of_it_stands_in_an_address_or_in_the_log(enter: Enter) -> None:
    giver = await enter(GIVER)
    await answer_all(giver, "ill", "pension")
    page = (await giver.get(ENTRY)).text
    urls = re.findall(r'(?:href|action)="([^"]*)"', page.partition("<main")[2])
    assert urls and not any(word in url for url in urls for word in ("ill", "pension", "other", "病気"))
    status, url = await keep(giver, "病気で休んでいた")
    assert (status, url) == (303, "/history/entries/1/began")
    assert "病気" not in str(await log_of(GIVER))


async def test_it_is_nobody_elses_and_no_helpers(enter: Enter) -> None:
    giver, helper, stranger = await enter(GIVER), await enter(HELPER), await enter(STRANGER)
    await answer_all(giver, "studied", "day")
    assert (await stranger.get(ENTRY)).status_code == 404
    await send(giver, "/account/helpers/new", mandate_form())
    await send(helper, "/helping/begin", {"mandate": "1"}, page="/helping")
    assert (await helper.get(ENTRY)).status_code == 403
    assert ENTRY not in (await helper.get(POINT)).text
    await keep(giver, "見本大学")
    assert "/history/entries/" not in (await helper.get(POINT)).text


async def test_the_part_comes_without_its_page(reader: Browser) -> None:
    await answer(reader, f"{POINT}/doing", "studied")
    await answer(reader, f"{POINT}/school", "day")
    part = await reader.get(ENTRY, hx_request_type="partial")
    assert part.status_code == 200 and "<html" not in part.text and "data-announce=" in part.text
