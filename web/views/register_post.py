"""Registering by post: the application, how far it has come, and the letter's code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pension.numbers import grouped
from web.forms.register_post import ADDRESS, APPLICATION, CODE, INQUIRY_NUMBER, POSTAL_CODE, USER_ID
from web.forms.result import FieldError
from web.views.form_errors import message_for
from web.views.frame import Frame, Link
from web.views.plain_form import Note, PlainFormView, Suggestion, form_frame
from web.views.question import Question
from web.views.register import (
    BY_POST,
    CRUMBS,
    FORGOTTEN,
    birth_question,
    kana_question,
    password_questions,
    pension_number_question,
)
from web.views.wording import date_words

POST = BY_POST.link.url
STATUS = "/register/status"
ACTIVATE = "/register/activate"
DAYS_ON_THE_WAY = 5
"""「５日程度で発行」 (S18)."""
LATE_AFTER = timedelta(days=10)
_GROUPS = (4, 4, 4)
_ASK_STATUS = Link("受付番号で、いまの様子を見る", STATUS)
_HAVE_LETTER = Link("届いた手紙で登録をすませる", ACTIVATE)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an application: its name, the day or what is awaited, and whether it is done."""

    name: str
    words: str
    done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterStatusView:
    """How far an application has come. ``missing`` says what may be the reason when no letter has come."""

    frame: Frame
    heading: str
    lead: str
    number: str
    steps: tuple[Step, ...]
    next_steps: tuple[str, ...]
    missing: tuple[str, ...]
    links: tuple[Link, ...]


def post_view(values: Mapping[str, str], errors: tuple[FieldError, ...], birth_date: date | None) -> PlainFormView:
    """The application, as it opens or with what is wrong."""
    return PlainFormView(
        frame=form_frame(BY_POST.heading, errors, CRUMBS),
        heading="郵便で登録する",
        action=POST,
        button="申し込む",
        lead=(
            f"ユーザーIDを書いた手紙を、お送りします。申し込みから{DAYS_ON_THE_WAY}日ほどかかります。",
            "基礎年金番号か照会番号の、どちらか一つがわかれば、申し込めます。",
            "手紙は、年金の記録にある住所にだけお送りします。",
            FORGOTTEN,
        ),
        errors=errors,
        questions=(
            pension_number_question(values, errors, required=False),
            _box(
                INQUIRY_NUMBER,
                "照会番号",
                "基礎年金番号がわからないときだけ、入力してください。",
                values,
                errors,
                required=False,
                inputmode="numeric",
            ),
            kana_question(values, errors),
            birth_question(values, errors, birth_date),
            _box(
                POSTAL_CODE, "郵便番号", "例：100-0000", values, errors, inputmode="numeric", autocomplete="postal-code"
            ),
            _box(ADDRESS, "住所", "都道府県から番地、建物の名前まで。", values, errors, autocomplete="address-line1"),
        ),
        notes=(
            Note("申し込みがおすみの方", ("受付番号で、いまの様子をご覧いただけます。",), (_ASK_STATUS, _HAVE_LETTER)),
        ),
    )


def status_form_view(number: str, errors: tuple[FieldError, ...]) -> PlainFormView:
    """Asks for the number of an application."""
    return PlainFormView(
        frame=form_frame("申し込みの様子", errors, CRUMBS),
        heading="申し込みの様子を見る",
        action=STATUS,
        button="様子を見る",
        errors=errors,
        questions=(
            _box(
                APPLICATION,
                "受付番号（12けた）",
                "例：1234 5678 9012。申し込みのあとに出た番号です。",
                {APPLICATION: number},
                errors,
                inputmode="numeric",
            ),
        ),
        notes=(
            Note(
                "受付番号がわからないとき",
                ("もう一度、申し込んでください。手紙は、30日のあいだに1通だけお送りします。",),
                (BY_POST.link,),
            ),
        ),
    )


def no_such_application() -> tuple[FieldError, ...]:
    """The number was never given."""
    return (FieldError(APPLICATION, "この受付番号の申し込みは、見つかりません。もう一度ご確認ください。"),)


