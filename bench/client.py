"""A small HTTP client that costs little: kept connections, one request after another on each, bounded, only to here."""

from __future__ import annotations

import asyncio
import time
import zlib
from dataclasses import dataclass, field
from functools import partial

HOST = "127.0.0.1"
_MOST_REQUESTS = 50_000
_HEAD_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: where, with which cookie, for the page or (htmx) the partial, packed how."""

    port: int
    path: str
    cookie: str
    partial: bool = False
    coding: str = "gzip"

    def encoded(self) -> bytes:
        """As it goes over the wire."""
        lines = [
            f"GET {self.path} HTTP/1.1",
            f"Host: {HOST}:{self.port}",
            f"Cookie: {self.cookie}",
            f"Accept-Encoding: {self.coding}",
            *(("HX-Request: true", "HX-Request-Type: partial") if self.partial else ()),
        ]
        return "\r\n".join(lines).encode() + _HEAD_END


@dataclass(slots=True)
class Load:
    """What one run of requests came to; ``seconds`` holds the time of each answer."""

    answered: int = 0
    elapsed: float = 0.0
    seconds: list[float] = field(default_factory=list)


class _Connection(asyncio.Protocol):
    """Sends the request again as soon as an answer is complete, until it is time to stop."""

    def __init__(self, request: bytes, until: float, load: Load, done: asyncio.Future[None]) -> None:
        self._request = request
        self._until = until
        self._load = load
        self._done = done
        self._received = bytearray()
        self._wanted = 0
        self._sent_at = 0.0
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._send()

    def data_received(self, data: bytes) -> None:
        self._received += data
        if not self._wanted:
            end = self._received.find(_HEAD_END)
            if end < 0:
                return
            try:
                self._wanted = end + len(_HEAD_END) + _content_length(bytes(self._received[:end]))
            except ValueError as error:
                self._fail(error)
                return
        if len(self._received) >= self._wanted:
            self._answered()

    def connection_lost(self, exc: Exception | None) -> None:
        self._fail(exc or ConnectionError("the server closed the connection"))

    def _send(self) -> None:
        self._received.clear()
        self._wanted = 0
        self._sent_at = time.perf_counter()
        assert self._transport is not None
        self._transport.write(self._request)

    def _answered(self) -> None:
        now = time.perf_counter()
        self._load.answered += 1
        self._load.seconds.append(now - self._sent_at)
        if now < self._until and self._load.answered < _MOST_REQUESTS:
            self._send()
        elif not self._done.done():
            self._done.set_result(None)

    def _fail(self, error: Exception) -> None:
        if not self._done.done():
            self._done.set_exception(error)


def _content_length(head: bytes) -> int:
    """The length of the body; raises ValueError for anything but a 200 that says its length."""
    first, *lines = head.decode("latin-1").split("\r\n")
    if first.split(" ")[1] != "200":
        raise ValueError(first)
    headers = dict(line.lower().split(": ", 1) for line in lines)
    return int(headers["content-length"])


async def _hammer(ask: Ask, seconds: float, connections: int) -> Load:
    loop = asyncio.get_running_loop()
    load = Load()
    begun = time.perf_counter()
    endings = []
    transports = []
    for _ in range(connections):
        done: asyncio.Future[None] = loop.create_future()
        connection = partial(_Connection, ask.encoded(), begun + seconds, load, done)
        transport, _ = await loop.create_connection(connection, HOST, ask.port)
        transports.append(transport)
        endings.append(done)
    try:
        await asyncio.gather(*endings)
        load.elapsed = time.perf_counter() - begun
    finally:
        for transport in transports:
            transport.abort()
    return load


def hammer(ask: Ask, *, seconds: float, connections: int) -> Load:
    """Ask again and again for so long on so many connections at once. Raises on any answer but 200."""
    return asyncio.run(_hammer(ask, seconds, connections))


async def _fetch(ask: Ask) -> bytes:
    reader, writer = await asyncio.open_connection(HOST, ask.port)
    writer.write(ask.encoded())
    head = await reader.readuntil(_HEAD_END)
    body = await reader.readexactly(_content_length(head[: -len(_HEAD_END)]))
    writer.close()
    await writer.wait_closed()
    return body


def fetch_compressed(ask: Ask) -> bytes:
    """The body of one answer as it was sent."""
    return asyncio.run(_fetch(ask))


def fetch(ask: Ask) -> str:
    """The text of one answer packed by gzip."""
    return zlib.decompress(fetch_compressed(ask), wbits=31).decode()
