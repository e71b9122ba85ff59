"""What a sweep leaves to read: HTML with pictures for people; JSON, JUnit and SARIF for machines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement, tostring

from jinja2 import Environment, FileSystemLoader

from web.a11y.conditions import TITLES, Condition
from web.a11y.findings import Comparison, Finding, Run, dump_run

if TYPE_CHECKING:
    from web.a11y.screens import Screen

RUN_FILE = "run.json"
_NOT_IN_XML = dict.fromkeys(number for number in range(32) if number not in (9, 10, 13))


def write_reports(run: Run, screens: Sequence[Screen], folder: Path, comparison: Comparison | None = None) -> None:
    """Write index.html, run.json, junit.xml and sweep.sarif into ``folder``; with a comparison, what is new in them."""
    titles = {screen.name: screen.title for screen in screens}
    (folder / RUN_FILE).write_text(dump_run(run), encoding="utf-8")
    (folder / "junit.xml").write_bytes(_junit(run))
    (folder / "sweep.sarif").write_text(
        json.dumps(_sarif(run, comparison), ensure_ascii=False, indent=1), encoding="utf-8"
    )
    (folder / "index.html").write_text(_html(run, titles, folder, comparison), encoding="utf-8")


# --- for machines ---


def _junit(run: Run) -> bytes:
    failed = sum(bool(visit.findings) for visit in run.visits)
    tests = str(len(run.visits) + len(run.left_out))
    skipped = str(len(run.left_out))
    root = Element("testsuites", name="accessibility", tests=tests, failures=str(failed), skipped=skipped)
    for screen, visits in groupby(run.visits, lambda visit: visit.screen):
        suite = SubElement(root, "testsuite", name=screen)
        for visit in visits:
            case = SubElement(suite, "testcase", classname=screen, name=visit.condition, time=str(visit.seconds))
            for finding in visit.findings:
                _junit_failure(case, finding)
    for left in run.left_out:
        suite = SubElement(root, "testsuite", name=left.screen)
        case = SubElement(suite, "testcase", classname=left.screen, name="left out")
        SubElement(case, "skipped", message=left.reason)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _junit_failure(case: Element, finding: Finding) -> None:
    message = finding.message.translate(_NOT_IN_XML)
    failure = SubElement(case, "failure", type=f"{finding.engine}:{finding.rule}", message=message)
    failure.text = f"{finding.selector}\n{finding.html}".translate(_NOT_IN_XML)


def _sarif(run: Run, comparison: Comparison | None) -> dict[str, Any]:
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [_sarif_engine(run, engine, version, comparison) for engine, version in run.engines.items()],
    }


def _sarif_engine(run: Run, engine: str, version: str, comparison: Comparison | None) -> dict[str, Any]:
    found = [(finding, _sarif_state(finding, comparison)) for finding in run.findings if finding.engine == engine]
    if comparison is not None:
        found += [(finding, {"baselineState": "absent"}) for finding in comparison.gone if finding.engine == engine]
    rules = {finding.rule: finding.help for finding, _ in found}
    return {
        "tool": {
            "driver": {
                "name": engine,
                "version": version,
                "rules": [_sarif_rule(rule, address) for rule, address in rules.items()],
            }
        },
        "results": [_sarif_result(finding) | state for finding, state in found],
    }


def _sarif_state(finding: Finding, comparison: Comparison | None) -> dict[str, str]:
    if comparison is None:
        return {}
    return {"baselineState": "new" if finding in comparison.new else "unchanged"}


def _sarif_rule(rule: str, address: str) -> dict[str, str]:
    return {"id": rule, "helpUri": address} if address else {"id": rule}


def _sarif_result(finding: Finding) -> dict[str, Any]:
    place = {"name": finding.screen, "fullyQualifiedName": f"{finding.screen}/{finding.condition}/{finding.selector}"}
    return {
        "ruleId": finding.rule,
        "level": "error",
        "message": {"text": finding.message},
        "locations": [
            {
                "logicalLocations": [place],
                "physicalLocation": {"artifactLocation": {"uri": f"markup/{finding.screen}.html"}},
            }
        ],
    }


# --- for people ---


def _html(run: Run, titles: dict[str, str], folder: Path, comparison: Comparison | None) -> str:
    environment = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True)
    visits = {visit.key: visit for visit in run.visits}
    screens = list(dict.fromkeys(visit.screen for visit in run.visits))
    taken = [(screen, condition) for screen in screens for condition in Condition]
    return environment.get_template("report.html").render(
        run=run,
        comparison=comparison,
        verdict=_verdict(run),
        titles=titles,
        visits=visits,
        screens=screens,
        conditions=[condition for condition in Condition if any(visit.condition == condition for visit in run.visits)],
        condition_titles=TITLES,
        portraits=[
            (screen, condition) for screen, condition in taken if (folder / f"{screen}-{condition}.jpg").exists()
        ],
    )


def _verdict(run: Run) -> str:
    if not run.visits:
        return "何も検査していません。"
    return "指摘はありません。" if run.clean else f"{len(run.findings)}件の指摘があります。"
