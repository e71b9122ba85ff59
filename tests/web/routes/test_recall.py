"""Being helped to remember, over HTTP and without JavaScript: one question a page, and nothing said is lost."""

from __future__ import annotations

import re

import pytest

from content.events import events_of
from tests.web.conftest import Browser, said, token_in
from tests.web.town import GIVER, HELPER, STRANGER, Enter, mandate_form, send

POINT = "/recall/not-enrolled-1984-05"
TWICE = "/recall/overlap-2001-08"


async def answer(reader: Browser, url: str, value: str) -> tuple[int, str]:
    """Answer the question at an address; the status and where it leads."""
    token = token_in(await reader.get(url))
    sent = await reader.post(url, {"csrf_token": token, "answer": value})
    return sent.status_code, sent.headers.get("location", "")


async def answer_all(reader: Browser, *values: str) -> str:
    """Answer from the first question on; the address one is led to at the end."""
    url = f"{POINT}/doing"
    for value in values:
        status, url = await answer(reader, url, value)
        assert status == 303
    return url


async def test_the_list_shows_every_point_and_how_far_it_is(reader: Browser) -> None:
    page = (await reader.get("/recall")).text
    assert page.count("まだ答えていません") == 9 and "答えた項目" not in page
    await answer_all(reader, "worked")
    assert "途中まで答えました" in (await reader.get("/recall")).text
    await answer(reader, f"{POINT}/work-kind", "ship")
    page = (await reader.get("/recall")).text
    assert "答えた項目" in page and "船員の記録が、あるかもしれません" in page


async def test_the_points_and_months_of_the_record_lead_here(reader: Browser) -> None:
    assert f'href="{POINT}"' in (await reader.get("/records/checks")).text
    assert f'href="{POINT}"' in (await reader.get("/records/1985/1")).text
    assert "/recall/" not in (await reader.get("/records/1981/1")).text


async def test_a_student_of_1984_is_told_about_time_without_money(reader: Browser) -> None:
    assert await answer_all(reader, "studied", "day") == POINT
    page = (await reader.get(POINT)).text
    for words in (
        "カラ期間になるかもしれません",
        "その可能性が高いです。",
        "卒業証書",
        "附則第8条第5項第1号",
        "大学・短大・高専など（昼間）",
    ):
        assert words in page
    assert 'href="/faq/student-before-1991"' in page and 'href="/faq/procedure-what-to-bring"' in page
    assert f'href="{POINT}/school"' in page  # to change the answer


async def test_a_result_says_what_settles_it_and_frightens_nobody_where_nothing_is_left(reader: Browser) -> None:
    by_looking = "はっきりするのは、年金事務所などで調べたあとです。"
    await answer_all(reader, "studied", "day")
    page = said(await reader.get(POINT))
    assert "カラ期間になるかどうかは、年金を請求するときに決まります。" in page and by_looking not in page
    await answer_all(reader, "worked", "ship")
    assert by_looking in said(await reader.get(POINT))
    assert (await answer(reader, f"{TWICE}/two-places", "two-jobs")) == (303, TWICE)
    page = said(await reader.get(TWICE))
    assert "その可能性が高いです。</b></p>" in page and by_looking not in page


async def test_links_lead_only_to_pages_that_are_there(reader: Browser) -> None:
    await answer_all(reader, "studied", "day")
    main = (await reader.get(POINT)).text.partition("<main")[2].partition("</main>")[0]
    for url in set(re.findall(r'href="(/[^"#?]*)', main)):
        assert (await reader.get(url)).status_code == 200, url


async def test_a_question_stands_beside_its_time(reader: Browser) -> None:
    page = (await reader.get(f"{POINT}/doing")).text
    assert "1問目です。多くても7問で終わります。" in page
    assert "昭和59年（1984年）5月から昭和61年（1986年）3月まで、22歳から24歳のころです。" in page
    assert page.count('class="event-when"') == 5
    assert f'href="{POINT}/events/1984"' in page and f'href="{POINT}/events/1986"' in page
    assert page.rindex("わからない・思い出せない") > page.rindex("病気やけがで、休んでいた")


