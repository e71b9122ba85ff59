"""The client that asks as fast as it may: it must notice every answer that is not the page."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bench.client import HOST, Ask, Load, _hammer

PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabcde"


@asynccontextmanager
async def answering(answer: bytes) -> AsyncIterator[int]:
    """A server that gives this answer, in two pieces, to everybody; its port."""

    async def answer_each(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                writer.write(answer[:25])
                await asyncio.sleep(0)
                writer.write(answer[25:])
        finally:
            writer.close()

    def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> asyncio.Task[None]:
        task = asyncio.create_task(answer_each(reader, writer))
        tasks.append(task)
        return task

    tasks: list[asyncio.Task[None]] = []
    server = await asyncio.start_server(serve, HOST, 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await asyncio.gather(*tasks, return_exceptions=True)


async def ask(answer: bytes) -> Load:
    async with answering(answer) as port:
        return await _hammer(Ask(port, "/records", "session=x"), seconds=0.05, connections=2)


async def test_every_answer_is_counted_and_timed() -> None:
    load = await ask(PAGE)
    assert load.answered == len(load.seconds) >= 2
    assert load.elapsed > 0


@pytest.mark.parametrize("answer", [PAGE.replace(b"200", b"303"), PAGE.replace(b"200 OK", b"500 No")])
async def test_any_other_answer_stops_the_bench(answer: bytes) -> None:
    with pytest.raises(ValueError, match=r"HTTP/1\.1"):
        await ask(answer)


def test_a_partial_is_asked_for_as_htmx_does() -> None:
    asked = Ask(8000, "/records/2001/9", "session=x", partial=True).encoded()
    assert asked.startswith(b"GET /records/2001/9 HTTP/1.1\r\n")
    assert b"\r\nHX-Request-Type: partial\r\n" in asked
    assert b"HX-" not in Ask(8000, "/records", "session=x").encoded()
