"""The little that statements share."""

from __future__ import annotations

from collections.abc import Sequence

from piccolo.querystring import QueryString


def value_list(values: Sequence[object]) -> QueryString:
    """What stands in ``IN ({})``; not for an empty sequence, which PostgreSQL does not take."""
    return QueryString(", ".join(["{}"] * len(values)), *values)
