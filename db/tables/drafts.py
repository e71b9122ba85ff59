"""What people have typed and not finished."""

from __future__ import annotations

from piccolo.columns import BigSerial, ForeignKey, Text, Timestamptz, Varchar
from piccolo.table import Table

from db.tables.accounts import Account


class Draft(Table, tablename="draft"):
    """The form of one kind that an account has not finished: at which step it is, and the fields in JSON."""

    id: BigSerial = BigSerial(primary_key=True)
    account = ForeignKey(references=Account, null=False)
    kind = Varchar(length=40)
    step = Varchar(length=40)
    fields = Text()
    changed_at = Timestamptz(default=None)
