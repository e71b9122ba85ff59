"""Record documents: canonical JSON ↔ :class:`pension.record.PensionRecord`.

Canonical means: keys in the order of the dataclass fields, fields that hold their default left out, no spaces, UTF-8.
The same record always gives the same bytes, so the SHA-256 of the bytes tells whether anything has changed; and a field
that a later version adds leaves the bytes of old documents as they are.
"""

from __future__ import annotations

import functools
import hashlib
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import msgspec

from db.json_schema import FieldProblem, JsonSchema, decode_month
from db.problems import DamagedDocument
from pension.calendar import YearMonth
from pension.record import PensionRecord

SCHEMA_VERSION = 1
SCHEMA_FILE = Path(__file__).parents[1] / "docs" / "schema" / f"pension-record-{SCHEMA_VERSION}.json"


def encode_document(record: PensionRecord) -> str:
    """The canonical JSON of a record."""
    return msgspec.json.encode(plain(record)).decode()


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
    return _SCHEMA.parse(line, PensionRecord, "記録の様式に合いません")


def plain(value: Any) -> Any:
    """What msgspec writes as it is, with defaults left out."""
    kind: type = type(value)
    if kind is tuple:
        return [plain(item) for item in value]
    if kind is YearMonth:
        return _month_text(value)
    defaults = _defaults(kind)
    if defaults is None:
        return value
    return {
        name: plain(content)
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


_DECODER = msgspec.json.Decoder(PensionRecord, dec_hook=decode_month)
_SCHEMA = JsonSchema(SCHEMA_FILE)
