"""Searching for records without an owner: one question a screen, an answer that tells no more than it may."""

from __future__ import annotations

import re

import pytest
from httpx import Response

from tests.databases import SteppingClock
from tests.web.conftest import Browser, said, token_in
from tests.web.town import GIVER, HELPER, NAMES, STRANGER, Enter, mandate_form, rows, send

OWN, DECEASED, DESK = "/search/unlinked", "/search/deceased", "/counter/office/searches"
MAY_BE, NONE = "該当する可能性のある記録があります", "該当する可能性のある記録は、見つかりませんでした"
PAPERS = ("持っていくもの", "どこへ行けばよいですか", "受付番号の使える日")
FATHER = {
    "relationship": "child",
    "purpose": "unpaid",
    "family-kana": "あきやま",
    "given-kana": "シゲル",
    "birth-era": "昭和",
    "birth-year": "5",
    "birth-month": "2",
    "birth-day": "11",
    "sex": "male",
}


async def ask(browser: Browser, url: str, fields: dict[str, str], step: str = "do", **headers: str) -> Response:
    """Send the questions with these answers."""
    token = token_in(await browser.get("/faq"))
    return await browser.post(url, {"csrf_token": token, "step": step, **fields}, **headers)


def number_in(page: Response) -> str:
    found = re.search(r'class="issued">([0-9]{4}-[0-9]{4})<', page.text)
    assert found
    return found[1]


async def test_one_finds_a_record_under_the_name_before_marriage(enter: Enter) -> None:
    giver = await enter(GIVER)
    page = await giver.get(OWN)
    assert "ハルノ カズコ、アキヤマ カズコ" in page.text
    answer = await ask(giver, OWN, {"purpose": "gap"})
    assert answer.status_code == 200
    assert f'<h1 tabindex="-1">{MAY_BE}</h1>' in answer.text
    assert number_in(answer) in (await giver.get("/search")).text


async def test_an_answer_tells_no_more_than_that_there_may_be_a_record(enter: Enter) -> None:
    answer = await ask(await enter(GIVER), OWN, {"purpose": "gap"})
    for secret in ("みほん文具店", "4021", "1983", "昭和58", "アキヤマ", "1件", "第1段階"):
        assert secret not in answer.text


async def test_both_answers_have_one_form(enter: Enter) -> None:
    found = await ask(await enter(GIVER), OWN, {"purpose": "gap"})
    none = await ask(await enter(STRANGER), OWN, {"purpose": "gap"})
    assert NONE in none.text
    for heading in PAPERS:
        assert heading in found.text
        assert heading in none.text
    shapes = [
        re.findall(r"<(\w+)", re.sub(r"<header.*?</header>", "", page.text, flags=re.S)) for page in (found, none)
    ]
    assert shapes[0] == shapes[1]


async def test_questions_come_one_after_the_other_and_keep_what_was_typed(enter: Enter) -> None:
    giver = await enter(GIVER)
    first = await ask(giver, OWN, {"at": "other-names", "other-name-1": "あきやま かすこ"}, "next")
    assert "何のために調べますか" in first.text
    assert 'type="hidden" name="other-name-1" value="あきやま かすこ"' in first.text
    back = await ask(giver, OWN, {"at": "purpose", "other-name-1": "あきやま かすこ"}, "back")
    assert 'id="other-name-1" name="other-name-1" type="text" value="あきやま かすこ"' in back.text
    review = await ask(giver, OWN, {"at": "purpose", "purpose": "name", "other-name-1": "あきやま かすこ"}, "next")
    assert "この内容で調べる" in review.text
    assert "アキヤマ カスコ" in review.text
    assert await rows("SELECT id FROM unlinked_search") == []
    changed = await ask(giver, OWN, {"purpose": "name"}, "change")
    assert "ほかに調べたいお名前はありますか" in changed.text


@pytest.mark.parametrize(
    ("url", "fields", "step", "message"),
    [
        (OWN, {"at": "other-names", "other-name-2": "漢字 名前"}, "next", "カタカナやひらがなでない文字があります"),
        (OWN, {"at": "other-names", "other-name-1": "アキヤマ"}, "next", "1文字空けてください"),
        (OWN, {"at": "purpose"}, "next", "何のために調べるかを、えらんでください。"),
        (OWN, {"purpose": "survivors"}, "do", "何のために調べるかを、えらんでください。"),
        (DECEASED, {"at": "relationship"}, "next", "続きがらを、えらんでください。"),
        (DECEASED, FATHER | {"at": "name", "given-kana": ""}, "next", "亡くなった方の名前を、カタカナか"),
        (DECEASED, FATHER | {"at": "name", "family-kana": "秋山"}, "next", "名字に、カタカナやひらがなでない文字"),
        (
            DECEASED,
            FATHER | {"at": "birth", "birth-year": ""},
            "next",
            "年がわからないと、同じ名前のほかの方と区別できない",
        ),
        (DECEASED, FATHER | {"at": "birth", "birth-month": ""}, "next", "月を、1から12までの数字で"),
        (DECEASED, FATHER | {"at": "birth", "birth-year": "65"}, "next", "昭和は64年1月7日までです。"),
        (DECEASED, FATHER | {"sex": ""}, "do", "性別を、えらんでください。"),
        (DECEASED, {}, "do", "続きがらを、えらんでください。"),
    ],
)
async def test_what_is_missing_is_said(enter: Enter, url: str, fields: dict[str, str], step: str, message: str) -> None:
    page = await ask(await enter(GIVER), url, fields, step)
    assert page.status_code == 422
    assert message in page.text
    assert "エラー：" in page.text


