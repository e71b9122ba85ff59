"""Findings go to files and come back the same; runs are compared by what was found where."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from web.a11y.findings import (
    Comparison,
    Finding,
    LeftOut,
    Run,
    Visit,
    compare,
    compare_runs,
    dump_run,
    dump_visit,
    load_run,
    load_visits,
)

FINDING = Finding(
    engine="axe-core", rule="region", message="「外」にある", selector="#a", screen="top", condition="default"
)
VISIT = Visit(screen="top", condition="default", tasks=("rules",), seconds=1.5, findings=(FINDING,))
CLEAN = Visit(screen="top", condition="dark", tasks=("contrast",), seconds=0.2)
RUN = Run(
    base_url="http://127.0.0.1:1",
    commit="abc",
    finished="2026-11-23T12:00:00+09:00",
    browser="Chromium 1",
    engines={"axe-core": "4", "probes": "1"},
    visits=(VISIT, CLEAN),
)


def test_a_run_comes_back_from_json() -> None:
    run = replace(RUN, left_out=(LeftOut("home", "haruno のログイン情報がありません。"),))
    assert load_run(dump_run(run)) == run


def test_a_run_from_before_anything_was_left_out_comes_back_too() -> None:
    data = json.loads(dump_run(RUN))
    del data["left_out"]
    assert load_run(json.dumps(data)) == RUN


def test_a_journal_comes_back_line_by_line(tmp_path: Path) -> None:
    journal = tmp_path / "visits.jsonl"
    journal.write_text(f"{dump_visit(VISIT)}\n{dump_visit(CLEAN)}\n", encoding="utf-8")
    assert load_visits(journal) == [VISIT, CLEAN]


def test_a_journal_that_was_cut_off_loses_its_last_line_only(tmp_path: Path) -> None:
    journal = tmp_path / "visits.jsonl"
    whole = f"{dump_visit(VISIT)}\n{dump_visit(CLEAN)}\n"
    for length in range(len(dump_visit(VISIT)) + 1, len(whole)):
        journal.write_text(whole[:length], encoding="utf-8")
        assert load_visits(journal) == [VISIT]


def test_only_a_run_that_looked_and_found_nothing_is_clean() -> None:
    assert not RUN.clean
    assert replace(RUN, visits=(CLEAN,)).clean
    assert not replace(RUN, visits=()).clean


def test_a_finding_knows_its_place() -> None:
    assert FINDING.at("home", "dark") == replace(FINDING, screen="home", condition="dark")


def test_new_and_gone_are_told_apart() -> None:
    other = replace(FINDING, selector="#b")
    reworded = replace(FINDING, message="ほかの言いかた", html="<p>")
    assert compare([reworded, other], [FINDING]) == ((other,), ())
    assert compare([], [FINDING]) == ((), (FINDING,))


def test_without_an_element_the_message_tells_findings_apart() -> None:
    one, two = replace(FINDING, selector=""), replace(FINDING, selector="", message="べつ")
    assert compare([one, two], [one]) == ((two,), ())


def test_runs_are_compared_where_both_examined_the_same() -> None:
    other = replace(FINDING, selector="#b")
    before = replace(RUN, visits=(replace(VISIT, findings=(FINDING, other)), replace(CLEAN, condition="print")))
    now = replace(RUN, visits=(replace(VISIT, findings=(FINDING,)), CLEAN))
    assert compare_runs(now, before) == Comparison((), (other,), compared=1, only_now=1, only_before=1)
    deeper = replace(now, visits=(replace(VISIT, tasks=("rules", "layout"), findings=()), CLEAN))
    assert compare_runs(deeper, before) == Comparison((), (), compared=0, only_now=2, only_before=2)
    assert compare_runs(before, now).new == (other,)
