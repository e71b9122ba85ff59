"""詳細な条件: up to four spells one after another, months to pay back, the family, and the age of each claim."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from pension.calendar import YearMonth, month_age_is_reached
from pension.claim import ClaimAge, claim_age
from pension.conditions import ConditionProblem, Conditions, FutureSpell, SpellKind, SupposedSpouse, YearlyBonus
from pension.record import PensionRecord
from web.forms.days import CHILD, CHILDREN, boxes_of, day_errors, days_in, filled, values_of_days
from web.forms.numbers import NumberField, number_errors, number_in, typed
from web.forms.plan import BONUS, CLAIM_MONTHS, CLAIM_YEARS, PAY, UNTIL, reason_words
from web.forms.result import FieldError, FormResult

ROWS = (1, 2, 3, 4)
INSURED_FROM = 20
"""The age from which one is insured without being employed (国年法8条1号)."""
BACK = "back"
_BONUS_MONTHS = (6, 12)
SPELL_INDEX = re.compile(r"future\[([0-9]+)\]")


@dataclass(frozen=True, slots=True)
class SpellBoxes:
    """The boxes of one spell: its kind, until what age, and for work its pay; ``additional`` for own contributions."""

    row: int

    @property
    def kind(self) -> str:
        """The name of the box for what is done."""
        return f"kind-{self.row}"

    @property
    def additional(self) -> str:
        """The name of the box for the additional contribution."""
        return f"additional-{self.row}"

    @property
    def until(self) -> NumberField:
        """The age in years at which the spell ends."""
        return replace(UNTIL, name=f"until-{self.row}", what=f"{self.row}つめの期間が終わる年齢")

    @property
    def until_months(self) -> NumberField:
        """The months of that age."""
        return replace(CLAIM_MONTHS, name=f"until-months-{self.row}", what=f"{self.row}つめの期間が終わる年齢の月")

    @property
    def pay(self) -> NumberField:
        """Pay a month."""
        return replace(PAY, name=f"pay-{self.row}", what=f"{self.row}つめの期間の1か月の給与")

    @property
    def bonus(self) -> NumberField:
        """All bonuses of a year."""
        return replace(BONUS, name=f"bonus-{self.row}", what=f"{self.row}つめの期間の1年の賞与")

    @property
    def rise(self) -> NumberField:
        """The raise each April, in per cent."""
        what = f"{self.row}つめの期間の昇給"
        return NumberField(name=f"raise-{self.row}", what=what, low=0, high=20, unit="%", empty=0)

    @property
    def fields(self) -> tuple[NumberField, ...]:
        """Every box for a number."""
        return (self.until, self.until_months, self.pay, self.bonus, self.rise)


def _claim_boxes(part: str, words: str) -> tuple[NumberField, NumberField]:
    return (
        replace(CLAIM_YEARS, name=f"claim-{part}", what=f"{words}を受け取り始める年齢", empty=65),
        replace(CLAIM_MONTHS, name=f"claim-{part}-months", what=f"{words}を受け取り始める年齢の月"),
    )


CLAIM_BASIC = _claim_boxes("basic", "老齢基礎年金")
CLAIM_EMPLOYEES = _claim_boxes("employees", "老齢厚生年金")
SPOUSE_BORN, SPOUSE_WORK, LONG = "spouse-born", "spouse-work", "yes"
SPOUSE = "配偶者の生年月日"
SPELLS = tuple(SpellBoxes(row) for row in ROWS)


def parse(data: Mapping[str, str], payable: Iterable[YearMonth], today: date) -> FormResult:
    """What was typed; of months to pay back only those that can be paid. A child is born by ``today``."""
    backs = [f"{BACK}-{month}" for month in payable]
    names = [*backs, *(field.name for field in (*CLAIM_BASIC, *CLAIM_EMPLOYEES))]
    names += [SPOUSE_WORK, *(box for day in (SPOUSE_BORN, *CHILDREN) for box in boxes_of(day))]
    for boxes in SPELLS:
        names += [boxes.kind, boxes.additional, *(field.name for field in boxes.fields)]
    values = {name: typed(data, name) for name in names if typed(data, name)}
    spells = [error for boxes in SPELLS for error in _spell_errors(values, boxes)]
    family = (*day_errors([SPOUSE_BORN], values, SPOUSE, today), *day_errors(CHILDREN, values, CHILD, today))
    return FormResult(values, (*spells, *family, *number_errors(values, *CLAIM_BASIC, *CLAIM_EMPLOYEES)))


def read_conditions(values: Mapping[str, str], record: PensionRecord, today: date) -> Conditions:
    """The conditions of a form that is right: each spell begins where the one before ends, without pay from 20 on."""
    return Conditions(
        future=tuple(_spells(values, record)),
        pay_back=tuple(
            sorted(YearMonth.parse(name.removeprefix(f"{BACK}-")) for name in values if name.startswith(f"{BACK}-"))
        ),
        claim_basic=_claim(values, CLAIM_BASIC),
        claim_employees=_claim(values, CLAIM_EMPLOYEES),
        children=days_in(CHILDREN, values, today),
        spouse=_spouse(values, today),
    )


def values_of(conditions: Conditions, birth_date: date) -> Mapping[str, str]:
    """What stands in the boxes for conditions that this form has asked for: :func:`read_conditions` reads the same."""
    values = {f"{BACK}-{month}": "1" for month in conditions.pay_back}
    for boxes, spell in zip(SPELLS, conditions.future or (), strict=False):
        values |= _spell_values(boxes, spell, birth_date)
    for age, fields in ((conditions.claim_basic, CLAIM_BASIC), (conditions.claim_employees, CLAIM_EMPLOYEES)):
        if age is not None:
            values |= _age_values(age, *fields)
    values |= values_of_days(CHILDREN, conditions.children)
    if conditions.spouse is not None:
        values |= values_of_days([SPOUSE_BORN], [conditions.spouse.birth_date])
        values[SPOUSE_WORK] = LONG if conditions.spouse.long_employment else ""
    return {name: value for name, value in values.items() if value}


def _spouse(values: Mapping[str, str], today: date) -> SupposedSpouse | None:
    born = next(iter(days_in([SPOUSE_BORN], values, today)), None)
    return SupposedSpouse(birth_date=born, long_employment=values.get(SPOUSE_WORK) == LONG) if born else None


def problem_errors(problems: Iterable[ConditionProblem], values: Mapping[str, str]) -> tuple[FieldError, ...]:
    """What the law does not allow, at the box where it is mended."""
    used = [boxes for boxes in SPELLS if values.get(boxes.kind)]
    errors: dict[str, FieldError] = {}
    for problem in problems:
        field = _field_of(problem.field, used, values)
        errors.setdefault(field, FieldError(field, reason_words(problem)))
    return tuple(errors.values())


def _field_of(field: str, used: list[SpellBoxes], values: Mapping[str, str]) -> str:
    found = SPELL_INDEX.match(field)
    if found:
        boxes = used[int(found[1])]
        return boxes.pay.name if field.endswith("monthly_pay") else boxes.until.name
    if field.startswith("pay_back"):
        return BACK
    if field.startswith("children"):
        return boxes_of(next(iter(filled(CHILDREN, values))))[1]
    return CLAIM_EMPLOYEES[0].name if field == "claim_employees" else CLAIM_BASIC[0].name


def _spell_errors(values: Mapping[str, str], boxes: SpellBoxes) -> Iterator[FieldError]:
    kind = values.get(boxes.kind, "")
    if not kind:
        return
    if kind not in set(SpellKind):
        yield FieldError(boxes.kind, f"{boxes.row}つめの期間にすることを、ひとつ選んでください。")
    elif kind == SpellKind.EMPLOYMENT:
        yield from number_errors(values, *boxes.fields)
    else:
        yield from number_errors(values, boxes.until, boxes.until_months)


def _spells(values: Mapping[str, str], record: PensionRecord) -> Iterator[FutureSpell]:
    first = record.as_of.plus(1)
    for boxes in SPELLS:
        if values.get(boxes.kind):
            spell = _spell(values, boxes, first, record)
            yield spell
            first = spell.last_month.plus(1)


def _spell(values: Mapping[str, str], boxes: SpellBoxes, first: YearMonth, record: PensionRecord) -> FutureSpell:
    kind = SpellKind(values[boxes.kind])
    ends = month_age_is_reached(record.person.birth_date, number_in(values, boxes.until))
    last = ends.plus(number_in(values, boxes.until_months) - 1)
    if kind is not SpellKind.EMPLOYMENT:
        first = max(first, min(last, month_age_is_reached(record.person.birth_date, INSURED_FROM)))
        pays = kind in (SpellKind.SELF_EMPLOYED, SpellKind.VOLUNTARY) and bool(values.get(boxes.additional))
        return FutureSpell(kind=kind, first_month=first, last_month=last, additional=pays)
    half = number_in(values, boxes.bonus) // len(_BONUS_MONTHS)
    return FutureSpell(
        kind=kind,
        first_month=first,
        last_month=last,
        monthly_pay=number_in(values, boxes.pay),
        raise_per_mille=number_in(values, boxes.rise) * 10,
        bonuses=tuple(YearlyBonus(month=month, yen=half) for month in _BONUS_MONTHS if half),
    )


def _spell_values(boxes: SpellBoxes, spell: FutureSpell, birth_date: date) -> Mapping[str, str]:
    ends = _age_values(claim_age(birth_date, spell.last_month.plus(1)), boxes.until, boxes.until_months)
    return {
        boxes.kind: spell.kind.value,
        boxes.additional: "1" if spell.additional else "",
        **ends,
        boxes.pay.name: _number(spell.monthly_pay),
        boxes.bonus.name: _number(sum(bonus.yen for bonus in spell.bonuses)),
        boxes.rise.name: _number(spell.raise_per_mille // 10),
    }


def _age_values(age: ClaimAge, years: NumberField, months: NumberField) -> Mapping[str, str]:
    return {years.name: str(age.years), months.name: _number(age.months)}


def _number(number: int) -> str:
    return str(number) if number else ""


def _claim(values: Mapping[str, str], boxes: tuple[NumberField, NumberField]) -> ClaimAge | None:
    """None where nothing was typed: at the ordinary age."""
    years, months = boxes
    return ClaimAge(number_in(values, years), number_in(values, months)) if values.get(years.name) else None
