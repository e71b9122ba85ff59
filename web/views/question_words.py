"""質問に答える試算 in words: each question, why it is asked, its answers, and what is supposed when nobody knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pension.conditions import SpellKind
from pension.interview import Answers, Question, Situation, afterwards_of, present_pay, works
from web.forms.estimate_questions import ALL, NO, SOME, UNKNOWN, YES
from web.views.wording import date_words, yen_words

HEADINGS: Mapping[Question, str] = {
    Question.WORK: "これから、会社などで働きますか",
    Question.UNTIL: "何歳まで働きますか",
    Question.PAY: "給与と賞与は、どのくらいですか",
    Question.RAISE: "給与は、毎年どのくらい上がりますか",
    Question.AFTER: "会社などで働かない間、60歳まで、どうしますか",
    Question.VOLUNTARY: "60歳からも、国民年金の保険料を納めますか",
    Question.ADDITIONAL: "付加保険料も納めますか",
    Question.PAY_BACK: "あとから納められる月の保険料を、納めますか",
    Question.SPOUSE: "配偶者（夫か妻）はいますか",
    Question.SPOUSE_BIRTH: "配偶者の生年月日は、いつですか",
    Question.SPOUSE_WORK: "配偶者は、会社などに20年以上つとめていますか",
    Question.CHILDREN: "年の若いお子さんはいますか",
    Question.CHILDREN_BIRTH: "お子さんの生年月日は、いつですか",
    Question.CLAIM_BASIC: "老齢基礎年金を、何歳から受け取りますか",
    Question.CLAIM_EMPLOYEES: "老齢厚生年金を、何歳から受け取りますか",
    Question.PAY_LATER: "年金を受け取りながら働く間の給与は、どのくらいですか",
}

SHORT: Mapping[Question, str] = {
    Question.WORK: "会社などで働くか",
    Question.UNTIL: "働くのをやめる年齢",
    Question.PAY: "給与と賞与",
    Question.RAISE: "昇給",
    Question.AFTER: "働かない間、60歳まで",
    Question.VOLUNTARY: "60歳からの任意加入",
    Question.ADDITIONAL: "付加保険料",
    Question.PAY_BACK: "あとから納める月",
    Question.SPOUSE: "配偶者",
    Question.SPOUSE_BIRTH: "配偶者の生年月日",
    Question.SPOUSE_WORK: "配偶者の20年以上のつとめ",
    Question.CHILDREN: "年の若いお子さん",
    Question.CHILDREN_BIRTH: "お子さんの生年月日",
    Question.CLAIM_BASIC: "老齢基礎年金を受け取り始める年齢",
    Question.CLAIM_EMPLOYEES: "老齢厚生年金を受け取り始める年齢",
    Question.PAY_LATER: "受け取りながら働く間の給与と賞与",
}

WHY: Mapping[Question, str] = {
    Question.WORK: "会社などで働く間は厚生年金に入るので、その分、年金がふえるためです。",
    Question.UNTIL: "長く働くほど、老齢厚生年金がふえるためです。",
    Question.PAY: "老齢厚生年金の額は、給与と賞与で決まるためです。",
    Question.RAISE: "給与が上がると、その分、老齢厚生年金もふえるためです。",
    Question.AFTER: "60歳になるまでは、どう入っていたかで、老齢基礎年金の額が変わるためです。",
    Question.VOLUNTARY: "60歳から納めた月の分も、老齢基礎年金がふえるためです。",
    Question.ADDITIONAL: "月に400円多く納めると、1年の年金が、納めた月数に200円をかけた額だけふえるためです。",
    Question.PAY_BACK: "納めていない月をあとから納めると、老齢基礎年金がふえるためです。",
    Question.SPOUSE: "配偶者がいる方には、加給年金額などが足されることがあるためです。",
    Question.SPOUSE_BIRTH: "足される額と、いつまで足されるかが、配偶者の年齢で決まるためです。",
    Question.SPOUSE_WORK: "配偶者にも20年以上の厚生年金があると、足されるものが変わるためです。",
    Question.CHILDREN: "18歳になった年度の3月までのお子さんがいると、加給年金額が足されることがあるためです。",
    Question.CHILDREN_BIRTH: "いつまで足されるかが、お子さんの年齢で決まるためです。",
    Question.CLAIM_BASIC: "早く受け取り始めると少なく、おそいと多くなり、その額が一生つづくためです。",
    Question.CLAIM_EMPLOYEES: "老齢厚生年金は、老齢基礎年金とはべつの年齢から受け取ることもできるためです。",
    Question.PAY_LATER: "給与と賞与が多いと、その間、老齢厚生年金の一部が止まることがあるためです。",
}

_YES_NO_WORDS: Mapping[Question, tuple[str, str]] = {
    Question.WORK: ("働く（いまの仕事を続けるときも）", "働かない"),
    Question.VOLUNTARY: ("納める", "納めない"),
    Question.ADDITIONAL: ("納める", "納めない"),
    Question.SPOUSE: ("いる", "いない"),
    Question.SPOUSE_WORK: ("20年以上つとめている（これからなる見込みの方も）", "20年にならない"),
    Question.CHILDREN: ("いる", "いない"),
}
_AFTER_WORDS: Mapping[SpellKind, str] = {
    SpellKind.SELF_EMPLOYED: "国民年金の保険料を、自分で納める",
    SpellKind.DEPENDENT: "会社などで働く配偶者の、扶養に入る",
    SpellKind.VOLUNTARY: "海外に住み、国民年金に任意加入して納める",
    SpellKind.ABROAD: "海外に住み、国民年金には入らない",
    SpellKind.UNPAID: "保険料を納めない",
}
UNKNOWN_WORDS = "わからない"


def choice_words(question: Question, situation: Situation) -> Mapping[str, str]:
    """The answers to choose from, by value."""
    if question is Question.AFTER:
        return {**{str(kind): label for kind, label in _AFTER_WORDS.items()}, UNKNOWN: UNKNOWN_WORDS}
    if question is Question.PAY_BACK:
        count = len(situation.payable)
        every = f"全部の月を納める（{count}か月）"
        return {NO: "納めない", ALL: every, SOME: "下で選ぶ月だけ、納める", UNKNOWN: UNKNOWN_WORDS}
    yes, no = _YES_NO_WORDS[question]
    return {YES: yes, NO: no, UNKNOWN: UNKNOWN_WORDS}


def hint_words(question: Question, situation: Situation, voluntary_months: int) -> str:
    """What helps to answer; empty for nothing."""
    born = date_words(situation.children_count_from)
    return {
        Question.WORK: "パートやアルバイトでも、厚生年金に入るときは「働く」を選んでください。",
        Question.VOLUNTARY: f"いまのお答えでは、あと{voluntary_months}か月まで納められます。",
        Question.SPOUSE: "生計をともにしていて、年収が850万円に満たない方です。",
        Question.CHILDREN: f"{born}からあとに生まれた、生計をともにしているお子さんです。",
    }.get(question, "")


def _until(answers: Answers, situation: Situation) -> str:
    return f"{situation.usual_end_of_work}歳まで働くものとして計算します。"


def _work(answers: Answers, situation: Situation) -> str:
    now = "これからも働く" if works(Answers(), situation) else "これからも働かない"
    return f"いまの記録のまま、{now}ものとして計算します。"


def _pay(answers: Answers, situation: Situation) -> str:
    pay = present_pay(situation.record)
    if pay is None:
        return ""
    known = f"給与（1か月{yen_words(pay.monthly)}）と賞与（1年{yen_words(pay.bonus)}）"
    return f"記録にある{known}がつづくものとして計算します。"


def _after(answers: Answers, situation: Situation) -> str:
    kind = afterwards_of(Answers(works=answers.works), situation)
    return {
        SpellKind.SELF_EMPLOYED: "60歳まで、国民年金の保険料を自分で納めるものとして計算します。",
        SpellKind.DEPENDENT: "60歳まで、いまのまま配偶者の扶養に入るものとして計算します。",
    }[kind]


_SUPPOSED: Mapping[Question, Callable[[Answers, Situation], str] | str] = {
    Question.WORK: _work,
    Question.UNTIL: _until,
    Question.PAY: _pay,
    Question.RAISE: "給与は上がらないものとして計算します。",
    Question.AFTER: _after,
    Question.VOLUNTARY: "60歳からは納めないものとして計算します。",
    Question.ADDITIONAL: "付加保険料は納めないものとして計算します。",
    Question.PAY_BACK: "あとから納める月はないものとして計算します。",
    Question.SPOUSE: "配偶者はいないものとして計算します。",
    Question.SPOUSE_BIRTH: "配偶者の分は足さずに計算します。",
    Question.SPOUSE_WORK: "配偶者のつとめは、20年に満たないものとして計算します。",
    Question.CHILDREN: "お子さんの分は足さずに計算します。",
    Question.CLAIM_BASIC: "老齢基礎年金は、65歳から受け取るものとして計算します。",
    Question.CLAIM_EMPLOYEES: "老齢厚生年金は、65歳から受け取るものとして計算します。",
    Question.PAY_LATER: "受け取り始めたあとも、同じ給与と賞与がつづくものとして計算します。",
}


def supposed_words(question: Question, answers: Answers, situation: Situation) -> str:
    """What is supposed where the answer is わからない; empty where that is no answer."""
    said = _SUPPOSED.get(question, "")
    return said if isinstance(said, str) else said(answers, situation)
