"""An estimate as a consultant reads it, and as JSON; the words of figures and notes come with the values."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from ops.visible import visible
from pension.calendar import YearMonth
from pension.derivation import Amount, Input, Number, Reference, Step, exact_text
from pension.estimate import ClaimOption, Estimate
from pension.payable import Payable, PayableKind
from pension.payment import Line, Stage
from pension.status import Scheme
from services.estimate_files import Answer, FileProblem

_SCHEMES = {
    Scheme.NATIONAL: "国民年金",
    Scheme.EMPLOYEES: "厚生年金",
    Scheme.SEAMENS: "船員保険",
    Scheme.MUTUAL_AID: "共済組合",
}
_INSURERS = {"first": "会社員など", "second": "国家公務員", "third": "地方公務員", "fourth": "私立学校"}
_PAYABLE = {PayableKind.UNPAID: "未納の月", PayableKind.RETROACTIVE: "追納できる月"}
_FILES = {"record": "記録", "conditions": "条件"}
_NOTES = {"assumed": "仮定", "uncertain": "確かでないこと", "not_covered": "入っていないこと"}


def problem_line(problem: FileProblem) -> str:
    """One problem in one line; what a file says commands no terminal."""
    where = f" {problem.field}" if problem.field else ""
    what = f" = {problem.value}" if problem.value else ""
    article = f"［{problem.article}］" if problem.article else ""
    return visible(f"{_FILES[problem.file]}{where}{what}：{problem.reason}{article}")


def summary(answer: Answer) -> str:
    """What is paid from when, what was paid, what can still be paid, and what to bear in mind."""
    return "\n".join(_lines(answer, steps=False))


def explained(answer: Answer) -> str:
    """The same with every step of every amount."""
    return "\n".join(_lines(answer, steps=True))


def _lines(answer: Answer, *, steps: bool) -> Iterator[str]:
    estimate = answer.estimate
    yield f"年金の見込額（{estimate.fiscal_year}年度の額と率、記録は {estimate.as_of} まで）"
    yield from _right(estimate)
    for stage in estimate.stages:
        yield from _stage(stage, steps=steps)
    yield from _paid(answer)
    yield from _payable(estimate.payable, steps=steps)
    yield from _options(answer.options)
    for kind, title in _NOTES.items():
        yield from _block(title, [f"{note.text}［{note.article}］" for note in estimate.notes if note.kind == kind])
    yield from _block("確かでない表の行", [_reference(doubt) for doubt in estimate.doubts])


def _right(estimate: Estimate) -> Iterator[str]:
    months = estimate.entitlement
    yield f"受給資格期間：{months.whole_months}月（{months.required}月以上で受けとれます）"
    if estimate.right_month is None:
        yield f"  いまの条件では、まだ足りません（あと{months.missing}月）。"
    else:
        yield f"  受けとる権利ができる月：{estimate.right_month}"


def _stage(stage: Stage, *, steps: bool) -> Iterator[str]:
    until = f"{stage.last_month}まで" if stage.last_month else "ずっと"
    yield f"{stage.first_month}から{until}：1年に {stage.yearly:,}円（1か月に {stage.monthly:,}円）"
    for line in stage.lines:
        yield f"  {_named(line)}：{line.yen:,}円"
        if steps:
            yield from (f"    {_step(step)}" for step in line.amount.steps)


def _named(line: Line) -> str:
    of = f"（{line.of.label}）" if line.of else ""
    insurer = f"〔{_INSURERS[line.insurer]}〕" if line.insurer else ""
    return f"{line.rule.label}{of}{insurer}"


def _step(step: Step) -> str:
    scope = "・".join(rule.label for rule in step.scope)
    inputs = "、".join(f"{given.rule.label} {_shown(given.value)}" for given in step.inputs)
    formula = f" ＝ {step.rule.formula}" if step.rule.formula else ""
    where = f"【{scope}】" if scope else ""
    given = f"（{inputs}）" if inputs else ""
    return f"{where}{step.rule.label} {_shown(step.value)}{step.rule.unit}{formula}{given}［{step.rule.article}］"


def _paid(answer: Answer) -> Iterator[str]:
    paid = answer.paid
    if not paid.years:
        return
    yield f"これまでに納めた額：{paid.yen:,}円"
    for year in paid.years:
        unsure = f"、確かでない {year.unsure_months}月 {year.unsure_yen:,}円" if year.unsure_months else ""
        unknown = f"、額の分からない {year.unknown_months}月" if year.unknown_months else ""
        yield f"  {year.fiscal_year}年度 {_SCHEMES[year.scheme]} {year.months}月：{year.yen:,}円{unsure}{unknown}"


def _payable(payable: Payable, *, steps: bool) -> Iterator[str]:
    if not payable.months:
        return
    yield f"これから納められる月：{len(payable.months)}月"
    yield f"  すべて納めると、老齢基礎年金は1年に {payable.yearly_gain:,}円ふえます。"
    for kind in PayableKind:
        for month in payable.of_kind(kind):
            price = f"{month.price.yen:,}円" if month.price else "額は未公表"
            last = f"{month.last_day} まで"
            yield f"  {_PAYABLE[kind]} {month.month}：1年に {month.yearly_gain:,}円ふえます。納める額 {price}、{last}"
            if steps and month.price:
                yield from (f"    {_step(step)}" for step in month.price.steps)


def _options(options: tuple[ClaimOption, ...]) -> Iterator[str]:
    lines = [
        f"{option.age.years}歳：1年に {option.yearly:,}円（基礎 {option.basic:,}円、厚生 {option.employees:,}円）"
        for option in options
        if option.age.months == 0
    ]
    yield from _block("受けとり始める年齢ごとの額（加算や働いている間の停止を除く）", lines)


def _block(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield title
        yield from (f"  {line}" for line in lines)


def _reference(doubt: Reference) -> str:
    return f"{doubt.table} {doubt.row}［{doubt.confidence}］"


# ---- JSON ----


def as_json(answer: Answer) -> dict[str, Any]:
    """Everything as plain JSON values; amounts are yen a year, months ``YYYY-MM``, fractions text."""
    estimate = answer.estimate
    return {
        "schema_version": 1,
        "fiscal_year": estimate.fiscal_year,
        "day": str(estimate.today),
        "as_of": str(estimate.as_of),
        "qualifying_months": estimate.entitlement.whole_months,
        "missing_months": estimate.entitlement.missing,
        "right_month": _month(estimate.right_month),
        "claim_basic": _month(estimate.claims.basic if estimate.claims else None),
        "claim_employees": _month(estimate.claims.employees if estimate.claims else None),
        "stages": [_stage_json(stage) for stage in estimate.stages],
        "paid": [
            {
                "fiscal_year": year.fiscal_year,
                "scheme": year.scheme,
                "months": year.months,
                "yen": year.yen,
                "unsure_months": year.unsure_months,
                "unsure_yen": year.unsure_yen,
                "unknown_months": year.unknown_months,
            }
            for year in answer.paid.years
        ],
        "payable": _payable_json(estimate.payable),
        "claim_options": [
            {
                "years": option.age.years,
                "months": option.age.months,
                "month": str(option.month),
                "basic": option.basic,
                "employees": option.employees,
            }
            for option in answer.options
        ],
        "notes": [
            {"note": note.note, "kind": note.kind, "text": note.text, "article": note.article}
            for note in estimate.notes
        ],
        "doubts": [
            {"table": doubt.table, "row": doubt.row, "confidence": doubt.confidence} for doubt in estimate.doubts
        ],
    }


def _stage_json(stage: Stage) -> dict[str, Any]:
    return {
        "first_month": str(stage.first_month),
        "last_month": _month(stage.last_month),
        "yearly": stage.yearly,
        "monthly": stage.monthly,
        "lines": [
            {
                "figure": line.rule.figure,
                "label": line.rule.label,
                "of": line.of.figure if line.of else None,
                "insurer": line.insurer,
                "yen": line.yen,
                "steps": _steps_json(line.amount),
            }
            for line in stage.lines
        ],
    }


def _steps_json(amount: Amount) -> list[dict[str, Any]]:
    return [
        {
            "figure": step.rule.figure,
            "label": step.rule.label,
            "unit": step.rule.unit,
            "formula": step.rule.formula,
            "article": step.rule.article,
            "scope": [rule.label for rule in step.scope],
            "value": _plain(step.value),
            "inputs": [_input_json(given) for given in step.inputs],
        }
        for step in amount.steps
    ]


def _input_json(given: Input) -> dict[str, Any]:
    return {"figure": given.rule.figure, "label": given.rule.label, "value": _plain(given.value)}


def _payable_json(payable: Payable) -> dict[str, Any]:
    return {
        "yearly_gain": payable.yearly_gain,
        "known_price": payable.known_price,
        "months": [
            {
                "month": str(month.month),
                "kind": month.kind,
                "status": month.status,
                "price": month.price.yen if month.price else None,
                "steps": _steps_json(month.price) if month.price else [],
                "last_day": str(month.last_day),
                "yearly_gain": month.yearly_gain,
            }
            for month in payable.months
        ],
    }


def _month(month: YearMonth | None) -> str | None:
    return None if month is None else str(month)


def _plain(value: Number) -> int | str:
    return int(value) if value == int(value) else exact_text(Fraction(value))


def _shown(value: Number) -> str:
    return f"{int(value):,}" if value == int(value) else exact_text(Fraction(value))
