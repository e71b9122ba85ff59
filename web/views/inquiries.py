"""お問い合わせ: what a person asked about the access log, how far it is, and what was answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from web.views.access_log import ACCESS_LOG_URL
from web.views.act_words import EntryFacts, act_words
from web.views.frame import Frame, Link
from web.views.helpers import ACCOUNT_CRUMB
from web.views.wording import date_words, moment_words, receipt_number

LOG_CRUMB = Link("アクセス記録", ACCESS_LOG_URL)


class InquiryFacts(Protocol):
    """A question about an entry of the access log."""

    @property
    def number(self) -> str:
        """Eight digits."""
        ...

    @property
    def question(self) -> str:
        """As the person wrote it."""
        ...

    @property
    def entry(self) -> EntryFacts | None:
        """What it is about."""
        ...

    @property
    def asked_at(self) -> datetime:
        """In Japan's time."""
        ...

    @property
    def taken_up_at(self) -> datetime | None:
        """In Japan's time."""
        ...

    @property
    def answered_at(self) -> datetime | None:
        """In Japan's time."""
        ...

    @property
    def answer(self) -> str:
        """Empty until there is one."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryCard:
    """One question; ``steps`` are the dated steps it has made, the last being its state."""

    number: str
    kind: str
    state: str
    about: str
    question: str
    steps: tuple[tuple[str, str], ...]
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiriesView:
    """All questions of a person, newest first."""

    frame: Frame
    lead: str
    cards: tuple[InquiryCard, ...]


def inquiries_view(inquiries: Sequence[InquiryFacts]) -> InquiriesView:
    """The page."""
    waiting = sum(1 for inquiry in inquiries if inquiry.answered_at is None)
    return InquiriesView(
        frame=Frame(
            title="アクセス記録についてのお問い合わせ",
            announce="お問い合わせの画面です。",
            breadcrumbs=(ACCOUNT_CRUMB, LOG_CRUMB),
        ),
        lead=_lead(len(inquiries), waiting),
        cards=tuple(inquiry_card(inquiry) for inquiry in inquiries),
    )


def inquiry_card(inquiry: InquiryFacts) -> InquiryCard:
    """One question in words."""
    steps = tuple(_steps(inquiry))
    return InquiryCard(
        number=receipt_number(inquiry.number),
        kind="done" if inquiry.answered_at else "quiet",
        state=steps[-1][0],
        about=about_words(inquiry.entry),
        question=inquiry.question,
        steps=steps,
        answer=inquiry.answer,
    )


def about_words(entry: EntryFacts | None) -> str:
    """The entry a question is about, in one line."""
    if entry is None:
        return "もとの記録は、保存の期間が終わりました。"
    words = act_words(entry)
    return f"{moment_words(entry.happened_at)}　{words.who}：{words.what}"


def state_words(asked_at: datetime, taken_up_at: datetime | None, answered_at: datetime | None) -> tuple[str, str]:
    """How far a question is, and since when."""
    if answered_at:
        return "お答えしました", date_words(answered_at.date())
    if taken_up_at:
        return "調べています", date_words(taken_up_at.date())
    return "受け付けました", date_words(asked_at.date())


def _steps(inquiry: InquiryFacts) -> Iterator[tuple[str, str]]:
    yield state_words(inquiry.asked_at, None, None)
    if inquiry.taken_up_at:
        yield state_words(inquiry.asked_at, inquiry.taken_up_at, None)
    if inquiry.answered_at:
        yield state_words(inquiry.asked_at, inquiry.taken_up_at, inquiry.answered_at)


def _lead(number: int, waiting: int) -> str:
    if not number:
        return "お問い合わせは、まだありません。"
    if waiting:
        return f"お問い合わせは{number}件です。うち{waiting}件は、いま調べています。答えは、この画面に出ます。"
    return f"お問い合わせは{number}件です。すべてお答えしました。"
