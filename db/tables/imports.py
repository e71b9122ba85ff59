"""Monthly imports."""

from __future__ import annotations

from piccolo.columns import BigInt, BigSerial, Boolean, Timestamptz, Varchar
from piccolo.table import Table


class ImportBatch(Table, tablename="import_batch"):
    """One import of one file. Its documents are current only once ``state`` has left ``staging``."""

    id: BigSerial = BigSerial(primary_key=True)
    file_sha256 = Varchar(length=64)
    file_name = Varchar(length=255)
    state = Varchar(length=10)
    is_demo = Boolean(default=False)
    lines = BigInt(default=0)
    people_new = BigInt(default=0)
    people_changed = BigInt(default=0)
    people_unchanged = BigInt(default=0)
    as_of = Varchar(length=7, null=True, default=None)
    people_waiting = BigInt(default=0)
    corrections_carried = BigInt(default=0)
    started_at = Timestamptz(default=None)
    finished_at = Timestamptz(null=True, default=None)
