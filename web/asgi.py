"""What the plain ASGI layers around Litestar share."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from enum import StrEnum

from litestar.types import HTTPScope, Receive, Send

HttpApp = Callable[[HTTPScope, Receive, Send], Awaitable[None]]

_REFUSED = frozenset({b"q=0", b"q=0.0", b"q=0.00", b"q=0.000"})


class Coding(StrEnum):
    """How an answer can be packed, the smallest first."""

    ZSTD = "zstd"
    GZIP = "gzip"


def coding_for(scope: HTTPScope) -> Coding | None:
    """The best packing that the reader said it can undo (``gzip;q=0`` says it cannot); None for none."""
    accepted = b",".join(value for name, value in scope["headers"] if name == b"accept-encoding")
    codings = (coding.partition(b";") for coding in accepted.lower().replace(b" ", b"").split(b","))
    undone = {name for name, _, weight in codings if weight not in _REFUSED}
    return next((coding for coding in Coding if coding.encode() in undone), None)
