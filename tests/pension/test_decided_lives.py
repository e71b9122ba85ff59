"""What the office decides about six lives, applied to their records: months, totals and points before and after."""

from __future__ import annotations

import pytest

from db.documents import parse_document
from pension.checks import find_points
from pension.corrections import apply_correction, carry, find_correction_problems
from pension.counting import compute_totals
from pension.record import PensionRecord
from pension.timeline import Timeline, build_timeline
from tests.pension.documents import TODAY
from tests.pension.test_personas import (
    RULES,
    as_row,
    differences,
    entitlement,
    expected_cells,
    read,
    scheme_totals,
    shown_cells,
    timeline_of,
    with_fractions,
)
from tests.personas import Decision, load_decisions

DECISIONS = load_decisions()

every_decision = pytest.mark.parametrize("decision", DECISIONS, ids=[decision.persona.id for decision in DECISIONS])


def corrected(decision: Decision) -> PensionRecord:
    record = parse_document(decision.read_corrected())
    assert isinstance(record, PensionRecord), record
    return record


def timeline_after(decision: Decision) -> Timeline:
    return build_timeline(corrected(decision), TODAY, RULES)


@every_decision
def test_it_may_be_decided_and_the_next_import_keeps_it(decision: Decision) -> None:
    imported, after = read(decision.persona), corrected(decision)
    assert find_correction_problems(imported, after.corrections[-1], RULES) == ()
    assert apply_correction(imported, after.corrections[-1]) == after
    assert carry(after, imported, RULES).record == after


@every_decision
def test_the_decided_months_change_and_no_other(decision: Decision) -> None:
    expected = expected_cells(decision.persona.read_expected()) | expected_cells(decision.expected)
    found = list(differences(expected, shown_cells(timeline_after(decision))))
    assert found == [], "\n".join([decision.persona.id, *found])


@every_decision
def test_totals_afterwards_are_what_was_worked_out_by_hand(decision: Decision) -> None:
    expected = decision.expected["totals"]
    totals = compute_totals(timeline_after(decision), RULES)

    assert scheme_totals(totals) == with_fractions(expected["schemes"])
    assert entitlement(totals) == with_fractions(expected["entitlement"])
    assert {"weighted": totals.basic.weighted, "cap": totals.basic.cap} == with_fractions(expected["basic"])


@every_decision
def test_something_is_gained_and_nothing_lost(decision: Decision) -> None:
    before, after = (
        compute_totals(timeline, RULES) for timeline in (timeline_of(decision.persona), timeline_after(decision))
    )
    assert after.entitlement.converted > before.entitlement.converted
    assert after.basic.weighted >= before.basic.weighted


@every_decision
def test_the_point_is_settled_and_every_other_stays(decision: Decision) -> None:
    """By rule and months."""
    settled = {(row["rule"], row["first"], row["last"]) for row in decision.expected["settles"]}
    before, after = (
        {as_row(finding)[:3] for finding in find_points(timeline, RULES)}
        for timeline in (timeline_of(decision.persona), timeline_after(decision))
    )
    assert settled <= before
    assert after == before - settled


@every_decision
def test_whoever_asks_brings_papers(decision: Decision) -> None:
    assert decision.evidence and all(decision.evidence)
