"""What an estimate cannot say about a record, told before anything is asked."""

from __future__ import annotations

from collections.abc import Mapping

from pension.what_if_limits import Limit

LIMIT_TEXTS: Mapping[Limit, str] = {
    Limit.DIED: "亡くなった方の見込額は、計算できません。遺族の方の年金については、年金事務所におたずねください。",
    Limit.PAST_75: (
        "75歳をすぎた方の見込額は、ここでは計算できません。受け取り始める時期を、これから選ぶことができないためです。"
    ),
    Limit.MAYBE_RECEIVES: (
        "もう年金を受け取っている方は、ここの額は実際の額とちがいます。いまの額は、年金額の通知書でご確認ください。"
    ),
    Limit.NO_RIGHT_YET: (
        "いまの記録では、年金を受け取るための月数が、まだ足りません。これからの月を足しても足りないときは、額は出ません。"
    ),
    Limit.NO_EMPLOYEES_MONTHS: "厚生年金の月がないため、これから会社などで働かなければ、老齢厚生年金はありません。",
    Limit.MUTUAL_AID: "共済の期間のうち、職域加算などの額は入りません。加入していた共済組合におたずねください。",
    Limit.FOREIGN_LUMP_SUM: (
        "脱退一時金を受け取った期間は入りません。外国の年金に入っていた期間も、ここでは計算できません。"
    ),
}
