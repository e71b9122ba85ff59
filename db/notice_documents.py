"""Notices as they are kept: JSON ↔ :class:`pension.estimate_notice.NoticeEstimate`.

A notice holds its own words: the name, formula and article of every figure in it, each once, so that what it says stays
what it said when tables and texts change. Numbers are text without loss (``0.005481``, ``1393/3``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import msgspec

from db.documents import digest_document
from db.problems import DamagedDocument
from pension.calendar import YearMonth
from pension.derivation import Amount, Figure, FigureRule, Input, Number, Reference, Step, exact_text
from pension.estimate_notice import NoticeEstimate
from pension.limits import Limit
from pension.notes import NoteRule
from pension.pay_history import Insurer
from pension.payment import Line, Stage

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    figure: Figure
    value: str
    inputs: tuple[tuple[Figure, str], ...]
    scope: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    figure: Figure
    yen: int
    steps: tuple[_Step, ...]
    doubts: tuple[Reference, ...]
    of: Figure | None
    insurer: Insurer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stage:
    first_month: str
    last_month: str | None
    lines: tuple[_Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Notice:
    schema_version: int
    month: str
    as_of: str
    fiscal_year: int
    birth_date: date
    to_60: bool
    qualifying_months: int
    required_months: int
    right_month: str | None
    limits: tuple[Limit, ...]
    stages: tuple[_Stage, ...]
    notes: tuple[NoteRule, ...]
    doubts: tuple[Reference, ...]
    figures: tuple[FigureRule, ...]


def encode_notice(notice: NoticeEstimate) -> str:
    """The JSON of a notice; the same notice always gives the same text."""
    rules = {rule.figure: rule for stage in notice.stages for line in stage.lines for rule in _rules_of(line)}
    kept = _Notice(
        schema_version=SCHEMA_VERSION,
        month=str(notice.month),
        as_of=str(notice.as_of),
        fiscal_year=notice.fiscal_year,
        birth_date=notice.birth_date,
        to_60=notice.to_60,
        qualifying_months=notice.qualifying_months,
        required_months=notice.required_months,
        right_month=_month_text(notice.right_month),
        limits=notice.limits,
        stages=tuple(_keep_stage(stage) for stage in notice.stages),
        notes=notice.notes,
        doubts=notice.doubts,
        figures=tuple(rules.values()),
    )
    return msgspec.json.encode(kept).decode()


def decode_notice(document: str, digest: str) -> NoticeEstimate:
    """The notice in a stored text; raises DamagedDocument when it is not, byte for byte, what was stored."""
    if digest_document(document) != digest:
        raise DamagedDocument("the notice's SHA-256 is not the stored one")
    try:
        kept = _DECODER.decode(document)
        if kept.schema_version != SCHEMA_VERSION:
            raise DamagedDocument(f"schema version {kept.schema_version} is unknown")
        return _notice(kept)
    except (msgspec.DecodeError, KeyError, ValueError) as error:
        raise DamagedDocument(str(error)) from error


_DECODER = msgspec.json.Decoder(_Notice)


# ---- keeping ----


def _rules_of(line: Line) -> Iterator[FigureRule]:
    yield line.rule
    if line.of:
        yield line.of
    for step in line.amount.steps:
        yield step.rule
        yield from step.scope
        yield from (given.rule for given in step.inputs)


def _keep_stage(stage: Stage) -> _Stage:
    return _Stage(
        first_month=str(stage.first_month),
        last_month=_month_text(stage.last_month),
        lines=tuple(_keep_line(line) for line in stage.lines),
    )


def _keep_line(line: Line) -> _Line:
    return _Line(
        figure=line.rule.figure,
        yen=line.yen,
        steps=tuple(_keep_step(step) for step in line.amount.steps),
        doubts=line.amount.doubts,
        of=line.of.figure if line.of else None,
        insurer=line.insurer,
    )


def _keep_step(step: Step) -> _Step:
    return _Step(
        figure=step.rule.figure,
        value=exact_text(Fraction(step.value)),
        inputs=tuple((given.rule.figure, exact_text(Fraction(given.value))) for given in step.inputs),
        scope=tuple(rule.figure for rule in step.scope),
    )


def _month_text(month: YearMonth | None) -> str | None:
    return None if month is None else str(month)


# ---- reading back ----


def _notice(kept: _Notice) -> NoticeEstimate:
    rules = {rule.figure: rule for rule in kept.figures}
    return NoticeEstimate(
        month=YearMonth.parse(kept.month),
        as_of=YearMonth.parse(kept.as_of),
        fiscal_year=kept.fiscal_year,
        birth_date=kept.birth_date,
        to_60=kept.to_60,
        qualifying_months=kept.qualifying_months,
        required_months=kept.required_months,
        right_month=_month(kept.right_month),
        limits=kept.limits,
        stages=tuple(_stages(kept.stages, rules)),
        notes=kept.notes,
        doubts=kept.doubts,
    )


def _stages(kept: Iterable[_Stage], rules: Mapping[Figure, FigureRule]) -> Iterator[Stage]:
    for stage in kept:
        lines = tuple(_line(line, rules) for line in stage.lines)
        yield Stage(YearMonth.parse(stage.first_month), _month(stage.last_month), lines)


def _line(kept: _Line, rules: Mapping[Figure, FigureRule]) -> Line:
    amount = Amount(kept.yen, tuple(_step(step, rules) for step in kept.steps), kept.doubts)
    return Line(rules[kept.figure], amount, rules[kept.of] if kept.of else None, kept.insurer)


def _step(kept: _Step, rules: Mapping[Figure, FigureRule]) -> Step:
    return Step(
        rules[kept.figure],
        _number(kept.value),
        tuple(Input(rules[figure], _number(value)) for figure, value in kept.inputs),
        tuple(rules[figure] for figure in kept.scope),
    )


def _number(text: str) -> Number:
    value = Fraction(text)
    return int(value) if value.denominator == 1 else value


def _month(text: str | None) -> YearMonth | None:
    return None if text is None else YearMonth.parse(text)
