"""Reading everything that is stored and saying what is not as it was written."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from db.condition_documents import parse_conditions
from db.decision_documents import decode_decision
from db.documents import decode_document, encode_document, parse_document
from db.health import find_file_problems, find_layout_problems
from db.notice_documents import decode_notice
from db.problems import DamagedDocument
from db.queries.accounts import Role
from db.queries.audit import fetch_records_with_entries, find_broken_chain
from db.queries.corrections import WrittenRequest, each_request
from db.queries.estimate_notices import StoredNotice, each_notice
from db.queries.integrity import (
    REFERENCES,
    SessionTimes,
    StoredAccount,
    StoredVersion,
    count_versions,
    each_account,
    each_session,
    each_version,
    each_waiting_line,
    find_entries_after,
    find_odd_batches,
    find_odd_conflicts,
    find_orphans,
    find_people_without_current,
    find_unexplained_versions,
    find_version_gaps,
    find_wrong_currents,
)
from db.queries.records import fetch_version
from db.queries.scenarios import AskedOn, StoredScenario, each_scenario
from db.transactions import read
from pension.contradictions import find_contradictions
from pension.correction_steps import Step
from pension.corrections import apply_correction
from pension.decisions import correction_id, correction_of
from pension.record import PensionRecord
from rules.loader import load_rules
from services.clock import Clock
from services.scenarios import MOST_SCENARIOS
from services.sessions import ABSOLUTE_LIMIT
from services.sign_in import canonical_user_id

_CLOCKS_MAY_DIFFER = timedelta(days=1)
_HASH = re.compile(r"[0-9a-f]{64}")
_PASSWORD_HASH_BEGINS = "$argon2id$"  # noqa: S105 - how every stored hash begins


class ProblemKind(StrEnum):
    """What sort of thing is wrong."""

    FILE = "file"  # SQLite's own check
    LAYOUT = "layout"  # tables, indexes, triggers, migrations
    DOCUMENT = "document"  # a version of a record document
    NOTICE = "notice"  # the estimate of a notice
    SCENARIO = "scenario"  # conditions that somebody keeps
    CORRECTION = "correction"  # a request to correct a record, and its decision
    VERSION = "version"  # which documents a person has
    ORPHAN = "orphan"  # a row that names one that is not there
    BATCH = "batch"
    CONFLICT = "conflict"  # a line that collides with a correction
    ACCOUNT = "account"
    SESSION = "session"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, by the ids of rows and never by names or numbers of people, and what."""

    kind: ProblemKind
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class CheckOrder:
    """Whom to tell: each problem as it is found; how many documents there are; each document read."""

    report: Callable[[Problem], None]
    begin: Callable[[int], None]
    progress: Callable[[], None]


async def check_data(order: CheckOrder, clock: Clock) -> int:
    """Look at everything in one moment of the database; returns how many problems were reported."""
    problems = 0
    async with read():
        order.begin(await count_versions())
        async for problem in _problems(order, clock.now() + _CLOCKS_MAY_DIFFER):
            order.report(problem)
            problems += 1
    return problems


async def _problems(order: CheckOrder, latest: datetime) -> AsyncIterator[Problem]:
    stored = (_documents(order.progress), _conflicts(), _notices(), _scenarios(), _corrections())
    for part in (_database(), _rows(), *stored, _accounts(latest), _audit(latest)):
        async for problem in part:
            yield problem


async def _database() -> AsyncIterator[Problem]:
    for text in await find_file_problems():
        yield Problem(ProblemKind.FILE, "database", text)
    for text in await find_layout_problems():
        yield Problem(ProblemKind.LAYOUT, "database", text)


async def _documents(progress: Callable[[], None]) -> AsyncIterator[Problem]:
    async for version in each_version():
        progress()
        for what in _wrong_with_version(version):
            yield Problem(ProblemKind.DOCUMENT, f"person {version.person_id} document {version.document_id}", what)


