"""What an entry of the audit log says beyond its action: written as short JSON, read back tolerantly.

Older entries hold one plain word (the group of screens read, the browser); it is kept as it stands.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """Names of things, never of people: ``group`` of screens, number of a ``mandate``, an ``inquiry`` or a ``search``,
    and of a request to correct (``correction``) with the ``step`` it has taken and the digest of its ``decision``.

    ``office``, ``reason`` and ``papers`` (kinds, separated by spaces) say where staff acted, why, and on what papers;
    ``plain`` is an older detail.
    """

    group: str = ""
    mandate: int = 0
    inquiry: str = ""
    search: str = ""
    correction: str = ""
    step: str = ""
    decision: str = ""
    office: str = ""
    reason: str = ""
    papers: str = ""
    plain: str = ""

    def as_text(self) -> str:
        """What is stored: only what is said."""
        said = {name: value for name, value in asdict(self).items() if value}
        return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


_WORDS = frozenset(field.name for field in fields(Detail)) - {"mandate"}


def read_detail(text: str) -> Detail:
    """A stored detail; whatever is not one of ours is plain."""
    if not text.startswith("{"):
        return Detail(plain=text)
    try:
        stored = json.loads(text)
    except ValueError:
        return Detail(plain=text)
    words = {name: value for name, value in stored.items() if name in _WORDS and isinstance(value, str)}
    mandate = stored.get("mandate")
    return Detail(mandate=mandate if isinstance(mandate, int) else 0, **words)
