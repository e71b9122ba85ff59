"""What guessing leaves behind: locks, attempts and alerts."""

from __future__ import annotations

from piccolo.columns import BigSerial, Boolean, ForeignKey, Integer, Timestamptz, Varchar
from piccolo.table import Table

from db.tables.accounts import Account


class SignInGuard(Table, tablename="sign_in_guard"):
    """Failures in a row under one user id, also one that nobody has: ``subject`` is a keyed hash of it."""

    subject = Varchar(length=64, primary_key=True)
    failures = Integer(default=0)
    locked_until = Timestamptz(null=True, default=None)
    needs_unlock = Boolean(default=False)
    last_attempt_at = Timestamptz(default=None)


class Attempt(Table, tablename="attempt"):
    """One act that is counted for limits and alerts; kept for a day."""

    id: BigSerial = BigSerial(primary_key=True)
    kind = Varchar(length=20)
    subject = Varchar(length=64)
    address = Varchar(length=45)
    happened_at = Timestamptz(default=None)


class Alert(Table, tablename="alert"):
    """A sign of intrusion for the administrator, open until ``seen_at``; what goes on is counted in ``times``."""

    id: BigSerial = BigSerial(primary_key=True)
    rule = Varchar(length=40)
    subject = Varchar(length=100)
    times = Integer(default=1)
    first_at = Timestamptz(default=None)
    last_at = Timestamptz(default=None)
    seen_at = Timestamptz(null=True, default=None)
    seen_by = ForeignKey(references=Account, null=True)
