"""The web app manifest: what a device shows when somebody puts the service on their home screen (installs it)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

# The tokens --paper and --ai of static/css/tokens.css, light theme; a manifest knows one theme only.
_BACKGROUND = "#FAF8F2"
_THEME = "#1D3C78"
_ICONS = (
    ("icons/mark.svg", "image/svg+xml", "any", "any"),
    ("icons/icon-192.png", "image/png", "192x192", "any"),
    ("icons/icon-512.png", "image/png", "512x512", "any"),
    ("icons/icon-maskable-512.png", "image/png", "512x512", "maskable"),
)


def manifest(service_name: str, address: Callable[[str], str]) -> Mapping[str, Any]:
    """The manifest's members; ``address`` gives the address of a static file. It is the same for everybody.

    The members are those of the W3C's Web Application Manifest.
    """
    return {
        "id": "/",
        "name": service_name,
        "short_name": service_name,
        "description": "ご自分の年金記録を、ひと月ずつ確かめられます。日本年金機構の公式サイトではありません。",
        "lang": "ja",
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": _BACKGROUND,
        "theme_color": _THEME,
        "icons": [
            {"src": address(name), "type": kind, "sizes": sizes, "purpose": purpose}
            for name, kind, sizes, purpose in _ICONS
        ],
    }