async def test_the_record_of_a_father_is_found_by_his_child(enter: Enter) -> None:
    giver = await enter(GIVER)
    review = await ask(giver, DECEASED, FATHER | {"at": "sex"}, "next")
    for words in (
        "父、または母",
        "アキヤマ シゲル",
        "昭和5年（1930年）2月11日",
        "亡くなった方が受け取れなかった年金を知りたい",
    ):
        assert words in review.text
    answer = await ask(giver, DECEASED, FATHER)
    assert MAY_BE in answer.text
    assert "続きがら、亡くなった日がわかる戸籍の書類" in answer.text
    other_day = await ask(giver, DECEASED, FATHER | {"birth-day": "13"})
    assert NONE in other_day.text


async def test_the_deceased_are_asked_about_step_by_step(enter: Enter) -> None:
    giver = await enter(GIVER)
    headings = ["どなたですか", "何のために", "何と読みますか", "ほかに調べたい", "いつ生まれましたか", "女性ですか"]
    asked = ["relationship", "purpose", "name", "other-names", "birth", "sex"]
    page = await giver.get(DECEASED)
    for at, heading in zip(asked, headings, strict=True):
        assert heading in said(page)
        page = await ask(giver, DECEASED, FATHER | {"at": at}, "next")
    assert "この内容で調べる" in page.text
    assert "入力された日" not in page.text


async def test_every_search_stands_in_the_access_log(enter: Enter) -> None:
    giver = await enter(GIVER)
    own = number_in(await ask(giver, OWN, {"purpose": "gap"}))
    other = number_in(await ask(giver, DECEASED, FATHER))
    log = said(await giver.get("/account/access-log"))
    assert f"持ち主不明記録をさがしました。受付番号は{own}です。" in log
    assert f"亡くなった方の記録をさがしました。受付番号は{other}です。" in log


async def test_nothing_of_a_search_stands_in_an_address_or_unencrypted(enter: Enter) -> None:
    giver = await enter(GIVER)
    answer = await ask(giver, DECEASED, FATHER)
    assert "アキヤマ" not in str(answer.url)
    [stored] = await rows("SELECT * FROM unlinked_search")
    assert not any("アキヤマ" in str(value) or "1930" in str(value) for value in stored.values())


async def test_a_day_has_five_searches_and_the_next_day_five_more(enter: Enter, town_clock: SteppingClock) -> None:
    giver = await enter(GIVER)
    for _ in range(5):
        assert (await ask(giver, OWN, {"purpose": "check"})).status_code == 200
    refused = await ask(giver, OWN, {"purpose": "check"})
    assert refused.status_code == 429
    assert "きょうは、もう調べられません" in refused.text
    assert "令和8年（2026年）11月24日の午前0時から" in refused.text
    assert "どこの窓口でたずねるか" in refused.text
    assert "1日の回数をこえていたため、調べませんでした" in said(await giver.get("/account/access-log"))
    assert (await ask(await enter(STRANGER), OWN, {"purpose": "check"})).status_code == 200
    town_clock.step(hours=12)
    assert (await ask(await enter(GIVER), OWN, {"purpose": "check"})).status_code == 200


async def test_going_on_beyond_the_limit_raises_an_alert(enter: Enter) -> None:
    giver = await enter(GIVER)
    for number in range(10):
        assert await rows("SELECT rule FROM alert") == [], number
        await ask(giver, OWN, {"purpose": "check"})
    assert [row["rule"] for row in await rows("SELECT rule FROM alert")] == ["many-searches"]
    page = await (await enter("administrator")).get("/operations/alerts")
    assert "持ち主不明記録の検索を、1日に何度も試しました" in page.text


async def test_searching_for_many_different_people_raises_an_alert(enter: Enter, town_clock: SteppingClock) -> None:
    for day in range(2):
        giver = await enter(GIVER)
        for number in range(3):
            assert await rows("SELECT rule FROM alert") == []
            fields = FATHER | {"birth-day": str(10 * day + number + 1)}
            assert (await ask(giver, DECEASED, fields)).status_code == 200
        town_clock.step(days=1)
    assert [row["rule"] for row in await rows("SELECT rule FROM alert")] == ["many-people-sought"]


