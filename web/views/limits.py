"""What cannot be estimated, or only in part, said before any figure: what, why, and where to ask."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from pension.limits import STOPS_ALL, STOPS_NOTICE, Limit

_Words = Mapping[Limit, tuple[str, str]]
_WORDS: _Words = {
    Limit.DIED: (
        "亡くなった方の見込額は、計算できません",
        "ご家族が受け取れる年金があるかもしれません。お近くの年金事務所におたずねください。",
    ),
    Limit.PAST_75: (
        "75歳をすぎた方の見込額は、計算できません",
        "受け取り始める時期を、これから選ぶことができないためです。年金事務所で、いまの額をたずねることができます。",
    ),
    Limit.NOT_QUALIFIED: (
        "いまの記録では、見込額を計算できません",
        "受け取るための月数が、まだ足りないためです。記録にない期間に心あたりがあれば、年金事務所におたずねください。",
    ),
    Limit.AT_CLAIM_AGE: (
        "受け取り始める年齢になっているため、見込額を計算しません",
        "もう受け取っているかどうか、いつから受け取るかで、額が変わります。"
        "この記録には、それが書かれていません。年金事務所で、いまの額をたずねることができます。",
    ),
    Limit.NO_EMPLOYEES_MONTHS: (
        "厚生年金の記録がないため、国民年金の分だけを計算します",
        "会社などにつとめたことがあれば、年金事務所で記録を調べてもらえます。",
    ),
    Limit.MUTUAL_AID: (
        "共済の期間は、一部しか計算できません",
        "共済だけにある上乗せの分は、入っていません。加入していた共済組合におたずねください。",
    ),
    Limit.FOREIGN: (
        "外国の年金の分は、計算できません",
        "外国で年金に入っていた期間は、その国の年金になることがあります。脱退一時金を受け取った期間と、"
        "その国の年金は、入っていません。年金事務所におたずねください。",
    ),
}
_WHERE_ONE_MAY_CHOOSE: _Words = {
    **_WORDS,
    Limit.NOT_QUALIFIED: (
        "いまの記録では、年金を受け取るための月数が、まだ足りません",
        "これからの月を足しても足りないときは、額は出ません。"
        "記録にない期間に心あたりがあれば、年金事務所におたずねください。",
    ),
    Limit.AT_CLAIM_AGE: (
        "もう年金を受け取っている方は、実際の額とちがいます",
        "この記録には、受け取り始めたかどうかが書かれていません。いまの額は、年金額の通知書でご確認ください。",
    ),
    Limit.NO_EMPLOYEES_MONTHS: (
        "厚生年金の記録がありません",
        "これから会社などで働かなければ、老齢厚生年金はありません。"
        "会社などにつとめたことがあれば、年金事務所で記録を調べてもらえます。",
    ),
}


@dataclass(frozen=True, slots=True)
class SaidLimit:
    """One limit; ``stops`` where there is no estimate at all."""

    heading: str
    text: str
    stops: bool


def notice_limits(limits: Iterable[Limit]) -> tuple[SaidLimit, ...]:
    """The limits of a notice in words, in their order."""
    return _said(limits, _WORDS, STOPS_NOTICE)


def what_if_limits(limits: Iterable[Limit]) -> tuple[SaidLimit, ...]:
    """The limits of an estimate with conditions in words, in their order."""
    return _said(limits, _WHERE_ONE_MAY_CHOOSE, STOPS_ALL)


def _said(limits: Iterable[Limit], words: _Words, stops: Collection[Limit]) -> tuple[SaidLimit, ...]:
    return tuple(SaidLimit(*words[limit], stops=limit in stops) for limit in limits)
