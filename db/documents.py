"""Record documents: canonical JSON ↔ :class:`pension.record.PensionRecord`.

Canonical means: keys in the order of the dataclass fields, fields that hold their default left out, no spaces, UTF-8.
The same record always gives the same bytes, so the SHA-256 of the bytes tells whether anything has changed; and a field
that a later version adds leaves the bytes of old documents as they are.
"""

from __future__ import annotations

import functools
import hashlib
import json
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, cast

import jsonschema_rs
import msgspec

from db.problems import DamagedDocument
from pension.calendar import YearMonth
from pension.record import PensionRecord

SCHEMA_VERSION = 1
_LONGEST_VALUE = 80
SCHEMA_FILE = Path(__file__).parents[1] / "docs" / "schema" / f"pension-record-{SCHEMA_VERSION}.json"


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One thing wrong with a document: where (``national[0].runs[2].status``), what stands there, and why."""

    field: str
    value: str
    reason: str


def encode_document(record: PensionRecord) -> str:
    """The canonical JSON of a record."""
    return msgspec.json.encode(_plain(record)).decode()


def digest_document(document: str) -> str:
    """SHA-256 of a document in hexadecimal."""
    return hashlib.sha256(document.encode()).hexdigest()


def decode_document(document: str, digest: str) -> PensionRecord:
    """The record in a stored document; raises DamagedDocument when it is not, byte for byte, what was stored.

    Documents are upgraded here when read: a later schema version adds the step from the one before.
    """
    if digest_document(document) != digest:
        raise DamagedDocument("the document's SHA-256 is not the stored one")
    try:
        record = _DECODER.decode(document)
    except msgspec.DecodeError as error:
        raise DamagedDocument(str(error)) from error
    if record.schema_version != SCHEMA_VERSION:
        raise DamagedDocument(f"schema version {record.schema_version} is unknown")
    return record


def parse_document(line: str) -> PensionRecord | list[FieldProblem]:
    """The record in JSON that comes from outside, or everything that the schema finds wrong with it."""
    try:
        document = msgspec.json.decode(line)
        json.loads(line, object_pairs_hook=_refuse_twice)
    except _KeyTwice as twice:
        return [FieldProblem(twice.key, _as_json(twice.values), "1つの { } に2回あります。1回だけ書いてください。")]
    except (msgspec.DecodeError, RecursionError) as error:
        return [FieldProblem("", _shortened(line), f"JSON として読めません（{error}）。")]
    problems = _find_schema_problems(document)
    if problems:
        return problems
    try:
        return msgspec.convert(document, PensionRecord, dec_hook=_decode_month)
    except msgspec.ValidationError as error:
        return _find_fractions(document) or [FieldProblem("", _shortened(line), f"記録の様式に合いません（{error}）。")]


def field_path(parts: Sequence[str | int]) -> str:
    """The JSON path of a field as people write it: ``national[0].runs[2].status``."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts).removeprefix(".")


class _KeyTwice(Exception):
    """A key stands twice in one object: what is meant cannot be known."""

    def __init__(self, key: str, values: list[Any]) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


def _refuse_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _KeyTwice(_shortened(key), [found[key], value])
        found[key] = value
    return found


def _find_fractions(document: Any) -> list[FieldProblem]:
    """Numbers with a decimal point: to JSON Schema 1.0 is an integer, to a record it is not."""
    reason = "小数点のない整数で書いてください。"
    return [FieldProblem(field_path(path), _as_json(value), reason) for path, value in _fractions(document, ())]


def _fractions(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], float]]:
    if isinstance(value, float):
        yield path, value
    elif isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _fractions(inner, (*path, key))


def _plain(value: Any) -> Any:
    """What msgspec writes as it is, with defaults left out."""
    kind: type = type(value)
    if kind is tuple:
        return [_plain(item) for item in value]
    if kind is YearMonth:
        return _month_text(value)
    defaults = _defaults(kind)
    if defaults is None:
        return value
    return {
        name: _plain(content)
        for name, default in defaults
        if (content := getattr(value, name)) is not default and content != default
    }


