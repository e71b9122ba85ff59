"""Contrast of every pair of tokens that meets on a screen, in every theme, computed from ``static/css/tokens.css``.

Text must reach 7:1 (WCAG 2.2, 1.4.6), lines and marks that carry meaning 3:1 (1.4.11). Forced colours are the
person's own and are not computed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

TOKENS = Path(__file__).resolve().parents[1] / "static" / "css" / "tokens.css"
TEXT_MINIMUM = 7.0
MARK_MINIMUM = 3.0

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PROPERTY = re.compile(r"--([a-z0-9-]+)\s*:\s*([^;]+);")
_COLOUR = re.compile(r"#[0-9A-F]{6}")
_REFERENCE = re.compile(r"var\(--([a-z0-9-]+)\)")

_DARK = "@media screen and (prefers-color-scheme: dark)"
_MORE_LIGHT = "@media screen and (prefers-contrast: more) and (prefers-color-scheme: light)"
_MORE_DARK = "@media screen and (prefers-contrast: more) and (prefers-color-scheme: dark)"
_MORE = "@media screen and (prefers-contrast: more)"
_NOT_LIGHT, _NOT_DARK = ':root:not([data-scheme="light"])', ':root:not([data-scheme="dark"])'
_BY_HAND = ':root[data-scheme="{}"]'
_CHOSEN = ':root[data-theme="{}"]'

# theme: the blocks that apply to it on top of the light one, as (at-rule, selector), in the order of the file
_THEMES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "light": (),
    "dark": ((_DARK, _NOT_LIGHT),),
    "dark-by-hand": (("@media screen", _BY_HAND.format("dark")),),
    "more-contrast-light": ((_MORE_LIGHT, _NOT_DARK),),
    "more-contrast-dark": ((_DARK, _NOT_LIGHT), (_MORE_DARK, _NOT_LIGHT)),
    "light-by-hand-more-contrast": ((_MORE, _BY_HAND.format("light")),),
    "dark-by-hand-more-contrast": (("@media screen", _BY_HAND.format("dark")), (_MORE, _BY_HAND.format("dark"))),
    "black-on-white": (("@media screen", _CHOSEN.format("black-on-white")), ("@media screen", ":root[data-theme]")),
    "white-on-black": (("@media screen", _CHOSEN.format("white-on-black")), ("@media screen", ":root[data-theme]")),
    "yellow-on-black": (("@media screen", _CHOSEN.format("yellow-on-black")), ("@media screen", ":root[data-theme]")),
    "print": (("@media print", ":root"),),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A token that lies on another, and the ratio it must reach."""

    front: str
    back: str
    minimum: float


@dataclass(frozen=True, slots=True)
class Measured:
    """The ratio of a pair in one theme."""

    theme: str
    pair: Pair
    ratio: float

    @property
    def enough(self) -> bool:
        """Whether the pair reaches its minimum."""
        return self.ratio >= self.pair.minimum


_BANDS = {"emp": "remp", "mut": "rmut", "nat": "rnat", "san": "rsan", "ex": "rex"}
_GROUNDS = ("paper", "sheet", "wash")

PAIRS: tuple[Pair, ...] = (
    *(Pair("ink", back, TEXT_MINIMUM) for back in (*_GROUNDS, "aisoft", "shusoft", "kohakusoft", "matsusoft", *_BANDS)),
    *(Pair("ink2", back, TEXT_MINIMUM) for back in (*_GROUNDS, *_BANDS)),
    *(Pair("ai", back, TEXT_MINIMUM) for back in (*_GROUNDS, "aisoft")),
    *(Pair("visited", back, TEXT_MINIMUM) for back in (*_GROUNDS, "aisoft")),
    *(Pair("onai", back, TEXT_MINIMUM) for back in ("ai", "ai2", "shu")),
    *(Pair("shu", back, TEXT_MINIMUM) for back in ("paper", "sheet", "shusoft")),
    *(Pair("kohaku", back, TEXT_MINIMUM) for back in ("paper", "sheet", "kohakusoft")),
    *(Pair("matsu", back, TEXT_MINIMUM) for back in ("paper", "sheet", "matsusoft")),
    Pair("sheet", "ink", TEXT_MINIMUM),
    *(Pair("line", back, MARK_MINIMUM) for back in _GROUNDS),
    *(Pair("focus1", back, MARK_MINIMUM) for back in (*_GROUNDS, "aisoft", "focus2", *_BANDS)),
    *(Pair(rail, band, MARK_MINIMUM) for band, rail in _BANDS.items()),
    *(Pair("shu", band, MARK_MINIMUM) for band in _BANDS),
)


def themes() -> dict[str, dict[str, str]]:
    """Every theme's colours, token to ``#RRGGBB``. Raises ValueError when the file lacks a block or a colour."""
    blocks = dict(_blocks(_COMMENT.sub("", TOKENS.read_text(encoding="utf-8"))))
    plain = blocks[("", ":root")]
    return {name: _colours(plain, [blocks[key] for key in keys]) for name, keys in _THEMES.items()}


def measure() -> tuple[Measured, ...]:
    """Every pair in every theme."""
    return tuple(
        Measured(name, pair, contrast_ratio(colours[pair.front], colours[pair.back]))
        for name, colours in themes().items()
        for pair in PAIRS
    )


def contrast_ratio(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two colours ``#RRGGBB``, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _blocks(css: str) -> Iterator[tuple[tuple[str, str], dict[str, str]]]:
    """Every rule as ((at-rule, selector), custom properties)."""
    at_rule = selector = ""
    for body, brace in re.findall(r"([^{}]*)([{}])", css):
        head = " ".join(body.split())
        if brace == "{" and head.startswith("@"):
            at_rule = head
        elif brace == "{":
            selector = head.replace(", ", ",").split(",")[0]
        elif selector:
            yield (at_rule, selector), dict(_PROPERTY.findall(body))
            selector = ""
        else:
            at_rule = ""


def _colours(plain: Mapping[str, str], added: list[dict[str, str]]) -> dict[str, str]:
    properties = dict(plain)
    for block in added:
        properties |= block
    colours = {}
    for name, value in properties.items():
        reference = _REFERENCE.fullmatch(value)
        colour = properties[reference[1]] if reference else value
        if _COLOUR.fullmatch(colour):
            colours[name] = colour
    return colours
