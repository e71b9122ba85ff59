"""Documents: canonical, complete, and nothing passes the schema that should not."""

from __future__ import annotations

import json
import time
import types
import typing
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, cast

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings

from db.documents import (
    SCHEMA_FILE,
    decode_document,
    digest_document,
    encode_document,
    parse_document,
)
from db.json_schema import FieldProblem
from db.problems import DamagedDocument
from pension import record as records
from pension.calendar import YearMonth
from pension.record import PensionRecord
from pension.status import Status
from rules.loader import load_rules
from tests.pension.strategies import records as any_record

SCHEMA = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
EXAMPLE = Path(__file__).parents[2] / "docs" / "data-formats.md"
MINIMAL: dict[str, Any] = {
    "schema_version": 1,
    "as_of": "2026-10",
    "person": {
        "basic_pension_number": "1234-567890",
        "name": "春野 和子",
        "kana": "ハルノ カズコ",
        "birth_date": "1961-06-15",
        "sex": "female",
    },
}


def worked_example() -> dict[str, Any]:
    text = EXAMPLE.read_text(encoding="utf-8")
    example: dict[str, Any] = json.loads(text.split("```json")[1].split("```")[0])
    return example


def parsed(document: dict[str, Any]) -> PensionRecord | list[FieldProblem]:
    return parse_document(json.dumps(document, ensure_ascii=False))


def sound(document: dict[str, Any]) -> PensionRecord:
    record = parsed(document)
    assert isinstance(record, PensionRecord), record
    return record


def problems(document: dict[str, Any]) -> list[tuple[str, str]]:
    found = parsed(document)
    assert isinstance(found, list)
    return [(problem.field, problem.value) for problem in found]


def changed(path: str, value: object) -> dict[str, Any]:
    """The worked example with one value replaced."""
    document = deepcopy(worked_example())
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place: Any = document
    for step in steps:
        place = place[step]
    place[last] = value
    return document


# ---- canonical ----


def test_what_holds_its_default_is_not_written() -> None:
    wordy = MINIMAL | {"national": [], "facts": {"spouses": []}, "remarks": []}
    document = encode_document(sound(wordy))
    assert json.loads(document) == MINIMAL
    assert document == json.dumps(MINIMAL, ensure_ascii=False, separators=(",", ":"))


def test_the_order_of_keys_and_spaces_make_no_difference() -> None:
    example = worked_example()
    turned = dict(reversed(example.items()))
    indented = parse_document(json.dumps(turned, indent=4))
    assert isinstance(indented, PensionRecord)
    assert encode_document(indented) == encode_document(sound(example))


def test_the_worked_example_is_complete_and_comes_back_whole() -> None:
    example = worked_example()
    document = encode_document(sound(example))
    assert json.loads(document) == example
    assert decode_document(document, digest_document(document)) == sound(example)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_record())
def test_every_record_comes_back_whole(record: PensionRecord) -> None:
    document = encode_document(record)
    assert decode_document(document, digest_document(document)) == record


# ---- stored documents ----


def test_a_changed_byte_is_found() -> None:
    document = encode_document(sound(MINIMAL))
    with pytest.raises(DamagedDocument):
        decode_document(document.replace("1961", "1962"), digest_document(document))


@pytest.mark.parametrize(
    "document",
    [
        "{",
        "[]",
        '{"schema_version":1}',
        json.dumps(MINIMAL | {"schema_version": 2}),
        json.dumps(MINIMAL | {"as_of": 3}),
    ],
)
def test_what_is_no_document_of_ours_is_damaged(document: str) -> None:
    with pytest.raises(DamagedDocument):
        decode_document(document, digest_document(document))


# ---- what comes from outside ----


@pytest.mark.parametrize(
    "line", ["", "{", "nonsense", '{"a":1}}', "NaN", "1e999", "9" * 5000, "[" * 100_000, '"\\ud800"', "{'a': 1}"]
)
def test_what_is_no_json_is_told_as_such(line: str) -> None:
    found = parse_document(line)
    assert isinstance(found, list)
    assert len(found) == 1
    assert found[0].field == ""
    assert "JSON" in found[0].reason
    assert len(found[0].value) < 100


@pytest.mark.parametrize("line", ["[]", "1", "null", '"text"'])
def test_what_is_no_object_is_told_as_such(line: str) -> None:
    found = parse_document(line)
    assert isinstance(found, list)
    assert [problem.reason for problem in found] == ["{ } の形で書いてください。"]


def test_a_key_that_stands_twice_is_told() -> None:
    found = parse_document('{"schema_version":1,"as_of":"2026-10","as_of":"2026-09"}')
    assert isinstance(found, list)
    assert [(problem.field, problem.value) for problem in found] == [("as_of", '["2026-10","2026-09"]')]
    assert "2回" in found[0].reason


