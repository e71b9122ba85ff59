"""Markdown of ``content/`` as HTML: addresses of files become addresses of pages, terms become bubbles.

A table's caption is the paragraph before it that begins with 表：. Its first column names the rows, and each value
carries the name of its column, so that on narrow screens a row becomes lines of name and value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

CAPTION = "表："

_FILE = re.compile(r"\.\./(glossary|faq|guide)/([a-z0-9-]+)\.md")
_PARAGRAPH = 3  # tokens: its opening, its words, its closing
_NO_SENTENCE = 4  # characters around a link that do not make a sentence


@lru_cache(maxsize=1024)
def to_html(markdown: str, *, deeper: int = 0) -> Markup:
    """A body of a content file as HTML; ``deeper`` is how far its headings move down from h2.

    HTML in it is shown as text, never passed on.
    """
    reader = _reader()
    tokens = list(_captioned(reader.parse(markdown)))
    _name_cells(tokens)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{int(token.tag[1:]) + deeper}"
        _lead_links(token.children or [])
    # made by the reader alone, which escapes whatever is not Markdown
    return Markup(reader.renderer.render(tokens, reader.options, {}))  # noqa: S704 - see the line above


def page_address(target: str) -> str:
    """The page that a link in a content file means."""
    return _FILE.sub(r"/\1/\2", target)


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _captioned(tokens: list[Token]) -> Iterator[Token]:
    """The tokens with each paragraph 表：… moved into the table that follows it."""
    place = 0
    while place < len(tokens):
        after = tokens[place + _PARAGRAPH : place + _PARAGRAPH + 1]
        if tokens[place].type == "paragraph_open" and after and after[0].type == "table_open":
            words = tokens[place + 1]
            if words.content.startswith(CAPTION):
                yield after[0]
                yield from _caption(words)
                place += _PARAGRAPH + 1
                continue
        yield tokens[place]
        place += 1


def _caption(words: Token) -> Iterator[Token]:
    first = words.children[0] if words.children else words
    first.content = first.content.removeprefix(CAPTION)
    yield Token("caption_open", "caption", 1)
    yield words
    yield Token("caption_close", "caption", -1)


def _name_cells(tokens: list[Token]) -> None:
    """Tables that can be heard, and read on a narrow screen."""
    heads: list[str] = []
    column = 0
    for place, token in enumerate(tokens):
        if token.type == "table_open":
            token.attrSet("class", "table table-lines")
            heads = []
        elif token.type == "tr_open":
            column = 0
        elif token.type == "th_open":
            token.attrSet("scope", "col")
            heads.append(_words(tokens[place + 1]))
        elif token.type in ("td_open", "td_close"):
            _name_cell(token, heads, column)
            column += token.type == "td_close"


def _name_cell(token: Token, heads: list[str], column: int) -> None:
    if column == 0:
        token.tag = "th"
    if token.type == "td_open":
        name, value = ("scope", "row") if column == 0 else ("data-label", heads[column])
        token.attrSet(name, value)


def _lead_links(words: list[Token]) -> None:
    """Addresses of pages; a term is a bubble, a link without a sentence around it a full target to press."""
    opened = [token for token in words if token.type == "link_open"]
    for token in opened:
        href = str(token.attrGet("href"))
        token.attrs.clear()
        names = [name for name, fits in (("term", "/glossary/" in href), ("link", _is_alone(words))) if fits]
        if names:
            token.attrSet("class", " ".join(names))
        token.attrSet("href", page_address(href))


def _is_alone(words: list[Token]) -> bool:
    inside, outside = False, 0
    for token in words:
        if token.type in ("link_open", "link_close"):
            inside = token.type == "link_open"
        elif not inside:
            outside += len(token.content)
    return outside <= _NO_SENTENCE


def _words(token: Token) -> str:
    return "".join(child.content for child in token.children or [])
