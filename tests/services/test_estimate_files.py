"""An estimate from the texts of two files, or everything that is wrong with them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from db.documents import encode_document
from services.clock import DEMO_NOW
from services.estimate_files import Answer, FileProblem, estimate_files
from tests.services.monthly_files import document

TODAY = DEMO_NOW.date()


def record_text(**more: Any) -> str:
    return json.dumps(json.loads(encode_document(document(1))) | more)


def conditions_text(**more: Any) -> str:
    return json.dumps({"schema_version": 1} | more)


def problems(record: str, conditions: str | None = None) -> list[tuple[str, str]]:
    found = estimate_files(record, conditions, TODAY)
    assert isinstance(found, tuple)
    return [(problem.file, problem.field) for problem in found]


def test_a_record_alone_has_an_answer() -> None:
    found = estimate_files(record_text(), None, TODAY)
    assert isinstance(found, Answer)
    assert found.estimate.fiscal_year == 2026


def test_a_record_with_conditions_has_an_answer() -> None:
    found = estimate_files(record_text(), conditions_text(future=[], claim_basic={"years": 70}), TODAY)
    assert isinstance(found, Answer)


def test_what_is_wrong_in_either_file_is_named() -> None:
    assert problems(record_text(as_of="x"), conditions_text(claim_basic={"years": 59})) == [
        ("record", "as_of"),
        ("conditions", "claim_basic.years"),
    ]
    assert problems("{", None) == [("record", "")]
    assert problems(record_text(), "[]") == [("conditions", "")]


def test_contradictions_of_the_record_are_named() -> None:
    found = json.loads(record_text())
    found["person"]["birth_date"] = "2026-12-01"
    assert ("record", "person.birth_date") in problems(json.dumps(found))


def test_conditions_that_the_law_does_not_allow_are_named_with_the_article() -> None:
    spell = {"kind": "unpaid", "first_month": "2020-01", "last_month": "2020-02"}
    found = estimate_files(record_text(), conditions_text(future=[spell]), TODAY)
    assert isinstance(found, tuple)
    assert found[0] == FileProblem(
        "conditions",
        "future[0].first_month",
        "2020-01",
        "記録の時点（2026-10）より後の月を書いてください。",
        "国年法14条",
    )


def test_a_death_is_a_matter_of_the_record() -> None:
    found = json.loads(record_text())
    found["person"]["death_date"] = "2026-05-01"
    assert problems(json.dumps(found)) == [("record", "person.death_date")]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"schema_version": 2}, "schema_version"),
        ({"future": [{"kind": "x", "first_month": "2027-01", "last_month": "2027-01"}]}, "future[0].kind"),
        ({"future": [{"kind": "unpaid", "first_month": "2027-1", "last_month": "2027-01"}]}, "future[0].first_month"),
        ({"pay_back": ["2025-01", "2025-01"]}, "pay_back"),
        ({"claim_basic": {"years": 65, "months": 12}}, "claim_basic.months"),
        ({"children": ["2010-02-30"]}, "children[0]"),
        ({"x": 1}, "x"),
    ],
)
def test_the_schema_of_conditions_is_asked(more: dict[str, Any], field: str) -> None:
    assert problems(record_text(), conditions_text(**more)) == [("conditions", field)]


def test_a_day_before_the_tables_is_an_error() -> None:
    with pytest.raises(LookupError):
        estimate_files(record_text(), None, TODAY.replace(year=2020))