def test_a_key_that_stands_twice_is_found_at_once_among_very_many() -> None:
    keys = ",".join(f'"k{number}":1' for number in range(80_000))
    begun = time.perf_counter()
    found = parse_document(f'{{{keys},"k79999":2}}')
    assert time.perf_counter() - begun < 5  # comparing each key with each takes minutes
    assert isinstance(found, list)
    assert [(problem.field, problem.value) for problem in found] == [("k79999", "[1,2]")]


def test_a_number_with_a_point_is_not_a_whole_number() -> None:
    assert problems(MINIMAL | {"schema_version": 1.0}) == [("schema_version", "1.0")]
    path = "employees.0.pay.0.standard_monthly_remuneration"
    assert problems(changed(path, 2e5)) == [("employees[0].pay[0].standard_monthly_remuneration", "200000.0")]


def test_every_problem_of_a_document_is_named() -> None:
    document = {
        "schema_version": 2,
        "as_of": "2026-13",
        "extra": [1],
        "person": {"name": "春野 ", "kana": "はるの", "other": None},
        "national": [{"id": "a b", "category": "4", "enrolled_on": "2023-02-29", "runs": {}}],
        "corrections": [{"id": "c", "decided_on": "2020-01-01", "office": "x", "reason": "y", "withdraws": ["a", "a"]}],
    }
    found = parsed(document)
    assert isinstance(found, list)
    assert {(problem.field, problem.value) for problem in found} == {
        ("schema_version", "2"),
        ("as_of", '"2026-13"'),
        ("extra", "[1]"),
        ("person.basic_pension_number", ""),
        ("person.birth_date", ""),
        ("person.sex", ""),
        ("person.name", '"春野 "'),
        ("person.kana", '"はるの"'),
        ("person.other", "null"),
        ("national[0].id", '"a b"'),
        ("national[0].category", '"4"'),
        ("national[0].enrolled_on", '"2023-02-29"'),
        ("national[0].runs", "{}"),
        ("corrections[0].withdraws", '["a","a"]'),
    }
    reasons = {problem.field: problem.reason for problem in found}
    assert reasons["person.birth_date"] == "必要な項目です（生年月日）。"
    assert reasons["national[0].enrolled_on"].startswith("YYYY-MM-DD の形の正しい日付")
    assert reasons["national[0].category"].startswith("次のどれかで書いてください：category_1、")
    assert reasons["schema_version"] == "1 と書いてください。"
    assert reasons["extra"] == "この様式にない項目です。"


def test_bounds_of_numbers_and_lengths() -> None:
    document = worked_example()
    pay = document["employees"][0]["pay"][0]
    for value, word in ((0, "以上"), (2_000_001, "以下"), ("200000", "整数"), (True, "整数")):
        pay["standard_monthly_remuneration"] = value
        found = parsed(document)
        assert isinstance(found, list)
        assert word in found[0].reason
    document = MINIMAL | {"person": MINIMAL["person"] | {"address": {"postal_code": "1000001", "lines": []}}}
    assert {field for field, _ in problems(document)} == {"person.address.postal_code", "person.address.lines"}
    document = MINIMAL | {"remarks": [{"kind": "other", "text": "あ" * 501}] * 101}
    found = parsed(document)
    assert isinstance(found, list)
    assert {"100 件までです。", "500 文字までです。"} == {problem.reason for problem in found}


@pytest.mark.parametrize(
    "name",
    [
        "",
        " 春野",
        "春野\n和子",
        "春野\u200b和子",  # zero-width space
        "春野\u202e和子",  # turns the direction of writing
        "春野\x07",
        "春野\u00a0和子",
        "春野\ue000",  # private use: a 外字 that only one machine knows
        "春野😀",
        "春野❤️",
        "<b>春野</b>",
        "ハルノカ\u3099",  # not NFC
        "春" * 101,
        "\ufeff春野",
    ],
)
def test_names_that_are_refused(name: str) -> None:
    assert [field for field, _ in problems(MINIMAL | {"person": MINIMAL["person"] | {"name": name}})] == ["person.name"]


@pytest.mark.parametrize(
    "name", ["葛\U000e0100城", "𠮷野", "SMITH JOHN", "髙﨑", "左衛門三郎　美津江", "ジョン・スミス"]
)
def test_names_that_people_have(name: str) -> None:
    assert sound(MINIMAL | {"person": MINIMAL["person"] | {"name": name}}).person.name == name


@pytest.mark.parametrize("kana", ["ハルノ　カズコ", "ヴァンダーヴォード ジャン・ポール", "オー"])
def test_kana_that_is_taken(kana: str) -> None:
    assert sound(MINIMAL | {"person": MINIMAL["person"] | {"kana": kana}}).person.kana == kana


