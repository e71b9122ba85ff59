"""The published schema of conditions and the values they become say the same."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from typing import Any, cast, get_args, get_type_hints

import jsonschema_rs

from db.condition_documents import CONDITIONS_SCHEMA_FILE, parse_conditions
from pension.claim import ClaimAge
from pension.conditions import Conditions, FutureSpell, SpellKind, YearlyBonus
from tests.meta.tree import ROOT
from tests.pension.documents import ym

SCHEMA = json.loads(CONDITIONS_SCHEMA_FILE.read_text(encoding="utf-8"))


def test_the_schema_is_a_schema() -> None:
    assert jsonschema_rs.meta.is_valid(SCHEMA)


def test_everything_that_can_be_written_arrives() -> None:
    text = json.dumps(
        {
            "schema_version": 1,
            "future": [
                {
                    "kind": "employment",
                    "first_month": "2027-01",
                    "last_month": "2027-12",
                    "monthly_pay": 300000,
                    "raise_per_mille": 20,
                    "bonuses": [{"month": 6, "yen": 500000}],
                },
                {"kind": "self_employed", "first_month": "2028-01", "last_month": "2028-12", "additional": True},
            ],
            "pay_back": ["2025-01"],
            "claim_basic": {"years": 67, "months": 3},
            "claim_employees": {"years": 65},
            "children": ["2010-04-01"],
        }
    )
    assert parse_conditions(text) == Conditions(
        future=(
            FutureSpell(
                kind=SpellKind.EMPLOYMENT,
                first_month=ym("2027-01"),
                last_month=ym("2027-12"),
                monthly_pay=300_000,
                raise_per_mille=20,
                bonuses=(YearlyBonus(month=6, yen=500_000),),
            ),
            FutureSpell(
                kind=SpellKind.SELF_EMPLOYED, first_month=ym("2028-01"), last_month=ym("2028-12"), additional=True
            ),
        ),
        pay_back=(ym("2025-01"),),
        claim_basic=ClaimAge(67, 3),
        claim_employees=ClaimAge(65),
        children=(date(2010, 4, 1),),
    )


def test_nothing_supposed_is_not_the_same_as_nothing_more() -> None:
    assert parse_conditions('{"schema_version":1}') == Conditions(future=None)
    assert parse_conditions('{"schema_version":1,"future":[]}') == Conditions(future=())


def test_fields_and_what_is_required_are_those_of_the_values() -> None:
    for kind, node in _parts(Conditions, SCHEMA):
        names = {field.name for field in fields(cast("Any", kind))}
        required = {
            field.name
            for field in fields(cast("Any", kind))
            if field.default is MISSING and field.default_factory is MISSING
        }
        assert set(node["properties"]) == names, kind
        assert set(node["required"]) - {"schema_version"} == required, kind
        assert node["additionalProperties"] is False


def _parts(kind: type, node: dict[str, Any]) -> list[tuple[type, dict[str, Any]]]:
    """Every dataclass of the conditions with its part of the schema."""
    found = [(kind, node)]
    hints = get_type_hints(kind)
    for field in fields(cast("Any", kind)):
        inner = [hint for hint in (hints[field.name], *get_args(hints[field.name])) if is_dataclass(hint)]
        for hint in [*inner, *(deep for arg in get_args(hints[field.name]) for deep in get_args(arg))]:
            if is_dataclass(hint) and hint is not kind:
                found += _parts(cast("type", hint), _resolved(node["properties"][field.name]))
    return found


def _resolved(node: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node or node.get("type") == "array":
        node = SCHEMA["$defs"][node["$ref"].rsplit("/", 1)[1]] if "$ref" in node else node["items"]
    return node


def test_the_example_of_the_page_can_be_read() -> None:
    page = (ROOT / "docs" / "estimate.md").read_text(encoding="utf-8")
    example = page.split("```json\n")[1].split("```")[0]
    found = parse_conditions(example)
    assert isinstance(found, Conditions)
    assert [spell.kind for spell in found.future or ()] == [
        SpellKind.EMPLOYMENT,
        SpellKind.SELF_EMPLOYED,
        SpellKind.ABROAD,
    ]
