"""Records without an owner, and searches for them."""

from __future__ import annotations

from piccolo.columns import BigInt, BigSerial, Boolean, ForeignKey, Text, Timestamptz, Varchar
from piccolo.table import Table

from db.tables.accounts import Account
from db.tables.people import Person


class UnlinkedBatch(Table, tablename="unlinked_batch"):
    """One import of one file; the records of the one that is ``applied`` are those that searches find."""

    id: BigSerial = BigSerial(primary_key=True)
    file_sha256 = Varchar(length=64)
    file_name = Varchar(length=255)
    state = Varchar(length=10)
    is_demo = Boolean(default=False)
    records = BigInt(default=0)
    started_at = Timestamptz(default=None)
    finished_at = Timestamptz(null=True, default=None)


class UnlinkedRecord(Table, tablename="unlinked_record"):
    """One record without an owner (持ち主不明記録).

    ``search_key`` is the import's number in its upper bits and the key of name and birth date in the others, so that
    the index of each import grows at its end and nothing of another import is found.
    """

    id: BigSerial = BigSerial(primary_key=True)
    search_key = BigInt()
    number = Varchar(length=11)
    scheme = Varchar(length=20)
    kana = Varchar(length=100)
    birth = Varchar(length=10)
    name = Varchar(length=100, null=True, default=None)
    sex = Varchar(length=6, null=True, default=None)
    employer = Varchar(length=200, null=True, default=None)
    first_month = Varchar(length=7, null=True, default=None)
    last_month = Varchar(length=7, null=True, default=None)


class UnlinkedSearch(Table, tablename="unlinked_search"):
    """One search that was answered, by its number (受付番号).

    ``person`` is in whose access log it stands; ``sought`` is what was searched for, encrypted; ``subject`` is a keyed
    hash of it, so that different people can be counted.
    """

    id: BigSerial = BigSerial(primary_key=True)
    number = Varchar(length=8)
    account = ForeignKey(references=Account, null=False)
    person = ForeignKey(references=Person, null=False)
    kind = Varchar(length=10)
    purpose = Varchar(length=20)
    relationship = Varchar(length=20)
    subject = Varchar(length=64)
    sought = Text()
    found = Boolean(default=False)
    searched_at = Timestamptz(default=None)
