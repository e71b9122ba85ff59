"""The statement says what a run saw, no more, and the page says what came since."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.web.a11y.test_findings import CLEAN, FINDING, RUN, VISIT
from web.a11y.conditions import Condition, Engine
from web.a11y.screens import SCREENS
from web.a11y.statement import dump_statement, load_statement, make_statement, published_statement
from web.views.accessibility import accessibility_view


def test_it_names_only_what_was_visited() -> None:
    statement = make_statement(RUN, SCREENS)
    assert statement.day == "2026-11-23"
    assert statement.screens == ("top",)
    assert statement.conditions == ("default", "dark")
    assert statement.visits == 2


def test_each_finding_is_a_known_gap_in_japanese() -> None:
    own = replace(FINDING, engine=str(Engine.PROBES), message="表に見出しがありません。")
    statement = make_statement(replace(RUN, visits=(replace(VISIT, findings=(FINDING, FINDING, own)),)), SCREENS)
    assert statement.gaps == (
        "トップページ（ふつうの画面（幅1280ピクセル））：axe-coreの規則「region」に合わないところがあります。",
        "トップページ（ふつうの画面（幅1280ピクセル））：表に見出しがありません。",
    )


def test_it_comes_back_from_its_file(tmp_path: Path) -> None:
    statement = make_statement(RUN, SCREENS)
    file = tmp_path / "statement.json"
    file.write_text(dump_statement(statement), encoding="utf-8")
    assert load_statement(file) == statement


def test_the_page_says_which_screens_came_since() -> None:
    view = accessibility_view(make_statement(RUN, SCREENS), SCREENS, signed_in=False)
    assert view.screens == ("トップページ",)
    assert len(view.not_yet) == len(SCREENS) - 1
    assert "1件" in view.verdict


def test_a_clean_run_is_said_to_be_clean() -> None:
    statement = make_statement(replace(RUN, visits=(CLEAN,)), SCREENS)
    view = accessibility_view(statement, SCREENS, signed_in=True)
    assert "指摘はありませんでした" in view.verdict
    assert view.gaps == ()
    assert view.frame.breadcrumbs[0].url == "/home"


def test_the_published_statement_covers_the_register_or_the_page_says_what_is_missing() -> None:
    statement = published_statement()
    view = accessibility_view(statement, SCREENS, signed_in=False)
    assert len(view.screens) + len(view.not_yet) == len(SCREENS)
    assert set(statement.conditions) == set(Condition)
    assert set(statement.engines) == set(Engine)
