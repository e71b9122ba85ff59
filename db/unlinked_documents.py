"""Records without an owner as JSON from outside (``docs/schema/unlinked-record-1.json``)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from db.json_schema import FieldProblem, JsonSchema
from pension.calendar import YearMonth
from pension.kana import plain_parts
from pension.record import Sex
from pension.status import Scheme
from pension.unlinked import RecordedBirth, UnlinkedRecord

UNLINKED_SCHEMA_FILE = Path(__file__).parents[1] / "docs" / "schema" / "unlinked-record-1.json"
_SCHEMA = JsonSchema(UNLINKED_SCHEMA_FILE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """The JSON form: the birth date is text."""

    number: str
    scheme: Scheme
    kana: str
    birth_date: str
    name: str | None = None
    sex: Sex | None = None
    employer: str | None = None
    first_month: YearMonth | None = None
    last_month: YearMonth | None = None


def parse_unlinked(text: str) -> UnlinkedRecord | list[FieldProblem]:
    """The record in a JSON text, its kana in full width, or everything that is wrong with it."""
    line = _SCHEMA.parse(text, _Line, "記録の様式に合いません")
    if isinstance(line, list):
        return line
    if line.first_month and line.last_month and line.last_month < line.first_month:
        return [FieldProblem("last_month", str(line.last_month), "終わりの月が、始まりの月より前です。")]
    return UnlinkedRecord(
        number=line.number,
        scheme=line.scheme,
        kana=" ".join(plain_parts(line.kana)),
        birth=RecordedBirth.parse(line.birth_date),
        name=line.name,
        sex=line.sex,
        employer=line.employer,
        first_month=line.first_month,
        last_month=line.last_month,
    )


def encode_unlinked(record: UnlinkedRecord) -> str:
    """The record as one line of JSON; what it does not say is left out."""
    said = {
        "number": record.number,
        "scheme": record.scheme.value,
        "kana": record.kana,
        "birth_date": str(record.birth),
        "name": record.name,
        "sex": record.sex and record.sex.value,
        "employer": record.employer,
        "first_month": record.first_month and str(record.first_month),
        "last_month": record.last_month and str(record.last_month),
    }
    return msgspec.json.encode({field: value for field, value in said.items() if value is not None}).decode()
