"""代理の方: a person chooses a helper after a second look, sees every mandate, and takes it back."""

from __future__ import annotations

import pytest

from ops.personas import load_personas
from tests.databases import SteppingClock
from tests.web.conftest import said, token_in
from tests.web.town import GIVER, HELPER, NAMES, STRANGER, Enter, log_of, mandate_form, rows, send

NEW = "/account/helpers/new"


async def test_nobody_helps_at_first(enter: Enter) -> None:
    page = await (await enter(GIVER)).get("/account/helpers")
    assert "いま、あなたの記録を代わりに見られる方はいません。" in page.text
    assert 'href="/account/helpers/new"' in page.text


async def test_what_was_typed_is_looked_at_before_it_counts(enter: Enter) -> None:
    giver = await enter(GIVER)
    form = {"csrf_token": token_in(await giver.get(NEW)), **mandate_form(step="check")}
    page = await giver.post(NEW, form)
    assert page.status_code == 200
    assert "令和9年（2027年）5月23日まで" in page.text
    assert f"{NAMES[HELPER]}さん（ユーザーID {HELPER}）" in said(page)
    assert await rows("SELECT id FROM mandate") == []
    changed = await giver.post(NEW, {**form, "step": "change"})
    assert changed.status_code == 200
    assert f'value="{HELPER}"' in changed.text
    assert 'value="6" checked' in changed.text


async def test_a_mandate_stands_on_both_sides_until_it_is_taken_back(enter: Enter) -> None:
    giver, helper = await enter(GIVER), await enter(HELPER)
    assert await send(giver, NEW, mandate_form()) == "303 /account/helpers"
    assert f"{NAMES[HELPER]}さん" in (await giver.get("/account/helpers")).text
    assert f"{NAMES[GIVER]}さんの記録を見る" in (await helper.get("/helping")).text
    assert await send(giver, "/account/helpers/withdrawals", {"mandate": "1"}) == "303 /account/helpers"
    for page in (await giver.get("/account/helpers"), await helper.get("/helping")):
        assert "取り消した日" in page.text
        assert "<h2>いま見られる方</h2>" not in page.text
    assert await send(giver, "/account/helpers/withdrawals", {"mandate": "1"}) == "404"
    assert [action for _, action, _ in await log_of(GIVER)] == ["import", "give-mandate", "withdraw-mandate"]


async def test_a_new_mandate_takes_the_place_of_the_one_before(enter: Enter) -> None:
    giver = await enter(GIVER)
    for period in ("1", "12"):
        await send(giver, NEW, mandate_form(period=period))
    found = await rows("SELECT withdrawn_at IS NULL AS holds FROM mandate ORDER BY id")
    assert [bool(row["holds"]) for row in found] == [False, True]
    assert [action for _, action, _ in await log_of(GIVER)][1:] == ["give-mandate", "withdraw-mandate", "give-mandate"]


@pytest.mark.parametrize("name", ["清水 幸子", "清水　幸子", "清水幸子", "しみず さちこ", "シミズサチコ", "ｼﾐｽﾞ ｻﾁｺ"])
async def test_the_helper_is_named_as_people_write_names(enter: Enter, name: str) -> None:
    typed = mandate_form(**{"helper-name": name, "helper-user-id": "\uff33HIMIZU"})
    assert await send(await enter(GIVER), NEW, typed) == "303 /account/helpers"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"helper-user-id": ""}, "代理の方のユーザーIDを入力してください。"),
        ({"helper-name": " \u200b"}, "代理の方のお名前を入力してください。"),
        ({"period": "13"}, "いつまで見てもらうかを、えらんでください。"),
        ({"period": ""}, "いつまで見てもらうかを、えらんでください。"),
        ({"helper-user-id": GIVER, "helper-name": NAMES[GIVER]}, "ご自分を代理の方にすることはできません。"),
        ({"helper-name": NAMES[STRANGER]}, "このユーザーIDとお名前の方が見つかりません。"),
        ({"helper-user-id": "officer"}, "このユーザーIDとお名前の方が見つかりません。"),
        ({"helper-user-id": "nobody22"}, "このユーザーIDとお名前の方が見つかりません。"),
        ({"helper-user-id": "\x00' OR 1=1 --"}, "このユーザーIDとお名前の方が見つかりません。"),
    ],
)
@pytest.mark.parametrize("step", ["check", "do"])
async def test_what_is_wrong_is_said_beside_its_field(
    enter: Enter, changes: dict[str, str], message: str, step: str
) -> None:
    giver = await enter(GIVER)
    fields = {"csrf_token": token_in(await giver.get(NEW)), **mandate_form(step=step, **changes)}
    page = await giver.post(NEW, fields)
    assert page.status_code == 422
    assert page.text.count(message) == 2  # in the summary and beside the field
    assert "<title>エラー：代理の方を決める" in page.text
    assert await rows("SELECT id FROM mandate") == []


async def test_a_screen_must_be_chosen(enter: Enter) -> None:
    form = {name: value for name, value in mandate_form().items() if not name.startswith("screens")}
    assert await send(await enter(GIVER), NEW, form) == "422"


async def test_user_ids_cannot_be_tried_one_after_the_other(enter: Enter, town_clock: SteppingClock) -> None:
    """An existing id with a wrong name and an absent id answer the same; after ten, none is looked up for an hour."""
    giver = await enter(GIVER)
    token = token_in(await giver.get(NEW))

    async def answer(user_id: str, name: str) -> str:
        fields = mandate_form(**{"helper-user-id": user_id, "helper-name": name})
        page = await giver.post(NEW, {"csrf_token": token, **fields})
        return page.text.replace(token, "").replace(user_id, "")

    existing, absent = await answer("shimizu", "だれか"), await answer("shimixu", "だれか")
    assert existing.partition("<main")[2].partition("csrf")[0] == absent.partition("<main")[2].partition("csrf")[0]
    for _ in range(8):
        await answer("shimixu", "だれか")
    assert "しばらく受け付けを止めています" in await answer("shimizu", NAMES[HELPER])
    assert [row["rule"] for row in await rows("SELECT rule FROM alert")] == ["denied-objects"]
    town_clock.step(minutes=10)  # a session lives on while it is used
    await giver.get(NEW)
    for _ in range(6):
        town_clock.step(minutes=10)
        await giver.get(NEW)
    assert await send(giver, NEW, mandate_form()) == "303 /account/helpers"


async def test_without_a_token_nothing_is_given_or_taken_back(enter: Enter) -> None:
    giver, stranger = await enter(GIVER), await enter(STRANGER)
    foreign = token_in(await stranger.get(NEW))
    for url in (NEW, "/account/helpers/withdrawals"):
        assert (await giver.post(url, {**mandate_form(), "mandate": "1"})).status_code == 403
        assert (await giver.post(url, {**mandate_form(), "mandate": "1", "csrf_token": foreign})).status_code == 403
    assert await rows("SELECT id FROM mandate") == []


async def test_extra_fields_mean_nothing(enter: Enter) -> None:
    typed = {
        **mandate_form(),
        "person": "2",
        "person_id": "2",
        "role": "officer",
        "office": "x",
        "ends_at": "2099-01-01",
    }
    await send(await enter(GIVER), NEW, typed)
    found = await rows(
        "SELECT p.basic_pension_number, m.office, m.entered_by FROM mandate m JOIN person p ON p.id = m.person"
    )
    number = next(person.basic_pension_number for person in load_personas() if person.persona == GIVER)
    assert found == [{"basic_pension_number": number, "office": "", "entered_by": None}]
