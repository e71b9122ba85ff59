"""What was typed, shown once more before it counts: any form that binds somebody is looked at first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from web.views.frame import Frame, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewView:
    """The facts, the fields that are sent again, and the words of both buttons; ``action`` is where they go."""

    frame: Frame
    lead: str
    facts: tuple[tuple[str, str], ...]
    fields: tuple[tuple[str, str], ...]
    action: str
    do: str


def review_view(
    *,
    title: str,
    lead: str,
    facts: tuple[tuple[str, str], ...],
    values: Mapping[str, str],
    action: str,
    do: str,
    breadcrumbs: tuple[Link, ...],
) -> ReviewView:
    """The page; fields without a value are left out."""
    return ReviewView(
        frame=Frame(title=title, announce="内容を確かめる画面です。", breadcrumbs=breadcrumbs),
        lead=lead,
        facts=facts,
        fields=tuple((name, value) for name, value in values.items() if value),
        action=action,
        do=do,
    )
