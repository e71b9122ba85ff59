"""Static files: a hash in every file name, kept for ever by browsers, compressed once at start.

An address changes when its content changes, so nothing needs to be asked for twice; a name without its hash is 404.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import TYPE_CHECKING, Any, cast

from litestar.exceptions import MethodNotAllowedException, NotFoundException
from litestar.types import HTTPScope, Receive, Send

from web.asgi import HttpApp, accepts_gzip

if TYPE_CHECKING:
    from litestar.connection import ASGIConnection

PREFIX = "/static/"
_FOLDER = Path(__file__).parent / "static"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
}
_CSS_ADDRESS = re.compile(r"""url\(\s*(["']?)(?!data:|#|/|https?:)([^"')]+)\1\s*\)""")


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent; ``zipped`` is None when compression would not make it smaller."""

    url: str
    content_type: str
    content: bytes
    zipped: bytes | None


class Assets:
    """Every file below ``web/static`` by its name (``css/base.css``) and by its address."""

    def __init__(self, folder: Path = _FOLDER, *, development: bool = False) -> None:
        self._folder = folder
        self._development = development
        self._by_name: dict[str, Asset] = {}
        self._by_url: dict[str, Asset] = {}
        self._load()

    def url(self, name: str) -> str:
        """The address of a file; raises KeyError for a name that does not exist. In development files are read anew."""
        if self._development:
            self._load()
        return self._by_name[name].url

    def find(self, url: str) -> Asset | None:
        """The file of an address, None when there is none."""
        return self._by_url.get(url)

    def _load(self) -> None:
        self._by_name.clear()
        for path in sorted(self._folder.rglob("*")):
            if path.is_file() and path.suffix in _TYPES:
                self._add(path.relative_to(self._folder).as_posix())
        self._by_url.update({asset.url: asset for asset in self._by_name.values()})

    def _add(self, name: str) -> Asset:
        if name not in self._by_name:
            content = (self._folder / name).read_bytes()
            if name.endswith(".css"):
                content = self._with_addresses(PurePosixPath(name), content.decode()).encode()
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
        await _send_asset(asset, send, zipped=accepts_gzip(scope))


def assets_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Assets:
    """The files the application was made with."""
    return cast("Assets", connection.app.state["assets"])


def _asset(name: PurePosixPath, content: bytes) -> Asset:
    digest = hashlib.sha256(content).hexdigest()[:12]
    zipped = gzip.compress(content, 9, mtime=0)
    return Asset(
        url=f"{PREFIX}{name.with_suffix('')}.{digest}{name.suffix}",
        content_type=_TYPES[name.suffix],
        content=content,
        zipped=zipped if len(zipped) < len(content) else None,
    )


async def _send_asset(asset: Asset, send: Send, *, zipped: bool) -> None:
    headers = [
        (b"content-type", asset.content_type.encode()),
        (b"cache-control", b"public, max-age=31536000, immutable"),
        (b"vary", b"accept-encoding"),
    ]
    content = asset.content
    if zipped and asset.zipped is not None:
        content = asset.zipped
        headers.append((b"content-encoding", b"gzip"))
    headers.append((b"content-length", str(len(content)).encode()))
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": content, "more_body": False})
