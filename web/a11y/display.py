"""How a person wants the screen (表示の設定): a small value, kept in one readable cookie and nowhere else.

Every first choice means "as browser and system say": own settings exist for shared and old machines only, so nothing
chosen is no cookie. The cookie's parts are ``name-choice`` joined by ``_`` (``size-200_theme-yellow-on-black``); what
is not understood in it is left out, never an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Size(StrEnum):
    """Text size in percent of the reader's own."""

    USUAL = "100"
    LARGER = "125"
    LARGE = "150"
    LARGEST = "200"

    @property
    def percent(self) -> int:
        """The number."""
        return int(self)


class Theme(StrEnum):
    """Colours. The last three replace every colour by one of two (high contrast)."""

    BROWSER = "browser"
    LIGHT = "light"
    DARK = "dark"
    BLACK_ON_WHITE = "black-on-white"
    WHITE_ON_BLACK = "white-on-black"
    YELLOW_ON_BLACK = "yellow-on-black"


class Spacing(StrEnum):
    """Distance of letters, lines and paragraphs; wide is at least what WCAG 2.2, 1.4.12 names."""

    USUAL = "normal"
    WIDE = "wide"


class Furigana(StrEnum):
    """The reading over hard words (ふりがな)."""

    OFF = "off"
    ON = "on"


class Motion(StrEnum):
    """Whether anything may move."""

    BROWSER = "browser"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplayPreferences:
    """What a person has chosen; the defaults choose nothing."""

    size: Size = Size.USUAL
    theme: Theme = Theme.BROWSER
    spacing: Spacing = Spacing.USUAL
    furigana: Furigana = Furigana.OFF
    motion: Motion = Motion.BROWSER

    @property
    def chosen(self) -> Mapping[str, str]:
        """What differs from the defaults: ``{"size": "200"}``."""
        every: dict[str, StrEnum] = {name: getattr(self, name) for name in CHOICES}
        return {name: str(choice) for name, choice in every.items() if choice != getattr(AS_BROWSER_SAYS, name)}

    @property
    def cookie(self) -> str:
        """The cookie's value; empty when nothing is chosen."""
        return "_".join(f"{name}-{choice}" for name, choice in self.chosen.items())

    @property
    def attributes(self) -> Mapping[str, str]:
        """The attributes by which style sheets know it, for <html> and for a sample of a page."""
        return {_attribute(name, choice): choice for name, choice in self.chosen.items()}


CHOICES: Mapping[str, type[StrEnum]] = {
    "size": Size,
    "theme": Theme,
    "spacing": Spacing,
    "furigana": Furigana,
    "motion": Motion,
}
AS_BROWSER_SAYS = DisplayPreferences()
_SCHEMES = frozenset({Theme.LIGHT, Theme.DARK})


def preferences_from(given: Mapping[str, str]) -> DisplayPreferences:
    """Preferences from names and choices; what is missing or unknown is as the browser says."""
    known: dict[str, Any] = {
        name: kind(given[name]) for name, kind in CHOICES.items() if given.get(name) in frozenset(kind)
    }
    return DisplayPreferences(**known)


def from_cookie(value: str) -> DisplayPreferences:
    """Preferences from the value of the cookie."""
    parts = (part.partition("-") for part in value.split("_"))
    return preferences_from({name: choice for name, _, choice in parts})


def _attribute(name: str, choice: str) -> str:
    """Light and dark are no themes of their own: they say which half of the usual colours is meant."""
    return "data-scheme" if choice in _SCHEMES else f"data-{name}"
