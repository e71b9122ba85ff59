"""The demo people's records, read and decided once for the tests of the views."""

from __future__ import annotations

from functools import cache

from db.documents import parse_document
from pension.checks import Finding, find_points
from pension.counting import Totals, compute_totals
from pension.record import PensionRecord
from pension.timeline import Timeline, build_timeline
from rules.loader import load_rules
from tests.pension.documents import TODAY
from tests.personas import load_personas

PERSONAS = {persona.id: persona for persona in load_personas()}


@cache
def timeline_of(person: str) -> Timeline:
    """The record of a demo person, month by month."""
    parsed = parse_document(PERSONAS[person].document.read_text(encoding="utf-8"))
    assert isinstance(parsed, PensionRecord)
    return build_timeline(parsed, TODAY, load_rules())


@cache
def points_of(person: str) -> tuple[Finding, ...]:
    """Their points to check."""
    return find_points(timeline_of(person), load_rules())


@cache
def totals_of(person: str) -> Totals:
    """Their totals."""
    return compute_totals(timeline_of(person), load_rules())
