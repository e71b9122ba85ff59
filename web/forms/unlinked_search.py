"""Searching for records without an owner: one question a screen; what was answered before is carried along.

A form names the question it asks (``at``). Whatever is right is carried on; the first question without a right answer
is asked next, and when all have one, everything is shown once more before the search is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from web.forms.dates import USUAL_ERA, parse_date
from web.forms.fields import kana_error, plain_kana, typed
from web.forms.mandates import DO, STEP
from web.forms.register_key import typed_day
from web.forms.result import FieldError

AT = "at"
BACK = "back"
CHANGE = "change"
OTHER_NAMES = ("other-name-1", "other-name-2", "other-name-3")
FAMILY, GIVEN = "family-kana", "given-kana"
BIRTH = "birth"
SEX = "sex"
PURPOSE = "purpose"
RELATIONSHIP = "relationship"
SEXES = ("female", "male")
OWN_PURPOSES = ("gap", "name", "job", "check")
DECEASED_PURPOSES = ("survivors", "unpaid", "correction", "check")
RELATIONSHIPS = ("spouse", "child", "parent", "grandchild", "grandparent", "sibling", "other")
REVIEW = "review"
OWN_QUESTIONS = ("other-names", PURPOSE)
DECEASED_QUESTIONS = (RELATIONSHIP, PURPOSE, "name", "other-names", BIRTH, SEX)
_BIRTH_BOXES = tuple(f"{BIRTH}-{part}" for part in ("era", "year", "month", "day"))
_OF_THE_DECEASED = "亡くなった方の生まれた日"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """Where the questions stand: what was typed, the question to ask or :data:`REVIEW`, and what is wrong with it.

    ``is_sent``: everything has a right answer, was looked at, and may be searched for. ``came_late``: it was sent after
    its session had ended.
    """

    values: Mapping[str, str]
    at: str
    errors: tuple[FieldError, ...] = ()
    is_sent: bool = False
    came_late: bool = False

    @property
    def other_names(self) -> tuple[str, ...]:
        """The further names in plain kana."""
        return tuple(plain_kana(self.values[name]) for name in OTHER_NAMES if self.values[name])

    @property
    def name(self) -> str:
        """The name of the deceased in plain kana."""
        return plain_kana(f"{self.values[FAMILY]} {self.values[GIVEN]}")


def parse_own(data: Mapping[str, str], today: date) -> Dialogue:
    """The questions of a search for one's own records."""
    return _parse(data, OWN_QUESTIONS, OWN_PURPOSES, today)


def parse_deceased(data: Mapping[str, str], today: date) -> Dialogue:
    """The questions of a search for somebody who has died."""
    return _parse(data, DECEASED_QUESTIONS, DECEASED_PURPOSES, today)


def resumed(dialogue: Dialogue, kept: Mapping[str, str]) -> Dialogue:
    """The same as it opens by itself, from what came late or from nothing: no question was answered wrongly yet."""
    return replace(dialogue, errors=(), came_late=bool(kept))


def late_own(sent: Mapping[str, str]) -> tuple[str, Mapping[str, str]]:
    """The question, and the fields to keep of a search for one's own records that came after its session had ended."""
    return _late(sent, OWN_QUESTIONS)


def late_deceased(sent: Mapping[str, str]) -> tuple[str, Mapping[str, str]]:
    """The same of a search for somebody who has died."""
    return _late(sent, DECEASED_QUESTIONS)


def _late(sent: Mapping[str, str], questions: tuple[str, ...]) -> tuple[str, Mapping[str, str]]:
    """Every answer, as it was carried along; from the last look, which asks nothing, one comes back to it."""
    at = sent.get(AT, "") if sent.get(AT, "") in questions else questions[-1]
    given = {name: text for question in questions for name in fields_of(question) if (text := typed(sent, name))}
    return at, {AT: at, **given} if given.keys() - {f"{BIRTH}-era"} else {}


def birth_date_in(values: Mapping[str, str], today: date) -> date | None:
    """The birth date that was typed, None while it cannot be read."""
    return parse_date(values, BIRTH, _OF_THE_DECEASED, today).day


def fields_of(question: str) -> tuple[str, ...]:
    """The names of the boxes of a question."""
    return {"other-names": OTHER_NAMES, "name": (FAMILY, GIVEN), BIRTH: _BIRTH_BOXES}.get(question, (question,))


def _parse(data: Mapping[str, str], questions: tuple[str, ...], purposes: tuple[str, ...], today: date) -> Dialogue:
    values = {name: typed(data, name) for question in questions for name in fields_of(question)}
    if BIRTH in questions:
        values |= typed_day(data, BIRTH)
        values[f"{BIRTH}-era"] = values[f"{BIRTH}-era"] or USUAL_ERA
    at, step = data.get(AT, ""), data.get(STEP, "")
    if step == CHANGE or (step == BACK and at not in questions[1:]):
        return Dialogue(values=values, at=questions[0])
    if step == BACK:
        return Dialogue(values=values, at=questions[questions.index(at) - 1])
    wrong = {question: _errors(question, values, purposes, today) for question in questions}
    asked = questions[: questions.index(at) + 1] if at in questions else questions if step == DO else ()
    refused = next((question for question in asked if wrong[question]), None)
    if refused:
        return Dialogue(values=values, at=refused, errors=wrong[refused])
    rest = questions[len(asked) :]
    return Dialogue(values=values, at=rest[0] if rest else REVIEW, is_sent=step == DO and not rest)


def _errors(question: str, values: Mapping[str, str], purposes: tuple[str, ...], today: date) -> tuple[FieldError, ...]:
    match question:
        case "other-names":
            return tuple(error for name in OTHER_NAMES if (error := _other_name_error(name, values[name])))
        case "name":
            return tuple(error for name in (FAMILY, GIVEN) if (error := _part_error(name, values[name])))
        case "birth":
            return _birth_errors(values, today)
    allowed, message = {
        PURPOSE: (purposes, "何のために調べるかを、えらんでください。"),
        RELATIONSHIP: (RELATIONSHIPS, "亡くなった方との続きがらを、えらんでください。"),
        SEX: (SEXES, "亡くなった方の性別を、えらんでください。記録が男女で分けて書かれているためです。"),
    }[question]
    return () if values[question] in allowed else (FieldError(question, message),)


def _other_name_error(name: str, text: str) -> FieldError | None:
    if not text:
        return None
    error = kana_error(text)
    if error:
        return FieldError(name, error.message)
    if " " not in plain_kana(text):
        return FieldError(name, "名字と名前のあいだを、1文字空けてください。例：サクラ　ハナコ")
    return None


def _part_error(name: str, text: str) -> FieldError | None:
    what = "名字" if name == FAMILY else "名前"
    if not text:
        return FieldError(name, f"亡くなった方の{what}を、カタカナかひらがなで入力してください。")
    error = kana_error(text)
    if error:
        return FieldError(name, f"{what}に、カタカナやひらがなでない文字があります。読みを入力してください。")
    return None


def _birth_errors(values: Mapping[str, str], today: date) -> tuple[FieldError, ...]:
    parsed = parse_date(values, BIRTH, _OF_THE_DECEASED, today)
    if parsed.error is None:
        return ()
    if not values[f"{BIRTH}-year"]:
        sentence = (
            "生まれた年が、まだ入力されていません。年がわからないと、同じ名前のほかの方と区別できないため、調べられません。"
            "戸籍や年金手帳などで、お確かめください。"
        )
        return (FieldError(f"{BIRTH}-year", sentence),)
    return (parsed.error,)
