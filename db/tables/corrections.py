"""Requests to correct a record, how far each has come, and what waits because it collides with a correction."""

from __future__ import annotations

from piccolo.columns import BigSerial, Date, ForeignKey, Text, Timestamptz, Varchar
from piccolo.table import Table

from db.tables.accounts import Account
from db.tables.imports import ImportBatch
from db.tables.people import Person, RecordDocument


class CorrectionRequest(Table, tablename="correction_request"):
    """A person asks for months of their record to be looked into (訂正の請求).

    ``start`` is where they began, ``claim`` what they say is wrong, ``told`` their own account, ``evidence`` the papers
    in JSON; ``seen_document`` is the version of the record that they had before them. ``decision`` is what the office
    works on, in JSON; ``document_before`` and ``document_after`` are the versions between which the record changed.
    """

    id: BigSerial = BigSerial(primary_key=True)
    number = Varchar(length=8)
    person = ForeignKey(references=Person, null=False)
    asked_by = ForeignKey(references=Account, null=False)
    start = Varchar(length=120)
    claim = Varchar(length=40)
    first_month = Varchar(length=7)
    last_month = Varchar(length=7)
    told = Text(default="")
    evidence = Text(default="")
    seen_document = ForeignKey(references=RecordDocument, null=False)
    step = Varchar(length=20)
    changed_at = Timestamptz(default=None)
    decision = Text(null=True, default=None)
    document_before = ForeignKey(references=RecordDocument, null=True)
    document_after = ForeignKey(references=RecordDocument, null=True)


class CorrectionStep(Table, tablename="correction_step"):
    """One step of a request: when, by whom, where; ``until_day`` is the day by which papers are asked for."""

    id: BigSerial = BigSerial(primary_key=True)
    request = ForeignKey(references=CorrectionRequest, null=False)
    step = Varchar(length=20)
    happened_at = Timestamptz(default=None)
    taken_by = ForeignKey(references=Account, null=False)
    office = Varchar(length=100)
    outcome = Varchar(length=20)
    note = Text(default="")
    until_day = Date(null=True, default=None)


class CorrectionConflict(Table, tablename="correction_conflict"):
    """A person's line of an import that leaves out a correction and cannot simply take it over.

    ``correction`` and ``reason``: the first that collides, and why; ``document`` is the line in canonical JSON. While
    its import is staged, ``outcome`` is ``staged`` and nobody finds it. ``note`` is what an officer wrote last.
    """

    id: BigSerial = BigSerial(primary_key=True)
    person = ForeignKey(references=Person, null=False)
    batch = ForeignKey(references=ImportBatch, null=False)
    correction = Varchar(length=40)
    reason = Varchar(length=20)
    as_of = Varchar(length=7)
    digest = Varchar(length=64)
    document = Text()
    outcome = Varchar(length=10)
    found_at = Timestamptz(default=None)
    note = Text(default="")
    noted_by = ForeignKey(references=Account, null=True)
    noted_at = Timestamptz(null=True, default=None)
    resolved_at = Timestamptz(null=True, default=None)
    document_after = ForeignKey(references=RecordDocument, null=True)
