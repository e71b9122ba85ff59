"""One template for page and partial."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from jinja2 import StrictUndefined, UndefinedError

from tests.web.conftest import Browser, client_of
from web.app import create_app
from web.assets import Assets
from web.render import make_environment
from web.settings import Settings


async def test_a_partial_is_the_part_of_the_page_with_its_title_in_front(browser: Browser) -> None:
    page = (await browser.get("/")).text
    partial = (await browser.get("/", hx_request="true", hx_request_type="partial")).text
    title = "<title>トップ｜わたしの年金記録</title>"
    part = partial.removeprefix(title)
    assert part != partial
    assert title in page
    assert part.strip() in page
    assert re.match(r"""<div id="top" data-announce="[^"]+">""", part.strip())


@pytest.mark.parametrize("headers", [{}, {"hx_request": "true"}, {"hx_request": "true", "hx_request_type": "full"}])
async def test_boosted_links_and_history_get_the_whole_page(browser: Browser, headers: dict[str, str]) -> None:
    assert (await browser.get("/", **headers)).text.startswith("<!DOCTYPE html>")


async def test_the_menu_is_for_signed_in_people(browser: Browser) -> None:
    assert 'href="/records"' not in (await browser.get("/")).text
    await browser.sign_in()
    assert 'href="/records"' in (await browser.get("/")).text


async def test_a_deployers_name_and_telephone_stand_on_every_page(settings: Settings) -> None:
    app = create_app(replace(settings, service_name="年金の台帳", phone="03-1234-5678", demo=False))
    async with client_of(app) as client:
        answer = await client.get("/nowhere")
    assert "｜年金の台帳</title>" in answer.text
    assert "03-1234-5678" in answer.text
    assert "これは見本です" not in answer.text


def test_a_misspelt_name_in_a_template_is_an_error() -> None:
    environment = make_environment(Settings(), Assets())
    assert environment.undefined is StrictUndefined
    with pytest.raises(UndefinedError):
        environment.from_string("{{ view.titel }}").render(view={"title": "x"})


def test_what_a_record_carries_is_escaped() -> None:
    template = make_environment(Settings(), Assets()).from_string("{{ name }}")
    assert template.render(name='<script>"') == "&lt;script&gt;&#34;"


def test_templates_are_looked_up_again_in_development_only() -> None:
    assert make_environment(Settings(development=True), Assets()).auto_reload
    assert not make_environment(Settings(), Assets()).auto_reload