async def test_back_leads_to_the_question_before_with_its_answer(reader: Browser) -> None:
    await answer_all(reader, "worked", "firm")
    page = (await reader.get(f"{POINT}/slips")).text
    assert "ひとつ前の質問へ" in page and f'href="{POINT}/work-kind"' in page and "3問目です。" in page
    before = (await reader.get(f"{POINT}/work-kind")).text
    assert re.search(r'value="firm" checked', before)
    assert "この項目の説明へもどる" in (await reader.get(f"{POINT}/doing")).text


async def test_the_last_question_says_so(reader: Browser) -> None:
    await answer_all(reader, "studied")
    assert "2問目です。" in (await reader.get(f"{POINT}/school")).text
    await answer(reader, f"{POINT}/doing", "unknown")
    assert "2問目です。これが最後の質問です。" in (await reader.get(f"{POINT}/old-papers")).text


@pytest.mark.parametrize("value", ["", "flew", "　"])
async def test_nothing_chosen_is_said_and_nothing_is_kept(reader: Browser, value: str) -> None:
    url = f"{POINT}/doing"
    sent = await reader.post(url, {"csrf_token": token_in(await reader.get(url)), "answer": value})
    assert sent.status_code == 422 and "<title>エラー：" in sent.text
    assert sent.text.count("答えを1つ、選んでください。わからないとき") == 2
    assert "答えたこと" not in (await reader.get(POINT)).text


async def test_an_answer_to_a_question_that_an_earlier_answer_took_away_is_said_to_be_lost(reader: Browser) -> None:
    """In one tab a question lies open, in another the answer before it is changed."""
    await answer_all(reader, "worked")
    await answer(reader, f"{POINT}/doing", "abroad")
    assert await answer(reader, f"{POINT}/doing", "abroad") == (303, f"{POINT}/nationality")
    token = token_in(await reader.get(f"{POINT}/doing"))
    sent = await reader.post(f"{POINT}/work-kind", {"csrf_token": token, "answer": "ship"})
    assert (sent.status_code, sent.headers["location"]) == (303, POINT)
    page = (await reader.get(POINT)).text
    assert "この質問は、いまは出ません。いまの答えは保存していません。" in page and "船員" not in page


async def test_a_question_that_is_not_asked_leads_to_the_point(reader: Browser) -> None:
    for url in (f"{POINT}/school", f"{POINT}/never"):
        page = await reader.get(url)
        assert (page.status_code, page.headers["location"]) == (303, POINT)
    token = token_in(await reader.get(f"{POINT}/doing"))
    sent = await reader.post(f"{POINT}/school", {"csrf_token": token, "answer": "day"})
    assert (sent.status_code, sent.headers["location"]) == (303, POINT)


@pytest.mark.parametrize("point", ["not-enrolled-1950-01", "nothing", "x" * 500])
async def test_a_point_the_record_does_not_have_is_said_so(reader: Browser, point: str) -> None:
    for rest in ("", "/doing", "/forget", "/events/1984"):
        page = await reader.get(f"/recall/{point}{rest}")
        assert page.status_code == 404 and "思い出すお手伝いへもどる" in page.text


async def test_a_year_shows_everything_known_of_it(reader: Browser) -> None:
    page = (await reader.get(f"{POINT}/events/1984")).text
    assert page.count('class="event-when"') == len(events_of(1984))
    assert "昭和59年（1984年）の出来事" in page and "あなたが23歳になった年です。" in page
    assert f'href="{POINT}/events/1983"' in page and f'href="{POINT}/events/1985"' in page
    first = (await reader.get(f"{POINT}/events/1940")).text
    assert "歳になった年" not in first and "events/1939" not in first
    assert "あなたが生まれた年です。" in (await reader.get(f"{POINT}/events/1961")).text
    for year in ("1939", "2027", "now"):
        assert (await reader.get(f"{POINT}/events/{year}")).status_code == 404


