"""An estimate from two files: a record document and, if wanted, conditions. Nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.condition_documents import parse_conditions
from db.documents import parse_document
from pension.conditions import ConditionProblem, Conditions
from pension.contradictions import find_contradictions
from pension.contributions import PaidSoFar, compute_paid
from pension.estimate import ClaimOption, Estimate, compare_claims, compute_estimate
from pension.record import PensionRecord
from pension.timeline import build_timeline
from rules.loader import load_rules


@dataclass(frozen=True, slots=True)
class FileProblem:
    """One thing wrong with a file ("record" or "conditions"): the field, its value, why, and the article if any."""

    file: str
    field: str
    value: str
    reason: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a record comes to: the estimate, what was paid so far, and what each claim month brings."""

    estimate: Estimate
    paid: PaidSoFar
    options: tuple[ClaimOption, ...]


def estimate_files(record_text: str, conditions_text: str | None, today: date) -> Answer | tuple[FileProblem, ...]:
    """The answer for the texts of the two files, or everything that is wrong with them.

    Raises LookupError where the day lies before the first year of the tables.
    """
    record = parse_document(record_text)
    conditions = parse_conditions(conditions_text) if conditions_text is not None else None
    problems = [
        FileProblem(file, problem.field, problem.value, problem.reason)
        for file, found in (("record", record), ("conditions", conditions))
        if isinstance(found, list)
        for problem in found
    ]
    if isinstance(record, list) or isinstance(conditions, list):
        return tuple(problems)
    contradictions = find_contradictions(record, load_rules())
    if contradictions:
        return tuple(FileProblem("record", found.field, found.value, found.reason) for found in contradictions)
    return _answer(record, conditions, today)


def _answer(record: PensionRecord, conditions: Conditions | None, today: date) -> Answer | tuple[FileProblem, ...]:
    rules = load_rules()
    estimate = compute_estimate(record, today, rules, conditions)
    if isinstance(estimate, tuple):
        return tuple(
            FileProblem(_file_of(problem), problem.field, problem.value, problem.reason, problem.article)
            for problem in estimate
        )
    return Answer(
        estimate=estimate,
        paid=compute_paid(build_timeline(record, today, rules), rules),
        options=compare_claims(record, today, rules, conditions),
    )


def _file_of(problem: ConditionProblem) -> str:
    return "record" if problem.field.startswith("person.") else "conditions"
