"""The officer's desk: a mandate on paper, with papers and reason, and the end of all mandates of a person."""

from __future__ import annotations

import json

import pytest

from ops.personas import load_personas
from tests.databases import SteppingClock
from tests.web.conftest import said, token_in
from tests.web.town import GIVER, HELPER, NAMES, STRANGER, Enter, log_of, mandate_form, rows, send

DESK = "/counter/office/mandates"
END = "/counter/office/mandates/end"
NUMBERS = {person.persona: person.basic_pension_number for person in load_personas()}


def paper_form(**changes: str) -> dict[str, str]:
    """What an officer types of the giver's mandate."""
    return {
        **mandate_form(),
        "person-number": NUMBERS[GIVER],
        "person-name": NAMES[GIVER],
        "paper-power-of-attorney": "1",
        "paper-person-identity": "1",
        "paper-helper-identity": "1",
        "reason": "disability",
        **changes,
    }


async def test_a_mandate_on_paper_holds_and_the_person_sees_how_it_came(enter: Enter) -> None:
    officer, giver, helper = await enter("officer"), await enter(GIVER), await enter(HELPER)
    assert await send(officer, DESK, paper_form()) == f"303 {DESK}?done=1"
    assert "登録しました。" in (await officer.get(f"{DESK}?done=1")).text
    assert "紙の委任状（さくら年金事務所で受け付け）" in said(await giver.get("/account/helpers"))
    log = said(await giver.get("/account/access-log"))
    for words in (
        "さくら年金事務所の職員",
        f"紙の委任状を受け付け、{NAMES[HELPER]}さんを代理の方にしました。",
        "理由：目や手などが不自由なため",
        "確かめた書類：委任状、ご本人を確かめる書類、代理の方を確かめる書類",
    ):
        assert words in log
    assert await send(helper, "/helping/begin", {"mandate": "1"}, page="/helping") == "303 /records"
    assert f"{NAMES[GIVER]}さんの記録を、代わりに見ています" in (await helper.get("/records")).text
    assert await send(giver, "/account/helpers/withdrawals", {"mandate": "1"}) == "303 /account/helpers"


async def test_the_trail_says_who_where_why_and_on_what_papers(enter: Enter) -> None:
    await send(await enter("officer"), DESK, paper_form())
    actions = [(action, json.loads(detail)) for _, action, detail in (await log_of(GIVER))[1:]]
    assert actions == [
        ("read", {"group": "name", "office": "さくら年金事務所", "reason": "mandate"}),
        (
            "give-mandate",
            {
                "mandate": 1,
                "office": "さくら年金事務所",
                "reason": "disability",
                "papers": "helper-identity person-identity power-of-attorney",
            },
        ),
    ]


async def test_it_is_looked_at_first(enter: Enter) -> None:
    officer = await enter("officer")
    form = {"csrf_token": token_in(await officer.get(DESK)), **paper_form(step="check")}
    page = await officer.post(DESK, form)
    assert "この内容で登録する" in page.text
    assert "目や手などが不自由なため" in page.text
    changed = await officer.post(DESK, {**form, "step": "change"})
    assert f'value="{NUMBERS[GIVER]}"' in changed.text
    assert await rows("SELECT id FROM mandate") == []


@pytest.mark.parametrize("number", [NUMBERS[GIVER].replace("-", ""), NUMBERS[GIVER].replace("-", " ")])
async def test_a_number_is_typed_as_people_type(enter: Enter, number: str) -> None:
    assert await send(await enter("officer"), DESK, paper_form(**{"person-number": number})) == f"303 {DESK}?done=1"


@pytest.mark.parametrize(
    ("changes", "without", "message"),
    [
        ({"person-number": ""}, "", "委任する方の基礎年金番号を入力してください。"),
        ({"person-name": ""}, "", "委任する方のお名前を入力してください。"),
        ({"person-name": "だれか"}, "", "この基礎年金番号とお名前の方が見つかりません。"),
        ({"person-number": "0000-000000"}, "", "この基礎年金番号とお名前の方が見つかりません。"),
        ({"person-number": "12"}, "", "この基礎年金番号とお名前の方が見つかりません。"),
        ({"helper-name": "だれか"}, "", "このユーザーIDとお名前の方が見つかりません。"),
        ({"helper-user-id": GIVER, "helper-name": NAMES[GIVER]}, "", "ご自分を代理の方にすることはできません。"),
        ({"reason": "x"}, "", "理由をえらんでください。"),
        ({}, "paper-power-of-attorney", "3つの書類をすべて確かめて、印をつけてください。"),
    ],
)
async def test_what_is_wrong_is_said(enter: Enter, changes: dict[str, str], without: str, message: str) -> None:
    officer = await enter("officer")
    form = {name: value for name, value in paper_form(**changes).items() if name != without}
    page = await officer.post(DESK, {"csrf_token": token_in(await officer.get(DESK)), **form})
    assert page.status_code == 422
    assert message in page.text
    assert await rows("SELECT id FROM mandate") == []


async def test_numbers_cannot_be_tried_one_after_the_other(enter: Enter) -> None:
    officer = await enter("officer")
    for _ in range(10):
        assert await send(officer, DESK, paper_form(**{"person-name": "だれか"})) == "422"
    form = {"csrf_token": token_in(await officer.get(DESK)), **paper_form()}
    assert "しばらく受け付けを止めています" in (await officer.post(DESK, form)).text
    assert [row["rule"] for row in await rows("SELECT rule FROM alert")] == ["denied-objects"]


async def test_all_mandates_of_a_person_are_ended_at_once(enter: Enter, town_clock: SteppingClock) -> None:
    officer, giver, helper = await enter("officer"), await enter(GIVER), await enter(HELPER)
    await send(giver, "/account/helpers/new", mandate_form())
    others = {"helper-user-id": STRANGER, "helper-name": NAMES[STRANGER]}
    await send(giver, "/account/helpers/new", mandate_form(**others))
    await send(helper, "/helping/begin", {"mandate": "1"}, page="/helping")
    fields = {"person-number": NUMBERS[GIVER], "person-name": NAMES[GIVER], "reason": "safety"}
    assert await send(officer, END, fields) == f"303 {END}?done=1"
    assert "止めました。" in (await officer.get(f"{END}?done=1")).text
    assert (await helper.get("/records")).headers["location"] == "/helping"
    assert "<h2>いま見られる方</h2>" not in (await giver.get("/account/helpers")).text
    log = said(await giver.get("/account/access-log"))
    assert log.count("理由：ほかの人が使っているおそれがあるため") == 2


@pytest.mark.parametrize("changes", [{"person-name": "だれか"}, {"person-number": ""}, {"reason": ""}])
async def test_ending_needs_the_right_person_and_a_reason(enter: Enter, changes: dict[str, str]) -> None:
    fields = {"person-number": NUMBERS[GIVER], "person-name": NAMES[GIVER], "reason": "request", **changes}
    assert await send(await enter("officer"), END, fields) == "422"
