"""The points to check over HTTP, and the mark with and without JavaScript."""

from __future__ import annotations

import re

from tests.web.conftest import Browser, token_in


async def keys_of(reader: Browser) -> list[str]:
    return re.findall(r'name="finding" value="([^"]+)"', (await reader.get("/records/checks")).text)


async def send(reader: Browser, key: str, action: str, **headers: str) -> tuple[int, str, str]:
    token = token_in(await reader.get("/records/checks"))
    fields = {"csrf_token": token, "finding": key, "action": action}
    answer = await reader.post("/records/checks/marks", fields, **headers)
    return answer.status_code, answer.headers.get("location", ""), answer.text


async def test_the_page_shows_every_point_with_four_answers(reader: Browser) -> None:
    page = await reader.get("/records/checks")
    points = len(await keys_of(reader))
    assert page.status_code == 200 and points > 3
    for question in ("どんな記録か", "なぜ大切か", "次にすること", "たずねる先"):
        assert page.text.count(f"<dt>{question}</dt>") == points


async def test_a_mark_without_javascript_leads_back_to_the_point(reader: Browser) -> None:
    key = (await keys_of(reader))[0]
    assert await send(reader, key, "mark") == (303, f"/records/checks#point-{key}", "")
    page = await reader.get("/records/checks")
    assert "確認がすんだ項目" in page.text and f'value="{key}"' in page.text
    assert await send(reader, key, "unmark") == (303, f"/records/checks#point-{key}", "")
    assert "確認がすんだ項目" not in (await reader.get("/records/checks")).text


async def test_a_mark_by_htmx_brings_the_list_and_the_focus(reader: Browser) -> None:
    first, second, *_ = await keys_of(reader)
    status, _, text = await send(reader, first, "mark", hx_request_type="partial")
    assert status == 200 and "<html" not in text
    assert 'data-announce="確認した、と印をつけました。' in text
    heading = text[text.index(f'id="point-{second}"') :]
    assert heading[: heading.index("</h2>")].count("data-focus") == 1 and text.count("data-focus") == 1


async def test_asking_twice_changes_nothing(reader: Browser) -> None:
    key = (await keys_of(reader))[0]
    await send(reader, key, "mark")
    assert (await send(reader, key, "mark"))[0] == 303
    await send(reader, key, "unmark")
    assert await send(reader, key, "unmark") == (303, "/records/checks", "")


async def test_a_point_that_is_gone_is_said_so(reader: Browser) -> None:
    status, _, text = await send(reader, "1-1990-01-1990-02-000000000000", "mark")
    assert status == 404 and "この項目は、いまの記録にはありません。" in text


async def test_an_unknown_action_is_refused(reader: Browser) -> None:
    status, _, text = await send(reader, (await keys_of(reader))[0], "delete")
    assert status == 400 and "<h1" in text
