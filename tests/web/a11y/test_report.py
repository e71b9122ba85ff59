"""The reports: readable by people, and valid for the machines they are made for."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

from tests.web.a11y.test_findings import CLEAN, FINDING, RUN, VISIT
from web.a11y.findings import Comparison, LeftOut, Run, compare_runs, load_run
from web.a11y.report import write_reports
from web.a11y.screens import SCREENS


def reported(run: Run, folder: Path, comparison: Comparison | None = None) -> str:
    """The page for people."""
    write_reports(run, SCREENS, folder, comparison)
    return (folder / "index.html").read_text(encoding="utf-8")


def test_people_read_what_where_and_see_it(tmp_path: Path) -> None:
    marked = replace(FINDING, picture="top.png", help="https://example.org/region", html="<b>&</b>")
    (tmp_path / "top-default.jpg").write_bytes(b"")
    text = reported(replace(RUN, visits=(replace(VISIT, findings=(marked,)), CLEAN)), tmp_path)
    assert "1件の指摘があります。" in text
    assert "トップページ（ふつうの画面（幅1280ピクセル））：region" in text
    assert 'src="top.png"' in text
    assert "&lt;b&gt;&amp;&lt;/b&gt;" in text
    assert 'href="https://example.org/region"' in text
    assert 'href="top-default.jpg"' in text


def test_a_clean_run_says_so(tmp_path: Path) -> None:
    assert "指摘はありません。" in reported(replace(RUN, visits=(CLEAN,)), tmp_path)


def test_a_run_of_nothing_is_not_called_clean(tmp_path: Path) -> None:
    assert "何も検査していません。" in reported(replace(RUN, visits=()), tmp_path)


def test_the_json_is_the_run(tmp_path: Path) -> None:
    reported(RUN, tmp_path)
    assert load_run((tmp_path / "run.json").read_text(encoding="utf-8")) == RUN


def test_junit_has_a_case_for_each_visit(tmp_path: Path) -> None:
    reported(replace(RUN, visits=(replace(VISIT, findings=(replace(FINDING, message="\x1b[0m"),)), CLEAN)), tmp_path)
    root = ElementTree.parse(tmp_path / "junit.xml").getroot()  # noqa: S314 - written by us a line above
    assert (root.get("tests"), root.get("failures")) == ("2", "1")
    assert [case.get("name") for case in root.iter("testcase")] == ["default", "dark"]
    assert [failure.get("type") for failure in root.iter("failure")] == ["axe-core:region"]


def test_sarif_has_a_run_for_each_engine(tmp_path: Path) -> None:
    reported(RUN, tmp_path)
    sarif = json.loads((tmp_path / "sweep.sarif").read_text(encoding="utf-8"))
    assert [run["tool"]["driver"]["name"] for run in sarif["runs"]] == ["axe-core", "probes"]
    assert [result["ruleId"] for result in sarif["runs"][0]["results"]] == ["region"]
    assert sarif["runs"][1]["results"] == []


def test_what_was_left_out_is_told_and_skipped_not_passed(tmp_path: Path) -> None:
    left_out = (LeftOut("home", "haruno のログイン情報がありません。"),)
    text = reported(replace(RUN, visits=(CLEAN,), left_out=left_out), tmp_path)
    assert "（home）：haruno のログイン情報がありません。" in text
    root = ElementTree.parse(tmp_path / "junit.xml").getroot()  # noqa: S314 - written by us a line above
    assert (root.get("tests"), root.get("failures"), root.get("skipped")) == ("2", "0", "1")
    assert [skipped.get("message") for skipped in root.iter("skipped")] == [left_out[0].reason]


def test_a_comparison_is_in_the_page_and_in_sarif(tmp_path: Path) -> None:
    gone = replace(FINDING, selector="#gone", rule="label")
    new = replace(FINDING, selector="#new", rule="list")
    before = replace(RUN, visits=(replace(VISIT, findings=(FINDING, gone)), CLEAN))
    now = replace(RUN, visits=(replace(VISIT, findings=(FINDING, new)), CLEAN))
    text = reported(now, tmp_path, compare_runs(now, before))
    assert "新しい指摘：1件" in text
    assert "なくなった指摘：1件" in text
    assert "前の結果" not in reported(now, tmp_path)
    write_reports(now, SCREENS, tmp_path, compare_runs(now, before))
    results = json.loads((tmp_path / "sweep.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert [(result["ruleId"], result["baselineState"]) for result in results] == [
        ("region", "unchanged"),
        ("list", "new"),
        ("label", "absent"),
    ]
