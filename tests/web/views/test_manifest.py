"""What a device is told of the app."""

from __future__ import annotations

import re
from pathlib import Path

from web.a11y.contrast import TOKENS
from web.assets import Assets
from web.views.manifest import manifest

STATIC = Path(__file__).parents[3] / "web" / "static"


def token(name: str) -> str:
    """A colour of the light theme."""
    found = re.search(rf"--{name}: (#[0-9A-F]{{6}});", TOKENS.read_text(encoding="utf-8"))
    assert found
    return found[1]


def size_of(png: bytes) -> str:
    """Width and height as a PNG file says them of itself."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return f"{int.from_bytes(png[16:20], 'big')}x{int.from_bytes(png[20:24], 'big')}"


def test_it_can_be_installed() -> None:
    said = manifest("年金の台帳", lambda name: name)
    assert (said["name"], said["lang"], said["display"]) == ("年金の台帳", "ja", "standalone")
    assert said["start_url"] == said["scope"] == said["id"] == "/"
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in said["icons"] if icon["purpose"] == "any"}
    assert any(icon["purpose"] == "maskable" for icon in said["icons"])


def test_its_colours_are_those_of_the_pages() -> None:
    said = manifest("", lambda name: name)
    assert (said["background_color"], said["theme_color"]) == (token("paper"), token("ai"))


def test_its_icons_are_what_it_says() -> None:
    for icon in manifest("", lambda name: name)["icons"]:
        content = (STATIC / icon["src"]).read_bytes()
        if icon["type"] == "image/png":
            assert size_of(content) == icon["sizes"]
        else:
            assert (icon["type"], icon["sizes"]) == ("image/svg+xml", "any")
            assert b"<svg" in content


def test_its_addresses_change_with_the_icons() -> None:
    assets = Assets(STATIC)
    assert all(assets.find(icon["src"]) for icon in manifest("", assets.url)["icons"])
