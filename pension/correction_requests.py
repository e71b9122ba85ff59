"""What a person asks for when they ask for a correction of their record (訂正の請求)."""

from __future__ import annotations

from dataclasses import dataclass

from pension.calendar import YearMonth


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The papers of a request: kinds that the person has at hand, kinds they will look for, and others in words."""

    at_hand: tuple[str, ...] = ()
    to_look_for: tuple[str, ...] = ()
    others: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a person asks for. ``start``: where they began; ``claim``: what they say is wrong with these months.

    ``start`` is a :class:`pension.correction_starts.Start` as it is written, ``claim`` and the kinds of papers are ids
    of ``content/corrections.toml``, ``told`` is the person's own account.
    """

    start: str
    claim: str
    first_month: YearMonth
    last_month: YearMonth
    told: str
    evidence: Evidence
