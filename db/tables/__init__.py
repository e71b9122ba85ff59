"""The tables; what they mean and how long rows are kept is written up in ``docs/data-model.md``."""

from __future__ import annotations

from piccolo.table import Table

from db.tables.accounts import Account, Session
from db.tables.applied import AppliedMigration
from db.tables.audit import AuditChain, AuditEntry
from db.tables.checks import CheckMark
from db.tables.imports import ImportBatch
from db.tables.notices import EstimateNotice
from db.tables.people import Person, RecordDocument

__all__ = [
    "TABLES",
    "Account",
    "AppliedMigration",
    "AuditChain",
    "AuditEntry",
    "CheckMark",
    "EstimateNotice",
    "ImportBatch",
    "Person",
    "RecordDocument",
    "Session",
]

TABLES: tuple[type[Table], ...] = (
    ImportBatch,
    Person,
    RecordDocument,
    Account,
    Session,
    CheckMark,
    EstimateNotice,
    AuditChain,
    AuditEntry,
    AppliedMigration,
)
