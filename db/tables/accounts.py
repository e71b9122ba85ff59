"""Accounts, what they sign in with, and their sessions."""

from __future__ import annotations

from piccolo.columns import BigInt, BigSerial, Boolean, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.table import Table

from db.tables.people import Person


class Account(Table, tablename="account"):
    """Who can sign in. ``user_id`` is stored in its canonical form; ``person`` is the record a citizen owns.

    ``staff_name`` and ``office`` (窓口の名前) are those of staff. A one-time code's secret is stored encrypted, and
    counts from ``one_time_code_on_at`` on; ``one_time_code_step`` is the last time step whose code was accepted.
    ``stopped_at`` is since when an account of staff is stopped, ``stop_lifted_at`` when that was last lifted.
    """

    id: BigSerial = BigSerial(primary_key=True)
    user_id = Varchar(length=64)
    password_hash = Varchar(length=255)
    role = Varchar(length=20)
    person = ForeignKey(references=Person, null=True)
    is_demo = Boolean(default=False)
    created_at = Timestamptz(default=None)
    last_sign_in_at = Timestamptz(null=True, default=None)
    previous_sign_in_at = Timestamptz(null=True, default=None)
    staff_name = Varchar(length=100)
    office = Varchar(length=100)
    password_changed_at = Timestamptz(null=True, default=None)
    password_must_change = Boolean(default=False)
    one_time_code_secret = Varchar(length=255)
    one_time_code_on_at = Timestamptz(null=True, default=None)
    one_time_code_step = BigInt(default=0)
    failures_before_sign_in = Integer(default=0)
    closed_at = Timestamptz(null=True, default=None)
    stopped_at = Timestamptz(null=True, default=None)
    stop_lifted_at = Timestamptz(null=True, default=None)


class Session(Table, tablename="session"):
    """One browser. The token itself is only in the browser's cookie; here stands its SHA-256.

    ``stage`` says what still stands between the password and the service; ``device`` tells the owner which browser
    it is; ``mandate`` under which mandate it acts for somebody else, if it does.
    """

    token_hash = Varchar(length=64, primary_key=True)
    account = ForeignKey(references=Account, null=False)
    csrf_secret = Varchar(length=64)
    screen_groups_read = Text(default="")
    created_at = Timestamptz(default=None)
    last_seen_at = Timestamptz(default=None)
    expires_at = Timestamptz(default=None)
    stage = Varchar(length=20)
    device = Varchar(length=100)
    idle_seconds = Integer(default=900)
    failed_codes = Integer(default=0)
    mandate = BigInt(null=True, default=None)


class FormerPassword(Table, tablename="former_password"):
    """A password that an account had before; it is not taken again soon."""

    id: BigSerial = BigSerial(primary_key=True)
    account = ForeignKey(references=Account, null=False)
    password_hash = Varchar(length=255)
    replaced_at = Timestamptz(default=None)


class RecoveryCode(Table, tablename="recovery_code"):
    """A code that lets in once instead of a one-time code (予備のコード), as a slow keyed hash."""

    id: BigSerial = BigSerial(primary_key=True)
    account = ForeignKey(references=Account, null=False)
    code_hash = Varchar(length=64)
    made_at = Timestamptz(default=None)
    used_at = Timestamptz(null=True, default=None)
