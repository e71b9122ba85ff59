"""Whom to ask: who runs this installation, and what can be asked here and what at a pension office only."""

from __future__ import annotations

from dataclasses import dataclass

from web.views.frame import Frame, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """Who runs this installation (運営者), as the deployer says it; empty for what is not said."""

    name: str
    phone: str
    phone_hours: str
    address: str
    office_hours: str
    note: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what is said of it."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactView:
    """``missing`` is a sentence about what the deployer has not said, empty when everything is; ``note`` is theirs."""

    frame: Frame
    heading: str
    lead: str
    facts: tuple[Fact, ...]
    note: str
    missing: str
    asked_here: tuple[str, ...]
    asked_at_an_office: tuple[str, ...]
    links: tuple[Link, ...]


_HEADING = "お問い合わせ"
_NAMELESS = "このサービスを動かしている人（運営者）の名前は、まだ書かれていません。"
_NOBODY_TO_ASK = "お急ぎのときは、ユーザーIDを受け取ったところに、おたずねください。"
_ASKED_HERE = (
    "ユーザーIDのこと、パスワードがわからないとき",
    "ログインできないとき、覚えのないログインがあったとき",
    "画面が見づらい、読み上げられない、うまく動かないとき",
    "説明のまちがいを見つけたとき",
    "個人情報の取り扱いのこと",
)
_ASKED_AT_AN_OFFICE = (
    "年金記録がちがうと思うとき、直したいとき",
    "保険料を納めたいとき、免除を受けたいとき",
    "年金をいくら受け取れるか、いつから受け取れるか",
    "年金を受け取る手続きをしたいとき",
    "基礎年金番号がわからないとき",
)
_LINKS = (
    Link("「窓口」の説明", "/glossary/counter"),
    Link("「年金事務所」の説明", "/glossary/pension-office"),
    Link("よくあるご質問", "/faq"),
)


def contact_view(operator: Operator) -> ContactView:
    """The page as far as the deployer has filled it in."""
    said = {
        "電話": operator.phone,
        "電話を受ける時間": operator.phone_hours if operator.phone else "",
        "住所": operator.address,
        "開いている時間": operator.office_hours,
    }
    name = operator.name
    return ContactView(
        frame=Frame(title=_HEADING, announce=f"{_HEADING}の先です。", breadcrumbs=(Link("トップページ", "/"),)),
        heading=_HEADING,
        lead=f"このサービスを動かしているのは、{name}です。" if name else _NAMELESS,
        facts=tuple(Fact(what, value) for what, value in said.items() if value),
        note=operator.note,
        missing=_missing([what for what, value in said.items() if not value]),
        asked_here=_ASKED_HERE,
        asked_at_an_office=_ASKED_AT_AN_OFFICE,
        links=_LINKS,
    )


def _missing(names: list[str]) -> str:
    if not names:
        return ""
    sentence = f"{'、'.join(names)}は、まだ書かれていません。"
    return sentence + _NOBODY_TO_ASK if {"電話", "住所"} <= set(names) else sentence
