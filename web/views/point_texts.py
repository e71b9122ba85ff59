"""The Japanese of every point to check (ご確認いただきたい項目): the one place for its words.

Each rule answers four questions: what is recorded, why it matters, what to do next, where to ask. Nothing is promised
that an office decides: money "may" come back, a month "may" count.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pension.checks import Call, Finding, Rule
from pension.record import ComplementaryPeriod, EmployeesPeriod
from pension.status import Status
from pension.timeline import Candidate, Span, Timeline, Verdict, last_pay_date
from web.views.wording import date_words


@dataclass(frozen=True, slots=True, kw_only=True)
class PointText:
    """One point in words. ``tag`` names it in a few letters, ``summary`` is its one line on the home page."""

    tag: str
    summary: str
    what: str
    why: str
    next_step: str
    ask: str


CHECKS_URL = "/records/checks"

_OFFICE = "お近くの年金事務所。"
_OFFICE_OR_TOWN = "お近くの年金事務所。免除の申し込みは、市区町村の国民年金の窓口でもできます。"
_MUTUAL_AID = "入っていた共済組合、またはお近くの年金事務所。"
_NOTHING_COUNTS = "年金の額にも、受け取るための月数にも入っていません。"
_FINE_AS_IS = "記録が正しければ、そのままで大丈夫です。"
_PAYMENT_PAPERS = "納めた覚えがあれば、領収書、預金通帳、確定申告の控えなどを、さがしてみてください。"
_MUTUAL_AID_STATUSES = frozenset({Status.E2, Status.E3, Status.E4})

_SITUATIONS: Mapping[Candidate, str] = {
    Candidate.SPOUSE_OF_EMPLOYEE: "会社員や公務員の配偶者だった",
    Candidate.STUDENT: "学生だった",
    Candidate.ABROAD: "海外に住んでいた",
}
_PROOFS: Mapping[Candidate, str] = {
    Candidate.SPOUSE_OF_EMPLOYEE: "戸籍",
    Candidate.STUDENT: "卒業証書",
    Candidate.ABROAD: "パスポート",
}
# kind of exemption: (share exempted, share left to pay)
_SHARES: Mapping[Status, tuple[str, str]] = {
    Status.N1_EX34_UNP: ("4分の3", "4分の1"),
    Status.N1_EX12_UNP: ("半額", "半額"),
    Status.N1_EX14_UNP: ("4分の1", "4分の3"),
}


def point_text(finding: Finding, timeline: Timeline) -> PointText:
    """The words of a finding; ``timeline`` is the record it was found in."""
    return _WORDS[finding.rule](finding, timeline)


def call_kind(finding: Finding) -> str:
    """How a finding is drawn: ``confirm`` (確かめる, solid) or ``act`` (手続きできる, dashed)."""
    return "act" if finding.call is Call.CAN_ACT else "confirm"


def point_id(key: str) -> str:
    """The id of a finding's card on the page of points, by the finding's key."""
    return f"point-{key}"


def point_url(key: str) -> str:
    """Where a finding is explained, by its key."""
    return f"{CHECKS_URL}#{point_id(key)}"


def _spans(finding: Finding, timeline: Timeline) -> list[Span]:
    return [
        span
        for span in timeline.spans
        if span.first_month <= finding.last_month and finding.first_month <= span.last_month
    ]


def _payable(finding: Finding, timeline: Timeline) -> PointText:
    """Rule 4, 国年法102条4項."""
    deadline = date_words(finding.last_pay_date or last_pay_date(finding.first_month))
    voluntary = timeline.span_at(finding.first_month)
    is_voluntary = voluntary is not None and voluntary.base_status is Status.NV_UNPAID
    what = (
        "任意加入の保険料が、まだ納められていません。"
        if is_voluntary
        else "国民年金の保険料が、まだ納められていません。"
    )
    first = f"{deadline}までに、納めてください。"
    if finding.months > 1:
        first = f"{deadline}までに、1か月目の分を納めてください。次の月からの期限は、ひと月ずつあとです。"
    hard = "" if is_voluntary else "納めるのがむずかしいときは、免除や猶予を申し込めることがあります。"
    return PointText(
        tag="まだ納められます",
        summary=f"{deadline}に、{'' if finding.months == 1 else '1か月目の'}期限が来ます。",
        what=what,
        why="納めると、年金の額と、受け取るための月数に入ります。期限を過ぎると、納められなくなります。",
        next_step=f"{first}納付書が手もとにないときは、窓口でお渡しできます。{hard}",
        ask=_OFFICE if is_voluntary else _OFFICE_OR_TOWN,
    )


def _not_enrolled(finding: Finding, timeline: Timeline) -> PointText:
    """Rule 1: 未加, or カ？ when the month may count as time."""
    if finding.status is Status.KARA_MAYBE:
        return _may_count_as_time(finding, timeline)
    before = timeline.span_at(finding.first_month.plus(-1))
    after_work = before is not None and before.counts.employees_real
    what = (
        "仕事をやめたあと、国民年金に入った記録がありません。" if after_work else "どの年金にも入った記録がありません。"
    )
    return PointText(
        tag="抜けている月",
        summary=what,
        what=what,
        why=f"このままでは、{_NOTHING_COUNTS}記録が、ほかの番号や、ちがう読み方の名前で残っていることがあります。",
        next_step=(
            "当時の仕事や住まいを、思い出してみてください。"
            f"{_still_open(finding, timeline)}年金手帳、給与明細、領収書などがあれば、窓口にお持ちください。"
        ),
        ask=_OFFICE,
    )


def _still_open(finding: Finding, timeline: Timeline) -> str:
    """Said of months without a record that are not too old to be declared and paid (国年法102条4項); else empty."""
    if finding.status is Status.NONE_REQ and last_pay_date(finding.last_month) >= timeline.today:
        return "いまから国民年金の届け出をして、納められることがあります。"
    return ""


def _may_count_as_time(finding: Finding, timeline: Timeline) -> PointText:
    """昭和60年改正法附則8条5項: months outside the national pension that count as time once they are declared."""
    candidates = dict.fromkeys(each for span in _spans(finding, timeline) for each in span.candidates)
    situations = "、または".join(_SITUATIONS[each] for each in candidates)
    proofs = "、".join(_PROOFS[each] for each in candidates)
    return PointText(
        tag="手続きでふえるかも",
        summary="届け出ると、受け取るための月数に入ることがあります。",
        what=f"国民年金に入っていない月です。{situations}方は、入らなくてもよいことになっていました。",
        why="そのことを届け出ると、年金を受け取るための月数に入ることがあります。年金の額には入りません。",
        next_step=f"当時のことがわかるもの（{proofs}など）を、さがしてみてください。いま決める必要はありません。",
        ask=_OFFICE,
    )


def _unpaid(finding: Finding, timeline: Timeline) -> PointText:
    """Rule 2: what can no longer be paid, or was recorded as not counting."""
    statuses = tuple(dict.fromkeys(span.status for span in _spans(finding, timeline)))
    if len(statuses) > 1:
        return _several_unpaid(statuses)
    return _UNPAID_WORDS[finding.status](finding, timeline)


def _several_unpaid(statuses: Sequence[Status]) -> PointText:
    kinds = "と、".join(_UNPAID_KINDS[status] for status in statuses)
    late = "第3号の届け出がまだできるかも、おたずねください。" if Status.N3_NC in statuses else ""
    return PointText(
        tag="納めていない月",
        summary="年金の額に入っていない月が、つづいています。",
        what=f"{kinds}が、つづいています。",
        why="年金の額に入っていません。納めたのに記録がないときは、直せることがあります。",
        next_step=f"{_PAYMENT_PAPERS}{late}",
        ask=_OFFICE,
    )


def _national_unpaid(_finding: Finding, _timeline: Timeline) -> PointText:
    what = "国民年金の保険料を、納めた記録がありません。納められる期限は過ぎています。"
    return PointText(
        tag="納めていない月",
        summary="国民年金の保険料を、納めた記録がありません。",
        what=what,
        why=f"{_NOTHING_COUNTS}納めたのに記録がないときは、直せることがあります。",
        next_step=f"{_PAYMENT_PAPERS}{_FINE_AS_IS}",
        ask=_OFFICE,
    )


def _voluntary_unpaid(finding: Finding, timeline: Timeline) -> PointText:
    """国年法附則9条1項: such months count as time up to the age of 60."""
    counts = any(span.counts.entitlement_real for span in _spans(finding, timeline))
    time = "受け取るための月数には入りますが、年金の額には入りません。" if counts else _NOTHING_COUNTS
    return PointText(
        tag="納めていない月",
        summary="任意加入の保険料を、納めた記録がありません。",
        what="任意加入の保険料を、納めた記録がありません。納められる期限は過ぎています。",
        why=f"{time}納めたのに記録がないときは、直せることがあります。",
        next_step=f"{_PAYMENT_PAPERS}{_FINE_AS_IS}",
        ask=_OFFICE,
    )


def _category_3_not_counted(_finding: Finding, _timeline: Timeline) -> PointText:
    """国年法附則7条の3."""
    return PointText(
        tag="数えられていない第3号",
        summary="第3号の届け出がおくれ、数えられていない月です。",
        what="会社員などの配偶者（第3号）としての届け出がおくれ、数えられていない月です。",
        why=f"{_NOTHING_COUNTS}届け出ると、届け出た日から、納めた月と同じに数えられることがあります。",
        next_step="おくれたわけを添えて届け出ること（特例の届け出）ができるか、窓口でおたずねください。",
        ask=_OFFICE,
    )


def _employees_lapsed(_finding: Finding, _timeline: Timeline) -> PointText:
    """厚年法75条; 厚生年金特例法 where contributions were held back from pay."""
    return PointText(
        tag="会社が納めていない月",
        summary="はたらいていた月の保険料が、期限までに納められていません。",
        what="はたらいていた月ですが、会社が厚生年金の保険料を納める前に、期限が過ぎた記録です。",
        why=f"{_NOTHING_COUNTS}給与から保険料が引かれていたことがわかれば、直せることがあります。",
        next_step="給与明細など、保険料が引かれていたことがわかるものを、さがしてみてください。",
        ask=_OFFICE,
    )


_UNPAID_KINDS: Mapping[Status, str] = {
    Status.N1_UNPAID: "国民年金の保険料を納めた記録がない月",
    Status.NV_UNPAID: "任意加入の保険料を納めた記録がない月",
    Status.N3_NC: "第3号の届け出がおくれて数えられていない月",
    Status.E_LAPSED: "会社が保険料を納める前に期限が過ぎた月",
}
_UNPAID_WORDS: Mapping[Status, Callable[[Finding, Timeline], PointText]] = {
    Status.N1_UNPAID: _national_unpaid,
    Status.NV_UNPAID: _voluntary_unpaid,
    Status.N3_NC: _category_3_not_counted,
    Status.E_LAPSED: _employees_lapsed,
}


def _part_unpaid(finding: Finding, _timeline: Timeline) -> PointText:
    """Rule 3, 国年法5条4項から6項まで: an exemption counts only when the rest is paid."""
    exempt, rest = _SHARES[finding.status]
    what = f"保険料の{exempt}が免除されましたが、残りの{rest}を納めた記録がありません。"
    if finding.last_pay_date is None:
        next_step = f"{_PAYMENT_PAPERS}{_FINE_AS_IS}"
    else:
        next_step = (
            f"まだ納められる月があります。いちばん早い期限は、{date_words(finding.last_pay_date)}です。"
            "納付書が手もとにないときは、窓口でお渡しできます。"
        )
    return PointText(
        tag=f"{exempt}免除の残りが未納",
        summary=what,
        what=what,
        why=f"残りを納めていない月は、{_NOTHING_COUNTS}免除された分も、数えられません。",
        next_step=next_step,
        ask=_OFFICE,
    )


def _overlap(finding: Finding, timeline: Timeline) -> PointText:
    """Rule 5. Months count once; what was paid twice may be given back (国年法102条: the right lapses in two years)."""
    spans = _spans(finding, timeline)
    entries = [entry for span in spans for entry in span.entries]
    names = tuple(dict.fromkeys(_scheme_name(entry.period) for entry in entries))
    what = (
        f"{'と'.join(names)}の両方に、記録があります。" if len(names) == 2 else "同じ月に、いくつかの記録があります。"
    )
    twice = any(entry.run is not None and entry.verdict is Verdict.NOT_COUNTED for entry in entries)
    why = (
        "国民年金の保険料を、二重に納めた可能性があります。"
        if twice
        else "日付や加入の届け出が、ちがっていることがあります。"
    )
    return PointText(
        tag="重複",
        summary=what,
        what=what,
        why=f"月数は、1回だけ数えます。{why}",
        next_step=(
            "領収書があれば、窓口にお持ちください。お返しの対象になることがあります（2年の期限があります）。"
            if twice
            else f"どちらの日付が正しいか、ご確認ください。{_FINE_AS_IS}"
        ),
        ask=_OFFICE,
    )


def _scheme_name(period: object) -> str:
    if isinstance(period, EmployeesPeriod):
        if period.status in _MUTUAL_AID_STATUSES:
            return "共済組合"
        return "船員保険" if period.status is Status.S1 else "厚生年金"
    return "合算対象期間" if isinstance(period, ComplementaryPeriod) else "国民年金"


def _one_month_gap(finding: Finding, timeline: Timeline) -> PointText:
    """Rule 6, 厚年法14条: leaving on the last day of a month makes that month count."""
    left, joined = finding.employers
    unpaid = finding.status is Status.N1_UNPAID
    missing = (
        "1か月の国民年金の保険料を、納めた記録がありません。" if unpaid else "1か月が、どの年金にも入っていません。"
    )
    what = f"{left}をやめてから{joined}に入るまでの{missing}"
    return PointText(
        tag="転職のあいだの月",
        summary=what,
        what=what,
        why="やめた日が月の最後の日なら、その月は厚生年金の月になります。1日のちがいで変わります。",
        next_step=f"やめた日を、離職票や給与明細で、ご確認ください。{_still_open(finding, timeline) or _FINE_AS_IS}",
        ask=_OFFICE,
    )


def _pay_jump(finding: Finding, _timeline: Timeline) -> PointText:
    """Rule 7."""
    before, after = finding.pay_before or 0, finding.pay_after or 0
    direction = "上がって" if after > before else "下がって"
    what = f"{finding.employers[0]}の給与の記録（標準報酬月額）が、{before:,}円から{after:,}円に{direction}います。"
    return PointText(
        tag="給与の大きな変動",
        summary=what,
        what=what,
        why="厚生年金の額は、この記録から計算します。実際の給与とちがうと、年金の額も変わります。",
        next_step=(
            "そのころの給与明細と、くらべてみてください。昇給や休業など、心あたりがあれば、そのままで大丈夫です。"
        ),
        ask=_MUTUAL_AID if finding.status in _MUTUAL_AID_STATUSES else _OFFICE,
    )


def _spouse_mismatch(_finding: Finding, _timeline: Timeline) -> PointText:
    """Rule 8, 国年法7条1項3号 and 附則4条の2: an employee of 65 or more with a right to a pension is not category 2."""
    return PointText(
        tag="配偶者の記録とのちがい",
        summary="第3号の月ですが、配偶者が会社員などだった記録がありません。",
        what="会社員などの配偶者（第3号）の月ですが、配偶者がこの月に会社員や公務員（第2号）だった記録がありません。",
        why="この月が第3号にあたらないと、年金の額や月数が変わることがあります。",
        next_step=f"配偶者の退職、65歳、離婚などの日を、ご確認ください。{_FINE_AS_IS}",
        ask=_OFFICE,
    )


def _withdrawal_allowance(_finding: Finding, _timeline: Timeline) -> PointText:
    """Rule 9, 昭和60年改正法附則8条5項7号: some of these months still count as time."""
    return PointText(
        tag="脱退手当金の記録",
        summary="脱退手当金を受け取った、という記録があります。",
        what="脱退手当金（会社をやめたときの一時金）を受け取った、という記録があります。",
        why="この期間は、年金の額に入りません。受け取っていないのに記録があるときは、直せることがあります。",
        next_step=f"受け取ったかどうかを、思い出してみてください。{_FINE_AS_IS}",
        ask=_OFFICE,
    )


def _other_name(finding: Finding, _timeline: Timeline) -> PointText:
    """Rule 10."""
    name = finding.names[0] + (f"（{finding.names[1]}）" if len(finding.names) > 1 else "")
    return PointText(
        tag="名前がちがう記録",
        summary=f"「{name}」というお名前の記録です。",
        what=f"いまとちがう、「{name}」というお名前で残っている記録です。",
        why="前のお名前や、ちがう読み方の記録は、ほかにもあって、まだつながっていないことがあります。",
        next_step=(
            f"ご自分の記録か、ご確認ください。同じころ、ほかの仕事もしていたら、窓口でお話しください。{_FINE_AS_IS}"
        ),
        ask=_OFFICE,
    )


def _no_remuneration(finding: Finding, _timeline: Timeline) -> PointText:
    """Rule 11."""
    at = f"{finding.employers[0]}に" if finding.employers else ""
    return PointText(
        tag="給与の記録がない月",
        summary="厚生年金の月ですが、給与の記録がありません。",
        what=f"{at}つとめていた月ですが、給与の記録（標準報酬月額）がありません。",
        why="厚生年金の額は、給与の記録から計算します。記録がないと、この月の分が正しく計算できません。",
        next_step="そのころの給与明細や源泉徴収票を、さがしてみてください。",
        ask=_OFFICE,
    )


_WORDS: Mapping[Rule, Callable[[Finding, Timeline], PointText]] = {
    Rule.NOT_ENROLLED: _not_enrolled,
    Rule.UNPAID: _unpaid,
    Rule.PART_UNPAID: _part_unpaid,
    Rule.PAYABLE: _payable,
    Rule.OVERLAP: _overlap,
    Rule.ONE_MONTH_GAP: _one_month_gap,
    Rule.PAY_JUMP: _pay_jump,
    Rule.SPOUSE_MISMATCH: _spouse_mismatch,
    Rule.WITHDRAWAL_ALLOWANCE: _withdrawal_allowance,
    Rule.OTHER_NAME: _other_name,
    Rule.NO_REMUNERATION: _no_remuneration,
}
