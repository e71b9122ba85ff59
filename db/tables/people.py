"""People, and their record documents by version."""

from __future__ import annotations

from piccolo.columns import BigInt, BigSerial, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.table import Table

from db.tables.imports import ImportBatch


class Person(Table, tablename="person"):
    """One insured person. Which document is the current one stands here, so that switching is one small update."""

    id: BigSerial = BigSerial(primary_key=True)
    basic_pension_number = Varchar(length=11)
    current_document = BigInt(null=True, default=None)
    created_at = Timestamptz(default=None)


class RecordDocument(Table, tablename="record_document"):
    """One version of one person's record document, in canonical JSON with its SHA-256; never changed once written.

    ``replaces`` is the document that was current before; ``name`` is the person's name as this version has it.
    """

    id: BigSerial = BigSerial(primary_key=True)
    person = ForeignKey(references=Person, null=False)
    version = Integer()
    batch = ForeignKey(references=ImportBatch, null=True)
    replaces = BigInt(null=True, default=None)
    name = Varchar(length=100)
    as_of = Varchar(length=7)
    digest = Varchar(length=64)
    document = Text()
    stored_at = Timestamptz(default=None)
