"""「この記録はおかしい」: the question about one entry of the access log."""

from __future__ import annotations

from dataclasses import dataclass

from web.forms.inquiries import ENTRY, QUESTION
from web.forms.result import FieldError
from web.views.access_log import NEW_INQUIRY_URL
from web.views.act_words import EntryFacts
from web.views.frame import Frame
from web.views.helpers import ACCOUNT_CRUMB
from web.views.inquiries import LOG_CRUMB, about_words
from web.views.review import ReviewView, review_view

_TITLE = "この記録はおかしい"


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryFormView:
    """The form; ``entry`` names the entry it is about."""

    frame: Frame
    errors: tuple[FieldError, ...]
    about: str
    entry: str
    question: str
    question_error: str


def inquiry_form_view(entry: EntryFacts, question: str = "", errors: tuple[FieldError, ...] = ()) -> InquiryFormView:
    """The form as it opens, or with what was typed."""
    return InquiryFormView(
        frame=Frame(
            title=f"エラー：{_TITLE}" if errors else _TITLE,
            announce=f"入力に誤りが{len(errors)}件あります。" if errors else "お問い合わせを書く画面です。",
            breadcrumbs=(ACCOUNT_CRUMB, LOG_CRUMB),
        ),
        errors=errors,
        about=about_words(entry),
        entry=str(entry.position),
        question=question,
        question_error=errors[0].message if errors else "",
    )


def too_many_inquiries() -> tuple[FieldError, ...]:
    """The office answers first what is waiting."""
    sentence = "まだお答えしていないお問い合わせが10件あります。お答えしてから、次を受け付けます。"
    return (FieldError(QUESTION, f"{sentence}お急ぎのときは、お電話でお知らせください。"),)


def inquiry_review(entry: EntryFacts, question: str) -> ReviewView:
    """The last look."""
    return review_view(
        title="お問い合わせの内容を確かめる",
        lead="次の内容を、年金事務所に送ります。よろしければ「この内容で送る」を押してください。",
        facts=(("おかしいと思う記録", about_words(entry)), ("お問い合わせの内容", question)),
        values={ENTRY: str(entry.position), QUESTION: question},
        action=NEW_INQUIRY_URL,
        do="この内容で送る",
        breadcrumbs=(ACCOUNT_CRUMB, LOG_CRUMB),
    )
