"""Static files: a hash in every file name, kept for ever by browsers, compressed once at start.

An address changes when its content changes, so nothing needs to be asked for twice; a name without its hash is 404.

Media queries count in the browser's own text size and know nothing of one chosen on /display. So each style sheet is
kept once more for each of those sizes, with the widths and heights in its media queries multiplied: at 200 % a window
of 1280 px has the layout of 640 px, as it has when the browser itself makes the letters twice as large.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import TYPE_CHECKING, Any, cast

import zstandard
from litestar.exceptions import MethodNotAllowedException, NotFoundException
from litestar.types import HTTPScope, Receive, Send

from web.a11y.display import Size
from web.asgi import Coding, HttpApp, coding_for

if TYPE_CHECKING:
    from litestar.connection import ASGIConnection

PREFIX = "/static/"
_ENLARGED = tuple(size for size in Size if size is not Size.USUAL)
_FOLDER = Path(__file__).parent / "static"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
}
_PACK: Mapping[Coding, Callable[[bytes], bytes]] = {
    Coding.ZSTD: zstandard.ZstdCompressor(level=19).compress,
    Coding.GZIP: lambda content: gzip.compress(content, 9, mtime=0),
}
_MEDIA_QUERY = re.compile(r"@media[^{]+")
_EMS = re.compile(r"([0-9.]+)em\b")
_CSS_ADDRESS = re.compile(r"""url\(\s*(["']?)(?!data:|#|/|https?:)([^"')]+)\1\s*\)""")


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent; ``packed`` holds what is smaller than the file itself."""

    url: str
    content_type: str
    content: bytes
    packed: Mapping[Coding, bytes]


class Assets:
    """Every file below ``web/static`` by its name (``css/base.css``) and by its address."""

    def __init__(self, folder: Path = _FOLDER, *, development: bool = False) -> None:
        self._folder = folder
        self._development = development
        self._by_name: dict[str, Asset] = {}
        self._enlarged: dict[tuple[str, Size], Asset] = {}
        self._by_url: dict[str, Asset] = {}
        self._load()

    def url(self, name: str, size: Size = Size.USUAL) -> str:
        """The address of a file, of a style sheet for a text size; KeyError for a name that does not exist.

        In development files are read anew.
        """
        if self._development:
            self._load()
        return (self._by_name[name] if size is Size.USUAL else self._enlarged[name, size]).url

    def find(self, url: str) -> Asset | None:
        """The file of an address, None when there is none."""
        return self._by_url.get(url)

    def _load(self) -> None:
        self._by_name.clear()
        self._enlarged.clear()
        for path in sorted(self._folder.rglob("*")):
            if path.is_file() and path.suffix in _TYPES:
                self._add(path.relative_to(self._folder).as_posix())
        for every in (self._by_name, self._enlarged):
            self._by_url.update({asset.url: asset for asset in every.values()})

    def _add(self, name: str) -> Asset:
        if name not in self._by_name:
            content = (self._folder / name).read_bytes()
            if name.endswith(".css"):
                sheet = self._with_addresses(PurePosixPath(name), content.decode())
                content = sheet.encode()
                for size in _ENLARGED:
                    self._enlarged[name, size] = _asset(PurePosixPath(name), enlarged(sheet, size).encode())
            self._by_name[name] = _asset(PurePosixPath(name), content)
        return self._by_name[name]

    def _with_addresses(self, sheet: PurePosixPath, text: str) -> str:
        """A style sheet whose relative ``url()`` carry the hashes of the files they name."""
        return _CSS_ADDRESS.sub(lambda match: f'url("{self._add(normpath(str(sheet.parent / match[2]))).url}")', text)


class ServeAssets:
    """Answers ``/static/…`` and passes everything else on."""

    def __init__(self, app: HttpApp, assets: Assets) -> None:
        self._app = app
        self._assets = assets

    async def __call__(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        """Plain ASGI."""
        if not scope["path"].startswith(PREFIX):
            await self._app(scope, receive, send)
            return
        if scope["method"] != "GET":
            raise MethodNotAllowedException(headers={"Allow": "GET"})
        asset = self._assets.find(scope["path"])
        if asset is None:
            raise NotFoundException
        await _send_asset(asset, send, coding_for(scope))


def enlarged(sheet: str, size: Size) -> str:
    """A style sheet for letters of a chosen size: every em in its media queries multiplied."""

    def multiply(ems: re.Match[str]) -> str:
        return f"{round(float(ems[1]) * size.percent / 100, 4):g}em"

    return _MEDIA_QUERY.sub(lambda query: _EMS.sub(multiply, query[0]), sheet)


def assets_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Assets:
    """The files the application was made with."""
    return cast("Assets", connection.app.state["assets"])


def _asset(name: PurePosixPath, content: bytes) -> Asset:
    digest = hashlib.sha256(content).hexdigest()[:12]
    packed = {coding: pack(content) for coding, pack in _PACK.items()}
    return Asset(
        url=f"{PREFIX}{name.with_suffix('')}.{digest}{name.suffix}",
        content_type=_TYPES[name.suffix],
        content=content,
        packed={coding: body for coding, body in packed.items() if len(body) < len(content)},
    )


async def _send_asset(asset: Asset, send: Send, coding: Coding | None) -> None:
    headers = [
        (b"content-type", asset.content_type.encode()),
        (b"cache-control", b"public, max-age=31536000, immutable"),
        (b"vary", b"accept-encoding"),
    ]
    content = asset.content
    if coding and coding in asset.packed:
        content = asset.packed[coding]
        headers.append((b"content-encoding", coding.encode()))
    headers.append((b"content-length", str(len(content)).encode()))
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": content, "more_body": False})