async def test_of_the_newest_year_it_is_said_that_there_is_little_yet(reader: Browser) -> None:
    assert "この年の出来事は、まだ少ししかのせていません。" in (await reader.get(f"{POINT}/events/2026")).text
    assert "まだ少ししかのせていません" not in (await reader.get(f"{POINT}/events/2025")).text


async def test_what_is_not_sure_of_an_event_is_said(reader: Browser) -> None:
    assert "（時期は、おおよそです）" in (await reader.get(f"{POINT}/events/1949")).text


async def test_answers_can_be_deleted_and_asking_twice_is_no_error(reader: Browser) -> None:
    await answer_all(reader, "studied", "day")
    page = await reader.get(f"{POINT}/forget")
    assert "消すと、もとにはもどせません。" in page.text
    for _ in range(2):
        sent = await reader.post(f"{POINT}/forget", {"csrf_token": token_in(page)})
        assert (sent.status_code, sent.headers["location"]) == (303, "/recall")
    assert "思い出すお手伝いの答えを消しました。" in (await reader.get("/recall")).text
    gone = await reader.get(f"{POINT}/forget")
    assert gone.status_code == 404 and "この項目の答えは、もうありません。" in gone.text


async def test_the_parts_come_without_their_page(reader: Browser) -> None:
    await answer_all(reader, "worked")
    for url in ("/recall", POINT, f"{POINT}/work-kind", f"{POINT}/events/1984", f"{POINT}/forget"):
        part = await reader.get(url, hx_request_type="partial")
        assert part.status_code == 200 and "<html" not in part.text and "data-announce=" in part.text


async def test_nothing_of_an_answer_stands_in_an_address(reader: Browser) -> None:
    url = await answer_all(reader, "ill", "pension")
    assert url == POINT and "pension" not in url


async def test_answers_are_nobody_elses(enter: Enter) -> None:
    giver, stranger = await enter(GIVER), await enter(STRANGER)
    await answer_all(giver, "studied", "day")
    assert (await stranger.get(POINT)).status_code == 404


async def test_a_helper_reads_under_a_mandate_for_it_and_answers_nothing(enter: Enter) -> None:
    giver, helper = await enter(GIVER), await enter(HELPER)
    await answer_all(giver, "studied", "day")
    await send(giver, "/account/helpers/new", mandate_form())
    await send(helper, "/helping/begin", {"mandate": "1"}, page="/helping")
    page = (await helper.get(POINT)).text
    assert "カラ期間になるかもしれません" in page and "答えを変える" not in page and "答えを消す" not in page
    assert "/records/payable" not in page
    assert (await helper.get(f"{POINT}/doing")).status_code == 403
    assert f'href="{POINT}"' in (await helper.get("/records/checks")).text


async def test_a_mandate_for_the_points_alone_does_not_open_the_answers(enter: Enter) -> None:
    giver, helper = await enter(GIVER), await enter(HELPER)
    form = mandate_form()
    del form["screens-recall"]
    await send(giver, "/account/helpers/new", form)
    await send(helper, "/helping/begin", {"mandate": "1"}, page="/helping")
    assert (await helper.get("/recall")).status_code == 403
    assert (await helper.get(POINT)).status_code == 403


async def test_who_was_told_something_about_a_record_that_changed_is_told_so(reader: Browser) -> None:
    from db.engine import current_engine
    from db.transactions import write

    await answer_all(reader, "studied", "day")
    async with write():
        await current_engine().run_ddl("UPDATE recall_answers SET evidence = 'as it was before'")
    assert "記録が新しくなりました。" in (await reader.get(POINT)).text
    async with write():
        await current_engine().run_ddl("UPDATE recall_answers SET point = 'unpaid-1990-01'")
    page = (await reader.get("/recall")).text
    assert "いまの記録にはない項目の答え" in page and "平成2年（1990年）1月からの項目" in page
    assert (await reader.get("/recall/unpaid-1990-01/forget")).status_code == 200
