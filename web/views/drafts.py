"""Drafts (入力の途中のもの) in words: what can be gone on with, where, and how long it waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from web.forms.history import FROM_RECALL
from web.views.frame import Link
from web.views.plain_form import Note, PlainFormView, form_frame
from web.views.recall_links import point_page
from web.views.unlinked_words import DECEASED_TITLE, DECEASED_URL, OWN_TITLE, OWN_URL
from web.views.wording import date_words, moment_words

HOME_CRUMB = Link("マイページ", "/home")


@dataclass(frozen=True, slots=True)
class KeptForm:
    """A form whose input is kept: its name, and its address, in which ``{step}`` may stand for the step."""

    name: str
    address: str


# by the names of db.queries.drafts.DraftKind
KEPT_FORMS: Mapping[str, KeptForm] = {
    "estimate-questions": KeptForm("質問に答える試算", "/estimate/questions/{step}"),
    "correction": KeptForm("記録の訂正の相談の準備", "/corrections/new/{step}"),
    "history": KeptForm("履歴整理表のお答え", "/history/{step}"),
    "search-unlinked": KeptForm(OWN_TITLE, OWN_URL),
    "search-deceased": KeptForm(DECEASED_TITLE, DECEASED_URL),
    "inquiry": KeptForm("アクセス記録のお問い合わせ", "/account/access-log/inquiries/new?entry={step}"),
}


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One draft on マイページ: where it goes on, since when and how long it is kept, and the way to be rid of it."""

    go_on: Link
    kept: str
    discard: Link


def draft_url(kind: str, step: str) -> str:
    """Where a draft goes on; an entry of the worksheet may have been begun from answers that help to remember."""
    if kind == "history" and step.startswith(FROM_RECALL):
        return f"{point_page(step.removeprefix(FROM_RECALL))}/entry"
    return KEPT_FORMS[kind].address.format(step=step)


def draft_line(kind: str, step: str, changed_at: datetime, kept: timedelta) -> DraftLine:
    """One draft; ``changed_at`` is in Japan's time."""
    form, last_day = KEPT_FORMS[kind], (changed_at + kept).date()
    return DraftLine(
        go_on=Link(f"{form.name}を続ける", draft_url(kind, step)),
        kept=f"{moment_words(changed_at)}まで入力しました。{date_words(last_day)}まで残しておきます。",
        discard=Link(f"{form.name}の入力を消す", f"/drafts/{kind}"),
    )


def discard_view(line: DraftLine, kind: str) -> PlainFormView:
    """The page on which a draft is thrown away."""
    title = "途中の入力を消す"
    return PlainFormView(
        frame=form_frame(title, (), (HOME_CRUMB,)),
        heading=title,
        action=f"/drafts/{kind}",
        button="入力を消す",
        questions=(),
        lead=(f"「{KEPT_FORMS[kind].name}」の、途中までの入力です。{line.kept}", "消すと、もとにはもどせません。"),
        notes=(Note("消さないとき", ("入力は、このまま残ります。",), (line.go_on, HOME_CRUMB)),),
    )
