"""代わりに見る: whose records a helper may see."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from web.views.frame import Frame, Link
from web.views.helpers import ACCOUNT_CRUMB, MandateCard, split_cards
from web.views.mandate_words import GROUP_NAMES, MandateFacts
from web.views.wording import in_fours


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpingView:
    """The page; ``user_id`` is the helper's own, to tell somebody who wants to be helped.

    ``links`` lead to the screens of the person somebody acts for at this moment.
    """

    frame: Frame
    lead: str
    user_id: str
    active: tuple[MandateCard, ...]
    ended: tuple[MandateCard, ...]
    links: tuple[Link, ...]


FIRST_PAGES: Mapping[str, str] = {
    "records": "/records",
    "checks": "/records/checks",
    "recall": "/recall",
    "history": "/history",
    "money": "/records/paid",
    "search": "/search/unlinked",
    "corrections": "/corrections",
}
"""Where each group of screens begins."""


def helping_view(
    mandates: Sequence[MandateFacts], *, user_id: str, is_acting: bool, groups: Collection[str] = ()
) -> HelpingView:
    """The page of a helper, newest first; while they act for somebody there is no way back to an own page on it.

    ``groups`` are what they may open of that person at this moment.
    """
    active, ended = split_cards(mandates)
    crumbs = () if is_acting else (ACCOUNT_CRUMB,)
    return HelpingView(
        frame=Frame(title="代わりに見る", announce="代わりに見る画面です。", breadcrumbs=crumbs),
        lead=_lead(len(active)),
        user_id=in_fours(user_id),
        active=active,
        ended=ended,
        links=tuple(Link(GROUP_NAMES[group], url) for group, url in FIRST_PAGES.items() if group in groups),
    )


def _lead(active: int) -> str:
    if not active:
        return "いま、あなたが記録を代わりに見られる方はいません。"
    return f"いま、あなたが記録を代わりに見られる方は、{active}人です。見るだけで、内容を変えることはできません。"