def status_view(
    number: str,
    applied_at: datetime,
    made_at: datetime | None,
    posted_at: datetime | None,
    now: datetime,
    *,
    just_applied: bool = False,
) -> RegisterStatusView:
    """How far an application has come: the same for every application of those days, whatever it matched."""
    heading = "申し込みを受け付けました" if just_applied else "申し込みの様子"
    expected = (posted_at or applied_at + timedelta(days=DAYS_ON_THE_WAY - 2)) + timedelta(days=2)
    is_late = now - applied_at >= LATE_AFTER
    return RegisterStatusView(
        frame=Frame(title=heading, announce=f"{heading}。", breadcrumbs=CRUMBS),
        heading=heading,
        lead=_lead(posted_at, expected, is_late=is_late),
        number=grouped(number, _GROUPS),
        steps=(
            Step("受け付け", date_words(applied_at.date()), True),
            Step("確認", date_words(made_at.date()) if made_at else "これから確かめます", made_at is not None),
            Step(
                "手紙の発送",
                date_words(posted_at.date()) if posted_at else "これからお送りします",
                posted_at is not None,
            ),
        ),
        next_steps=(
            "受付番号を、紙に書きとめてください。",
            "手紙が届いたら、「届いた手紙で登録をすませる」へ進んでください。",
        ),
        missing=_MISSING if is_late or posted_at is not None else (),
        links=(_HAVE_LETTER, _ASK_STATUS),
    )


def _lead(posted_at: datetime | None, expected: datetime, *, is_late: bool) -> str:
    day = date_words(expected.date())
    if posted_at is None:
        return (
            "確認に時間がかかっています。もうしばらくお待ちください。"
            if is_late
            else f"記録と合っていれば、{day}ごろに、記録にある住所へ手紙が届きます。"
        )
    return f"記録と合っていた方には、手紙をお送りしました。{day}ごろに届きます。"


_MISSING = (
    "引っ越したあと、年金の住所を変えていない。住所を変える届け出をしてから、もう一度申し込んでください。",
    "番号、お名前、生年月日のどれかが、記録とちがっている。手元の書類を確かめて、もう一度申し込んでください。",
    "前の手紙から30日たっていない。前の手紙をおさがしください。",
    "記録に住所がない。お近くの年金事務所の窓口で、おたずねください。",
)


def activate_view(
    values: Mapping[str, str], errors: tuple[FieldError, ...], suggestion: Suggestion, birth_date: date | None
) -> PlainFormView:
    """What the letter says is entered here."""
    return PlainFormView(
        frame=form_frame("届いた手紙で登録をすませる", errors, CRUMBS),
        heading="届いた手紙で登録をすませる",
        action=ACTIVATE,
        button="登録をすませる",
        lead=("手紙に書かれているユーザーIDと確認の文字を、入力してください。",),
        errors=errors,
        questions=(
            _box(USER_ID, "ユーザーID", "全角で入力しても、かまいません。", values, errors, autocomplete="username"),
            _box(CODE, "確認の文字（16文字）", "手紙に、4文字ずつ書かれています。", {}, errors),
            birth_question(values, errors, birth_date),
            *password_questions(errors),
        ),
        suggestion=suggestion,
        notes=(
            Note(
                "手紙が届かないとき、使えないとき",
                (
                    "確認の文字は、手紙に書かれた日まで、一度だけ使えます。日がすぎたときは、もう一度申し込んでください。",
                ),
                (_ASK_STATUS, BY_POST.link),
            ),
        ),
    )


def wrong_code() -> tuple[FieldError, ...]:
    """The one answer when user id, code and birth date do not belong together."""
    return (
        FieldError(
            CODE,
            "ユーザーID、確認の文字、生年月日が、手紙や記録と合いません。手紙と1文字ずつ見くらべてください。",
        ),
    )


def ended_code() -> tuple[FieldError, ...]:
    """The code was used, or ended by a newer letter or by wrong tries."""
    return (
        FieldError(CODE, "この確認の文字は、もう使えません。新しい手紙が届いているときは、そちらをお使いください。"),
    )


def expired_code() -> tuple[FieldError, ...]:
    """The code is too old."""
    return (FieldError(CODE, "この確認の文字は、使える日がすぎています。もう一度、郵便で申し込んでください。"),)


def _box(
    name: str,
    label: str,
    hint: str,
    values: Mapping[str, str],
    errors: tuple[FieldError, ...],
    *,
    inputmode: str = "text",
    autocomplete: str = "off",
    required: bool = True,
) -> Question:
    return Question(
        name=name,
        label=label,
        hint=hint,
        value=values.get(name, ""),
        error=message_for(errors, name),
        inputmode=inputmode,
        autocomplete=autocomplete,
        required=required,
    )
