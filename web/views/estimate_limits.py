"""What cannot be estimated, or only in part, said before any figure: what, why, and where to ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pension.estimate_limits import STOPS, Limit

_WORDS: Mapping[Limit, tuple[str, str]] = {
    Limit.DIED: (
        "亡くなった方の見込額は、計算できません",
        "ご家族が受け取れる年金があるかもしれません。お近くの年金事務所におたずねください。",
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
        "外国で年金に入っていた期間は、その国の年金になることがあります。"
        "その分は入っていません。年金事務所におたずねください。",
    ),
}


@dataclass(frozen=True, slots=True)
class SaidLimit:
    """One limit; ``stops`` where there is no estimate at all."""

    heading: str
    text: str
    stops: bool


def said_limits(limits: Iterable[Limit]) -> tuple[SaidLimit, ...]:
    """The limits in words, in their order."""
    return tuple(SaidLimit(*_WORDS[limit], stops=limit in STOPS) for limit in limits)