@functools.cache
def _defaults(kind: type) -> list[tuple[str, Any]] | None:
    """The fields of a dataclass with their defaults; None for any other type."""
    return [(field.name, field.default) for field in fields(kind)] if is_dataclass(kind) else None


@functools.lru_cache(maxsize=2048)
def _month_text(month: YearMonth) -> str:
    """Lives name the same few hundred months again and again."""
    return str(month)


def _decode_month(_: type, found: Any) -> YearMonth:
    """YearMonth is the one type that msgspec does not know."""
    return YearMonth.parse(found)


_DECODER = msgspec.json.Decoder(PensionRecord, dec_hook=_decode_month)


def _is_plain_text(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text) and text == text.strip()


@functools.cache
def _schema() -> dict[str, Any]:
    schema: dict[str, Any] = msgspec.json.decode(SCHEMA_FILE.read_bytes())
    return schema


@functools.cache
def _validator() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(_schema(), validate_formats=True, formats={"plain-text": _is_plain_text})


def _find_schema_problems(document: Any) -> list[FieldProblem]:
    found = (problem for error in _validator().iter_errors(document) for problem in _explain(error))
    return list(dict.fromkeys(found))  # pattern and format of one field say the same


def _explain(error: jsonschema_rs.ValidationError) -> list[FieldProblem]:
    """What the schema says of one place, in plain words."""
    path = list(error.instance_path)
    detail = error.kind.as_dict()
    match str(error.schema_path[-1]):
        case "required":
            name = detail["property"]
            return [FieldProblem(field_path([*path, name]), "", f"必要な項目です{_japanese_name(error, name)}。")]
        case "additionalProperties":
            reason = "この様式にない項目です。"
            found = cast("dict[str, Any]", error.instance)
            names = detail["unexpected"]
            return [FieldProblem(field_path([*path, name]), _as_json(found[name]), reason) for name in names]
        case keyword:
            reason = _form(error) if keyword in {"pattern", "format"} else _REASONS[keyword](detail)
            return [FieldProblem(field_path(path), _as_json(error.instance), reason)]


def _form(error: jsonschema_rs.ValidationError) -> str:
    return f"{_schema_node(error)['x-form-ja']}で書いてください。"


def _japanese_name(error: jsonschema_rs.ValidationError, name: str) -> str:
    title: str = _schema_node(error)["properties"][name]["title"]
    return title[title.index("(") :].replace("(", "（").replace(")", "）")


def _schema_node(error: jsonschema_rs.ValidationError) -> dict[str, Any]:
    """The part of the schema that holds the keyword that failed."""
    node: Any = _schema()
    for step in error.schema_path[:-1]:
        node = node[step]
    return cast("dict[str, Any]", node)


_TYPES = {"object": "{ } の形", "array": "[ ] の形", "string": "文字列", "integer": "整数", "boolean": "true か false"}

_REASONS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "type": lambda detail: f"{_TYPES[detail['types'][0]]}で書いてください。",
    "enum": lambda detail: f"次のどれかで書いてください：{'、'.join(detail['options'])}。",
    "const": lambda detail: f"{detail['expected_value']} と書いてください。",
    "minimum": lambda detail: f"{detail['limit']} 以上の数で書いてください。",
    "maximum": lambda detail: f"{detail['limit']} 以下の数で書いてください。",
    "maxLength": lambda detail: f"{detail['limit']} 文字までです。",
    "minItems": lambda detail: f"{detail['limit']} 件以上が必要です。",
    "maxItems": lambda detail: f"{detail['limit']} 件までです。",
    "uniqueItems": lambda _: "同じものが2つあります。",
}


def _as_json(value: Any) -> str:
    return _shortened(msgspec.json.encode(value).decode())


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"
