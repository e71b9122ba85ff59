"""Every reason and verdict of the core, every status and candidate, as a plain sentence with its article of law.

The one table of such sentences. Articles were read in the law as of June 2025 (国民年金法, 厚生年金保険法 and the
supplementary provisions printed with them), with three exceptions marked below where that text does not carry them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pension.calendar import YearMonth
from pension.counts import Counts
from pension.record import Wartime
from pension.status import Status
from pension.timeline import (
    NATIONAL_PENSION_BEGINS,
    ONE_PENSION_FOR_ALL,
    STATE_SHARE_BECOMES_HALF,
    Candidate,
    Reason,
    Verdict,
)

# Short names under which people and offices know the amending laws; each page that cites one can be looked up by them.
LAW_1985 = "昭和60年改正法（昭和60年法律第34号）"
LAW_2004 = "平成16年改正法（平成16年法律第104号）"
LAW_2012 = "被用者年金一元化法（平成24年法律第63号）"


@dataclass(frozen=True, slots=True)
class Explanation:
    """A sentence for the reader and the article it rests on."""

    text: str
    article: str


@dataclass(frozen=True, slots=True)
class VerdictText:
    """What became of an entry: a short label above it, and the sentence."""

    label: str
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class StatusText:
    """What a month with this status is (``says``), and why it counts as it does."""

    says: str
    why: Explanation


@dataclass(frozen=True, slots=True)
class CandidateText:
    """Why an unregistered month may count as time: the case, what would prove it, the article."""

    case: str
    explanation: Explanation
    proof: str


REASONS: Mapping[Reason, Explanation] = {
    Reason.ONLY_RECORD: Explanation(
        "加入した日の月から、加入が終わった日（資格喪失日）の前の月までを数えます。この月に、ほかに数える記録はありません。",
        "国民年金法第11条第1項、厚生年金保険法第19条第1項",
    ),
    Reason.EMPLOYEES_FIRST: Explanation(
        "会社などにつとめて厚生年金に入っている間は、第2号被保険者になります。"
        "その間は、国民年金の第1号や第3号、任意加入にはなりません。そのため、厚生年金の記録で数えます。",
        "国民年金法第7条第1項、附則第5条第1項",
    ),
    Reason.MUTUAL_AID_FIRST: Explanation(
        "共済組合の厚生年金と会社の厚生年金に同時に入ることはありません。共済組合の記録で数えます。",
        "厚生年金保険法第18条の2",
    ),
    Reason.SPECIAL_KIND_FIRST: Explanation(
        "船員保険と厚生年金の記録が同じ月にあるときも、1か月は一度だけ数えます。この月は船員保険の記録で数えます。",
        f"{LAW_1985}附則第47条第1項",
    ),
    Reason.CATEGORY_3_FIRST: Explanation(
        "会社などにつとめる配偶者に扶養されている間は第3号被保険者になり、第1号や任意加入にはなりません。"
        "そのため、第3号の記録で数えます。",
        "国民年金法第7条第1項、附則第5条第1項",
    ),
    Reason.CATEGORY_1_FIRST: Explanation(
        "第1号被保険者の間は、任意加入の必要がありません。そのため、第1号の記録で数えます。",
        "国民年金法第7条第1項、附則第5条第1項",
    ),
    Reason.ONE_MONTH_FOR_TWO_EMPLOYERS: Explanation(
        "同時に2か所につとめていた月は、合わせて1か月と数えます。"
        "標準報酬月額は、2か所の給与を足した額から1つに決めます。まちがいではありません。",
        "厚生年金保険法第19条第1項、第24条第2項",
    ),
    Reason.ENROLLED_BEFORE_TIME_ONLY: Explanation(
        "年金に加入していた記録があるので、その記録で数えます。期間だけに数える記録（カラ期間）は、この月には使いません。",
        "国民年金法附則第9条第1項",
    ),
    Reason.LAST_CATEGORY: Explanation(
        "同じ月のうちに加入の種類が変わったときは、その月の最後の種類で数えます。",
        "国民年金法第11条の2、厚生年金保険法第19条第5項",
    ),
    Reason.SAME_MONTH_COUNTS: Explanation(
        "同じ月のうちに加入してやめましたが、そのあとその月にほかの年金に入っていないので、1か月と数えます。",
        "厚生年金保険法第19条第2項",
    ),
    Reason.SAME_MONTH_LATER_EMPLOYMENT: Explanation(
        "同月得喪：この月は厚生年金に算入しません。同じ月のうちに入ってやめ、そのあと次のつとめ先で厚生年金に入ったためです。",
        "厚生年金保険法第19条第2項ただし書",
    ),
    Reason.SAME_MONTH_LATER_NATIONAL: Explanation(
        "同月得喪：この月は厚生年金に算入しません。同じ月のうちに入ってやめ、そのあと国民年金に入ったためです。平成27年（2015年）10月からの決まりです。",
        "厚生年金保険法第19条第2項ただし書",
    ),
    Reason.SAME_MONTH_MUST_BE_NATIONAL: Explanation(
        "同月得喪：この月は厚生年金に算入しません。同じ月のうちに入ってやめたためです。"
        "日本に住む20歳から59歳の人は、会社をやめるとすぐ国民年金に入ることになっています。",
        "厚生年金保険法第19条第2項ただし書、国民年金法第7条第1項、第8条",
    ),
    Reason.PREPAID: Explanation(
        "前もって納めた月は、その月が過ぎたときに納めたものとして数えます。",
        "国民年金法第93条第3項",
    ),
    Reason.CORRECTED: Explanation(
        "訂正で取り消された記録は、数えません。いきさつがわかるように、残してあります。",
        "国民年金法第14条、厚生年金保険法第28条",
    ),
}

VERDICTS: Mapping[Verdict, VerdictText] = {
    Verdict.COUNTS: VerdictText(
        "数える記録",
        Explanation("この月は、この記録で数えます。", "国民年金法第11条第1項、厚生年金保険法第19条第1項"),
    ),
    Verdict.TOGETHER: VerdictText(
        "合わせて1か月と数える記録",
        Explanation("もう1つのつとめ先と合わせて、1か月と数えます。", "厚生年金保険法第19条第1項"),
    ),
    Verdict.COUNTS_FOR_AMOUNT: VerdictText(
        "厚生年金の額だけに数える記録",
        Explanation(
            "厚生年金の額には1か月と数えますが、受給資格期間と老齢基礎年金には、この記録では数えません。",
            "厚生年金保険法第19条第2項、国民年金法第11条の2",
        ),
    ),
    Verdict.NOT_COUNTED: VerdictText(
        "数えない記録",
        Explanation(
            "同じ月は一度だけ数えるため、この記録では数えません。",
            f"国民年金法第7条第1項、{LAW_1985}附則第8条第2項後段",
        ),
    ),
    Verdict.NOT_YET: VerdictText(
        "これから数える記録",
        Explanation("前もって納めてあります。その月が過ぎると数えます。", "国民年金法第93条第3項"),
    ),
    Verdict.VOID: VerdictText(
        "算入しない記録（同月得喪）",
        Explanation("同月得喪：この月は厚生年金に算入しません。", "厚生年金保険法第19条第2項ただし書"),
    ),
    Verdict.WITHDRAWN: VerdictText(
        "訂正で取り消された記録",
        Explanation("訂正で取り消されたため、数えません。", "国民年金法第14条、厚生年金保険法第28条"),
    ),
}

# The seamen's law that added the months is not in the law text at hand; this article takes added months over.
_ADDED_AT_SEA = f"{LAW_1985}附則第47条第1項"
_PAID_COUNTS = "納めた月は、受給資格期間にも老齢基礎年金の額にも、1か月と数えます。"
_LIKE_PAID = "保険料を納めた月と同じに数えます。"
_TIME_NOT_AMOUNT = "受給資格期間には1か月と数えますが、老齢基礎年金の額には入りません。"
_FULL_EXEMPT = "受給資格期間には1か月と数えます。老齢基礎年金の額には、国が負担している分だけが入ります。"
_REST_UNPAID = "一部免除の月は、残りの保険料を納めたときだけ数えます。納付の記録がないので、いまは数えません。"
_EMPLOYED = "厚生年金の額の計算に、1か月と数えます。"


def _part_exempt(paid: str) -> str:
    return f"受給資格期間には1か月と数えます。老齢基礎年金の額には、納めた{paid}と国が負担している分が入ります。"


STATUSES: Mapping[Status, StatusText] = {
    Status.N1_PAID: StatusText(
        "国民年金の保険料を納めた月です。",
        Explanation(_PAID_COUNTS, "国民年金法第5条第1項、第26条、第27条第1号"),
    ),
    Status.N1_PAID_ADD: StatusText(
        "国民年金の保険料に、付加保険料を足して納めた月です。",
        Explanation(
            _PAID_COUNTS + "付加保険料を納めた1か月につき、1年あたり200円の付加年金がつきます。",
            "国民年金法第5条第1項、第27条第1号、第44条、第87条の2",
        ),
    ),
    Status.N1_BACKPAID: StatusText(
        "免除や猶予を受けた月の国民年金保険料を、あとから納めた月です（追納）。",
        Explanation("追納すると、その日に納めたものとみなされ、" + _LIKE_PAID, "国民年金法第94条第4項"),
    ),
    Status.N1_LATEPAID: StatusText(
        "期限を過ぎた国民年金保険料を、特別の決まりであとから納めた月です（後納・特例納付）。",
        Explanation(
            "納めた日に、その月の保険料を納めたものとみなされます。" + _LIKE_PAID,
            "平成23年法律第93号附則第2条第4項、平成26年法律第64号附則第10条第4項、昭和44年法律第86号附則第13条第4項など",
        ),
    ),
    Status.N1_MAT: StatusText(
        "出産の前後のため、国民年金の保険料が免除された月です（産前産後免除）。",
        Explanation(_LIKE_PAID + "額も減りません。", "国民年金法第5条第1項、第88条の2"),
    ),
    # 88条の3 was added by 令和6年法律第47号 from 2026-10; the law text at hand (June 2025) does not print it yet.
    Status.N1_CARE: StatusText(
        "子どもを育てているため、国民年金の保険料が免除された月です（育児期間免除）。",
        Explanation(_LIKE_PAID + "額も減りません。", "国民年金法第5条第1項、第88条の3（2026年10月から）"),
    ),
    Status.N1_EXF_APP: StatusText(
        "申請して、国民年金の保険料が全額免除された月です。",
        Explanation(_FULL_EXEMPT, "国民年金法第90条第1項"),
    ),
    Status.N1_EXF_LAW: StatusText(
        "障害年金や生活扶助を受けているなどの理由で、国民年金の保険料が全額免除された月です（法定免除）。",
        Explanation(_FULL_EXEMPT, "国民年金法第89条第1項"),
    ),
    Status.N1_EX34: StatusText(
        "国民年金の保険料の4分の3が免除され、残りの4分の1を納めた月です。",
        Explanation(_part_exempt("4分の1"), "国民年金法第5条第4項、第90条の2第1項"),
    ),
    Status.N1_EX12: StatusText(
        "国民年金の保険料の半額が免除され、残りの半額を納めた月です。",
        Explanation(_part_exempt("半額"), "国民年金法第5条第5項、第90条の2第2項"),
    ),
    Status.N1_EX14: StatusText(
        "国民年金の保険料の4分の1が免除され、残りの4分の3を納めた月です。",
        Explanation(_part_exempt("4分の3"), "国民年金法第5条第6項、第90条の2第3項"),
    ),
    Status.N1_EX34_UNP: StatusText(
        "国民年金の保険料の4分の3が免除されましたが、残りの4分の1を納めた記録がない月です。",
        Explanation(_REST_UNPAID, "国民年金法第5条第4項"),
    ),
    Status.N1_EX12_UNP: StatusText(
        "国民年金の保険料の半額が免除されましたが、残りの半額を納めた記録がない月です。",
        Explanation(_REST_UNPAID, "国民年金法第5条第5項"),
    ),
    Status.N1_EX14_UNP: StatusText(
        "国民年金の保険料の4分の1が免除されましたが、残りの4分の3を納めた記録がない月です。",
        Explanation(_REST_UNPAID, "国民年金法第5条第6項"),
    ),
    Status.N1_STUDENT: StatusText(
        "学生だったため、国民年金の保険料を納めるのを先に延ばした月です（学生納付特例）。",
        Explanation(
            _TIME_NOT_AMOUNT,
            "国民年金法第26条、第27条第8号、第90条の3第1項",
        ),
    ),
    Status.N1_DEFER: StatusText(
        "国民年金の保険料を納めるのを先に延ばした月です（納付猶予）。",
        Explanation(
            _TIME_NOT_AMOUNT,
            f"国民年金法第27条第8号、{LAW_2004}附則第19条、平成26年法律第64号附則第14条",
        ),
    ),
    Status.N1_TOKUTEI: StatusText(
        "第3号から第1号に訂正されたあと、届け出た月です（特定期間）。",
        Explanation(_TIME_NOT_AMOUNT, "国民年金法附則第9条の4の2第2項"),
    ),
    Status.N1_UNPAID: StatusText(
        "国民年金の保険料を納めた記録がない月です。納められる期限は過ぎています。",
        Explanation(
            "納めた記録がないので、受給資格期間にも老齢基礎年金の額にも数えません。期限から2年が過ぎると、納められなくなります。",
            "国民年金法第5条第1項、第91条、第102条第4項",
        ),
    ),
    Status.N1_PAYABLE: StatusText(
        "国民年金の保険料を、まだ納めていない月です。",
        Explanation(
            "まだ納めていないので、いまは数えません。期限から2年の間は納めることができ、納めると数えます。",
            "国民年金法第91条、第102条第4項",
        ),
    ),
    Status.N1_PENDING: StatusText(
        "国民年金の納付の状況を確認している月です。",
        Explanation("納めたかどうかがまだ決まっていないので、いまは数えません。", "国民年金法第5条第1項、第14条"),
    ),
    # The Okinawa order is not in the law text at hand; its title was read at the ministry's site, the article was not.
    Status.N1_OKINAWA: StatusText(
        "復帰する前の沖縄に住んでいた月です。国民年金の保険料が免除されたものとみなされます。",
        Explanation(
            "受給資格期間には1か月と数えます。老齢基礎年金の額には、全額免除の月と同じ割合が入ります。",
            "沖縄の復帰に伴う厚生省関係法令の適用の特別措置等に関する政令（昭和47年政令第108号）",
        ),
    ),
    # 平成6年法律第30号 is not in the law text at hand; article 13 was read in a copy on the web.
    Status.N1_CHINA_EX: StatusText(
        "永住帰国する前の、中国などにいた月です。国民年金の保険料が免除されたものとみなされます。",
        Explanation(
            "受給資格期間には1か月と数えます。老齢基礎年金の額には、全額免除の月と同じ割合が入ります。",
            "中国残留邦人等支援法（平成6年法律第30号）第13条",
        ),
    ),
    Status.N1_CHINA_PAID: StatusText(
        "永住帰国する前の、中国などにいた月です。国民年金の保険料が、あとから納められました。",
        Explanation(_LIKE_PAID, "中国残留邦人等支援法（平成6年法律第30号）第13条"),
    ),
    Status.NV_PAID: StatusText(
        "自分から国民年金に入り（任意加入）、保険料を納めた月です。",
        Explanation(
            _PAID_COUNTS,
            f"国民年金法附則第5条第9項、平成6年法律第95号附則第11条、{LAW_2004}附則第23条",
        ),
    ),
    Status.NV_UNPAID: StatusText(
        "自分から国民年金に入った（任意加入の）月ですが、保険料を納めた記録がありません。",
        Explanation(
            "20歳から59歳までの月は、受給資格期間にだけ数えます（カラ期間）。60歳からの月は数えません。"
            "老齢基礎年金の額には、どちらも入りません。",
            "国民年金法附則第9条第1項",
        ),
    ),
    Status.N3: StatusText(
        "会社などにつとめる配偶者に扶養されていた月です（第3号被保険者）。自分で保険料を納めなくてよい月でした。",
        Explanation(_LIKE_PAID, "国民年金法第5条第1項、第7条第1項第3号、第94条の6"),
    ),
    Status.N3_LATE: StatusText(
        "第3号の届け出がおくれた月です。あとから届け出たので（特例届出）、数えています。",
        Explanation("届け出た日から、" + _LIKE_PAID, "国民年金法附則第7条の3第3項"),
    ),
    Status.N3_NC: StatusText(
        "第3号の記録がありますが、届け出がおくれたなどの理由で、まだ数えていない月です。",
        Explanation(
            "届け出より2年以上前の月は、そのままでは数えません。あらためて届け出ると（特例の届け出）、数えられることがあります。",
            f"国民年金法附則第7条の2、第7条の3第1項から第3項まで、{LAW_2004}附則第21条",
        ),
    ),
    Status.E1: StatusText(
        "会社などにつとめ、厚生年金に入っていた月です。",
        Explanation(_EMPLOYED, "厚生年金保険法第19条第1項、第43条第1項"),
    ),
    Status.E1_FUND: StatusText(
        "会社などにつとめ、厚生年金と厚生年金基金に入っていた月です。",
        Explanation(
            _EMPLOYED + "厚生年金の一部は、基金か企業年金連合会から支払われることがあります。",
            "厚生年金保険法第19条第1項、第43条第1項、平成25年法律第63号附則第5条第1項、第86条",
        ),
    ),
    Status.E1_MINE: StatusText(
        "鉱山の坑内ではたらき、厚生年金に入っていた月です（第3種）。",
        Explanation(
            "坑内ではたらいた月は、昭和61年（1986年）3月分までは3分の4倍、平成3年（1991年）3月分までは5分の6倍して数えます。",
            f"{LAW_1985}附則第47条第2項、第4項",
        ),
    ),
    Status.E1_SEA: StatusText(
        "船ではたらき、厚生年金に入っていた月です（第3種）。",
        Explanation(
            "船ではたらいた月は、平成3年（1991年）3月分までは5分の6倍して数えます。",
            f"{LAW_1985}附則第8条第8項、第47条第4項",
        ),
    ),
    Status.S1: StatusText(
        "船ではたらき、船員保険に入っていた月です。",
        Explanation(
            "船員保険の月は厚生年金の月とみなされ、3分の4倍して数えます。", f"{LAW_1985}附則第47条第1項、第3項"
        ),
    ),
    Status.E1_LEAVE: StatusText(
        "産前産後休業か育児休業のため、厚生年金の保険料を納めなくてよかった月です。",
        Explanation(_LIKE_PAID + "額も減りません。", "厚生年金保険法第19条第1項、第81条の2、第81条の2の2"),
    ),
    Status.E2: StatusText(
        "国家公務員として、共済組合に入っていた月です。",
        Explanation(
            _EMPLOYED + "くわしい記録は、国家公務員共済組合連合会にあります。",
            f"厚生年金保険法第2条の5第1項第2号、{LAW_2012}附則第7条第1項",
        ),
    ),
    Status.E3: StatusText(
        "地方公務員として、共済組合に入っていた月です。",
        Explanation(
            _EMPLOYED + "くわしい記録は、地方公務員の共済組合にあります。",
            f"厚生年金保険法第2条の5第1項第3号、{LAW_2012}附則第7条第1項",
        ),
    ),
    Status.E4: StatusText(
        "私立学校の教職員として、共済に入っていた月です。",
        Explanation(
            _EMPLOYED + "くわしい記録は、日本私立学校振興・共済事業団にあります。",
            f"厚生年金保険法第2条の5第1項第4号、{LAW_2012}附則第7条第1項",
        ),
    ),
    Status.E_VOID: StatusText(
        "同じ月のうちに厚生年金に入ってやめたため、厚生年金に数えない月です（同月得喪）。",
        Explanation("同月得喪：この月は厚生年金に算入しません。", "厚生年金保険法第19条第2項ただし書"),
    ),
    Status.E_LAPSED: StatusText(
        "厚生年金の記録はありますが、保険料が納められないまま期限が過ぎた月です。",
        Explanation(
            "保険料を集める権利がなくなった月は、どの年金にも数えません。ただし、届け出が先にあったときなどは数えられます。",
            f"厚生年金保険法第75条、国民年金法附則第7条の2、{LAW_1985}附則第8条第11項",
        ),
    ),
    Status.E_LUMP: StatusText(
        "会社などにつとめた月ですが、やめたあとに脱退手当金が支払われたと記録されています。",
        Explanation(
            "脱退手当金が支払われた月は、年金の額には入りません。昭和61年（1986年）3月までに受け取ったときは、"
            "昭和36年（1961年）4月からの月を、受給資格期間にだけ数えます（カラ期間）。"
            "それには、昭和61年（1986年）4月から65歳になるまでに、納付か免除の月がいります。",
            f"{LAW_1985}附則第8条第5項第7号",
        ),
    ),
    Status.F_LUMP: StatusText(
        "脱退一時金（日本を離れた外国籍の方に支払われるお金）が支払われた月です。",
        Explanation(
            "脱退一時金が支払われた月は、加入していなかったものとみなします。",
            "厚生年金保険法附則第29条第5項、国民年金法附則第9条の3の2第4項",
        ),
    ),
    Status.KARA: StatusText(
        "受給資格期間にだけ数える月です（合算対象期間、カラ期間）。確認がすんでいます。",
        Explanation(
            "年金を受け取るのに必要な期間には1か月と数えますが、年金の額には入りません。",
            f"国民年金法附則第9条第1項、{LAW_1985}附則第8条第5項",
        ),
    ),
    Status.KARA_MAYBE: StatusText(
        "年金に入った記録がない月です。申し出ると、受給資格期間にだけ数えられることがあります（カラ期間）。",
        Explanation(
            "申し出て認められるまでは、数えません。",
            f"国民年金法附則第9条第1項、{LAW_1985}附則第8条第5項",
        ),
    ),
    Status.NONE_REQ: StatusText(
        "どの年金にも入った記録がない月です。日本に住む20歳から59歳の人は、年金に入ることになっています。",
        Explanation(
            "記録がないので、数えません。つとめていたり納めていたりしたのなら、記録がもれているかもしれません。",
            "国民年金法第7条第1項、第8条",
        ),
    ),
    Status.NONE_OUT: StatusText(
        "年金の記録がない月です。年金に入らなくてよい月です。",
        Explanation(
            "20歳になる前、60歳から先、亡くなったあと、国民年金が始まる昭和36年（1961年）4月より前などは、"
            "入らなくてよいことになっています。",
            "国民年金法第7条第1項、第9条",
        ),
    ),
    Status.FUTURE: StatusText(
        "これから記録がのる月です。",
        Explanation("これからの月は、その月が過ぎて記録がのってから数えます。", "国民年金法第11条第1項"),
    ),
}

CANDIDATES: Mapping[Candidate, CandidateText] = {
    Candidate.SPOUSE_OF_EMPLOYEE: CandidateText(
        "会社員や公務員と結婚していた場合",
        Explanation(
            "昭和61年（1986年）3月までは、会社員や公務員の配偶者は国民年金に入らなくてもよいことになっていました。"
            "入らなかった月は、合算対象期間（カラ期間）になることがあります。",
            f"{LAW_1985}附則第8条第5項第1号",
        ),
        "戸籍謄本など（結婚の日がわかるもの）と、配偶者の年金の番号や加入の記録がわかるもの",
    ),
    Candidate.STUDENT: CandidateText(
        "学生だった場合",
        Explanation(
            "平成3年（1991年）3月までは、20歳以上の学生は、ふつう国民年金に入らなくてもよいことになっていました。"
            "学生だった月は、合算対象期間（カラ期間）になることがあります。",
            f"{LAW_1985}附則第8条第5項第1号、平成元年法律第86号附則第4条第1項",
        ),
        "卒業証書、在学証明書、在籍期間証明書など（学校に通っていた時期がわかるもの）",
    ),
    Candidate.ABROAD: CandidateText(
        "外国に住んでいた場合",
        Explanation(
            "日本国籍の方が外国に住んでいて、国民年金に入らなかった月は、合算対象期間（カラ期間）になることがあります。",
            f"国民年金法附則第9条第1項、{LAW_1985}附則第8条第5項第9号",
        ),
        "パスポート（出入国の記録）、戸籍の附票、在留証明など（外国に住んでいた時期がわかるもの）",
    ),
}

WARTIME: Mapping[Wartime, Explanation] = {
    Wartime.MINER: Explanation(
        "戦時中に坑内ではたらいた月として、3分の1を足して数えます。", "厚生年金保険法附則第24条"
    ),
    Wartime.SEA_THIRD: Explanation("戦時中に船ではたらいた月として、3分の1か月を足して数えます。", _ADDED_AT_SEA),
    Wartime.SEA_ONE: Explanation("戦時中に船ではたらいた月として、1か月を足して数えます。", _ADDED_AT_SEA),
    Wartime.SEA_TWO: Explanation("戦時中に危険な海ではたらいた月として、2か月を足して数えます。", _ADDED_AT_SEA),
}

_EMPLOYED_AND_BASIC = Explanation(
    "厚生年金や共済の月は、国民年金の保険料も納めた月と数えます。", "国民年金法第5条第1項、第7条第1項第2号"
)
_EMPLOYED_AND_BASIC_BEFORE_1986 = Explanation(
    "昭和61年（1986年）3月までの厚生年金や共済の月も、20歳から59歳までは、国民年金の保険料を納めた月とみなします。",
    f"{LAW_1985}附則第8条第2項、第3項",
)
_TIME_ONLY_BEFORE_1961 = Explanation(
    "国民年金が始まる昭和36年（1961年）4月より前の月は、老齢基礎年金の額には入らず、受給資格期間にだけ数えます（カラ期間）。",
    f"{LAW_1985}附則第8条第5項第3号、第4号",
)
_TIME_ONLY_BEFORE_1986 = Explanation(
    "20歳になる前と60歳からの月は、老齢基礎年金の額には入らず、受給資格期間にだけ数えます（カラ期間）。",
    f"{LAW_1985}附則第8条第5項第6号",
)
_TIME_ONLY_FROM_1986 = Explanation(_TIME_ONLY_BEFORE_1986.text, f"{LAW_1985}附則第8条第4項")
_CONVERTED = Explanation(
    "受給資格期間と厚生年金では実際の月数より多く数えますが、老齢基礎年金では実際の月数で数えます。",
    f"{LAW_1985}附則第8条第3項、第8項、第47条",
)
_NO_RIGHT_ALONE = Explanation(
    "老齢基礎年金を受け取るには、この種類の月のほかに、納付か免除の月が1か月以上いります。",
    "国民年金法第26条、附則第9条第1項",
)

_SHARES: Mapping[Status, tuple[str, str]] = {
    # (from 2009-04, before): the item of 国民年金法27条, and that of 平成16年改正法附則10条1項
    Status.N1_EX14: ("第2号", "第4号"),
    Status.N1_EX12: ("第4号", "第8号"),
    Status.N1_EX34: ("第6号", "第12号"),
    Status.N1_EXF_APP: ("第8号", "第15号"),
    Status.N1_EXF_LAW: ("第8号", "第15号"),
    Status.N1_OKINAWA: ("第8号", "第15号"),
    Status.N1_CHINA_EX: ("第8号", "第15号"),
}


def why_it_counts(status: Status, counts: Counts, month: YearMonth) -> tuple[Explanation, ...]:
    """Why a month of this status counts as it does, the general rule first, what is special in this month after."""
    return (STATUSES[status].why, *_special(status, counts, month))


def _special(status: Status, counts: Counts, month: YearMonth) -> list[Explanation]:
    found: list[Explanation] = []
    if status in _SHARES:
        found.append(_share(status, month))
    if counts.employees_real and counts.entitlement_real:
        found.append(_time_only(month) if counts.complementary else _with_basic(month))
    if counts.employees_converted != counts.employees_real:
        found.append(_CONVERTED)
    if counts.entitlement_real and not counts.substantial and not counts.employees_real:
        found.append(_NO_RIGHT_ALONE)
    return found


def _share(status: Status, month: YearMonth) -> Explanation:
    item, item_before = _SHARES[status]
    if month < STATE_SHARE_BECOMES_HALF:
        return Explanation(
            "平成21年（2009年）3月までの月は、国の負担が3分の1だったころの割合で数えます。",
            f"{LAW_2004}附則第10条第1項{item_before}",
        )
    return Explanation(
        "平成21年（2009年）4月からの月は、国の負担が2分の1になってからの割合で数えます。", f"国民年金法第27条{item}"
    )


def _with_basic(month: YearMonth) -> Explanation:
    return _EMPLOYED_AND_BASIC_BEFORE_1986 if month < ONE_PENSION_FOR_ALL else _EMPLOYED_AND_BASIC


def _time_only(month: YearMonth) -> Explanation:
    if month < NATIONAL_PENSION_BEGINS:
        return _TIME_ONLY_BEFORE_1961
    return _TIME_ONLY_BEFORE_1986 if month < ONE_PENSION_FOR_ALL else _TIME_ONLY_FROM_1986
