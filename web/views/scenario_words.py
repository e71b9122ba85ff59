"""Conditions of an estimate in words: one by one, and as a name somebody may give them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from pension.claim import ORDINARY_AGE, ClaimAge, claim_age
from pension.conditions import Conditions, FutureSpell, SpellKind
from web.views.estimate_result import age_words
from web.views.wording import date_words, short_month_words, yen_words

_DOING: Mapping[SpellKind, str] = {
    SpellKind.EMPLOYMENT: "会社などで働く",
    SpellKind.SELF_EMPLOYED: "国民年金の保険料を自分で納める",
    SpellKind.DEPENDENT: "配偶者の扶養に入る",
    SpellKind.VOLUNTARY: "任意加入する",
    SpellKind.ABROAD: "海外に住み、加入しない",
    SpellKind.UNPAID: "保険料を納めない",
}
_AT_65 = ClaimAge(ORDINARY_AGE)


def conditions_words(conditions: Conditions, birth_date: date) -> tuple[str, ...]:
    """What is supposed, in order: the years to come, months paid later, the family, the claims."""
    return tuple(_words(conditions, birth_date))


def suggested_name(conditions: Conditions, birth_date: date) -> str:
    """A name: ``67歳から受け取る（70歳まで働く）``."""
    work = [spell for spell in conditions.future or () if spell.kind is SpellKind.EMPLOYMENT]
    until = f"（{_until(work[-1], birth_date)}まで働く）" if work else ""
    basic, employees = _claims(conditions)
    if basic == employees:
        return f"{age_words(basic)}から受け取る{until}"
    return f"基礎は{age_words(basic)}、厚生は{age_words(employees)}から{until}"


def _words(conditions: Conditions, birth_date: date) -> Iterator[str]:
    if conditions.future is None:
        yield "いまと同じことを、60歳まで続ける"
    elif not conditions.future:
        yield "これから入る月は、ないものとする"
    for spell in conditions.future or ():
        yield _spell(spell, birth_date)
    if conditions.pay_back:
        yield f"{short_month_words(conditions.pay_back[0])}{_and_more(len(conditions.pay_back))}を、あとから納める"
    if conditions.spouse:
        years = "、20年以上のつとめ" if conditions.spouse.long_employment else ""
        yield f"配偶者がいる（{date_words(conditions.spouse.birth_date)}生まれ{years}）"
    if conditions.children:
        yield f"お子さんがいる（{'、'.join(date_words(born) for born in conditions.children)}生まれ）"
    basic, employees = _claims(conditions)
    if basic == employees:
        yield f"老齢基礎年金と老齢厚生年金を、{age_words(basic)}から受け取る"
    else:
        yield f"老齢基礎年金を{age_words(basic)}から、老齢厚生年金を{age_words(employees)}から受け取る"


def _and_more(months: int) -> str:
    return f"など{months}か月分" if months > 1 else "分"


def _claims(conditions: Conditions) -> tuple[ClaimAge, ClaimAge]:
    """Both ages; what is not said follows an early claim of the basic pension, else it is 65."""
    basic = conditions.claim_basic or _AT_65
    early = basic if basic.years < ORDINARY_AGE else _AT_65
    return basic, conditions.claim_employees or early


def _until(spell: FutureSpell, birth_date: date) -> str:
    return age_words(claim_age(birth_date, spell.last_month.plus(1)))


def _spell(spell: FutureSpell, birth_date: date) -> str:
    more = "、".join(_more(spell))
    return f"{_until(spell, birth_date)}まで、{_DOING[spell.kind]}{f'（{more}）' if more else ''}"


def _more(spell: FutureSpell) -> Iterator[str]:
    if spell.monthly_pay:
        yield f"1か月の給与{yen_words(spell.monthly_pay)}"
    if spell.bonuses:
        yield f"1年の賞与{yen_words(sum(bonus.yen for bonus in spell.bonuses))}"
    if spell.raise_per_mille:
        yield f"毎年4月に{spell.raise_per_mille / 10:g}%の昇給"
    if spell.additional:
        yield "付加保険料も納める"
