"""The Japanese of every point to check (ご確認いただきたい項目): the one place for its words.

Each rule answers four questions: what is recorded, why it matters, what to do next, where to ask. Nothing is promised
that an office decides: money "may" come back, a month "may" count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pension.calendar import YearMonth, day_age_is_reached
from pension.checks import Call, Finding, Rule
from pension.overlap import is_paid_twice
from pension.record import ComplementaryPeriod, EmployeesPeriod, Spouse
from pension.status import Status
from pension.timeline import Candidate, Span, Timeline, Verdict, last_pay_date
from web.views.advice import NO_SLIP, REASON_NEEDED_FROM, amount_to_pay
from web.views.approximate_words import spell_words
from web.views.history_questions import title_of
from web.views.record_entry import scheme_name
from web.views.wording import date_words, full_range_words, month_words, months_words, range_words, yen


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
_TOWN_FOR_NOTICE = "お近くの年金事務所。国民年金の届け出は、市区町村の国民年金の窓口でもできます。"
_MUTUAL_AID = "入っていた共済組合、またはお近くの年金事務所。"
_NOTHING_COUNTS = "年金の額にも、受け取るための月数にも入っていません。"
_FINE_AS_IS = "記録が正しければ、そのままで大丈夫です。"
_PAYMENT_PAPERS = "納めた覚えがあれば、領収書、預金通帳、確定申告の控えなどを、さがしてみてください。"
_PAY_SLIPS = "給与明細など、保険料が引かれていたことがわかるものを、さがしてみてください。"
_TOO_LATE = "納められる期限は過ぎています。"
_TIME_AFTER_CORRECTION_UNTIL = YearMonth.parse("2013-06")  # 特定期間, 国年法附則9条の4の2
_MUTUAL_AID_STATUSES = frozenset({Status.E2, Status.E3, Status.E4})

_SITUATIONS: Mapping[Candidate, str] = {
    Candidate.SPOUSE_OF_EMPLOYEE: "会社員や公務員の配偶者だった",
    Candidate.STUDENT: "学生だった",
    Candidate.ABROAD: "外国に住んでいた",
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


def point_when(finding: Finding, *, short: bool = False) -> str:
    """When a finding is about: months of the record, or as the person remembers it."""
    if finding.memory is not None:
        return spell_words(finding.memory.began, finding.memory.ended, goes_on=finding.memory.goes_on)
    words = range_words if short else full_range_words
    return words(finding.first_month, finding.last_month)


def _spans(finding: Finding, timeline: Timeline) -> list[Span]:
    return [
        span
        for span in timeline.spans
        if span.first_month <= finding.last_month and finding.first_month <= span.last_month
    ]


def _payable(finding: Finding, timeline: Timeline) -> PointText:
    """Rule 4, 国年法102条4項."""
    voluntary = timeline.span_at(finding.first_month)
    is_voluntary = voluntary is not None and voluntary.base_status is Status.NV_UNPAID
    what = (
        "任意加入の保険料が、まだ納められていません。"
        if is_voluntary
        else "国民年金の保険料が、まだ納められていません。"
    )
    deadline = date_words(last_pay_date(finding.first_month))
    hard = "" if is_voluntary else "納めるのがむずかしいときは、免除や猶予を申し込めることがあります。"
    return PointText(
        tag="まだ納められます",
        summary=f"{deadline}に、{'' if finding.months == 1 else '1か月目の'}期限が来ます。",
        what=what,
        why="納めると、年金の額と、受け取るための月数に入ります。期限を過ぎると、納められなくなります。",
        next_step=f"{_pay_by(finding, finding.first_month)}{NO_SLIP}{hard}",
        ask=_OFFICE if is_voluntary else _OFFICE_OR_TOWN,
    )


def _pay_by(finding: Finding, month: YearMonth) -> str:
    """Until when and how much, from the first month on that can still be paid."""
    deadline, amount = date_words(last_pay_date(month)), amount_to_pay(finding.status, month)
    if month == finding.last_month:
        return f"納めるときは、{deadline}までに、{f'{yen(amount)}を' if amount else ''}納めてください。"
    first = f"1か月目の分（{yen(amount)}）" if amount else "1か月目の分"
    return f"納めるときは、{deadline}までに、{first}を納めてください。次の月からの期限は、ひと月ずつあとです。"


def _not_enrolled(finding: Finding, timeline: Timeline) -> PointText:
    """Rule 1: 未加, or カ？ when the month may count as time."""
    if finding.status is Status.KARA_MAYBE:
        return _may_count_as_time(finding, timeline)
    before = timeline.span_at(finding.first_month.plus(-1))
    after_work = before is not None and before.counts.employees_real
    what = (
        "仕事をやめたあと、国民年金に入った記録がありません。" if after_work else "どの年金にも入った記録がありません。"
    )
    still_open = _still_open(finding, timeline)
    return PointText(
        tag="抜けている月",
        summary=what,
        what=what,
        why=f"このままでは、{_NOTHING_COUNTS}記録が、ほかの番号や、ちがう読み方の名前で残っていることがあります。",
        next_step=(
            "当時の仕事や住まいを、思い出してみてください。"
            f"{still_open}年金手帳、給与明細、領収書などがあれば、窓口にお持ちください。"
        ),
        ask=_TOWN_FOR_NOTICE if still_open else _OFFICE,
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
        tag="月数がふえるかも",
        summary="申し出ると、受け取るための月数に入ることがあります。",
        what=f"国民年金に入っていない月です。{situations}方は、入らなくてもよいことになっていました。",
        why="そのことを申し出ると、年金を受け取るための月数に入ることがあります。年金の額には入りません。",
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
    hints = {
        _PAYMENT_PAPERS: not {Status.N1_UNPAID, Status.NV_UNPAID}.isdisjoint(statuses),
        _PAY_SLIPS: Status.E_LAPSED in statuses,
        "第3号の届け出がまだできるかも、おたずねください。": Status.N3_NC in statuses,
    }
    return PointText(
        tag="年金の額に入らない月",
        summary="年金の額に入っていない月が、つづいています。",
        what=f"{kinds}が、つづいています。",
        why="年金の額に入っていません。納めたのに記録がないときなどは、直せることがあります。",
        next_step="".join(hint for hint, fits in hints.items() if fits),
        ask=_OFFICE,
    )


def _national_unpaid(_finding: Finding, _timeline: Timeline) -> PointText:
    return PointText(
        tag="納めていない月",
        summary="国民年金の保険料を、納めた記録がありません。",
        what=f"国民年金の保険料を、納めた記録がありません。{_TOO_LATE}",
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
        what=f"任意加入の保険料を、納めた記録がありません。{_TOO_LATE}",
        why=f"{time}納めたのに記録がないときは、直せることがあります。",
        next_step=f"{_PAYMENT_PAPERS}{_FINE_AS_IS}",
        ask=_OFFICE,
    )


def _category_3_not_counted(finding: Finding, _timeline: Timeline) -> PointText:
    """国年法附則7条の2, 7条の3; 平成16年改正法附則21条 asks no reason for the months before 2005-04."""
    reason = "おくれたわけがあるときは、あとから届け出られることがあります。"
    if finding.last_month < REASON_NEEDED_FROM:
        reason = "平成17年（2005年）3月までの月は、おくれたわけを問わず、あとから届け出られることがあります。"
    return PointText(
        tag="数えられていない第3号",
        summary="第3号の届け出がおくれたなどのため、数えられていない月です。",
        what="会社員などの配偶者（第3号）としての届け出がおくれたなどのため、数えられていない月です。",
        why=f"{_NOTHING_COUNTS}届け出ると、届け出た日から、納めた月と同じに数えられることがあります。",
        next_step=f"{reason}この届け出（特例の届け出）ができるか、窓口でおたずねください。",
        ask=_OFFICE,
    )


def _employees_lapsed(_finding: Finding, _timeline: Timeline) -> PointText:
    """厚年法75条; 厚生年金特例法 where contributions were held back from pay."""
    return PointText(
        tag="会社が納めていない月",
        summary="はたらいていた月の保険料が、期限までに納められていません。",
        what="はたらいていた月ですが、会社が厚生年金の保険料を納める前に、期限が過ぎた記録です。",
        why=f"{_NOTHING_COUNTS}給与から保険料が引かれていたことがわかれば、直せることがあります。",
        next_step=_PAY_SLIPS,
        ask=_OFFICE,
    )


_UNPAID_KINDS: Mapping[Status, str] = {
    Status.N1_UNPAID: "国民年金の保険料を納めた記録がない月",
    Status.NV_UNPAID: "任意加入の保険料を納めた記録がない月",
    Status.N3_NC: "第3号の届け出がおくれたなどのため数えられていない月",
    Status.E_LAPSED: "会社が保険料を納める前に期限が過ぎた月",
}
_UNPAID_WORDS: Mapping[Status, Callable[[Finding, Timeline], PointText]] = {
    Status.N1_UNPAID: _national_unpaid,
    Status.NV_UNPAID: _voluntary_unpaid,
    Status.N3_NC: _category_3_not_counted,
    Status.E_LAPSED: _employees_lapsed,
}


def _part_unpaid(finding: Finding, timeline: Timeline) -> PointText:
    """Rule 3, 国年法5条4項から6項まで: an exemption counts only when the rest is paid."""
    exempt, rest = _SHARES[finding.status]
    summary = f"保険料の{exempt}が免除されましたが、残りの{rest}を納めた記録がありません。"
    open_from = next((each for each in finding.range.each() if last_pay_date(each) >= timeline.today), None)
    return PointText(
        tag=f"{exempt}免除の残りが未納",
        summary=summary,
        what=summary if open_from else f"{summary}{_TOO_LATE}",
        why=f"残りを納めていない月は、{_NOTHING_COUNTS}免除された分も、数えられません。",
        next_step=_pay_the_rest(finding, open_from) if open_from else f"{_PAYMENT_PAPERS}{_FINE_AS_IS}",
        ask=_OFFICE,
    )


def _pay_the_rest(finding: Finding, open_from: YearMonth) -> str:
    """The rest of a part-exempt month can be paid for as long as a whole one (国年法102条4項)."""
    since = "" if open_from == finding.first_month else f"{month_words(open_from)}分からは、まだ納められます。"
    return f"{since}{_pay_by(finding, open_from)}{NO_SLIP}"


def _overlap(finding: Finding, timeline: Timeline) -> PointText:
    """Rule 5. Months count once; what was paid twice may be given back (国年法102条: the right lapses in two years)."""
    entries = [entry for span in _spans(finding, timeline) for entry in span.entries]
    standing = [entry.period for entry in entries if entry.verdict is not Verdict.WITHDRAWN]
    names = tuple(dict.fromkeys(_scheme_name(period) for period in standing))
    if len(names) == 1:
        names = tuple(dict.fromkeys(scheme_name(period) for period in standing))
    what = (
        f"{'と'.join(names)}の両方に、記録があります。" if len(names) == 2 else "同じ月に、いくつかの記録があります。"
    )
    if any(is_paid_twice(entry) for entry in entries):
        why = "国民年金の保険料を、二重に納めた可能性があります。"
        next_step = (
            "領収書があれば、窓口にお持ちください。二重に納めた分は、戻ることがあります（2年の期限があります）。"
        )
    elif any(entry.verdict is Verdict.COUNTS_FOR_AMOUNT for entry in entries):
        why = "厚生年金の分は、厚生年金の額に入ります。"
        next_step = f"会社に入った日とやめた日を、ご確認ください。{_FINE_AS_IS}"
    else:
        why = "日付や加入の届け出が、ちがっていることがあります。"
        next_step = f"どちらの日付が正しいか、ご確認ください。{_FINE_AS_IS}"
    return PointText(
        tag="重複",
        summary=what,
        what=what,
        why=f"月数は、1回だけ数えます。{why}",
        next_step=next_step,
        ask=_MUTUAL_AID if "共済組合" in names else _OFFICE,
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


def _spouse_mismatch(finding: Finding, timeline: Timeline) -> PointText:
    """Rule 8, 国年法7条1項3号 and 附則4条の2: an employee of 65 or more with a right to a pension is not category 2."""
    later = ""
    if finding.last_month <= _TIME_AFTER_CORRECTION_UNTIL:
        later = "訂正したあとで届け出ると、受け取るための月数に入ることもあります。"
    return PointText(
        tag="配偶者の記録とのちがい",
        summary="第3号の月ですが、配偶者が会社員などだった記録がありません。",
        what=(
            "会社員などの配偶者（第3号）の月ですが、配偶者がこの月に会社員や公務員（第2号）だった記録がありません。"
            f"{_why_not_category_2(finding.first_month, timeline.record.facts.spouses)}"
        ),
        why="この月が第3号にあたらないと、第1号（自分で納める月）になり、年金の額や月数が変わることがあります。",
        next_step=f"配偶者の退職、65歳、離婚などの日を、ご確認ください。{_FINE_AS_IS}{later}",
        ask=_OFFICE,
    )


def _why_not_category_2(month: YearMonth, spouses: Sequence[Spouse]) -> str:
    """What is recorded as having ended the category 2 of the spouse in a month or before; empty where nothing is."""
    married = [spouse for spouse in spouses if YearMonth.of_date(spouse.married_on) <= month]
    ended = [each for spouse in married for each in _ends_of_category_2(spouse) if YearMonth.of_date(each[0]) <= month]
    day, words = max(ended, default=(None, ""))
    return words.format(day=date_words(day)) if day else ""


def _ends_of_category_2(spouse: Spouse) -> Iterator[tuple[date, str]]:
    """Each day that ended it, and the sentence about it."""
    if spouse.ended_on is not None:
        yield spouse.ended_on, "配偶者との結婚は、{day}に終わった記録です。"
    if spouse.old_age_right_on is not None:
        leaves = max(spouse.old_age_right_on, day_age_is_reached(spouse.birth_date, 65))
        yield leaves, "配偶者は、65歳以上で年金を受け取る権利があり、{day}からは第2号ではありません。"
    for spell in spouse.coverage:
        if spell.disenrolled_on is not None:
            yield spell.disenrolled_on, "配偶者の厚生年金などの加入は、{day}に終わった記録です。"


def _withdrawal_allowance(finding: Finding, timeline: Timeline) -> PointText:
    """Rule 9, 昭和60年改正法附則8条5項7号: some of these months still count as time."""
    counted = sum(span.counts.entitlement * span.range.months for span in _spans(finding, timeline))
    time = f"そのうち{months_words(counted)}は、受け取るための月数に入っています。" if counted else ""
    return PointText(
        tag="脱退手当金の記録",
        summary="脱退手当金を受け取った、という記録があります。",
        what="脱退手当金（会社をやめたときの一時金）を受け取った、という記録があります。",
        why=f"この期間は、年金の額に入りません。{time}受け取っていないのに記録があるときは、直せることがあります。",
        next_step=f"受け取ったかどうかを、思い出してみてください。{_FINE_AS_IS}",
        ask=_OFFICE,
    )


def _other_name(finding: Finding, timeline: Timeline) -> PointText:
    """Rule 10: a former name that is known, another reading of today's name, or a name that is not known."""
    person = timeline.record.person
    kana = finding.names[-1]
    name = f"{finding.names[0]}（{kana}）" if len(finding.names) > 1 else kana
    summary = f"「{name}」というお名前の記録です。"
    what = f"いまとちがう、「{name}」というお名前で残っている記録です。"
    if kana in {former.kana for former in person.former_names}:
        what = f"前のお名前「{name}」のまま、残っている記録です。"
    elif finding.names[0] == person.name:
        summary = what = f"お名前の読みが、「{kana}」となっている記録です。いまの読みは、「{person.kana}」です。"
    return PointText(
        tag="名前がちがう記録",
        summary=summary,
        what=what,
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


def _remembered_only(finding: Finding, _timeline: Timeline) -> PointText:
    """Rule 12."""
    name = title_of(finding.memory) if finding.memory else ""
    beside = "」「".join(finding.employers)
    what = f"履歴整理表にあるつとめ先「{name}」の記録が、見あたりません。"
    return PointText(
        tag="記録がないつとめ先",
        summary=what,
        what=f"{what}同じころに「{beside}」の記録があります。" if beside else what,
        why=(
            "厚生年金に入っていたのに記録がもれていると、年金の額や、受け取るための月数が、少なくなります。"
            "厚生年金に入っていないつとめ先だったのなら、このままで大丈夫です。"
        ),
        next_step=(
            "つとめ先の名前と時期を、思い出してみてください。給与明細、辞令、昔の写真などがあれば、窓口にお持ちください。"
            "なくても相談できます。"
        ),
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
    Rule.REMEMBERED_ONLY: _remembered_only,
}
