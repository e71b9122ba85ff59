"""The questions of a search for records without an owner, one a screen, and the last look at the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from web.forms.result import FieldError
from web.forms.unlinked_search import (
    BIRTH,
    DECEASED_QUESTIONS,
    FAMILY,
    GIVEN,
    OTHER_NAMES,
    OWN_QUESTIONS,
    PURPOSE,
    RELATIONSHIP,
    SEX,
    Dialogue,
    fields_of,
)
from web.views.choices import ONE_ANSWER
from web.views.choices import Question as Choice
from web.views.choices import question as choice
from web.views.form_errors import announcement, message_for, title_with
from web.views.frame import Frame, Link
from web.views.question import AnyQuestion, Question, date_question
from web.views.review import ReviewView, review_view
from web.views.unlinked_words import (
    DECEASED_PURPOSES,
    DECEASED_TITLE,
    DECEASED_URL,
    OWN_PURPOSES,
    OWN_TITLE,
    OWN_URL,
    RELATIONSHIPS,
    SEARCH_URL,
    SEX_NAMES,
)
from web.views.wording import date_words

SEARCH_CRUMB = Link("記録をさがす", SEARCH_URL)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuestionView:
    """One question: boxes or a choice; ``fields`` are the answers to the others. ``known`` is what needs no asking."""

    frame: Frame
    heading: str
    place: str
    lead: tuple[str, ...]
    known: tuple[tuple[str, str], ...]
    action: str
    at: str
    errors: tuple[FieldError, ...]
    boxes: tuple[AnyQuestion, ...]
    choice: Choice | None
    fields: tuple[tuple[str, str], ...]
    may_go_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPerson:
    """Who searches for their own records: names in kana, birth date and sex are those of the record."""

    names: tuple[str, ...]
    birth_date: date
    sex: str


def own_question(dialogue: Dialogue, person: KnownPerson, *, acting: bool) -> SearchQuestionView:
    """A question of the search for one's own records; ``acting`` for a helper."""
    lead = {
        "other-names": (
            "昔の名字や、まちがえて読まれたことのある名前で、記録が残っていることがあります。",
            "ほかになければ、空けたまま「次へ」を押してください。",
        ),
    }.get(dialogue.at, ())
    known = _known(person) if dialogue.at == "other-names" else ()
    crumbs = () if acting else (SEARCH_CRUMB,)
    return _view(dialogue, OWN_QUESTIONS, (OWN_TITLE, OWN_URL, crumbs), _OWN, lead=lead, known=known)


def deceased_question(dialogue: Dialogue, birth_date: date | None) -> SearchQuestionView:
    """A question of the search for somebody who has died."""
    lead = {
        RELATIONSHIP: (
            "亡くなったご家族の、持ち主のわからない年金記録を調べます。",
            "見つかると、ご家族が年金を受け取れたり、遺族の年金がふえたりすることがあります。",
        ),
        "other-names": (
            "結婚前の名字や、まちがえて読まれたことのある名前があれば、入力してください。",
            "なければ、空けたまま「次へ」を押してください。",
        ),
    }.get(dialogue.at, ())
    place = (DECEASED_TITLE, DECEASED_URL, (SEARCH_CRUMB,))
    return _view(dialogue, DECEASED_QUESTIONS, place, _DECEASED, lead=lead, birth_date=birth_date)


def own_review(dialogue: Dialogue, person: KnownPerson, *, acting: bool) -> ReviewView:
    """The last look before one's own records are searched for."""
    return review_view(
        title="調べる内容を確かめる",
        lead=f"{_late(dialogue)}この内容で調べます。よろしければ「この内容で調べる」を押してください。",
        facts=(*_known(person), *_other_names(dialogue), ("調べるわけ", OWN_PURPOSES[dialogue.values[PURPOSE]])),
        values=dialogue.values,
        action=OWN_URL,
        do="この内容で調べる",
        breadcrumbs=() if acting else (SEARCH_CRUMB, Link(OWN_TITLE, OWN_URL)),
    )


def deceased_review(dialogue: Dialogue, birth_date: date) -> ReviewView:
    """The last look before the records of the deceased are searched for."""
    return review_view(
        title="調べる内容を確かめる",
        lead=f"{_late(dialogue)}亡くなった方の記録を、この内容で調べます。よろしければ「この内容で調べる」を押してください。",
        facts=(
            ("亡くなった方", RELATIONSHIPS[dialogue.values[RELATIONSHIP]]),
            ("お名前", dialogue.name),
            *_other_names(dialogue),
            ("生まれた日", date_words(birth_date)),
            ("性別", SEX_NAMES[dialogue.values[SEX]]),
            ("調べるわけ", DECEASED_PURPOSES[dialogue.values[PURPOSE]]),
        ),
        values=dialogue.values,
        action=DECEASED_URL,
        do="この内容で調べる",
        breadcrumbs=(SEARCH_CRUMB, Link(DECEASED_TITLE, DECEASED_URL)),
    )


