"""Requests to correct a record, and how far each has come."""

from __future__ import annotations

from piccolo.columns import BigSerial, Date, ForeignKey, Text, Timestamptz, Varchar
from piccolo.table import Table

from db.tables.accounts import Account
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
