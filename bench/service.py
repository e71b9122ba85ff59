"""``python -m bench.service``: the real service, plus addresses that send constant bytes through the same doors.

What stands between the socket and a handler (session, access table, headers, compression, access log) is the same for
all of them; only what the handler does differs.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from litestar import Litestar, MediaType, Request, Response, get
from litestar.params import FromPath

from db.queries.records import fetch_document
from db.transactions import read
from web import access
from web.__main__ import BACKLOG, HEADER_TIMEOUT, REQUESTS_AT_ONCE
from web.__main__ import application as service
from web.session import account_of
from web.settings import load_settings

FOLDER = "BENCH_BODIES"


@cache
def _body(name: str) -> bytes:
    return (Path(os.environ[FOLDER]) / name).read_bytes()


@get("/bench/constant/{name:str}", name="bench-constant")
async def send_constant(name: FromPath[str]) -> Response[bytes]:
    """The bytes of a page, as they were once."""
    return Response(_body(name), media_type=MediaType.HTML)


@get("/bench/read/{name:str}", name="bench-read")
async def send_after_read(request: Request[Any, Any, Any], name: FromPath[str]) -> Response[bytes]:
    """The same after one read of the person's document, of which nothing is done."""
    person_id = account_of(request).person_id
    assert person_id is not None
    async with read():
        await fetch_document(person_id)
    return Response(_body(name), media_type=MediaType.HTML)


def application() -> Litestar:
    """What each worker serves."""
    app = service()
    citizens = access.ACCESS["GET", "/records"]
    paths = ("/bench/constant/{name}", "/bench/read/{name}")
    access.ACCESS = {**access.ACCESS, **{("GET", path): citizens for path in paths}}
    app.register(send_constant)
    app.register(send_after_read)
    return app


if __name__ == "__main__":
    settings = load_settings(os.environ)
    Granian(
        "bench.service:application",
        factory=True,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_TIMEOUT),
        websockets=False,
        address=settings.host,
        port=settings.port,
        workers=settings.workers,
        backlog=BACKLOG,
        backpressure=REQUESTS_AT_ONCE,
        log_enabled=False,
    ).serve()
