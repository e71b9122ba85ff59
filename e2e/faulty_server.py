"""``python -m e2e.faulty_server``: the real service, plus addresses that fail on purpose to show the error screens."""

from __future__ import annotations

import os
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from litestar import Litestar, Request, get
from litestar.exceptions import HTTPException

from db.problems import DatabaseUnavailable
from web import access
from web.app import create_app
from web.settings import load_settings

_PREFIX = "/planted-faults"


@get(f"{_PREFIX}/unexpected", name="planted-500")
async def fail(request: Request[Any, Any, Any]) -> None:
    """What nobody foresaw."""
    raise RuntimeError


@get(f"{_PREFIX}/no-database", name="planted-503")
async def lose_database(request: Request[Any, Any, Any]) -> None:
    """The database is away."""
    raise DatabaseUnavailable


@get(f"{_PREFIX}/unreadable", name="planted-400")
async def misread(request: Request[Any, Any, Any]) -> None:
    """Something that cannot be read came in."""
    raise HTTPException(status_code=400)


@get(f"{_PREFIX}/forbidden", name="planted-403")
async def forbid(request: Request[Any, Any, Any]) -> None:
    """Something this account may not do."""
    raise HTTPException(status_code=403)


@get(f"{_PREFIX}/too-large", name="planted-413")
async def overflow(request: Request[Any, Any, Any]) -> None:
    """More came in than is read at once."""
    raise HTTPException(status_code=413)


@get(f"{_PREFIX}/refused", name="planted-422")
async def refuse(request: Request[Any, Any, Any]) -> None:
    """Something that can be read, but not accepted."""
    raise HTTPException(status_code=422)


_HANDLERS = (fail, lose_database, misread, forbid, overflow, refuse)


def application() -> Litestar:
    """The service as it is, opened for the planted addresses."""
    app = create_app(load_settings(os.environ))
    everybody = access.ACCESS["GET", "/"]
    access.ACCESS = {**access.ACCESS, **{("GET", path): everybody for handler in _HANDLERS for path in handler.paths}}
    for handler in _HANDLERS:
        app.register(handler)
    return app


if __name__ == "__main__":
    settings = load_settings(os.environ)
    Granian(
        "e2e.faulty_server:application",
        factory=True,
        interface=Interfaces.ASGI,
        websockets=False,
        address=settings.host,
        port=settings.port,
        log_enabled=False,
    ).serve()
