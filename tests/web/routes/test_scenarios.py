"""Keeping estimates, opening them again, renaming, deleting, comparing: each person's for themselves."""

from __future__ import annotations

import html
import re

import pytest
from httpx import Response

from db.engine import current_engine
from db.transactions import write
from services.scenarios import SaveProblem
from tests.web.conftest import Browser, said, token_in
from tests.web.town import GIVER, HELPER, Enter, log_of, mandate_form
from tests.web.town import send as send_in_town

SIMPLE = {"pay": "30万円", "until": "70", "claim-years": "67", "claim-months": ""}
_HIDDEN = re.compile(r'name="(conditions|asked-on|opened)" value="([^"]*)"')


async def count(reader: Browser, path: str = "/estimate/simple", **typed: str) -> Response:
    named = {name.replace("_", "-"): text for name, text in typed.items()}
    fields = {**SIMPLE, **named} if path == "/estimate/simple" else named
    return await reader.post(path, {**fields, "csrf_token": token_in(await reader.get(path))})


def carried(page: Response) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in _HIDDEN.findall(page.text)}


async def keep(reader: Browser, name: str, page: Response | None = None, **fields: str) -> Response:
    page = page or await count(reader)
    sent = {**carried(page), "scenario-name": name, "csrf_token": token_in(page), **fields}
    return await reader.post("/estimate/saved", sent)


async def handles(reader: Browser) -> list[str]:
    page = await reader.get("/estimate/compare")
    return re.findall(r'href="/estimate/saved/([A-Za-z0-9_-]+)/delete"', page.text)


async def test_a_result_offers_to_be_kept_under_a_name_in_words(reader: Browser) -> None:
    page = await count(reader)
    assert 'name="scenario-name" type="text" value="67歳から受け取る（70歳まで働く）"' in page.text
    assert "どのように残すか" not in page.text
    answer = await keep(reader, "67歳から")
    assert (answer.status_code, answer.headers["location"]) == (303, "/estimate/compare")
    compared = await reader.get("/estimate/compare")
    assert "試算の条件を残しました。" in compared.text
    assert "「67歳から」の計算を見る" in compared.text
    assert compared.headers["cache-control"] == "no-store"


async def test_without_any_it_says_how_to_make_one(reader: Browser) -> None:
    page = said(await reader.get("/estimate/compare"))
    assert "残した試算は、まだありません。" in page
    assert "「この試算を残す」を押すと" in page


async def test_only_conditions_are_stored_and_nothing_of_them_stands_in_an_address(reader: Browser) -> None:
    await keep(reader, "67歳から")
    async with write():
        rows = await current_engine().run_ddl("SELECT * FROM scenario")
    (row,) = rows
    assert "300000" in row["conditions"]
    assert set(row) == {"id", "person", "place", "handle", "name", "asked_on", "conditions", "created_at", "changed_at"}
    assert re.fullmatch(r"[A-Za-z0-9_-]{12}", row["handle"])


async def test_it_opens_in_the_form_it_came_from(reader: Browser) -> None:
    await keep(reader, "かんたん")
    detailed = await count(reader, "/estimate/detailed", claim_employees="70")
    await keep(reader, "くわしく", detailed)
    simple, other = await handles(reader)
    page = await reader.get(f"/estimate/saved/{simple}")
    assert page.status_code == 200
    assert 'name="pay" type="text" value="300000"' in page.text
    assert "残した試算「かんたん」の条件です。" in said(page)
    assert "になる見込みです" in said(page)
    page = await reader.get(f"/estimate/saved/{other}")
    assert 'name="claim-employees" type="text" value="70"' in page.text


async def test_changed_conditions_take_its_place_or_stand_beside_it(reader: Browser) -> None:
    await keep(reader, "A")
    (handle,) = await handles(reader)
    opened = await reader.get(f"/estimate/saved/{handle}")
    changed = await reader.post(
        "/estimate/simple", {**SIMPLE, "claim-years": "70", **carried(opened), "csrf_token": token_in(opened)}
    )
    assert f'value="{handle}" checked' in changed.text
    await keep(reader, "B", changed, replaces="new")
    await keep(reader, "A", changed, replaces=handle)
    first, second = await handles(reader)
    assert first == handle
    assert 'name="claim-years" type="text" value="70"' in (await reader.get(f"/estimate/saved/{first}")).text
    # one that has been deleted meanwhile is simply no longer the one being changed
    await reader.post(f"/estimate/saved/{second}/delete", {"csrf_token": token_in(opened)})
    again = await reader.post(
        "/estimate/simple", {**SIMPLE, "opened": second, "csrf_token": token_in(await reader.get("/estimate/simple"))}
    )
    assert "どのように残すか" not in again.text


