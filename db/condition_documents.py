"""Conditions of an estimate as JSON (``docs/schema/estimate-conditions-1.json``), from outside and as they are kept."""

from __future__ import annotations

from pathlib import Path

import msgspec

from db.documents import plain
from db.json_schema import FieldProblem, JsonSchema
from pension.conditions import Conditions

CONDITIONS_SCHEMA_FILE = Path(__file__).parents[1] / "docs" / "schema" / "estimate-conditions-1.json"
_SCHEMA = JsonSchema(CONDITIONS_SCHEMA_FILE)


def parse_conditions(text: str) -> Conditions | list[FieldProblem]:
    """The conditions in a JSON text, or everything that the schema finds wrong with it."""
    return _SCHEMA.parse(text, Conditions, "条件の様式に合いません")


def encode_conditions(conditions: Conditions) -> str:
    """The JSON of conditions, which the schema finds right; the same conditions always give the same text."""
    return msgspec.json.encode({"schema_version": conditions.schema_version, **plain(conditions)}).decode()
