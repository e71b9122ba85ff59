"""Puts the reading over hard words of a finished page, where the reader has asked for it (ふりがな).

The readings are hidden from the ear and from the names of links and buttons: a screen reader says each word once, and
what is seen is what can be said to voice control (docs/adr/0010-furigana.md).
"""

from __future__ import annotations

from typing import Any

from jinja2 import pass_context
from markupsafe import Markup

from content.readings import Found, Piece, Readings
from web.a11y.display import Furigana
from web.html_text import change_text

_SKIPPED = frozenset({"title", "script", "svg", "select", "option", "textarea", "ruby"})


class Ruby:
    """The Jinja filter ``furigana``, made once from the readings."""

    def __init__(self, readings: Readings) -> None:
        self._readings = readings

    def over(self, html: str) -> str:
        """HTML with readings over the hard words of its text."""
        return change_text(html, _SKIPPED, self._over_text)

    def _over_text(self, text: str) -> str:
        pieces, done = [], 0
        for found in self._readings.find(text):
            pieces += [text[done : found.start], _ruby(found)]
            done = found.end
        # one element, for in a flexible box each piece of a text would become a box of its own
        return f"<span>{''.join(pieces)}{text[done:]}</span>" if pieces else text

    def filter(self) -> Any:
        """What layouts call: ``{% filter furigana %}…{% endfilter %}``; whoever has not asked for it gets the input."""

        @pass_context
        def furigana(context: Any, html: str) -> str:
            if context["chrome"].display.furigana is Furigana.OFF:
                return html
            # the HTML was escaped when it was rendered; what is put in are readings of content/
            return Markup(self.over(str(html)))  # noqa: S704 - see the line above

        return furigana


def _ruby(found: Found) -> str:
    return "".join(_piece(piece) for piece in found.pieces)


def _piece(piece: Piece) -> str:
    if not piece.reading:
        return piece.text
    return f'<ruby>{piece.text}<rp>（</rp><rt aria-hidden="true">{piece.reading}</rt><rp>）</rp></ruby>'