async def test_the_sixth_is_told_plainly_and_nothing_typed_is_lost(reader: Browser) -> None:
    page = await count(reader)
    for number in range(5):
        await keep(reader, f"{number}番", page)
    refused = await keep(reader, "六つめ", page)
    assert refused.status_code == 422
    assert "残せるのは5つまでで、もう5つあります。" in refused.text
    assert "かわりに消す試算を、ひとつ選んでください。" in refused.text
    assert 'name="scenario-name" type="text" value="六つめ"' in refused.text
    assert carried(refused) == carried(page)
    assert [f"「{number}番」のかわりに残す" in refused.text for number in range(5)] == [True] * 5
    third = (await handles(reader))[2]
    assert (await keep(reader, "六つめ", refused, replaces=third)).status_code == 303
    assert "「六つめ」を消す" in (await reader.get("/estimate/compare")).text
    gone = await keep(reader, "七つめ", refused, replaces="gone")
    assert gone.status_code == 422
    assert "選んだ試算は、もうありません。" in gone.text


async def test_a_name_is_needed_and_is_ones_own(reader: Browser) -> None:
    page = await count(reader)
    nameless = await keep(reader, " ", page)
    assert nameless.status_code == 422
    assert "<title>エラー：この試算を残す" in nameless.text
    assert '<a href="#scenario-name">試算の名前を入力してください。' in nameless.text
    await keep(reader, "A", page)
    assert "同じ名前の試算が、もうあります。" in (await keep(reader, "A", page)).text


async def test_it_gets_another_name(reader: Browser) -> None:
    await keep(reader, "A")
    (handle,) = await handles(reader)
    page = await reader.get(f"/estimate/saved/{handle}/name")
    assert 'name="scenario-name" type="text" value="A"' in page.text
    refused = await reader.post(f"/estimate/saved/{handle}/name", {"scenario-name": "", "csrf_token": token_in(page)})
    assert refused.status_code == 422
    await keep(reader, "B")
    taken = await reader.post(f"/estimate/saved/{handle}/name", {"scenario-name": "B", "csrf_token": token_in(page)})
    assert "同じ名前の試算が、もうあります。" in taken.text
    answer = await reader.post(f"/estimate/saved/{handle}/name", {"scenario-name": "C", "csrf_token": token_in(page)})
    assert answer.headers["location"] == "/estimate/compare"
    assert "試算の名前を変えました。" in (await reader.get("/estimate/compare")).text


