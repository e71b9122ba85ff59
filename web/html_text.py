"""Walks through finished HTML and lets its text be changed, so that one mechanism serves every screen.

Our own templates make the HTML: it is well formed, attributes are quoted, and no ``>`` stands inside of a tag.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

_GRID, _GRID_ENDS = '<table class="grid', "</table>"
# Marked to be left alone (names of people and firms), for the ear only, or a month of the record, which has no room.
_STAYS = (" data-plain", '"visually-hidden', '"month ', '"month"')
_NAME = re.compile(r"<([a-z0-9]+)")
_TEXT = re.compile(r">(\s*[^<\s][^<]*)")


def change_text(html: str, skipped: frozenset[str], change: Callable[[str], str], *, mark: str = "") -> str:
    """HTML with ``change`` done to each piece of its text, as ``stretches`` lets it be changed."""

    def changed(match: re.Match[str]) -> str:
        return ">" + change(match[1])

    # each piece stands behind the end of a tag: the first one and those behind what stays are given it, and lose it
    return "".join(
        part if stays else _TEXT.sub(changed, ">" + part)[1:] for part, stays in stretches(html, skipped, mark=mark)
    )


def stretches(html: str, skipped: frozenset[str], *, mark: str = "") -> Iterator[tuple[str, bool]]:
    """The HTML cut into what may be changed and whole elements that stay as they are (True with those).

    What lies in elements named in ``skipped``, marked ``data-plain`` or with ``mark``, or read aloud only, and the
    months of the record stay as they are: a cell has no room, and what its words mean stands in the legend.
    """
    start = html.find(_GRID)
    if start < 0:
        yield from _walk(html, skipped, mark)
        return
    end = html.find(_GRID_ENDS, start)
    yield from _walk(html[:start], skipped, mark)
    yield html[start:end], True
    yield from _walk(html[end:], skipped, mark)


def _walk(html: str, skipped: frozenset[str], mark: str) -> Iterator[tuple[str, bool]]:
    done = 0
    for start in _starts(html, skipped, mark):
        if start >= done and (found := _NAME.match(html, start)):
            yield html[done:start], False
            done = _end_of(html, found[1], start)
            yield html[start:done], True
    yield html[done:], False


def _starts(html: str, skipped: frozenset[str], mark: str) -> list[int]:
    """Where elements start that stay, in order. Each mark is looked for alone, which is much faster than all in one."""
    starts = {found.start() for found in _named(skipped).finditer(html)}
    for text in (*_STAYS, mark) if mark else _STAYS:
        starts |= {html.rfind("<", 0, place) for place in _places(html, text)}
    return sorted(starts)


def _places(html: str, text: str) -> Iterator[int]:
    place = html.find(text)
    while place >= 0:
        yield place
        place = html.find(text, place + 1)


@cache
def _named(skipped: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"<(?:{'|'.join(sorted(skipped)) or '(?!)'})(?=[ >/])")


def _end_of(html: str, name: str, start: int) -> int:
    """The place behind the element of that name which starts there."""
    depth = 0
    for tag in _tags(name).finditer(html, start):
        depth += 0 if tag[0].endswith("/>") else -1 if tag[0][1] == "/" else 1
        if not depth:
            return tag.end()
    return len(html)


@cache
def _tags(name: str) -> re.Pattern[str]:
    return re.compile(rf"</?{name}(?=[ >/])[^>]*>")
