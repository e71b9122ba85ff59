"""詳細な条件の試算: every condition on one page."""

from __future__ import annotations

from httpx import Response

from tests.web.conftest import Browser, said, token_in


async def send(reader: Browser, **typed: str) -> Response:
    page = await reader.get("/estimate/detailed")
    named = {name.replace("_", "-"): text for name, text in typed.items()}
    return await reader.post("/estimate/detailed", {**named, "csrf_token": token_in(page)})


async def test_an_empty_form_is_the_record_so_far_at_65(reader: Browser) -> None:
    page = await send(reader)
    assert page.status_code == 200
    assert "記録の時点までに加入した月だけで計算しています。" in said(page)


async def test_a_claim_for_each_pension_and_work_beside_it(reader: Browser) -> None:
    page = await send(reader, kind_1="employment", until_1="70", pay_1="70万円", claim_basic="67", claim_employees="66")
    assert page.status_code == 200
    assert "働いている間の支給停止額（1年）" in said(page)
    assert 'name="claim-basic" type="text" value="67"' in page.text
    assert '<option value="employment" selected>' in page.text


async def test_what_cannot_be_is_said_at_its_box_and_kept(reader: Browser) -> None:
    page = await send(reader, kind_1="self_employed", until_1="70", claim_basic="66")
    assert page.status_code == 422
    assert "国民年金に加入するのは20歳から59歳まで" in page.text
    assert '<a href="#until-1">' in page.text
    assert '<option value="self_employed" selected>' in page.text
    page = await send(reader, claim_basic="59")
    assert page.status_code == 422
    assert "60歳から75歳まで" in page.text