async def _conflicts() -> AsyncIterator[Problem]:
    """Lines that wait, by their SHA-256 and as an import looks at them."""
    for conflict in await find_odd_conflicts():
        what = "届いた記録の状態が、取り込みや決めたことと合いません"
        yield Problem(ProblemKind.CONFLICT, f"correction_conflict {conflict}", what)
    async for conflict, document, digest in each_waiting_line():
        for what in _wrong_with_line(document, digest):
            yield Problem(ProblemKind.CONFLICT, f"correction_conflict {conflict}", what)


async def _notices() -> AsyncIterator[Problem]:
    async for stored in each_notice():
        for what in _wrong_with_notice(stored):
            yield Problem(ProblemKind.NOTICE, f"person {stored.person_id} estimate_notice {stored.notice_id}", what)


async def _scenarios() -> AsyncIterator[Problem]:
    async for scenario_id, stored in each_scenario():
        for what in _wrong_with_scenario(stored):
            yield Problem(ProblemKind.SCENARIO, f"person {stored.person_id} scenario {scenario_id}", what)


async def _corrections() -> AsyncIterator[Problem]:
    async for request in each_request():
        where = f"person {request.person_id} correction_request {request.request_id}"
        async for what in _wrong_with_correction(request):
            yield Problem(ProblemKind.CORRECTION, where, what)


async def _wrong_with_correction(request: WrittenRequest) -> AsyncIterator[str]:
    """A decision is of its form, the steps end where the request stands, and what was corrected is in the record."""
    if request.step != request.last_step or request.step not in set(Step):
        yield "段階が、経過のいちばん新しいものと合いません"
    try:
        decode_decision(request.decision)
    except DamagedDocument:
        yield "決定の書きかけが、様式に合いません"
    if request.step == Step.RECORD_UPDATED and request.document_after is None:
        yield "記録を直したのに、直したあとの記録がありません"
    if request.document_after is not None:
        if request.step not in (Step.RECORD_UPDATED, Step.NOTIFIED):
            yield "記録を直したのに、段階がもとのままです"
        if request.decided_by is None or request.decided_by == request.updated_by:
            yield "記録を直した職員が、決めた職員とは別ではありません"
        if not await _is_as_decided(request, request.document_after):
            yield "直したあとの記録が、決めたとおりではありません"


async def _is_as_decided(request: WrittenRequest, version: int) -> bool:
    """Whether the version is the one before it with the decided correction on top, and nothing else."""
    before = await fetch_version(request.person_id, request.document_before or 0)
    after = await fetch_version(request.person_id, version)
    if before is None or after is None:
        return False
    try:
        record, corrected, decision = before.decode(), after.decode(), decode_decision(request.decision)
    except DamagedDocument:
        return True  # said of the document or the decision itself
    own = [each for each in corrected.corrections if each.id == correction_id(request.number)]
    if not own or decision.decided_on is None:
        return False
    # the office stands in the step of the decision too, but is no part of the decision
    decided = correction_of(decision, request.number, own[0].office, decision.decided_on, load_rules())
    return decided is not None and apply_correction(record, decided) == corrected


async def _accounts(latest: datetime) -> AsyncIterator[Problem]:
    async for account in each_account():
        for what in _wrong_with_account(account, latest):
            yield Problem(ProblemKind.ACCOUNT, f"account {account.account_id}", what)
    async for session in each_session():
        for what in _wrong_with_session(session, latest):
            yield Problem(ProblemKind.SESSION, f"account {session.account_id}", what)


async def _rows() -> AsyncIterator[Problem]:
    """Rows that do not fit together."""
    for reference in REFERENCES:
        for key in await find_orphans(reference):
            what = f"{reference.target} に、あるはずの行がありません"
            yield Problem(ProblemKind.ORPHAN, f"{reference.table} {reference.key} {key}", what)
    for person in await find_wrong_currents():
        what = "いまの記録が、別の人のものか、取り込みの終わっていないものです"
        yield Problem(ProblemKind.VERSION, f"person {person}", what)
    for person in await find_people_without_current():
        yield Problem(ProblemKind.VERSION, f"person {person}", "いまの記録がありません")
    for document in await find_unexplained_versions():
        what = "取り込みのものでなく、訂正を決めた記録もありません"
        yield Problem(ProblemKind.VERSION, f"document {document}", what)
    for person in await find_version_gaps():
        yield Problem(ProblemKind.VERSION, f"person {person}", "版の番号が続いていません")
    for batch in await find_odd_batches():
        yield Problem(ProblemKind.BATCH, f"import_batch {batch}", "取り込みの状態か件数が、記録と合いません")


