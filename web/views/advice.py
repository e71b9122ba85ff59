"""What to do about a month: the next step, the papers that help, and where to ask.

The correction itself is made at the office; this only says how to get there prepared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pension.calendar import YearMonth, month_age_is_reached
from pension.status import Status
from pension.timeline import Span, Timeline, last_pay_date
from rules.loader import load_rules
from web.views.wording import date_words, month_words, yen

BACKPAYMENT_MONTHS = 120  # 追納: approved no later than ten years after the month (国民年金法94条1項)
PENSION_AGE = 65
# Months as 第3号 from here on need a reason for the late notice, older ones do not (平成16年改正法附則20条, 21条1項).
REASON_NEEDED_FROM = YearMonth.parse("2005-04")


class Kind(StrEnum):
    """Groups of statuses with the same advice."""

    EMPLOYED = "employed"
    MUTUAL_AID = "mutual_aid"
    PAID = "paid"
    EXEMPT = "exempt"
    UNPAID = "unpaid"
    SPOUSE = "spouse"
    SPOUSE_NOT_COUNTED = "spouse_not_counted"
    LAPSED = "lapsed"
    PENDING = "pending"
    LUMP_SUM = "lump_sum"
    LEFT_JAPAN = "left_japan"
    SPECIAL_RULE = "special_rule"
    TIME_ONLY = "time_only"
    MAYBE = "maybe"
    NO_RECORD = "no_record"
    NOTHING = "nothing"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class Advice:
    """The box 次にすること: sentences, papers to look for (none: nothing to do), where to ask."""

    lines: tuple[str, ...]
    papers: tuple[str, ...]
    ask: str


_PENSION_OFFICE = "お近くの年金事務所"
_OFFICE_OR_TOWN = "お近くの年金事務所、または市区町村の国民年金の窓口"
_RIGHT = "記録がちがうと思うときは、年金事務所で訂正を請求できます。"

NO_SLIP = "納付書が手もとにないときは、年金事務所で作ってもらえます。"
# Not for voluntary months, which cannot be exempted (国民年金法附則5条10項).
_CANNOT_PAY = "納めるのがむずかしいときは、免除や猶予を申し込めることがあります。市区町村の窓口でも相談できます。"

_JOB_PAPERS = (
    "給与明細書、源泉徴収票",
    "辞令、雇用契約書、離職票など、つとめた期間がわかるもの",
    "厚生年金の被保険者証、年金手帳",
)
_PAYMENT_PAPERS = (
    "国民年金保険料の領収証書、納付書の控え",
    "口座から引き落とされたことがわかる預金通帳",
    "確定申告書や年末調整の控え（社会保険料控除）",
)
_SPOUSE_PAPERS = (
    "戸籍謄本など、結婚や離婚の日がわかるもの",
    "健康保険の被扶養者だった期間がわかるもの",
    "配偶者がつとめていた期間がわかるもの",
)

_ADVICE: Mapping[Kind, Advice] = {
    Kind.EMPLOYED: Advice(
        (
            "記録が正しければ、そのままで大丈夫です。",
            "つとめ先の名前や日付、給与の額がちがうと思うときは、年金事務所で訂正を請求できます。",
        ),
        _JOB_PAPERS,
        _PENSION_OFFICE,
    ),
    Kind.MUTUAL_AID: Advice(
        (
            "記録が正しければ、そのままで大丈夫です。",
            "ちがうと思うときは、加入していた共済組合（国家公務員共済組合連合会、地方公務員の共済組合、"
            "日本私立学校振興・共済事業団）におたずねください。",
        ),
        ("辞令、人事異動通知書など、つとめた期間がわかるもの", "共済組合の組合員証や、年金加入期間確認通知書"),
        "加入していた共済組合",
    ),
    Kind.PAID: Advice(("記録が正しければ、そのままで大丈夫です。", _RIGHT), _PAYMENT_PAPERS, _OFFICE_OR_TOWN),
    Kind.EXEMPT: Advice(
        ("記録が正しければ、そのままで大丈夫です。", _RIGHT),
        ("免除や猶予の承認通知書", *_PAYMENT_PAPERS),
        _OFFICE_OR_TOWN,
    ),
    Kind.UNPAID: Advice(
        ("納めた覚えがあるときは、次の書類をさがして、年金事務所で調べてもらってください。",),
        _PAYMENT_PAPERS,
        _OFFICE_OR_TOWN,
    ),
    Kind.SPOUSE: Advice(
        (
            "記録が正しければ、そのままで大丈夫です。",
            "この月に、配偶者が会社をやめていた、65歳をこえて年金を受け取る権利があった、離婚していた、などのときは、記録がちがっているかもしれません。"
            "年金事務所で確かめてもらえます。",
        ),
        _SPOUSE_PAPERS,
        _PENSION_OFFICE,
    ),
    Kind.SPOUSE_NOT_COUNTED: Advice(
        (
            "あらためて届け出る（特例の届け出）と、その日から、納めた月と同じに数えられることがあります。",
            "届け出ができるかを、年金事務所でおたずねください。",
        ),
        _SPOUSE_PAPERS,
        _PENSION_OFFICE,
    ),
    Kind.LAPSED: Advice(
        (
            "給与から保険料が引かれていたことがわかれば、直せることがあります。",
            "次の書類をさがして、年金事務所で調べてもらってください。",
        ),
        ("保険料が引かれていることがわかる給与明細書、源泉徴収票", *_JOB_PAPERS[1:]),
        _PENSION_OFFICE,
    ),
    Kind.PENDING: Advice(
        (
            "確認が終わるまでお待ちください。いま決める必要はありません。",
            "何か月たっても変わらないときは、年金事務所におたずねください。",
        ),
        _PAYMENT_PAPERS,
        _OFFICE_OR_TOWN,
    ),
    Kind.LUMP_SUM: Advice(
        (
            "受け取った覚えがあるときは、そのままで大丈夫です。",
            "受け取った覚えがないときは、年金事務所で調べてもらえます。",
        ),
        ("会社をやめたころの預金通帳、やめたときに受け取った書類", *_JOB_PAPERS),
        _PENSION_OFFICE,
    ),
    Kind.LEFT_JAPAN: Advice(
        (
            "受け取った覚えがあるときは、そのままで大丈夫です。",
            "受け取った覚えがないときは、年金事務所で調べてもらえます。",
        ),
        ("パスポート（出入国の記録）", "脱退一時金の通知書、受け取った口座の記録"),
        _PENSION_OFFICE,
    ),
    Kind.SPECIAL_RULE: Advice(
        ("記録が正しければ、そのままで大丈夫です。", _RIGHT),
        ("届け出をしたときの控えや、届いた通知書", "戸籍の附票など、そのころ住んでいた所がわかるもの"),
        _PENSION_OFFICE,
    ),
    Kind.TIME_ONLY: Advice(
        ("記録が正しければ、そのままで大丈夫です。", _RIGHT), ("カラ期間の申し出をしたときの控え",), _PENSION_OFFICE
    ),
    Kind.MAYBE: Advice(
        (
            "上の場合にあてはまるときは、書類をそろえて年金事務所に申し出てください。",
            "つとめていた、または保険料を納めていた覚えがあるときも、調べてもらえます。",
        ),
        ("年金手帳（古いもの、旧姓のものも）",),
        _PENSION_OFFICE,
    ),
    Kind.NO_RECORD: Advice(
        (
            "この月にどうしていたかを思い出してみてください。",
            "つとめていた、保険料を納めていた、配偶者に扶養されていたなどの覚えがあれば、年金事務所で調べてもらえます。"
            "旧姓や読みちがいの名前で記録が残っていることもあります。",
        ),
        (
            "年金手帳（古いもの、旧姓のものも）",
            "給与明細書や源泉徴収票など、つとめていたことがわかるもの",
            "国民年金保険料の領収証書など、納めたことがわかるもの",
        ),
        _PENSION_OFFICE,
    ),
    Kind.NOTHING: Advice(
        ("することはありません。", "この月につとめていた覚えがあるときは、年金事務所で調べてもらえます。"),
        (),
        _PENSION_OFFICE,
    ),
    Kind.FUTURE: Advice(("いま、することはありません。",), (), _PENSION_OFFICE),
}

_KINDS: Mapping[Kind, tuple[Status, ...]] = {
    Kind.EMPLOYED: (
        Status.E1,
        Status.E1_FUND,
        Status.E1_MINE,
        Status.E1_SEA,
        Status.S1,
        Status.E1_LEAVE,
        Status.E_VOID,
    ),
    Kind.MUTUAL_AID: (Status.E2, Status.E3, Status.E4),
    Kind.PAID: (
        Status.N1_PAID,
        Status.N1_PAID_ADD,
        Status.N1_BACKPAID,
        Status.N1_LATEPAID,
        Status.N1_CHINA_PAID,
        Status.NV_PAID,
    ),
    Kind.EXEMPT: (
        Status.N1_MAT,
        Status.N1_CARE,
        Status.N1_EXF_APP,
        Status.N1_EXF_LAW,
        Status.N1_EX34,
        Status.N1_EX12,
        Status.N1_EX14,
        Status.N1_STUDENT,
        Status.N1_DEFER,
    ),
    Kind.UNPAID: (
        Status.N1_UNPAID,
        Status.N1_PAYABLE,
        Status.NV_UNPAID,
        Status.N1_EX34_UNP,
        Status.N1_EX12_UNP,
        Status.N1_EX14_UNP,
    ),
    Kind.SPOUSE: (Status.N3, Status.N3_LATE),
    Kind.SPOUSE_NOT_COUNTED: (Status.N3_NC,),
    Kind.LAPSED: (Status.E_LAPSED,),
    Kind.PENDING: (Status.N1_PENDING,),
    Kind.LUMP_SUM: (Status.E_LUMP,),
    Kind.LEFT_JAPAN: (Status.F_LUMP,),
    Kind.SPECIAL_RULE: (Status.N1_OKINAWA, Status.N1_CHINA_EX, Status.N1_TOKUTEI),
    Kind.TIME_ONLY: (Status.KARA,),
    Kind.MAYBE: (Status.KARA_MAYBE,),
    Kind.NO_RECORD: (Status.NONE_REQ,),
    Kind.NOTHING: (Status.NONE_OUT,),
    Kind.FUTURE: (Status.FUTURE,),
}
KIND_OF: Mapping[Status, Kind] = {status: kind for kind, statuses in _KINDS.items() for status in statuses}

# What can be paid within two years of its due date: whole months, and the rest of part-exempt ones.
_PAYABLE = frozenset({Status.N1_PAYABLE, Status.N1_EX34_UNP, Status.N1_EX12_UNP, Status.N1_EX14_UNP})
# What can be paid back within ten years (国民年金法94条1項); 産前産後 and 育児 months already count in full.
_BACKPAYABLE = frozenset(
    {
        Status.N1_EXF_APP,
        Status.N1_EXF_LAW,
        Status.N1_EX34,
        Status.N1_EX12,
        Status.N1_EX14,
        Status.N1_STUDENT,
        Status.N1_DEFER,
    }
)


def advice_for(span: Span, month: YearMonth, timeline: Timeline) -> Advice:
    """The advice for one month of a span: what can still be paid comes first."""
    advice = _ADVICE[KIND_OF[span.status]]
    if span.status is Status.NONE_OUT and has_died(timeline, month):
        return Advice(advice.lines[:1], advice.papers, advice.ask)
    dated = _dated(span, month, timeline)
    return Advice((*dated, *advice.lines), advice.papers, advice.ask) if dated else advice


def has_died(timeline: Timeline, month: YearMonth) -> bool:
    """Whether the person has died in the month or before: nothing more is asked of anybody."""
    died = timeline.record.person.death_date
    return died is not None and YearMonth.of_date(died) <= month


def pay_until(span: Span, month: YearMonth, today: date) -> date | None:
    """The last day on which this month can still be paid; None when it cannot, or need not."""
    last = last_pay_date(month)
    return last if span.status in _PAYABLE and today <= last else None


def amount_to_pay(status: Status, month: YearMonth) -> int | None:
    """What is left to pay for a payable month, in yen; None where the amounts of its year are not known."""
    table = load_rules().contribution(month)
    if table is None:
        return None
    rest = {
        Status.N1_EX34_UNP: table.three_quarter_exempt,
        Status.N1_EX12_UNP: table.half_exempt,
        Status.N1_EX14_UNP: table.quarter_exempt,
    }
    return rest.get(status, table.under_35)


def _dated(span: Span, month: YearMonth, timeline: Timeline) -> tuple[str, ...]:
    last = pay_until(span, month, timeline.today)
    if last is not None:
        amount = amount_to_pay(span.status, month)
        money = f"{yen(amount)}を" if amount else ""
        until = f"納めるときは、{date_words(last)}までに、{money}納めてください。{NO_SLIP}"
        return (until, _CANNOT_PAY) if span.base_status is Status.N1_UNPAID else (until,)
    if span.status in _BACKPAYABLE and _can_pay_back(month, timeline):
        until = month_words(month.plus(BACKPAYMENT_MONTHS))
        return (
            f"あとから納める（追納する）ときは、{until}のうちに承認を受けてください。",
            "老齢基礎年金を受け取る権利がある方（65歳からの方や、繰上げをした方）は、ふつう追納できません。",
            "納めるかどうかは、いま決める必要はありません。",
        )
    return ()


def can_still_be_paid(span: Span, month: YearMonth, timeline: Timeline) -> bool:
    """Whether a month can be paid now, within its two years or by a retroactive payment within ten."""
    if pay_until(span, month, timeline.today) is not None:
        return True
    return span.status in _BACKPAYABLE and _can_pay_back(month, timeline)


def _can_pay_back(month: YearMonth, timeline: Timeline) -> bool:
    """Within ten years, and before 65: with a right to the old-age basic pension nothing can be paid back."""
    this_month = YearMonth.of_date(timeline.today)
    born = timeline.record.person.birth_date
    return this_month <= month.plus(BACKPAYMENT_MONTHS) and this_month < month_age_is_reached(born, PENSION_AGE)
