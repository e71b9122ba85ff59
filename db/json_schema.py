"""Reading JSON from outside by a published JSON Schema, with every problem named by field, value and reason."""

from __future__ import annotations

import functools
import json
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

import jsonschema_rs
import msgspec

from pension.calendar import YearMonth

_LONGEST_VALUE = 80
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One thing wrong with a document: where (``national[0].runs[2].status``), what stands there, and why."""

    field: str
    value: str
    reason: str


class JsonSchema:
    """One published JSON Schema: reads JSON from outside into a value, or says everything that is wrong with it."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def parse(self, text: str, kind: type[_Value], refusal: str) -> _Value | list[FieldProblem]:
        """The value in a JSON text; ``refusal`` says what it is not, where its shape alone does not tell."""
        try:
            document = msgspec.json.decode(text)
            json.loads(text, object_pairs_hook=_refuse_twice)
        except _KeyTwice as twice:
            reason = "1つの { } に2回あります。1回だけ書いてください。"
            return [FieldProblem(twice.key, _as_json(twice.values), reason)]
        except (msgspec.DecodeError, RecursionError) as error:
            return [FieldProblem("", _shortened(text), f"JSON として読めません（{error}）。")]
        problems = self._find_problems(document)
        if problems:
            return problems
        try:
            return msgspec.convert(document, kind, dec_hook=decode_month)
        except msgspec.ValidationError as error:
            return _find_fractions(document) or [FieldProblem("", _shortened(text), f"{refusal}（{error}）。")]

    @functools.cached_property
    def _schema(self) -> dict[str, Any]:
        schema: dict[str, Any] = msgspec.json.decode(self._file.read_bytes())
        return schema

    @functools.cached_property
    def _validator(self) -> jsonschema_rs.Draft202012Validator:
        formats = {"plain-text": _is_plain_text}
        return jsonschema_rs.Draft202012Validator(self._schema, validate_formats=True, formats=formats)

    def _find_problems(self, document: Any) -> list[FieldProblem]:
        errors = self._validator.iter_errors(document)
        found = (problem for error in errors for problem in _explain(error, self._schema))
        return list(dict.fromkeys(found))  # pattern and format of one field say the same


def decode_month(_: type, found: Any) -> YearMonth:
    """YearMonth is the one type that msgspec does not know."""
    return YearMonth.parse(found)


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


def _is_plain_text(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text) and text == text.strip()


def _explain(error: jsonschema_rs.ValidationError, schema: dict[str, Any]) -> list[FieldProblem]:
    """What the schema says of one place, in plain words."""
    path = list(error.instance_path)
    detail = error.kind.as_dict()
    match str(error.schema_path[-1]):
        case "required":
            name = detail["property"]
            reason = f"必要な項目です{_japanese_name(error, name, schema)}。"
            return [FieldProblem(field_path([*path, name]), "", reason)]
        case "additionalProperties":
            reason = "この様式にない項目です。"
            found = cast("dict[str, Any]", error.instance)
            names = detail["unexpected"]
            return [FieldProblem(field_path([*path, name]), _as_json(found[name]), reason) for name in names]
        case keyword:
            reason = _form(error, schema) if keyword in {"pattern", "format"} else _REASONS[keyword](detail)
            return [FieldProblem(field_path(path), _as_json(error.instance), reason)]


def _form(error: jsonschema_rs.ValidationError, schema: dict[str, Any]) -> str:
    return f"{_schema_node(error, schema)['x-form-ja']}で書いてください。"


def _japanese_name(error: jsonschema_rs.ValidationError, name: str, schema: dict[str, Any]) -> str:
    title: str = _schema_node(error, schema)["properties"][name]["title"]
    return title[title.index("(") :].replace("(", "（").replace(")", "）")


def _schema_node(error: jsonschema_rs.ValidationError, schema: dict[str, Any]) -> dict[str, Any]:
    """The part of the schema that holds the keyword that failed."""
    node: Any = schema
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
