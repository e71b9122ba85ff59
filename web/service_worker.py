"""The service worker's script: which public pages a browser may keep for when there is no connection.

A fixed list, public from end to end: the worker fetches it without cookies. Its version is a hash over everything it
keeps, so that browsers take a new one exactly when something in it has changed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from litestar import Litestar
from litestar.types import ASGIApp, HTTPScope, Message

KEPT_PAGES = (
    *("/offline", "/contact"),
    *("/glossary", "/glossary/answers", "/faq", "/faq/answers", "/guide", "/guide/answers"),
)
_FILE = re.compile(r'(?:href|src)="(/static/[^"]+)"')
_FOLDER = Path(__file__).parent


class ServiceWorker:
    """Makes the script once, at its first request; every process of a version makes the same."""

    def __init__(self, app: Litestar, handlers: ASGIApp, *, offline: bool) -> None:
        """``handlers`` is the application without the doors around it; without ``offline`` the worker ends itself."""
        self._app = app
        self._handlers = handlers
        self._offline = offline
        self._script = ""

    async def script(self) -> str:
        """JavaScript. Raises LookupError where a page that should be kept cannot be shown."""
        if not self._script:
            self._script = await self._make() if self._offline else _source("retired_service_worker.js")
        return self._script

    async def _make(self) -> str:
        pages = {path: await self._page(path) for path in KEPT_PAGES}
        kept = [*KEPT_PAGES, *_files(pages)]
        head = f"const VERSION = {json.dumps(_version(pages))};\nconst KEPT = {json.dumps(kept, indent=1)};\n\n"
        return head + _source("service_worker.js")

    async def _page(self, path: str) -> str:
        """A page as a visitor gets it."""
        pieces: list[bytes] = []
        statuses: list[int] = []

        async def receive() -> Any:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])
            elif message["type"] == "http.response.body":
                pieces.append(message["body"])

        await self._handlers(_visitors_scope(self._app, path), receive, send)
        if statuses != [200]:
            raise LookupError(path)
        return b"".join(pieces).decode()


def _visitors_scope(app: Litestar, path: str) -> HTTPScope:
    scope: Any = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "https",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [],
        "client": None,
        "server": None,
        "state": {},
        "app": app,
        "litestar_app": app,
    }
    asked: HTTPScope = scope
    return asked


def _files(pages: Mapping[str, str]) -> list[str]:
    """The static files that pages name; their addresses change with their content."""
    return sorted({address for text in pages.values() for address in _FILE.findall(text)})


def _version(pages: Mapping[str, str]) -> str:
    return hashlib.sha256("\0".join(f"{path}\0{text}" for path, text in pages.items()).encode()).hexdigest()[:12]


def _source(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