async def test_one_that_goes_while_it_is_renamed_leads_back(reader: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    async def gone(*_: object) -> SaveProblem:
        return SaveProblem.GONE

    await keep(reader, "A")
    (handle,) = await handles(reader)
    token = token_in(await reader.get(f"/estimate/saved/{handle}/name"))
    monkeypatch.setattr("web.routes.scenarios.name_scenario", gone)
    answer = await reader.post(f"/estimate/saved/{handle}/name", {"scenario-name": "B", "csrf_token": token})
    assert answer.headers["location"] == "/estimate/compare"


async def test_it_is_deleted_after_a_question(reader: Browser) -> None:
    await keep(reader, "A")
    (handle,) = await handles(reader)
    page = await reader.get(f"/estimate/saved/{handle}/delete")
    assert "「A」を消します。" in page.text
    assert "消さずにもどる" in page.text
    for _ in range(2):  # twice is no error
        answer = await reader.post(f"/estimate/saved/{handle}/delete", {"csrf_token": token_in(page)})
        assert answer.headers["location"] == "/estimate/compare"
    assert await handles(reader) == []
    for url in ("", "/name", "/delete"):
        assert (await reader.get(f"/estimate/saved/{handle}{url}")).status_code == 404


async def test_what_no_longer_fits_is_opened_for_mending(reader: Browser) -> None:
    """A month that was paid meanwhile, and a spell of which a part is recorded by now."""
    await keep(reader, "A", await count(reader, "/estimate/detailed"))
    text = (
        '{"schema_version":1,"future":[{"kind":"employment","first_month":"2026-09","last_month":"2030-01",'
        '"monthly_pay":300000}],"pay_back":["2020-01"]}'
    )
    async with write():
        await current_engine().run_ddl(f"UPDATE scenario SET conditions = '{text}'")  # noqa: S608 - a test's own text
    (handle,) = await handles(reader)
    compared = said(await reader.get("/estimate/compare"))
    assert "残した条件のままでは、いま計算できません。" in compared
    assert "「A」の条件を直す" in compared
    opened = await reader.get(f"/estimate/saved/{handle}")
    assert opened.status_code == 200
    assert "令和2年1月は、もうあとから納められる月ではないため、はずしました。" in said(opened)
    assert "残したあとに過ぎた月は" in said(opened)
    assert "になる見込みです" in said(opened)


async def test_an_impossible_condition_opens_the_form_with_its_error(reader: Browser) -> None:
    await keep(reader, "A")
    age = '{"years":65,"months":3}'
    text = f'{{"schema_version":1,"future":[],"claim_basic":{age},"claim_employees":{age}}}'
    async with write():
        await current_engine().run_ddl(f"UPDATE scenario SET conditions = '{text}'")  # noqa: S608 - a test's own text
    (handle,) = await handles(reader)
    opened = await reader.get(f"/estimate/saved/{handle}")
    assert opened.status_code == 200
    assert "65歳の次は66歳からです。" in opened.text


async def test_what_no_form_of_ours_carries_is_refused(reader: Browser) -> None:
    page = await count(reader)
    for odd in ({"conditions": "{}"}, {"asked-on": "paper"}):
        assert (await keep(reader, "A", page, **odd)).status_code == 400
    assert (await reader.post("/estimate/saved", {"scenario-name": "A"})).status_code == 403
    assert await handles(reader) == []


async def test_comparing_some_of_them(reader: Browser) -> None:
    await keep(reader, "A")
    await keep(reader, "B", await count(reader, claim_years="70"))
    first, _ = await handles(reader)
    page = await reader.get(f"/estimate/compare?with={first}")
    assert page.text.count('role="img"') == 2
    assert "<b>1</b>　A" in page.text
    assert "<b>2</b>　B" not in page.text


async def test_going_on_as_now_shows_how_it_was_counted(reader: Browser) -> None:
    page = await reader.get("/estimate/compare/as-now")
    assert page.status_code == 200
    assert "どう数えたか：老齢基礎年金" in page.text
    assert "いまと同じことを、60歳まで続ける" in said(page)


async def test_another_persons_is_not_found_and_a_helper_is_not_let_in(enter: Enter) -> None:
    giver, stranger = await enter(GIVER), await enter(HELPER)
    await keep(giver, "A")
    (handle,) = await handles(giver)
    token = token_in(await stranger.get("/estimate/simple"))
    for url in (f"/estimate/saved/{handle}", f"/estimate/saved/{handle}/name", f"/estimate/saved/{handle}/delete"):
        assert (await stranger.get(url)).status_code == 404
    assert (
        await stranger.post(f"/estimate/saved/{handle}/name", {"scenario-name": "B", "csrf_token": token})
    ).status_code == 404
    await stranger.post(f"/estimate/saved/{handle}/delete", {"csrf_token": token})
    assert await handles(giver) == [handle]
    assert await handles(stranger) == []
    assert ("save-scenario", "") in [(action, detail) for _, action, detail in await log_of(GIVER)]
    await send_in_town(giver, "/account/helpers/new", mandate_form())
    await send_in_town(stranger, "/helping/begin", {"mandate": "1"}, page="/helping")
    for url in ("/estimate/compare", f"/estimate/saved/{handle}"):
        assert (await stranger.get(url)).status_code == 403
        partial = await stranger.get(url, hx_request="true", hx_request_type="partial", x_page_of="1")
        assert partial.status_code == 403


async def test_the_staff_are_told_that_it_is_the_persons_own(enter: Enter) -> None:
    clerk = await enter("officer")
    page = await clerk.get("/estimate/compare")
    assert page.status_code == 403
    assert "ご本人" in page.text
