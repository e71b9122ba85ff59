"""Markdown of ``content/`` as HTML: addresses of files become addresses of pages, terms become bubbles."""

from __future__ import annotations

import re
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

_FILE = re.compile(r"\.\./(glossary|faq|guide)/([a-z0-9-]+)\.md")


@lru_cache(maxsize=1024)
def to_html(markdown: str, *, deeper: int = 0) -> Markup:
    """A body of a content file as HTML; ``deeper`` is how far its headings move down from h2.

    HTML in it is shown as text, never passed on.
    """
    reader = _reader()
    tokens = reader.parse(markdown)
    for token in tokens:
        _mend(token)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{int(token.tag[1:]) + deeper}"
        for child in token.children or ():
            _mend(child)
    # made by the reader alone, which escapes whatever is not Markdown
    return Markup(reader.renderer.render(tokens, reader.options, {}))  # noqa: S704 - see the line above


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _mend(token: Token) -> None:
    if token.type == "table_open":
        token.attrSet("class", "table")
    if token.type == "th_open":
        token.attrSet("scope", "col")
    if token.type == "link_open":
        href = str(token.attrGet("href"))
        token.attrs.clear()
        if href.startswith("../glossary/"):
            token.attrSet("class", "term")
        token.attrSet("href", page_address(href))


def page_address(target: str) -> str:
    """The page that a link in a content file means."""
    return _FILE.sub(r"/\1/\2", target)
