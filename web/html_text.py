"""Walks through finished HTML and lets its text be changed, so that one mechanism serves every screen.

Our own templates make the HTML: it is well formed, attributes are quoted, and no ``>`` stands inside of a tag.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_TOKEN = re.compile(r"<[^>]*>|[^<]+")
_NAME = re.compile(r"</?([a-z0-9]+)")
_GRID, _GRID_ENDS = '<table class="grid', "</table>"
# Marked to be left alone (names of people and firms), for the ear only, or a month of the record, which has no room.
_STAYS = re.compile(r' data-plain|"visually-hidden|"month[ "]')


def change_text(
    html: str,
    skipped: frozenset[str],
    change: Callable[[str], str],
    see: Callable[[str], object] = lambda _: None,
    *,
    mark: str = "",
) -> str:
    """HTML with ``change`` done to each piece of its text, and ``see`` told of each start tag.

    What lies in elements named in ``skipped``, marked ``data-plain`` or with ``mark``, or read aloud only, and the
    months of the record stay as they are: a cell has no room, and what its words mean stands in the legend.
    """
    start = html.find(_GRID)
    if start >= 0:
        end = html.find(_GRID_ENDS, start)
        before, table, after = html[:start], html[start:end], html[end:]
        around = (change_text(part, skipped, change, see, mark=mark) for part in (before, after))
        return table.join(around)
    pieces = []
    for token, plain in _walk(html, skipped, mark):
        if token[0] != "<":
            pieces.append(token if plain else change(token))
            continue
        pieces.append(token)
        if not plain and token[1] != "/":
            see(token)
    return "".join(pieces)


def _walk(html: str, skipped: frozenset[str], mark: str) -> Iterator[tuple[str, bool]]:
    """Each tag and each piece of text, and whether it lies in an element that stays as it is."""
    inside, depth = "", 0  # the skipped element we are in, and how many of its name are open
    for token in _TOKEN.findall(html):
        yield token, bool(depth)
        if token[0] != "<":
            continue
        found = _NAME.match(token)
        name = found[1] if found else ""
        if depth:
            depth += _deeper(token) if name == inside else 0
        elif token[1] != "/" and (name in skipped or _stays(token, mark)):
            inside, depth = name, 1


def _stays(tag: str, mark: str) -> bool:
    return _STAYS.search(tag) is not None or bool(mark and mark in tag)


def _deeper(tag: str) -> int:
    """How much deeper one is behind a tag of the element one is in."""
    return 0 if tag.endswith("/>") else -1 if tag[1] == "/" else 1
