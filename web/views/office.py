"""The officer's desk: letters to print and to post, and opening locks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pension.record import Person
from web.forms.result import FieldError
from web.forms.unlock import CHECK, USER_ID
from web.views.form_errors import message_for
from web.views.frame import Frame, Link
from web.views.plain_form import PlainFormView, form_frame
from web.views.question import Question
from web.views.staff_stops import STOPS
from web.views.wording import date_words, in_fours, moment_words

DESK = Link("職員の窓口", "/counter/office")
LETTERS = "/counter/office/letters"
ALERTS = Link("不正アクセスの兆し", "/operations/alerts")
UNLOCK = Link("ログインの停止を解く", "/counter/office/unlock")
PAPER_MANDATES = Link("紙の委任状を登録する", "/counter/office/mandates")
SEARCHES = Link("持ち主不明記録の候補を見る", "/counter/office/searches")
INQUIRIES = Link("アクセス記録のお問い合わせ", "/counter/office/inquiries")
CORRECTIONS = Link("訂正の請求", "/counter/office/corrections")
CONFLICTS = Link("訂正とぶつかる記録", "/counter/office/corrections/conflicts")
_DONE = {
    "posted": "発送した、と印をつけました。手紙の文字は、もう画面には出ません。",
    "nothing": "新しい申し込みは、ありませんでした。",
}
_OUTCOMES = {
    "letter": "手紙を作ったもの",
    "no-match": "記録と合わないもの",
    "other-address": "住所が記録とちがうもの",
    "no-address": "記録に住所がないもの",
    "recent": "30日のうちに手紙を作ったもの",
    "unreadable": "読み取れないもの",
}
CHECK_NAMES = {
    "my-number-card": "マイナンバーカード",
    "driving-licence": "運転免許証",
    "passport": "パスポート",
    "two-others": "そのほかの書類を2つ",
    "staff-card": "職員証（職員の停止を解くとき）",
}
CHECKS = frozenset(CHECK_NAMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchLine:
    """Letters that were made together. ``post_url`` is where they are marked as posted, empty when they are."""

    heading: str
    state: str
    counts: tuple[str, ...]
    print_link: Link | None
    post_url: str
    post_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeView:
    """What waits at the desk. ``notice`` answers the act that led here, empty for none."""

    frame: Frame
    notice: str
    place: str
    waiting: str
    can_make: bool
    batches: tuple[BatchLine, ...]
    conflicts: str
    conflicts_link: Link | None
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSheets:
    """One letter: the page with the address, and the letter itself."""

    postal_code: str
    address: tuple[str, ...]
    name: str
    user_id: str
    code: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeLettersView:
    """The letters of a batch for printing; none once they are posted."""

    frame: Frame
    heading: str
    lead: str
    letters: tuple[LetterSheets, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchFacts:
    """What a batch is: its number, its times in the zone they are to be read in, and its outcomes by name."""

    batch_id: int
    made_at: datetime
    posted_at: datetime | None
    outcomes: Mapping[str, int]


def office_view(
    *,
    place: str,
    waiting: int,
    corrections: int,
    conflicts: int,
    batches: Sequence[BatchFacts],
    is_officer: bool,
    done: str = "",
) -> OfficeView:
    """The desk; ``done`` names the act that led here. Mandates on paper are an officer's, stops a supervisor's.

    ``corrections`` is how many requests to correct a record wait, ``conflicts`` how many records collide with one.
    """
    requests = Link(f"{CORRECTIONS.label}（{corrections}件）", CORRECTIONS.url)
    return OfficeView(
        frame=Frame(title=DESK.label, announce=_DONE.get(done, "職員の窓口の画面です。")),
        notice=_DONE.get(done, ""),
        place=place,
        waiting=f"まだ確かめていない申し込みが{waiting}件あります。" if waiting else "新しい申し込みは、ありません。",
        can_make=waiting > 0,
        batches=tuple(_batch(batch) for batch in batches),
        conflicts=(
            f"届いた記録のうち、訂正とぶつかって職員の判断を待っているものが、{conflicts:,}件あります。"
            if conflicts
            else ""
        ),
        conflicts_link=CONFLICTS if conflicts else None,
        links=(requests, UNLOCK, PAPER_MANDATES if is_officer else STOPS, INQUIRIES, SEARCHES),
    )


def _batch(batch: BatchFacts) -> BatchLine:
    url = f"{LETTERS}/{batch.batch_id}"
    is_open = batch.posted_at is None
    label = _batch_name(batch)
    return BatchLine(
        heading=f"{label}（{moment_words(batch.made_at)}に作りました）",
        state=f"{date_words(batch.posted_at.date())}に発送しました。" if batch.posted_at else "まだ発送していません。",
        counts=tuple(f"{_OUTCOMES[name]}：{number}件" for name, number in sorted(batch.outcomes.items())),
        print_link=Link(f"{label}を印刷する", url) if is_open and batch.outcomes.get("letter") else None,
        post_url=f"{url}/posted" if is_open else "",
        post_label=f"{label}を、発送した、と印をつける",
    )


def _batch_name(batch: BatchFacts) -> str:
    return f"手紙の束{batch.batch_id}"


def letters_view(batch: BatchFacts, letters: Sequence[LetterSheets]) -> OfficeLettersView:
    """The letters to print."""
    heading = f"{_batch_name(batch)}（{len(letters)}通）"
    lead = (
        "1人分が2枚です。1枚目は住所、2枚目は手紙です。印刷して発送したら、窓口の画面で印をつけてください。"
        if letters
        else "印刷できる手紙は、ありません。発送した手紙の文字は、画面には出ません。"
    )
    return OfficeLettersView(
        frame=Frame(title="手紙の印刷", announce="手紙の印刷の画面です。", breadcrumbs=(DESK,)),
        heading=heading,
        lead=lead,
        letters=tuple(letters),
    )


def letter_sheets(person: Person, user_id: str, code: str, expires_at: datetime) -> LetterSheets:
    """One letter; ``expires_at`` in the zone it is to be read in."""
    return LetterSheets(
        postal_code=person.address.postal_code if person.address else "",
        address=person.address.lines if person.address else (),
        name=person.name,
        user_id=in_fours(user_id),
        code=in_fours(code),
        until=date_words((expires_at - timedelta(seconds=1)).date()),
    )


def unlock_view(
    values: Mapping[str, str], errors: tuple[FieldError, ...], *, done: bool = False, at_desk: bool = True
) -> PlainFormView:
    """The form for opening a lock; ``done`` when the one before was opened, ``at_desk`` for those who have a desk."""
    return PlainFormView(
        frame=form_frame(UNLOCK.label, errors, (DESK if at_desk else ALERTS,)),
        heading=UNLOCK.label,
        action=UNLOCK.url,
        notice="ログインの停止を解きました。" if done else "",
        button="停止を解く",
        lead=("書類で本人確認をしてから、停止を解いてください。だれが解いたかは、本人のアクセス記録に残ります。",),
        errors=errors,
        questions=(
            Question(
                name=USER_ID,
                label="ユーザーID",
                hint="全角で入力しても、かまいません。",
                value=values.get(USER_ID, ""),
                error=message_for(errors, USER_ID),
            ),
            Question(
                name=CHECK,
                label="本人確認に使った書類",
                hint="書類の番号は、どこにも書きません。",
                value=values.get(CHECK, ""),
                error=message_for(errors, CHECK),
                options=(("", "選んでください"), *CHECK_NAMES.items()),
            ),
        ),
    )


def not_unlocked(result: str) -> tuple[FieldError, ...]:
    """Why nothing was opened."""
    return (FieldError(USER_ID, _NOT_UNLOCKED[result]),)


_NOT_UNLOCKED = {
    "no-such-account": "このユーザーIDのアカウントは、ありません。もう一度ご確認ください。",
    "not-allowed": "職員の停止は管理者が、そのほかの人の停止は年金事務所の職員が解きます。",
}
