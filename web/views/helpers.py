"""代理の方: whom a person lets see their record, and those they let before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from web.views.frame import Frame, Link
from web.views.mandate_words import STATE_NAMES, MandateFacts, mandate_facts

HELPERS_URL = "/account/helpers"
NEW_HELPER_URL = "/account/helpers/new"
ACCOUNT_CRUMB = Link("アカウント", "/account")


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateCard:
    """One mandate; ``mandate_id`` for the button that acts on it, ``kind`` the look of its tag."""

    mandate_id: int
    name: str
    kind: str
    state: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpersView:
    """The page; ``may_give`` is False for somebody without a record."""

    frame: Frame
    lead: str
    may_give: bool
    active: tuple[MandateCard, ...]
    ended: tuple[MandateCard, ...]


def helpers_view(mandates: Sequence[MandateFacts], *, may_give: bool) -> HelpersView:
    """The page of a person's mandates, newest first."""
    active, ended = split_cards(mandates)
    return HelpersView(
        frame=Frame(title="代理の方", announce="代理の方の画面です。", breadcrumbs=(ACCOUNT_CRUMB,)),
        lead=_lead(len(active), may_give=may_give),
        may_give=may_give,
        active=active,
        ended=ended,
    )


def split_cards(mandates: Sequence[MandateFacts]) -> tuple[tuple[MandateCard, ...], tuple[MandateCard, ...]]:
    """Those that hold, and those that have ended."""
    cards = [(mandate.state == "active", _card(mandate)) for mandate in mandates]
    return tuple(card for holds, card in cards if holds), tuple(card for holds, card in cards if not holds)


def _card(mandate: MandateFacts) -> MandateCard:
    return MandateCard(
        mandate_id=mandate.mandate_id,
        name=mandate.name,
        kind="done" if mandate.state == "active" else "quiet",
        state=STATE_NAMES[mandate.state],
        facts=mandate_facts(mandate),
    )


def _lead(active: int, *, may_give: bool) -> str:
    if not may_give:
        return "あなたの年金記録がまだ届いていないため、代理の方はまだ決められません。"
    if not active:
        return "いま、あなたの記録を代わりに見られる方はいません。"
    return f"いま、あなたの記録を代わりに見られる方は、{active}人です。"
