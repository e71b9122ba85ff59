"""The accessibility statement in the form of JIS X 8341-3, with every figure taken from the last published sweep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from web.a11y.conditions import OWN_CHECKS, TITLES, Condition, Engine
from web.a11y.screens import Screen
from web.a11y.statement import Statement
from web.views.frame import Frame, Link
from web.views.wording import date_words

_ENGINES = {
    Engine.AXE: (
        "ブラウザーの中で調べる道具。WCAG 2.0から2.2までのA・AA・AAAと、よい習慣、試験中の規則のすべてを使いました。"
    ),
    Engine.HTML_VALIDATE: "HTMLの書きかたを調べる道具。",
    Engine.VNU: "HTMLの書きかたを調べる道具（Nu Html Checker）。",
    Engine.PROBES: "上の道具が見つけられない問題を調べる、このサービス自身の検査。",
}


@dataclass(frozen=True, slots=True)
class EngineLine:
    """An engine, its version and what it looks at."""

    name: str
    version: str
    looks_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessibilityView:
    """Everything the statement says. ``gaps`` is empty when nothing is known to be open."""

    frame: Frame
    verdict: str
    day: str
    commit: str
    browser: str
    engines: tuple[EngineLine, ...]
    own_checks: tuple[str, ...]
    conditions: tuple[str, ...]
    screens: tuple[str, ...]
    visits: int
    gaps: tuple[str, ...]
    not_yet: tuple[str, ...]


def accessibility_view(statement: Statement, screens: Sequence[Screen], *, signed_in: bool) -> AccessibilityView:
    """The statement, and honestly what was added since it was made."""
    titles = {screen.name: screen.title for screen in screens}
    home = Link("マイページ", "/home") if signed_in else Link("トップページ", "/")
    return AccessibilityView(
        frame=Frame(
            title="ウェブアクセシビリティ",
            announce="ウェブアクセシビリティの方針と試験の結果です。",
            breadcrumbs=(home,),
        ),
        verdict=_verdict(statement),
        day=date_words(date.fromisoformat(statement.day)),
        commit=statement.commit[:12],
        browser=statement.browser,
        engines=tuple(EngineLine(name, version, _ENGINES[Engine(name)]) for name, version in statement.engines.items()),
        own_checks=tuple(OWN_CHECKS.values()),
        conditions=tuple(TITLES[Condition(condition)] for condition in statement.conditions),
        screens=tuple(titles[name] for name in statement.screens if name in titles),
        visits=statement.visits,
        gaps=statement.gaps,
        not_yet=tuple(title for name, title in titles.items() if name not in statement.screens),
    )


def _verdict(statement: Statement) -> str:
    if statement.gaps:
        return f"試験で、まだ直していないところが{len(statement.gaps)}件見つかっています。下に全部のせています。"
    return "試験をしたすべての画面で、指摘はありませんでした。"
