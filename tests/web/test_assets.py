"""Static files: addresses that change with their content."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
import zstandard

from tests.web.conftest import Browser
from web.a11y.display import Size
from web.asgi import Coding
from web.assets import Assets, enlarged


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two style sheets, one of which names the other and a picture."""
    (tmp_path / "css").mkdir()
    (tmp_path / "icons").mkdir()
    (tmp_path / "icons" / "mark.svg").write_text("<svg/>")
    (tmp_path / "css" / "tokens.css").write_text(":root{}" * 200)
    (tmp_path / "css" / "base.css").write_text(
        '@import url("tokens.css");a{background:url(../icons/mark.svg)}b{background:url("data:image/png;base64,AA")}'
    )
    (tmp_path / "LICENSE").write_text("not served")
    return tmp_path


def test_the_address_changes_with_the_content(folder: Path) -> None:
    before = Assets(folder).url("css/tokens.css")
    assert re.fullmatch(r"/static/css/tokens\.[0-9a-f]{12}\.css", before)
    assert Assets(folder).url("css/tokens.css") == before
    (folder / "css" / "tokens.css").write_text(":root{color:red}")
    assert Assets(folder).url("css/tokens.css") != before


def test_a_change_inside_changes_what_names_it(folder: Path) -> None:
    before = Assets(folder).url("css/base.css")
    (folder / "icons" / "mark.svg").write_text("<svg></svg>")
    assert Assets(folder).url("css/base.css") != before


def test_style_sheets_name_addresses(folder: Path) -> None:
    assets = Assets(folder)
    sheet = assets.find(assets.url("css/base.css"))
    assert sheet
    text = sheet.content.decode()
    assert f'url("{assets.url("css/tokens.css")}")' in text
    assert f'url("{assets.url("icons/mark.svg")}")' in text
    assert 'url("data:image/png;base64,AA")' in text


def test_only_known_kinds_are_served(folder: Path) -> None:
    with pytest.raises(KeyError):
        Assets(folder).url("LICENSE")
    with pytest.raises(KeyError):
        Assets(folder).url("css/none.css")


def test_in_development_changes_are_seen_at_once(folder: Path) -> None:
    assets = Assets(folder, development=True)
    before = assets.url("css/tokens.css")
    (folder / "css" / "tokens.css").write_text(":root{color:red}")
    assert assets.url("css/tokens.css") != before
    assert assets.find(before), "an open page may still ask for the old one"


def test_small_files_are_not_compressed_larger(folder: Path) -> None:
    assets = Assets(folder)
    small, large = (assets.find(assets.url(name)) for name in ("icons/mark.svg", "css/tokens.css"))
    assert small and small.packed == {}
    assert large and gzip.decompress(large.packed[Coding.GZIP]) == large.content
    assert zstandard.ZstdDecompressor().decompress(large.packed[Coding.ZSTD]) == large.content


async def test_every_file_a_page_names_is_served(browser: Browser) -> None:
    page = (await browser.get("/")).text
    addresses = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert len(addresses) >= 5
    for address in addresses:
        for accepted in ("zstd", "gzip", "identity"):
            answer = await browser.get(address, accept_encoding=accepted)
            assert answer.status_code == 200
            assert answer.content
            assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
            assert answer.headers["vary"] == "accept-encoding"


@pytest.mark.parametrize(
    "address", ["/static/", "/static/css/base.css", "/static/../web/app.py", "/static/css/base.000000000000.css"]
)
async def test_nothing_else_is(browser: Browser, address: str) -> None:
    assert (await browser.get(address)).status_code == 404


@pytest.mark.parametrize(
    ("size", "query"),
    [
        (Size.LARGER, "@media screen and (max-width: 74.9875em) and (min-height: 50em)"),
        (Size.LARGEST, "@media screen and (max-width: 119.98em) and (min-height: 80em)"),
    ],
)
def test_media_queries_follow_a_chosen_text_size(size: Size, query: str) -> None:
    sheet = "a{margin:2em}@media screen and (max-width: 59.99em) and (min-height: 40em){a{margin:1.5em}}"
    assert enlarged(sheet, size) == f"a{{margin:2em}}{query}{{a{{margin:1.5em}}}}"


def test_each_text_size_has_its_style_sheets(folder: Path) -> None:
    (folder / "css" / "grid.css").write_text("@media (min-width: 60em){a{color:red}}")
    assets = Assets(folder)
    addresses = {assets.url("css/grid.css", size) for size in Size}
    assert len(addresses) == len(Size)
    assert all(assets.find(address) for address in addresses)