def _wrong_with_version(version: StoredVersion) -> Iterator[str]:
    """Every version by its SHA-256 and what stands beside it; the current one also as an import would look at it."""
    try:
        record = decode_document(version.document, version.digest)
    except DamagedDocument as damage:
        yield f"書かれたときのままではありません（{damage}）"
        return
    beside = (record.person.basic_pension_number, record.person.name, str(record.as_of))
    if beside != (version.number, version.name, version.as_of):
        yield "番号・氏名・時点が、横に書かれたものと合いません"
    if version.is_current:
        yield from _wrong_with_document(version.document, record)


def _wrong_with_line(document: str, digest: str) -> Iterator[str]:
    try:
        record = decode_document(document, digest)
    except DamagedDocument as damage:
        yield f"届いたときのままではありません（{damage}）"
        return
    yield from _wrong_with_document(document, record)


def _wrong_with_notice(stored: StoredNotice) -> Iterator[str]:
    try:
        notice = decode_notice(stored.notice, stored.digest)
    except DamagedDocument as damage:
        yield f"書かれたときのままではありません（{damage}）"
        return
    if (str(notice.month), notice.fiscal_year) != (stored.month, stored.rules_fiscal_year):
        yield "月・年度が、横に書かれたものと合いません"


def _wrong_with_scenario(stored: StoredScenario) -> Iterator[str]:
    parsed = parse_conditions(stored.conditions)
    if isinstance(parsed, list):
        yield f"様式に合いません（{parsed[0].field}）"
    if not 1 <= stored.place <= MOST_SCENARIOS:
        yield "番号が、ありうる範囲にありません"
    if stored.asked_on not in set(AskedOn):
        yield "知らない画面で作られています"


def _wrong_with_document(document: str, record: PensionRecord) -> Iterator[str]:
    parsed = parse_document(document)
    if isinstance(parsed, list):
        yield f"様式に合いません（{parsed[0].field}）"
        return
    if encode_document(record) != document:
        yield "決まった書き方ではありません"
    for found in find_contradictions(record, load_rules()):
        yield f"{found.field}：{found.reason}［{found.rule}］"


def _wrong_with_account(account: StoredAccount, latest: datetime) -> Iterator[str]:
    if account.role not in set(Role):
        yield "知らない役割です"
    elif account.role == Role.CITIZEN and account.person_id is None:
        yield "本人の役割なのに、記録がありません"
    if not account.user_id or canonical_user_id(account.user_id) != account.user_id:
        yield "ユーザーIDの形がちがいます"
    if not account.password_hash.startswith(_PASSWORD_HASH_BEGINS):
        yield "パスワードの保存の形がちがいます"
    if not _in_order(account.previous_sign_in_at, account.last_sign_in_at, latest):
        yield "ログインの日時の順がちがいます"
    if account.created_at > latest:
        yield "作られた日時が、いまより後です"


def _wrong_with_session(session: SessionTimes, latest: datetime) -> Iterator[str]:
    if not (_HASH.fullmatch(session.token_hash) and _HASH.fullmatch(session.csrf_secret)):
        yield "セッションの印の形がちがいます"
    if not timedelta(0) < session.expires_at - session.created_at <= ABSOLUTE_LIMIT:
        yield "セッションの長さがちがいます"
    if not _in_order(session.created_at, session.last_seen_at, latest):
        yield "セッションの日時の順がちがいます"


def _in_order(*moments: datetime | None) -> bool:
    known = [moment for moment in moments if moment is not None]
    return known == sorted(known)


async def _audit(latest: datetime) -> AsyncIterator[Problem]:
    for record in await fetch_records_with_entries():
        position = await find_broken_chain(record)
        if position is not None:
            where = f"record {record} position {position}"
            yield Problem(ProblemKind.AUDIT, where, "監査記録が書きかえられたか、抜けています")
    for record in await find_entries_after(latest):
        yield Problem(ProblemKind.AUDIT, f"record {record}", "監査記録の日時が、いまより後です")
