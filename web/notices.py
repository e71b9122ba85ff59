"""One sentence that survives a redirect: "saved" is said on the page one is led to, once.

The cookie holds a key of :data:`web.views.frame.NOTICES`, never a text.
"""

from __future__ import annotations

from web.session import Connection, cookie_name, visit_of
from web.views.frame import NOTICES, Notice

COOKIE = "notice"
_LIFE = 60  # seconds; whoever is led on arrives sooner


def leave_notice(connection: Connection, notice: Notice) -> None:
    """Have it said on the next page."""
    visit_of(connection.scope).set_cookie(COOKIE, notice, seconds=_LIFE)


def take_notice(connection: Connection) -> str:
    """The sentence that was left for this page, empty for none; it is not said again."""
    visit = visit_of(connection.scope)
    key = connection.cookies.get(cookie_name(COOKIE, tls=visit.tls))
    if key is None:
        return ""
    visit.set_cookie(COOKIE, "")
    return NOTICES.get(key, "")
