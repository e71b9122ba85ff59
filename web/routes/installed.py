"""What a browser asks for, and nobody reads: the manifest and the service worker of the installed app."""

from __future__ import annotations

import json
from typing import Any

from litestar import Request, Response, get

from web.assets import assets_of
from web.service_worker import ServiceWorker
from web.settings import settings_of
from web.views.manifest import manifest

# Asked for anew each time: an old one must not outlive the version it belongs to.
_ALWAYS_FRESH = {"Cache-Control": "no-cache"}


@get("/manifest.webmanifest", name="manifest")
async def send_manifest(request: Request[Any, Any, Any]) -> Response[str]:
    """Name, colours, icons."""
    content = json.dumps(manifest(settings_of(request).service_name, assets_of(request).url), ensure_ascii=False)
    return Response(content, media_type="application/manifest+json", headers=_ALWAYS_FRESH)


@get("/service-worker.js", name="service-worker")
async def send_service_worker(request: Request[Any, Any, Any]) -> Response[str]:
    """The worker that shows the help when there is no connection, or that ends itself."""
    worker: ServiceWorker = request.app.state["service_worker"]
    return Response(await worker.script(), media_type="text/javascript", headers=_ALWAYS_FRESH)


routes = (send_manifest, send_service_worker)
