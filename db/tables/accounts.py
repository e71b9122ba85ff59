"""Accounts and their sessions."""

from __future__ import annotations

from piccolo.columns import BigSerial, Boolean, ForeignKey, Text, Timestamptz, Varchar
from piccolo.table import Table

from db.tables.people import Person


class Account(Table, tablename="account"):
    """Who can sign in. ``user_id`` is stored in its canonical form; ``person`` is the record a citizen owns."""

    id: BigSerial = BigSerial(primary_key=True)
    user_id = Varchar(length=64)
    password_hash = Varchar(length=255)
    role = Varchar(length=20)
    person = ForeignKey(references=Person, null=True)
    is_demo = Boolean(default=False)
    created_at = Timestamptz(default=None)
    last_sign_in_at = Timestamptz(null=True, default=None)
    previous_sign_in_at = Timestamptz(null=True, default=None)


class Session(Table, tablename="session"):
    """One signed-in browser. The token itself is only in the browser's cookie; here stands its SHA-256."""

    token_hash = Varchar(length=64, primary_key=True)
    account = ForeignKey(references=Account, null=False)
    csrf_secret = Varchar(length=64)
    screen_groups_read = Text(default="")
    created_at = Timestamptz(default=None)
    last_seen_at = Timestamptz(default=None)
    expires_at = Timestamptz(default=None)
