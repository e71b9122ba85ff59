"""What the plain ASGI layers around Litestar share."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from litestar.types import HTTPScope, Receive, Send

HttpApp = Callable[[HTTPScope, Receive, Send], Awaitable[None]]

_REFUSED = frozenset({b"q=0", b"q=0.0", b"q=0.00", b"q=0.000"})


def accepts_gzip(scope: HTTPScope) -> bool:
    """Whether the reader said it can unpack gzip (``gzip;q=0`` says it cannot)."""
    accepted = b",".join(value for name, value in scope["headers"] if name == b"accept-encoding")
    codings = (coding.partition(b";") for coding in accepted.lower().replace(b" ", b"").split(b","))
    return any(name == b"gzip" and weight not in _REFUSED for name, _, weight in codings)
