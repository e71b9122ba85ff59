"""The audit log: append-only, chained by hash."""

from __future__ import annotations

from piccolo.columns import BigInt, BigSerial, Text, Timestamptz, Varchar
from piccolo.table import Table


class AuditChain(Table, tablename="audit_chain"):
    """The head of one chain: a person's record (``record`` = its person id), or the service itself (0)."""

    record = BigInt(primary_key=True)
    length = BigInt(default=0)
    head = Varchar(length=64)


class AuditEntry(Table, tablename="audit_entry"):
    """One act. ``entry_hash`` is the SHA-256 over this entry and ``previous_hash``, the one before in its chain."""

    id: BigSerial = BigSerial(primary_key=True)
    record = BigInt()
    position = BigInt()
    actor = Varchar(length=80)
    action = Varchar(length=40)
    detail = Text(default="")
    happened_at = Timestamptz(default=None)
    previous_hash = Varchar(length=64)
    entry_hash = Varchar(length=64)
