"""Compressed pages, for readers that can unpack them."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Any, cast

import pytest
import zstandard
from litestar.types import HTTPScope, Message

from tests.web.conftest import Browser
from web.asgi import Coding, coding_for
from web.compression import Compress

PAGE = "<p>国民年金</p>".encode() * 100
HTML = (b"content-type", b"text/html; charset=utf-8")


def scope_of(*accepted: bytes) -> HTTPScope:
    return cast("HTTPScope", {"type": "http", "headers": [(b"accept-encoding", value) for value in accepted]})


async def answer_of(*messages: dict[str, Any], accepted: bytes = b"gzip") -> list[dict[str, Any]]:
    """What leaves when an application sends these messages to a reader who unpacks what is accepted."""
    sent: list[dict[str, Any]] = []

    async def app(_: object, __: object, send: Any) -> None:
        for message in messages:
            await send(message)

    async def keep(message: Message) -> None:
        sent.append(cast("dict[str, Any]", message))

    await Compress(app)(scope_of(accepted), cast("Any", None), keep)
    return sent


def start(*headers: tuple[bytes, bytes]) -> dict[str, Any]:
    return {"type": "http.response.start", "status": 200, "headers": list(headers)}


def body(content: bytes, *, more: bool = False) -> dict[str, Any]:
    return {"type": "http.response.body", "body": content, "more_body": more}


@pytest.mark.parametrize(
    ("coding", "unpack"), [(b"gzip", gzip.decompress), (b"zstd", zstandard.ZstdDecompressor().decompress)]
)
async def test_a_page_is_compressed(coding: bytes, unpack: Callable[[bytes], bytes]) -> None:
    begun, sent = await answer_of(start(HTML, (b"content-length", b"1")), body(PAGE), accepted=coding)
    assert unpack(sent["body"]) == PAGE
    assert dict(begun["headers"])[b"content-length"] == str(len(sent["body"])).encode()
    assert (b"content-encoding", coding) in begun["headers"]
    assert (b"vary", b"accept-encoding") in begun["headers"]


@pytest.mark.parametrize(
    "messages",
    [
        (start(HTML), body(b"<p>short</p>")),
        (start((b"content-type", b"image/png")), body(PAGE)),
        (start(), body(PAGE)),
        (start(HTML, (b"content-encoding", b"br")), body(PAGE)),
        (start(HTML), body(PAGE, more=True), body(PAGE)),
        (start(HTML), {"type": "http.disconnect"}),
    ],
    ids=["short", "picture", "unknown", "compressed already", "stream", "broken off"],
)
async def test_what_passes_as_it_is(messages: tuple[dict[str, Any], ...]) -> None:
    assert await answer_of(*messages) == list(messages)


@pytest.mark.parametrize(
    ("accepted", "answer"),
    [
        ((), None),
        ((b"",), None),
        ((b"br",), None),
        ((b"gzip",), Coding.GZIP),
        ((b"GZIP",), Coding.GZIP),
        ((b"br, gzip;q=0.5",), Coding.GZIP),
        ((b"br", b"gzip"), Coding.GZIP),
        ((b"gzip, deflate, br, zstd",), Coding.ZSTD),
        ((b"gzip, zstd;q=0",), Coding.GZIP),
        ((b"gzip; q=0",), None),
        ((b"gzip;q=0.000, br",), None),
        ((b"xgzip",), None),
    ],
)
def test_who_can_unpack(accepted: tuple[bytes, ...], answer: Coding | None) -> None:
    assert coding_for(scope_of(*accepted)) is answer


async def test_over_http(browser: Browser) -> None:
    zipped = await browser.get("/", accept_encoding="gzip")
    plain = await browser.get("/", accept_encoding="identity")
    assert zipped.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert zipped.text == plain.text
    assert int(zipped.headers["content-length"]) < int(plain.headers["content-length"]) / 2
