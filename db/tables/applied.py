"""Which migrations have been applied."""

from __future__ import annotations

from piccolo.columns import Timestamptz, Varchar
from piccolo.table import Table


class AppliedMigration(Table, tablename="applied_migration"):
    """One migration that this database has been through."""

    name = Varchar(length=100, primary_key=True)
    applied_at = Timestamptz(default=None)
