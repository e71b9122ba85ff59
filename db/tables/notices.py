"""What has been told to people."""

from __future__ import annotations

from piccolo.columns import BigSerial, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.table import Table

from db.tables.people import Person, RecordDocument


class EstimateNotice(Table, tablename="estimate_notice"):
    """The estimate of one person's notice of one month, in JSON with its SHA-256; never changed once written.

    ``record_document`` is the version of the record it rests on, ``rules_fiscal_year`` the year of its rates.
    """

    id: BigSerial = BigSerial(primary_key=True)
    person = ForeignKey(references=Person, null=False)
    month = Varchar(length=7)
    record_document = ForeignKey(references=RecordDocument, null=False)
    rules_fiscal_year = Integer()
    digest = Varchar(length=64)
    notice = Text()
    issued_at = Timestamptz(default=None)
