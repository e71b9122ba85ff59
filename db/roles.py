"""Which role of PostgreSQL may do what with which table (deploy/postgresql/roles.sql makes the roles).

The owner makes tables and imports records. The role that serves adds a version of a record where an office decides
about it, and changes none (ADR 28); what stands in the audit log it can only add to. A table without a row here is out
of its reach. Where the roles do not exist, nothing is granted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from db.engine import current_engine
from db.transactions import write

SERVING = "nenkin_app"
REPORTING = "nenkin_report"

_READ = ("SELECT",)
_ADD = (*_READ, "INSERT")
_CHANGE = (*_ADD, "UPDATE")
_ALL = (*_CHANGE, "DELETE")

_OF_A_REQUEST = (
    "start, claim, first_month, last_month, told, evidence, seen_document, step, changed_at, decision, "
    "document_before, document_after"
)

GRANTS: Mapping[str, tuple[str, ...]] = {
    "access_key": (*_READ, "UPDATE"),
    "account": _CHANGE,
    "alert": _ALL,
    "application": _CHANGE,
    "applied_migration": _READ,
    "attempt": (*_ADD, "DELETE"),
    "audit_chain": _CHANGE,
    "audit_entry": _ADD,
    "check_mark": (*_ADD, "DELETE"),
    "correction_conflict": (*_READ, "UPDATE (outcome, note, noted_by, noted_at, resolved_at, document_after)"),
    "correction_request": (*_ADD, f"UPDATE ({_OF_A_REQUEST})", "DELETE"),  # one at the office stays: a trigger
    "correction_step": (*_ADD, "DELETE"),
    "draft": _ALL,
    "estimate_notice": _READ,
    "former_password": (*_ADD, "DELETE"),
    "former_service_id": (*_READ, "UPDATE"),
    "import_batch": _READ,
    "inquiry": _CHANGE,
    "inquiry_number": _READ,
    "letter": _CHANGE,
    "letter_batch": _CHANGE,
    "life_event": _ALL,
    "mandate": _CHANGE,
    "person": (*_READ, "UPDATE (created_at, current_document)"),  # created_at: how a row is locked
    "recall_answers": _ALL,
    "record_document": _ADD,
    "recovery_code": _ALL,
    "scenario": _ALL,
    "session": _ALL,
    "sign_in_guard": _ALL,
    "unlinked_batch": _READ,
    "unlinked_record": _READ,
    "unlinked_search": (*_ADD, "DELETE"),
}
"""What the role that serves may do, by table."""

REPORTS: Mapping[str, str] = {
    "account": "id, role, is_demo, created_at, last_sign_in_at, one_time_code_on_at, closed_at",
    "application": "id, applied_at, batch, outcome",
    "applied_migration": "name, applied_at",
    "audit_chain": "record, length, head",
    "audit_entry": "id, record, position, actor, action, happened_at, previous_hash, entry_hash",
    "import_batch": "id, file_sha256, state, is_demo, lines, people_new, people_changed, people_unchanged, "
    "people_waiting, corrections_carried, as_of, started_at, finished_at",
    "letter_batch": "id, made_at, made_by, posted_at, posted_by",
    "mandate": "id, screen_groups, given_at, ends_at, withdrawn_at, office",
}
"""The columns that reports are made from: no names, numbers, secrets, questions or records."""


async def grant_to_roles() -> bool:
    """Give the roles what the tables above say and nothing else; whether there was anything to give it to."""
    engine = current_engine()
    if engine.engine_type != "postgres":
        return False
    async with write():
        roles = await engine.run_ddl("SELECT rolname AS name FROM pg_roles")
        # a restored backup of an older version has fewer tables until it is migrated
        tables = await engine.run_ddl("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'")
        statements = [*_grants({str(row["name"]) for row in roles}, {str(row["name"]) for row in tables})]
        for statement in statements:
            await engine.run_ddl(statement)
    return bool(statements)


def _grants(roles: set[str], tables: set[str]) -> Iterator[str]:
    if SERVING in roles:
        yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {SERVING}"
        for table in tables & GRANTS.keys():
            yield f"GRANT {', '.join(GRANTS[table])} ON {table} TO {SERVING}"
    if REPORTING in roles:
        yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {REPORTING}"
        for table in tables & REPORTS.keys():
            yield f"GRANT SELECT ({REPORTS[table]}) ON {table} TO {REPORTING}"
