"""The database itself keeps a request to correct that has come to the office, with its steps."""

from __future__ import annotations

from collections.abc import Iterator

_KEPT = {
    "sqlite": (
        "CREATE TRIGGER correction_request_stays BEFORE DELETE ON correction_request WHEN OLD.step <> 'prepared' "
        "BEGIN SELECT RAISE(ABORT, 'a request at the office stays'); END",
        "CREATE TRIGGER correction_step_stays BEFORE DELETE ON correction_step "
        "WHEN (SELECT step FROM correction_request WHERE id = OLD.request) <> 'prepared' "
        "BEGIN SELECT RAISE(ABORT, 'a request at the office stays'); END",
    ),
    "postgres": (
        "CREATE FUNCTION keep_received_request() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN IF OLD.step <> 'prepared' THEN RAISE EXCEPTION 'a request at the office stays'; END IF; "
        "RETURN OLD; END $$",
        "CREATE TRIGGER correction_request_stays BEFORE DELETE ON correction_request "
        "FOR EACH ROW EXECUTE FUNCTION keep_received_request()",
        "CREATE FUNCTION keep_received_step() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN IF (SELECT step FROM correction_request WHERE id = OLD.request) <> 'prepared' "
        "THEN RAISE EXCEPTION 'a request at the office stays'; END IF; RETURN OLD; END $$",
        "CREATE TRIGGER correction_step_stays BEFORE DELETE ON correction_step "
        "FOR EACH ROW EXECUTE FUNCTION keep_received_step()",
    ),
}


def statements(engine_type: str) -> Iterator[str]:
    """The statements for ``sqlite`` or ``postgres``, in order."""
    yield from _KEPT[engine_type]
