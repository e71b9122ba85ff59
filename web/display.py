"""A person's display settings between requests: one cookie for a year, for visitors and signed-in people alike.

Signing out leaves it: it says nothing about anybody, and a reader who needs large letters needs them on the next page.
"""

from __future__ import annotations

from web.a11y.display import AS_BROWSER_SAYS, DisplayPreferences, from_cookie
from web.session import Connection, cookie_name, visit_of

COOKIE = "display"
ONE_YEAR = 365 * 24 * 60 * 60  # seconds


def display_of(connection: Connection) -> DisplayPreferences:
    """What this browser's person has chosen."""
    value = connection.cookies.get(cookie_name(COOKIE, tls=visit_of(connection.scope).tls))
    return from_cookie(value) if value else AS_BROWSER_SAYS


def keep_display(connection: Connection, chosen: DisplayPreferences) -> None:
    """Keep a choice with this answer; where nothing is chosen nothing is kept."""
    visit_of(connection.scope).set_cookie(COOKIE, chosen.cookie, seconds=ONE_YEAR)