@pytest.mark.parametrize(
    "kana", ["ﾊﾙﾉ ｶｽﾞｺ", "はるの", "ハルノ  カズコ", " ハルノ", "ハルノ ", "", "Haruno", "ハ" * 101]
)
def test_kana_that_is_refused(kana: str) -> None:
    assert problems(MINIMAL | {"person": MINIMAL["person"] | {"kana": kana}})


@pytest.mark.parametrize(
    "month", ["1940-05", "1939-12", "2101-01", "2020-00", "2020-13", "2020-1", "\uff12020-01", "202001"]
)
def test_months_that_are_refused(month: str) -> None:
    assert problems(MINIMAL | {"as_of": month}) == [("as_of", f'"{month}"')]


@pytest.mark.parametrize("month", ["1940-06", "1949-12", "1950-01", "1999-12", "2000-01", "2099-12", "2100-12"])
def test_months_that_are_taken(month: str) -> None:
    assert str(sound(MINIMAL | {"as_of": month}).as_of) == month


@pytest.mark.parametrize(
    ("place", "allowed"),
    [
        ("national.0.runs.0.status", [*(s for s in Status if s.startswith(("N1", "NV", "N3"))), Status.F_LUMP]),
        ("employees.0.status", ["E1", "E1_FUND", "E1_MINE", "E1_SEA", "S1", "E2", "E3", "E4"]),
        ("employees.0.exceptions.0.status", ["E1_LEAVE", "E_LAPSED", "E_LUMP", "F_LUMP", "E1_FUND"]),
    ],
)
def test_statuses_allowed_in_each_place(place: str, allowed: list[str]) -> None:
    rules = load_rules()
    stored = {str(status) for status in allowed if rules.statuses[Status(status)].stored}
    taken = {str(status) for status in Status if isinstance(parsed(changed(place, status.value)), PensionRecord)}
    assert taken == stored


# ---- schema and values say the same ----


def test_the_schema_is_a_schema() -> None:
    assert jsonschema_rs.meta.is_valid(SCHEMA)


def dataclasses_of_the_record() -> Iterator[tuple[type, dict[str, Any]]]:
    """Every dataclass that a document is made of, with its part of the schema."""
    seen: set[type] = set()
    waiting: list[tuple[type, dict[str, Any]]] = [(PensionRecord, SCHEMA)]
    while waiting:
        kind, schema = waiting.pop()
        if kind in seen:
            continue
        seen.add(kind)
        yield kind, schema
        hints = typing.get_type_hints(kind, vars(records))
        for field in fields(kind):
            inner = element_of(hints[field.name])
            if is_dataclass(inner):
                waiting.append((cast("type", inner), resolved(schema["properties"][field.name])))


def element_of(hint: Any) -> Any:
    """The type inside ``tuple[T, ...]`` or ``T | None``."""
    if isinstance(hint, types.UnionType):
        return next(part for part in typing.get_args(hint) if part is not type(None))
    return typing.get_args(hint)[0] if typing.get_origin(hint) is tuple else hint


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema or schema.get("type") == "array":
        schema = SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema["items"]
    return schema


@pytest.mark.parametrize(
    ("kind", "schema"), list(dataclasses_of_the_record()), ids=lambda part: getattr(part, "__name__", "")
)
def test_schema_and_dataclass_have_the_same_fields(kind: type, schema: dict[str, Any]) -> None:
    assert schema["additionalProperties"] is False
    assert list(schema["properties"]) == [field.name for field in fields(kind)]
    required = [field.name for field in fields(kind) if field.default is field.default_factory]
    assert schema["required"] == required
    hints = typing.get_type_hints(kind, vars(records))
    for name, part in schema["properties"].items():
        assert part["title"].count("(") == part["title"].count(")") == 1, (kind, name)
        assert part["description"].endswith("."), (kind, name)
        assert_same_type(hints[name], part)


def assert_same_type(hint: Any, part: dict[str, Any]) -> None:
    inner, schema = element_of(hint), resolved(part)
    assert (part.get("type") == "array") == (typing.get_origin(hint) is tuple)
    if is_dataclass(inner):
        assert schema["type"] == "object"
    elif issubclass(inner, StrEnum):
        assert set(schema["enum"]) <= {member.value for member in inner}
        assert inner is Status or len(schema["enum"]) == len(inner)
    else:
        json_types = {bool: "boolean", YearMonth: "string", date: "string", int: "integer", str: "string"}
        assert schema["type"] == json_types[inner]


def test_every_definition_is_used() -> None:
    text = json.dumps(SCHEMA)
    assert [name for name in SCHEMA["$defs"] if f'"#/$defs/{name}"' not in text] == []
