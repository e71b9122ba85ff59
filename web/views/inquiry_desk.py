"""The office's list of questions about the access log, and one of them opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from web.forms.result import FieldError
from web.views.frame import Frame, Link
from web.views.inquiries import InquiryCard, InquiryFacts, inquiry_card, state_words
from web.views.wording import receipt_number

DESK_URL = "/counter/office/inquiries"


class DeskFacts(Protocol):
    """A question in the list."""

    @property
    def number(self) -> str:
        """Eight digits."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRow:
    """A question in the list: its number with the link, and how far it is since when."""

    link: Link
    state: str
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryDeskView:
    """The list."""

    frame: Frame
    lead: str
    waiting: tuple[DeskRow, ...]
    answered: tuple[DeskRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenInquiryView:
    """One question; ``may_take_up`` and ``may_answer`` say what can still be done with it."""

    frame: Frame
    action: str
    person: str
    card: InquiryCard
    may_take_up: bool
    may_answer: bool
    errors: tuple[FieldError, ...]
    answer: str
    answer_error: str


def inquiry_desk_view(inquiries: Sequence[DeskFacts]) -> InquiryDeskView:
    """The list as it comes: unanswered first."""
    waiting = tuple(_row(inquiry) for inquiry in inquiries if inquiry.answered_at is None)
    return InquiryDeskView(
        frame=Frame(title="アクセス記録のお問い合わせ", announce="お問い合わせの一覧です。"),
        lead=f"答えを待っているお問い合わせは、{len(waiting)}件です。開くと、ご本人のアクセス記録に残ります。",
        waiting=waiting,
        answered=tuple(_row(inquiry) for inquiry in inquiries if inquiry.answered_at is not None),
    )


def open_inquiry_view(
    person: str, inquiry: InquiryFacts, answer: str = "", errors: tuple[FieldError, ...] = ()
) -> OpenInquiryView:
    """One question as it is opened, or with what was typed."""
    # the number names no person, but a title goes where pages are remembered
    title = "お問い合わせに答える"
    return OpenInquiryView(
        frame=Frame(
            title=f"エラー：{title}" if errors else title,
            announce=f"入力に誤りが{len(errors)}件あります。" if errors else f"{title}画面です。",
            breadcrumbs=(Link("アクセス記録のお問い合わせ", DESK_URL),),
        ),
        action=f"{DESK_URL}/{inquiry.number}",
        person=person,
        card=inquiry_card(inquiry),
        may_take_up=inquiry.taken_up_at is None and inquiry.answered_at is None,
        may_answer=inquiry.answered_at is None,
        errors=errors,
        answer=answer,
        answer_error=errors[0].message if errors else "",
    )


def _row(inquiry: DeskFacts) -> DeskRow:
    state, since = state_words(inquiry.asked_at, inquiry.taken_up_at, inquiry.answered_at)
    link = Link(f"受付番号 {receipt_number(inquiry.number)}", f"{DESK_URL}/{inquiry.number}")
    return DeskRow(link=link, state=state, since=since)