async def test_a_helper_searches_with_a_mandate_for_it_alone(enter: Enter) -> None:
    giver, helper = await enter(GIVER), await enter(HELPER)
    only_records = {name: text for name, text in mandate_form().items() if name != "screens-search"}
    await send(giver, "/account/helpers/new", only_records)
    await send(helper, "/helping/begin", {"mandate": "1"}, page="/helping")
    assert (await helper.get(OWN)).status_code == 403
    await send(giver, "/account/helpers/new", mandate_form())
    await send(helper, "/helping/begin", {"mandate": "2"}, page="/helping")
    assert OWN in (await helper.get("/helping")).text
    assert "ハルノ カズコ" in (await helper.get(OWN)).text
    token = token_in(await helper.get("/helping"))
    answer = await helper.post(OWN, {"csrf_token": token, "step": "do", "purpose": "gap"})
    assert MAY_BE in answer.text
    assert (await helper.get(DECEASED)).status_code == 403
    log = said(await giver.get("/account/access-log"))
    assert f"代理の方（{NAMES[HELPER]}さん）" in log
    assert "持ち主不明記録をさがしました" in log
    assert "持ち主不明記録をさがしました" not in said(await (await enter(HELPER)).get("/account/access-log"))


async def test_a_partial_is_the_question_alone(enter: Enter) -> None:
    giver = await enter(GIVER)
    answer = await giver.get(OWN, hx_request="true", hx_request_type="partial", x_page_of="")
    assert "<html" not in answer.text
    assert '<div id="search-question"' in answer.text


# ── the desk ────────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_the_office_sees_the_candidates_by_the_number_and_the_person_sees_that(enter: Enter) -> None:
    giver, officer = await enter(GIVER), await enter("officer")
    number = number_in(await ask(giver, OWN, {"purpose": "gap", "other-name-1": "アキヤマ カズヨ"}))
    page = await ask(officer, DESK, {"search-number": number, "reason": "search-visit"})
    assert page.status_code == 200
    for words in (
        f"受付番号 {number}",
        "春野 和子さん",
        "記録のない期間がある",
        "アキヤマ カズヨ",
        "4021-183645（厚生年金）",
        "みほん文具店",
        "第2段階（前半）で合いました。ちがうところ：濁点・半濁点、1日ちがい",
        "昭和36年（1961年）6月16日",
    ):
        assert words in said(page)
    log = said(await giver.get("/account/access-log"))
    assert "持ち主不明記録の検索で見つかった候補を見ました。" in log
    assert "受付番号を持って、窓口に来られたため" in log
    assert "さくら年金事務所の職員" in log


async def test_the_office_sees_a_search_for_the_deceased_with_the_relationship(enter: Enter) -> None:
    giver, officer = await enter(GIVER), await enter("supervisor")
    number = number_in(await ask(giver, DECEASED, FATHER))
    page = said(await ask(officer, DESK, {"search-number": number.replace("-", " "), "reason": "search-letter"}))
    assert "父、または母" in page
    assert "みほん炭礦" in page


async def test_an_empty_search_is_shown_as_such(enter: Enter) -> None:
    number = number_in(await ask(await enter(STRANGER), OWN, {"purpose": "check"}))
    page = await ask(await enter("officer"), DESK, {"search-number": number, "reason": "search-phone"})
    assert "候補はありません" in page.text


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"reason": "search-visit"}, "受付番号を入力してください。"),
        ({"search-number": "123", "reason": "search-visit"}, "受付番号は、8けたの数字です。"),
        ({"search-number": "12345678"}, "理由をえらんでください。"),
        ({"search-number": "12345678", "reason": "search-visit"}, "見つかりません。"),
    ],
)
async def test_the_desk_says_what_is_wrong(enter: Enter, fields: dict[str, str], message: str) -> None:
    page = await ask(await enter("officer"), DESK, fields)
    assert page.status_code == 422
    assert message in page.text


async def test_numbers_cannot_be_tried_one_after_the_other(enter: Enter) -> None:
    officer = await enter("officer")
    for number in range(10):
        await ask(officer, DESK, {"search-number": f"0000{number:04d}", "reason": "search-visit"})
    page = await ask(officer, DESK, {"search-number": "00000000", "reason": "search-visit"})
    assert "受け付けを止めています" in page.text


async def test_a_number_is_good_for_a_year(enter: Enter, town_clock: SteppingClock) -> None:
    number = number_in(await ask(await enter(GIVER), OWN, {"purpose": "gap"}))
    town_clock.step(days=366)
    page = await ask(await enter("officer"), DESK, {"search-number": number, "reason": "search-visit"})
    assert "見つかりません。" in page.text
    await ask(await enter(GIVER), OWN, {"purpose": "gap"})
    assert len(await rows("SELECT id FROM unlinked_search")) == 1


async def test_the_desk_is_linked_for_the_office(enter: Enter) -> None:
    assert DESK in (await (await enter("officer")).get("/counter/office")).text
