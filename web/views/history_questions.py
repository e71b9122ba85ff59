"""What the worksheet asks: categories, and for each its questions one by one, with few fields on a screen (S35)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pension.life_events import LONGEST_NOTE, Category, LifeEvent


class AnswerKind(StrEnum):
    """How a question is answered."""

    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question. ``slug`` stands in the address and names the field; ``label`` is what the answer is called later.

    ``required``: without it an entry says nothing. ``may_go_on``: "it has not ended" is an answer.
    """

    slug: str
    question: str
    label: str
    hint: str = ""
    kind: AnswerKind = AnswerKind.TEXT
    choices: tuple[str, ...] = ()
    required: bool = False
    may_go_on: bool = False

    @property
    def field(self) -> str:
        """The field of the entry."""
        return self.slug.replace("-", "_")


CATEGORY_NAMES: Mapping[Category, str] = {
    Category.SCHOOL: "入学・卒業",
    Category.JOB: "入社・退職",
    Category.MOVE: "転入・転出",
    Category.MARRIAGE: "結婚・氏名変更",
    Category.CHILD: "出産・育児",
    Category.OTHER: "その他",
}
CATEGORY_HINTS: Mapping[Category, str] = {
    Category.JOB: "会社、お店、工場、日やといなど。短いあいだの仕事も書けます。",
    Category.SCHOOL: "学校に入った年や、卒業した年。ほかのことを思い出す目じるしになります。",
    Category.MOVE: "引っこした年と、住んだ町。",
    Category.MARRIAGE: "結婚、離婚、養子縁組など。前のお名前の記録をさがす手がかりになります。",
    Category.CHILD: "子どもが生まれた年や、育児の休み。",
    Category.OTHER: "入院、外国でのくらし、家の仕事の手つだいなど。",
}
_DATE_HINT = (
    "はっきりしなくても大丈夫です。"
    "たとえば「昭和50年4月ごろ」「1975年の春」「昭和40年代」「20歳のころ」「中学を出たころ」。"
)
_SKIP = "わからなければ、何も書かずに次へ進めます。"
_NOTE = Asked(
    slug="note",
    question="ほかに、おぼえていることはありますか",
    label="メモ",
    hint=f"{LONGEST_NOTE}文字まで書けます。画面では、あなただけが見られます。印刷した紙には、のります。いつでも消せます。"
    + _SKIP,
    kind=AnswerKind.NOTE,
)
_PLACE_HINT = "町や駅の名前だけでも、手がかりになります。" + _SKIP


def _date(slug: str, question: str, label: str, *, may_go_on: bool = False) -> Asked:
    return Asked(slug=slug, question=question, label=label, hint=_DATE_HINT, kind=AnswerKind.DATE, may_go_on=may_go_on)


QUESTIONS: Mapping[Category, tuple[Asked, ...]] = {
    Category.JOB: (
        Asked(
            slug="name",
            question="つとめ先の名前は、何といいますか",
            label="つとめ先",
            hint="正しい名前でなくてもかまいません。前の社名、お店の名前、名前の一部でも大丈夫です。",
            required=True,
        ),
        _date("began", "いつ、つとめはじめましたか", "つとめはじめ"),
        _date("ended", "いつ、やめましたか", "やめたとき", may_go_on=True),
        Asked(slug="place", question="どこでつとめましたか", label="場所", hint=_PLACE_HINT),
        Asked(
            slug="work",
            question="どんな仕事でしたか",
            label="仕事",
            hint="仕事の中身や、正社員・パート・日やといなどのはたらき方。" + _SKIP,
        ),
        Asked(
            slug="name-then",
            question="そのころのお名前は、何でしたか",
            label="そのころのお名前",
            hint="いまとちがうときだけ、お書きください。名字だけでもかまいません。" + _SKIP,
        ),
        _NOTE,
    ),
    Category.SCHOOL: (
        Asked(slug="name", question="学校の名前は、何といいますか", label="学校", required=True),
        _date("began", "いつ、入学しましたか", "入学"),
        _date("ended", "いつ、卒業しましたか", "卒業", may_go_on=True),
        Asked(slug="place", question="学校は、どこにありましたか", label="場所", hint=_PLACE_HINT),
        _NOTE,
    ),
    Category.MOVE: (
        Asked(
            slug="place",
            question="どこに移りましたか",
            label="住んだ所",
            hint="番地までは、いりません。町の名前だけでもかまいません。",
            required=True,
        ),
        _date("began", "いつ、移りましたか", "移ったとき"),
        _date("ended", "いつまで、そこに住みましたか", "出たとき", may_go_on=True),
        _NOTE,
    ),
    Category.MARRIAGE: (
        Asked(
            slug="name",
            question="どんなことがありましたか",
            label="できごと",
            kind=AnswerKind.CHOICE,
            choices=("結婚", "離婚", "死別", "養子縁組", "名前の読み方や漢字の変更", "そのほかの氏名変更"),
            required=True,
        ),
        _date("began", "いつのことでしたか", "そのとき"),
        Asked(
            slug="name-before",
            question="その前のお名前は、何でしたか",
            label="前のお名前",
            hint="名字だけでもかまいません。年金の記録が、前のお名前のままのことがあります。" + _SKIP,
        ),
        Asked(
            slug="name-then",
            question="そのあとのお名前は、何でしたか",
            label="あとのお名前",
            hint="名字だけでもかまいません。" + _SKIP,
        ),
        _NOTE,
    ),
    Category.CHILD: (
        Asked(
            slug="name",
            question="どんなことがありましたか",
            label="できごと",
            kind=AnswerKind.CHOICE,
            choices=("出産", "育児の休み", "そのほかの子育て"),
            required=True,
        ),
        _date("began", "いつのことでしたか", "そのとき"),
        _date("ended", "いつまで、続きましたか", "終わったとき", may_go_on=True),
        _NOTE,
    ),
    Category.OTHER: (
        Asked(
            slug="name",
            question="どんなことがありましたか",
            label="できごと",
            hint="たとえば「入院」「外国でくらした」「家の商売を手つだった」。",
            required=True,
        ),
        _date("began", "いつからでしたか", "はじまり"),
        _date("ended", "いつまででしたか", "終わり", may_go_on=True),
        Asked(slug="place", question="どこでのことでしたか", label="場所", hint=_PLACE_HINT),
        _NOTE,
    ),
}


def asked_in(category: Category, slug: str) -> Asked | None:
    """The question of a category with this slug."""
    return next((asked for asked in QUESTIONS[category] if asked.slug == slug), None)


def beside(category: Category, asked: Asked, step: int) -> Asked | None:
    """The question before (-1) or after (1) one; None at either end."""
    place = QUESTIONS[category].index(asked) + step
    return QUESTIONS[category][place] if 0 <= place < len(QUESTIONS[category]) else None


def title_of(event: LifeEvent) -> str:
    """An entry's name: ``喫茶こまどり``; for one without, the category."""
    return event.name or event.place or f"{CATEGORY_NAMES[event.category]}（名前は、わかりません）"
