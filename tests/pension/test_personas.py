"""Whole lives against the months, totals and points that were worked out by hand from the law (tests/personas)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from db.documents import parse_document
from pension.calendar import MonthRange, YearMonth
from pension.checks import Finding, find_points
from pension.contradictions import find_contradictions
from pension.counting import Totals, compute_totals
from pension.record import PensionRecord
from pension.status import Status
from pension.timeline import Timeline, build_timeline
from rules.loader import load_rules
from tests.pension.documents import TODAY
from tests.personas import Persona, load_personas

PERSONAS = load_personas()
RULES = load_rules()
HARD_CASES = {
    "H1", "H1b", "H1c", "H1d", "H2", "H2b", "H2c", "H3", "H4", "H5", "H6", "H6-sea", "H7", "H7-corrected", "H7-tokutei",
    "H7b", "H8", "H8b", "H9", "H10", "H11-student", "H11-spouse", "H12", "H12b", "H13", "H14", "H14-norin", "H15",
    "H16", "H17", "H18",
}  # fmt: skip

Cells = dict[YearMonth, tuple[str, bool]]

every_persona = pytest.mark.parametrize("persona", PERSONAS, ids=[persona.id for persona in PERSONAS])


def read(persona: Persona) -> PensionRecord:
    record = parse_document(persona.document.read_text(encoding="utf-8"))
    assert isinstance(record, PensionRecord), record
    return record


def timeline_of(persona: Persona) -> Timeline:
    return build_timeline(read(persona), TODAY, RULES)


def shown_cells(timeline: Timeline) -> Cells:
    return {
        month: (span.status.value, span.overlap)
        for span in timeline.spans
        for month in MonthRange(span.first_month, span.last_month).each()
    }


def expected_cells(expected: dict[str, Any]) -> Cells:
    cells: Cells = {}
    for run in expected["cells"]:
        months = MonthRange(YearMonth.parse(run["first"]), YearMonth.parse(run["last"]))
        cells |= {month: (Status(run["status"]).value, run.get("overlap", False)) for month in months.each()}
    return cells


def differences(expected: Cells, shown: Cells) -> Iterator[str]:
    """One line a month, so that a failure reads like the grid."""
    for month in sorted(expected.keys() | shown.keys()):
        if expected.get(month) != shown.get(month):
            yield f"{month}: by hand {expected.get(month)}, by the timeline {shown.get(month)}"


def scheme_totals(totals: Totals) -> dict[str, Any]:
    return {
        total.scheme.value: {
            "real": total.real,
            "converted": total.converted,
            "parts": {part.kind.value: part.real for part in total.parts if part.real},
        }
        for total in totals.schemes
        if total.real
    }


def entitlement(totals: Totals) -> dict[str, Any]:
    parts = {part.scheme.value: part.converted for part in totals.entitlement.schemes if part.scheme is not None}
    by = parts | {"time_only": totals.entitlement.time_only.converted}
    return {
        "real": totals.entitlement.real,
        "converted": totals.entitlement.converted,
        "substantial": totals.entitlement.substantial,
        "by": {scheme: months for scheme, months in by.items() if months},
    }


def with_fractions(expected: dict[str, Any]) -> dict[str, Any]:
    """The same table with exact fractions where TOML has text."""
    return {name: _exact(content) for name, content in expected.items()}


def _exact(content: Any) -> Any:
    if isinstance(content, dict):
        return with_fractions(content)
    return Fraction(content) if isinstance(content, str) else content


def as_row(finding: Finding) -> tuple[int, str, str, str, date | None]:
    months = str(finding.first_month), str(finding.last_month)
    return int(finding.rule), *months, finding.call.name, finding.last_pay_date


@every_persona
def test_document_has_no_contradiction(persona: Persona) -> None:
    assert find_contradictions(read(persona), RULES) == ()


@every_persona
def test_every_month_is_what_was_worked_out_by_hand(persona: Persona) -> None:
    found = list(differences(expected_cells(persona.read_expected()), shown_cells(timeline_of(persona))))
    assert found == [], "\n".join([persona.id, *found])


@every_persona
def test_totals_are_what_was_worked_out_by_hand(persona: Persona) -> None:
    expected = persona.read_expected()["totals"]
    totals = compute_totals(timeline_of(persona), RULES)

    assert scheme_totals(totals) == with_fractions(expected["schemes"])
    assert entitlement(totals) == with_fractions(expected["entitlement"])
    assert {"weighted": totals.basic.weighted, "cap": totals.basic.cap} == with_fractions(expected["basic"])


@every_persona
def test_points_are_those_found_by_hand(persona: Persona) -> None:
    expected = {
        (row["rule"], row["first"], row["last"], row["call"], row.get("last_pay_date"))
        for row in persona.read_expected().get("findings", [])
    }
    found = [as_row(finding) for finding in find_points(timeline_of(persona), RULES)]

    assert len(found) == len(set(found))
    assert set(found) == expected


def test_every_hard_case_has_a_person() -> None:
    assert {case for persona in PERSONAS for case in persona.cases} >= HARD_CASES


def test_every_file_is_in_the_index_once() -> None:
    folder = Path(PERSONAS[0].document).parent
    assert sorted(persona.document for persona in PERSONAS) == sorted(folder.glob("*.json"))
    assert sorted(persona.expected for persona in PERSONAS) == sorted((folder / "expected").glob("*.toml"))
    assert len({persona.id for persona in PERSONAS}) == len(PERSONAS)


def test_every_status_is_shown_by_somebody() -> None:
    shown = {status for persona in PERSONAS for status, _ in expected_cells(persona.read_expected()).values()}
    # A void job is an entry beside the month's own status, never a cell.
    assert shown == set(Status) - {Status.E_VOID}
