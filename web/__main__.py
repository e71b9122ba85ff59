"""``python -m web``: check the settings and the database, then serve until told to stop.

Nothing is created or migrated here. SIGTERM finishes the requests that are under way.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import sys

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from litestar import Litestar

from db.problems import DatabaseUnavailable, DatabaseUnusable
from rules.loader import BrokenRules, load_rules
from services.opening import check_start
from web.app import create_app
from web.settings import Settings, SettingsError, load_settings

HEADER_TIMEOUT = 10_000  # milliseconds until a half-sent request is dropped
STOP_TIMEOUT = 8  # seconds a request under way has after SIGTERM
BACKLOG = 1024
REQUESTS_AT_ONCE = 256  # per worker; beyond, connections wait


def application() -> Litestar:
    """What each worker process serves."""
    logging.basicConfig(stream=sys.stdout, level=logging.WARNING, format="%(message)s")
    logging.getLogger("nenkin").setLevel(logging.INFO)
    load_rules()  # before the first request, not in it
    return create_app(load_settings(os.environ))


def main() -> int:
    """Serve; the exit code is 1 when settings, rules, database or port forbid it, with a message that says why."""
    try:
        settings = load_settings(os.environ)
        asyncio.run(check_start(settings.database, demo=settings.demo))
        _check_address(settings)
    except (SettingsError, BrokenRules, DatabaseUnusable, DatabaseUnavailable) as problem:
        print(problem, file=sys.stderr)
        return 1
    _serve(settings)
    return 0


def _check_address(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        socket.create_server((settings.host, settings.port), family=family).close()
    except OSError as problem:
        raise SettingsError(
            f"{settings.host}:{settings.port} は使えません。NENKIN_PORT で別の番号を指定してください。\n"
            f"Cannot listen on {settings.host}:{settings.port} ({problem.strerror}); choose another NENKIN_PORT."
        ) from problem


def _serve(settings: Settings) -> None:
    server = Granian(
        "web.__main__:application",
        factory=True,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_TIMEOUT),
        websockets=False,
        address=settings.host,
        port=settings.port,
        workers=settings.workers,
        workers_kill_timeout=STOP_TIMEOUT,
        backlog=BACKLOG,
        backpressure=REQUESTS_AT_ONCE,
        respawn_failed_workers=True,
        log_enabled=False,
    )
    server.on_startup(lambda: print(_greeting(settings), flush=True))
    server.serve()


def _greeting(settings: Settings) -> str:
    lines = [f"{settings.service_name}  http://{settings.host}:{settings.port}/"]
    if settings.demo:
        lines.append(f"見本の人のユーザーIDとパスワード：{sys.executable} -m ops demo --list")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
