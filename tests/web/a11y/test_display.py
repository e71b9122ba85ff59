"""Display preferences: a small value that comes back from its cookie and never from anything else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.a11y.display import (
    AS_BROWSER_SAYS,
    CHOICES,
    DisplayPreferences,
    Furigana,
    Motion,
    Size,
    Spacing,
    Theme,
    from_cookie,
    preferences_from,
)

CSS = Path(__file__).resolve().parents[3] / "web" / "static" / "css"
EVERYTHING = DisplayPreferences(
    size=Size.LARGEST,
    theme=Theme.YELLOW_ON_BLACK,
    spacing=Spacing.WIDE,
    furigana=Furigana.ON,
    motion=Motion.OFF,
)
preferences = st.builds(DisplayPreferences, **{name: st.sampled_from(list(kind)) for name, kind in CHOICES.items()})


def test_nothing_chosen_is_no_cookie_and_no_attribute() -> None:
    assert AS_BROWSER_SAYS.cookie == ""
    assert AS_BROWSER_SAYS.attributes == {}


def test_the_cookie_can_be_read_by_people() -> None:
    assert EVERYTHING.cookie == "size-200_theme-yellow-on-black_spacing-wide_furigana-on_motion-off"


@given(preferences)
def test_every_choice_comes_back_from_its_cookie(chosen: DisplayPreferences) -> None:
    assert from_cookie(chosen.cookie) == chosen
    assert re.fullmatch(r"[a-z0-9_-]*", chosen.cookie)


@pytest.mark.parametrize("value", ["size-300", "colour-red", "size", "-", "___", "size-200-5", "2", "theme-Dark"])
def test_what_is_not_understood_is_left_out(value: str) -> None:
    assert from_cookie(value) == AS_BROWSER_SAYS
    assert from_cookie(f"{value}_spacing-wide") == DisplayPreferences(spacing=Spacing.WIDE)


@given(st.text(max_size=80))
def test_no_cookie_is_an_error(value: str) -> None:
    assert from_cookie(f"{value}_size-150").size is Size.LARGE


def test_the_first_choice_of_each_question_chooses_nothing() -> None:
    assert preferences_from({name: next(iter(kind)) for name, kind in CHOICES.items()}) == AS_BROWSER_SAYS


def test_light_and_dark_are_the_usual_colours_by_hand() -> None:
    assert DisplayPreferences(theme=Theme.DARK).attributes == {"data-scheme": "dark"}
    assert DisplayPreferences(theme=Theme.WHITE_ON_BLACK).attributes == {"data-theme": "white-on-black"}


@given(preferences)
def test_style_sheets_know_every_attribute(chosen: DisplayPreferences) -> None:
    sheets = "".join((CSS / f"{name}.css").read_text(encoding="utf-8") for name in ("tokens", "display"))
    assert [name for name, choice in chosen.attributes.items() if f'[{name}="{choice}"]' not in sheets] == []


def test_motion_switched_off_is_what_the_system_would_switch_off() -> None:
    base, own = ((CSS / f"{name}.css").read_text(encoding="utf-8") for name in ("base", "display"))
    by_system = re.search(r"@media \(prefers-reduced-motion: reduce\) \{.*?\{(.*?)\}", base, re.DOTALL)
    by_hand = re.search(r'\[data-motion="off"\] \*::after \{(.*?)\}', own, re.DOTALL)
    assert by_system and by_hand
    assert by_hand[1].split() == by_system[1].split()


def test_wide_spacing_is_at_least_that_of_wcag() -> None:
    own = (CSS / "display.css").read_text(encoding="utf-8")
    wanted = {"letter-spacing": 0.12, "word-spacing": 0.16, "line-height": 1.5, "margin-bottom": 2.0}
    block = own[own.index("distances") : own.index("room for")]
    given = {name: [float(value) for value in re.findall(rf"{name}: ([0-9.]+)", block)] for name in wanted}
    assert {name: values for name, values in given.items() if not values or min(values) < wanted[name]} == {}
