"""What can be wrong with the database itself, as exceptions that callers turn into an honest answer."""

from __future__ import annotations


class DatabaseUnavailable(Exception):
    """The database cannot do this now: other writers, a full disk, no connection. Try again later (503)."""


class DatabaseUnusable(Exception):
    """The database cannot be worked with at all; the text says so in Japanese and English, for the operator."""


class DamagedDocument(Exception):
    """A stored record document is not what was written: a changed byte on the disk, never a user's mistake."""


class OutsideTransaction(Exception):
    """A programming error: a query outside of ``read()`` and ``write()``, or in another task than theirs."""
