"""Acting for another, and questions about who has read a record."""

from __future__ import annotations

from piccolo.columns import BigInt, BigSerial, ForeignKey, Text, Timestamptz, Varchar
from piccolo.table import Table

from db.tables.accounts import Account
from db.tables.people import Person


class Mandate(Table, tablename="mandate"):
    """A person lets another account see their record (委任), from ``given_at`` until ``ends_at`` or ``withdrawn_at``.

    ``entered_by``, ``office``, ``papers`` and ``reason`` are those of a mandate on paper (委任状), which an officer
    enters; a mandate given on the screen has none.
    """

    id: BigSerial = BigSerial(primary_key=True)
    person = ForeignKey(references=Person, null=False)
    helper = ForeignKey(references=Account, null=False)
    screen_groups = Varchar(length=200)
    given_at = Timestamptz(default=None)
    ends_at = Timestamptz(default=None)
    withdrawn_at = Timestamptz(null=True, default=None)
    entered_by = ForeignKey(references=Account, null=True)
    office = Varchar(length=100)
    papers = Varchar(length=200)
    reason = Varchar(length=40)


class Inquiry(Table, tablename="inquiry"):
    """A person asks about one entry of their access log; ``entry`` is its position in the chain of their record."""

    id: BigSerial = BigSerial(primary_key=True)
    number = Varchar(length=8)
    person = ForeignKey(references=Person, null=False)
    entry = BigInt()
    asked_by = ForeignKey(references=Account, null=False)
    question = Text(default="")
    asked_at = Timestamptz(default=None)
    taken_up_at = Timestamptz(null=True, default=None)
    taken_up_by = ForeignKey(references=Account, null=True)
    answered_at = Timestamptz(null=True, default=None)
    answered_by = ForeignKey(references=Account, null=True)
    answer = Text(default="")
