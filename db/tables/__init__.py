"""The tables; what they mean and how long rows are kept is written up in ``docs/data-model.md``."""

from __future__ import annotations

from piccolo.table import Table

from db.tables.accounts import Account, FormerPassword, RecoveryCode, Session
from db.tables.applied import AppliedMigration
from db.tables.attempts import Alert, Attempt, SignInGuard
from db.tables.audit import AuditChain, AuditEntry
from db.tables.checks import CheckMark
from db.tables.imports import ImportBatch
from db.tables.mandates import Inquiry, Mandate
from db.tables.people import Person, RecordDocument

__all__ = [
    "TABLES",
    "Account",
    "Alert",
    "AppliedMigration",
    "Attempt",
    "AuditChain",
    "AuditEntry",
    "CheckMark",
    "FormerPassword",
    "ImportBatch",
    "Inquiry",
    "Mandate",
    "Person",
    "RecordDocument",
    "RecoveryCode",
    "Session",
    "SignInGuard",
]

TABLES: tuple[type[Table], ...] = (
    ImportBatch,
    Person,
    RecordDocument,
    Account,
    Session,
    FormerPassword,
    RecoveryCode,
    SignInGuard,
    Attempt,
    Alert,
    Mandate,
    Inquiry,
    CheckMark,
    AuditChain,
    AuditEntry,
    AppliedMigration,
)
