"""The tables; what they mean and how long rows are kept is written up in ``docs/data-model.md``."""

from __future__ import annotations

from piccolo.table import Table

from db.tables.accounts import Account, FormerPassword, RecoveryCode, Session
from db.tables.applied import AppliedMigration
from db.tables.attempts import Alert, Attempt, SignInGuard
from db.tables.audit import AuditChain, AuditEntry
from db.tables.checks import CheckMark
from db.tables.corrections import CorrectionConflict, CorrectionRequest, CorrectionStep
from db.tables.drafts import Draft
from db.tables.imports import ImportBatch
from db.tables.life_events import LifeEvent
from db.tables.mandates import Inquiry, Mandate
from db.tables.notices import EstimateNotice
from db.tables.people import Person, RecordDocument
from db.tables.recall import RecallAnswers
from db.tables.registration import AccessKey, Application, FormerServiceId, InquiryNumber, Letter, LetterBatch
from db.tables.scenarios import Scenario
from db.tables.unlinked import UnlinkedBatch, UnlinkedRecord, UnlinkedSearch

__all__ = [
    "TABLES",
    "AccessKey",
    "Account",
    "Alert",
    "Application",
    "AppliedMigration",
    "Attempt",
    "AuditChain",
    "AuditEntry",
    "CheckMark",
    "CorrectionConflict",
    "CorrectionRequest",
    "CorrectionStep",
    "Draft",
    "EstimateNotice",
    "FormerPassword",
    "FormerServiceId",
    "ImportBatch",
    "Inquiry",
    "InquiryNumber",
    "Letter",
    "LetterBatch",
    "LifeEvent",
    "Mandate",
    "Person",
    "RecallAnswers",
    "RecordDocument",
    "RecoveryCode",
    "Scenario",
    "Session",
    "SignInGuard",
    "UnlinkedBatch",
    "UnlinkedRecord",
    "UnlinkedSearch",
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
    AccessKey,
    InquiryNumber,
    LetterBatch,
    Application,
    Letter,
    FormerServiceId,
    Mandate,
    Inquiry,
    CheckMark,
    LifeEvent,
    Draft,
    RecallAnswers,
    CorrectionRequest,
    CorrectionStep,
    CorrectionConflict,
    EstimateNotice,
    UnlinkedBatch,
    UnlinkedRecord,
    UnlinkedSearch,
    Scenario,
    AuditChain,
    AuditEntry,
    AppliedMigration,
)
