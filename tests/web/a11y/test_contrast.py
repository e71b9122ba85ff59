"""The figures of the visual language: text at least 7:1, lines and marks at least 3:1, in every theme."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from web.a11y.contrast import Measured, Pair, contrast_ratio, measure, themes

CSS = Path(__file__).resolve().parents[3] / "web" / "static" / "css"


@pytest.mark.parametrize("theme", themes())
def test_every_pair_reaches_its_minimum(theme: str) -> None:
    weak = [measured for measured in measure() if measured.theme == theme and not measured.enough]
    assert not weak


def test_a_pair_below_its_minimum_is_found() -> None:
    assert not Measured("light", Pair("hair", "paper", 3.0), contrast_ratio("#D8D3C4", "#FAF8F2")).enough


@pytest.mark.parametrize(
    ("front", "back", "light", "dark"),
    [
        ("ink", "paper", 14.8, 15.7),
        ("ink2", "emp", 7.6, 8.0),
        ("ai", "aisoft", 9.1, 8.3),
        ("onai", "shu", 8.1, 10.5),
        ("shu", "shusoft", 7.2, 8.9),
        ("kohaku", "kohakusoft", 8.0, 10.0),
        ("matsu", "matsusoft", 7.6, 9.1),
        ("line", "paper", 4.4, 6.2),
        ("shu", "emp", 6.4, 7.1),
    ],
)
def test_the_published_figures(front: str, back: str, light: float, dark: float) -> None:
    colours = themes()
    figures = [contrast_ratio(colours[theme][front], colours[theme][back]) for theme in ("light", "dark")]
    assert figures == [pytest.approx(light, abs=0.06), pytest.approx(dark, abs=0.06)]


def test_the_formula_at_its_ends() -> None:
    assert contrast_ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast_ratio("#808080", "#808080") == 1


def test_every_theme_has_every_colour() -> None:
    by_theme = themes()
    assert all(by_theme["light"].keys() <= colours.keys() for colours in by_theme.values())
    assert set(by_theme["yellow-on-black"].values()) == {"#FFEB3B", "#000000"}


@pytest.mark.parametrize(
    ("by_hand", "by_system"),
    [
        ("dark-by-hand", "dark"),
        ("light-by-hand-more-contrast", "more-contrast-light"),
        ("dark-by-hand-more-contrast", "more-contrast-dark"),
    ],
)
def test_colours_chosen_by_hand_are_those_the_system_would_bring(by_hand: str, by_system: str) -> None:
    assert themes()[by_hand] == themes()[by_system]


_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DECLARATION = re.compile(r"(?<![\w-])([a-z-]+)\s*:\s*([^;{}]+);")
_TOKEN = re.compile(r"var\(--([a-z0-9]+)\)")


@pytest.mark.parametrize("sheet", ["base.css"])
def test_the_light_literal_stands_before_each_token(sheet: str) -> None:
    light = themes()["light"]
    declarations = _DECLARATION.findall(_COMMENT.sub("", (CSS / sheet).read_text(encoding="utf-8")))
    for (_, before), (name, value) in pairwise(declarations):
        token = _TOKEN.search(value)
        if token and token[1] in light:
            assert light[token[1]] in before, f"{name}: {value} follows {before}"
