"""Headers on every kind of answer, and HEAD as GET."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from litestar import Litestar, get

import web.app
from tests.web.conftest import Browser, client_of
from web.access import ACCESS, VISITOR
from web.app import LARGEST_FORM, create_app
from web.settings import Settings

EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


@get("/broken", name="broken")
async def show_broken() -> str:
    raise RuntimeError("山田花子 1234-567890")


@pytest.fixture(scope="module")
def app() -> Iterator[Litestar]:
    """With a handler that fails."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(web.app, "ROUTES", (*web.app.ROUTES, show_broken))
        patch.setitem(ACCESS, ("GET", "/broken"), frozenset({VISITOR}))
        yield create_app(Settings())


ANSWERS = [
    ("GET", "/", 200),
    ("HEAD", "/", 200),
    ("GET", "/sign-in", 200),
    ("GET", "/home", 303),
    ("GET", "/nowhere", 404),
    ("GET", "/records/1985/x", 303),
    ("GET", "/static/nothing.css", 404),
    ("POST", "/static/nothing.css", 405),
    ("GET", "/sign-out", 405),
    ("DELETE", "/", 405),
    ("POST", "/sign-in", 403),
    ("GET", "/broken", 500),
]


@pytest.mark.parametrize(("method", "url", "status"), ANSWERS)
@pytest.mark.parametrize("headers", [{}, PARTIAL], ids=["page", "partial"])
async def test_every_answer_carries_them(
    browser: Browser, method: str, url: str, status: int, headers: dict[str, str]
) -> None:
    answer = await browser.client.request(method, url, headers=headers)
    redirected = status == 303 and bool(headers)
    assert answer.status_code == (200 if redirected else status)
    assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE
    assert not answer.content or answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "camera=()" in answer.headers["permissions-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert {"HX-Request", "HX-Request-Type"} <= set(answer.headers["vary"].split(", "))
    assert "strict-transport-security" not in answer.headers
    policy = dict(rule.split(" ", 1) for rule in answer.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == "'none'"
    assert not re.search(r"unsafe|\*|https?:|data:", answer.headers["content-security-policy"])


async def test_too_large_and_static_carry_them_too(browser: Browser) -> None:
    page = await browser.get("/")
    sheet = re.search(r'href="(/static/css/base\.[0-9a-f]+\.css)"', page.text)
    assert sheet
    large = await browser.client.post(
        "/sign-in",
        content=b"a" * (LARGEST_FORM + 1),
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    file = await browser.get(sheet[1])
    assert (large.status_code, file.status_code) == (413, 200)
    for answer in (large, file):
        assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE
        assert "content-security-policy" in answer.headers
    assert file.headers["cache-control"] == "public, max-age=31536000, immutable"


async def test_tls_is_asked_for_by_tls_only(settings: Settings) -> None:
    app = create_app(replace(settings, tls=True))
    async with client_of(app, "https://nenkin.example") as client:
        answer = await client.get("/")
    assert answer.headers["strict-transport-security"] == "max-age=63072000; includeSubDomains"


@pytest.mark.parametrize("url", ["/", "/sign-in", "/nowhere", "/home"])
async def test_head_is_get_without_the_body(app: Litestar, url: str) -> None:
    async with client_of(app) as client:
        client.headers["accept-encoding"] = "identity"
        full, head = await client.get(url), await client.head(url)
    assert (head.status_code, head.content) == (full.status_code, b"")
    assert head.headers["content-length"] == full.headers["content-length"] == str(len(full.content))
    assert head.headers.get("content-type") == full.headers.get("content-type")
