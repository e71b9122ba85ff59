"""What people do with the points to check."""

from __future__ import annotations

from piccolo.columns import BigSerial, ForeignKey, Timestamptz, Varchar
from piccolo.table import Table

from db.tables.people import Person


class CheckMark(Table, tablename="check_mark"):
    """A person's own mark 確認した on one finding; it never changes the record."""

    id: BigSerial = BigSerial(primary_key=True)
    person = ForeignKey(references=Person, null=False)
    finding_key = Varchar(length=200)
    marked_at = Timestamptz(default=None)