def _late(dialogue: Dialogue) -> str:
    return "ログアウトしたあとに送られた入力です。まだ調べていません。" if dialogue.came_late else ""


_OTHER_NAMES = "ほかに調べたいお名前はありますか"
_WHY = "何のために調べますか"
_OWN: Mapping[str, str] = {"other-names": _OTHER_NAMES, PURPOSE: _WHY}
_DECEASED: Mapping[str, str] = {
    RELATIONSHIP: "亡くなった方は、あなたのどなたですか",
    PURPOSE: _WHY,
    "name": "亡くなった方のお名前は、何と読みますか",
    "other-names": _OTHER_NAMES,
    BIRTH: "亡くなった方は、いつ生まれましたか",
    SEX: "亡くなった方は、女性ですか、男性ですか",
}


def _view(
    dialogue: Dialogue,
    questions: Sequence[str],
    place: tuple[str, str, tuple[Link, ...]],
    headings: Mapping[str, str],
    *,
    lead: tuple[str, ...],
    known: tuple[tuple[str, str], ...] = (),
    birth_date: date | None = None,
) -> SearchQuestionView:
    title, url, crumbs = place
    at, number = dialogue.at, questions.index(dialogue.at) + 1
    own = fields_of(at)
    return SearchQuestionView(
        frame=Frame(
            title=title_with(dialogue.errors, f"{title}（{len(questions)}問のうち{number}問目）"),
            announce=announcement(dialogue.errors, headings[at]),
            breadcrumbs=crumbs,
        ),
        heading=headings[at],
        place=f"{title}　{len(questions)}問のうち{number}問目",
        lead=(_late(dialogue), *lead) if dialogue.came_late else lead,
        known=known,
        action=url,
        at=at,
        errors=dialogue.errors,
        boxes=_boxes(dialogue, headings[at], birth_date),
        choice=_choice(dialogue, url),
        fields=tuple((name, value) for name, value in dialogue.values.items() if value and name not in own),
        may_go_back=number > 1,
    )


def _boxes(dialogue: Dialogue, heading: str, birth_date: date | None) -> tuple[AnyQuestion, ...]:
    values, errors = dialogue.values, dialogue.errors
    match dialogue.at:
        case "other-names":
            return tuple(
                _box(
                    name,
                    f"ほかのお名前{number}",
                    "例：サクラ　ハナコ（あいだを空けます）。ひらがなでも、かまいません。",
                    dialogue,
                )
                for number, name in enumerate(OTHER_NAMES, start=1)
            )
        case "name":
            return (
                _box(FAMILY, "名字の読み（カナ）", "例：ハルノ。亡くなったときの名字です。", dialogue, required=True),
                _box(GIVEN, "名前の読み（カナ）", "例：イチロウ。", dialogue, required=True),
            )
        case "birth":
            echo = date_words(birth_date) if birth_date else ""
            return (date_question(BIRTH, heading, values, errors, echo),)
    return ()


def _box(name: str, label: str, hint: str, dialogue: Dialogue, *, required: bool = False) -> Question:
    return Question(
        name=name,
        label=label,
        hint=hint,
        value=dialogue.values[name],
        error=message_for(dialogue.errors, name),
        required=required,
    )


def _choice(dialogue: Dialogue, url: str) -> Choice | None:
    answers = {
        PURPOSE: OWN_PURPOSES if url == OWN_URL else DECEASED_PURPOSES,
        RELATIONSHIP: RELATIONSHIPS,
        SEX: SEX_NAMES,
    }.get(dialogue.at)
    if answers is None:
        return None
    name = dialogue.at
    return choice(name, ONE_ANSWER, answers, (dialogue.values[name],), error=message_for(dialogue.errors, name))


def _known(person: KnownPerson) -> tuple[tuple[str, str], ...]:
    return (
        ("必ず調べるお名前", "、".join(person.names)),
        ("生まれた日", date_words(person.birth_date)),
        ("性別", SEX_NAMES[person.sex]),
    )


def _other_names(dialogue: Dialogue) -> tuple[tuple[str, str], ...]:
    return (("ほかのお名前", "、".join(dialogue.other_names) or "なし"),)
