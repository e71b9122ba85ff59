"""Helping to remember (記録の確認をお手伝い): which points of a record are asked about, and where answers lead.

A tree of questions is data (``content/recall/``); here it has only its shape, without a word. A question leads by each
of its answers to another question or to a result, and is passed over where the point is not what it asks for. Which of
them ask for somebody's sex says the tree, and it does only where the law of that time did.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from pension.calendar import MonthRange, YearMonth, age_on, month_age_is_reached
from pension.checks import Finding, Rule
from pension.record import EmployeesPeriod, Sex
from pension.status import Status
from pension.timeline import Span, Timeline, Verdict

UNKNOWN = "unknown"
"""The answer わからない, which every question has."""
MOST_QUESTIONS = 8
"""How many questions one point may take."""
SCHOOL_ENDS = 15  # 義務教育: nobody is asked about work before that
ADULT = 20
EMPLOYEES_PENSION_BEGINS = YearMonth.of(1942, 6)  # 労働者年金保険; 厚生年金保険法附則4条 takes its periods over


class Topic(StrEnum):
    """What a point is about: a rule of :class:`pension.checks.Rule` by its name, or the years before 20."""

    BEFORE_20 = "before_20"
    NOT_ENROLLED = "not_enrolled"
    UNPAID = "unpaid"
    PART_UNPAID = "part_unpaid"
    PAYABLE = "payable"
    OVERLAP = "overlap"
    ONE_MONTH_GAP = "one_month_gap"
    PAY_JUMP = "pay_jump"
    SPOUSE_MISMATCH = "spouse_mismatch"
    WITHDRAWAL_ALLOWANCE = "withdrawal_allowance"
    OTHER_NAME = "other_name"
    NO_REMUNERATION = "no_remuneration"


class Neighbour(StrEnum):
    """What the record says of the month next to a point."""

    EMPLOYED = "employed"  # 厚生年金, 船員保険, 共済
    SPOUSE = "spouse"  # 第3号
    OTHER = "other"
    NOTHING = "nothing"  # no entry counts, or beyond the table


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A run of months that a person is asked about.

    ``age_first`` and ``age_last`` are the ages in years at its ends. ``evidence`` changes when what is recorded there
    does: answers given before then want a second look. Two points of one topic in one month are asked about once.
    """

    topic: Topic
    first_month: YearMonth
    last_month: YearMonth
    status: Status
    age_first: int
    age_last: int
    sex: Sex
    before: Neighbour
    after: Neighbour
    evidence: str

    @property
    def key(self) -> str:
        """Its name in addresses: ``not-enrolled-1984-05``."""
        return point_key(self.topic, self.first_month)

    @property
    def range(self) -> MonthRange:
        """Its months."""
        return MonthRange(self.first_month, self.last_month)


def point_key(topic: Topic, first_month: YearMonth) -> str:
    """The name of a point in addresses and among the answers kept."""
    return f"{topic.replace('_', '-')}-{first_month}"


def is_point_key(text: str) -> bool:
    """Whether a text is the name of a point, of whatever record: ``not-enrolled-1984-05``."""
    try:
        first_month = YearMonth.parse(text[-7:])
    except ValueError:
        return False
    return text in {point_key(topic, first_month) for topic in Topic}


def topic_of(rule: Rule) -> Topic | None:
    """What the findings of a rule are about; None where nothing is asked, because it is remembered already."""
    return None if rule is Rule.REMEMBERED_ONLY else Topic(rule.name.lower())


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What a point must be like; what is None or empty asks for nothing.

    Months touch: ``first_until`` holds when the point begins by then, ``last_from`` when it ends then or later.
    """

    topics: frozenset[Topic] = frozenset()
    statuses: frozenset[Status] = frozenset()
    before: frozenset[Neighbour] = frozenset()
    after: frozenset[Neighbour] = frozenset()
    first_until: YearMonth | None = None
    last_from: YearMonth | None = None
    age_from: int | None = None
    age_until: int | None = None
    months_at_most: int | None = None
    sex: Sex | None = None

    def holds(self, subject: Subject) -> bool:
        """Whether a point is like that."""
        named = (
            (self.topics, subject.topic),
            (self.statuses, subject.status),
            (self.before, subject.before),
            (self.after, subject.after),
            (frozenset() if self.sex is None else {self.sex}, subject.sex),
        )
        at_most = (
            (subject.first_month, self.first_until),
            (subject.age_first, self.age_until),
            (subject.range.months, self.months_at_most),
        )
        at_least = ((subject.last_month, self.last_from), (subject.age_last, self.age_from))
        return (
            all(not allowed or found in allowed for allowed, found in named)
            and all(bound is None or found <= bound for found, bound in at_most)
            and all(bound is None or found >= bound for found, bound in at_least)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Where each answer (by its value, in the order shown) leads: to a question or a result.

    ``otherwise`` is where one goes on when ``asked_when`` does not hold; empty for a question that is always asked.
    """

    answers: Mapping[str, str]
    asked_when: Condition | None = None
    otherwise: str = ""

    @property
    def ways_on(self) -> tuple[str, ...]:
        """Everything it can lead to."""
        return (*self.answers.values(), *([self.otherwise] if self.otherwise else []))


@dataclass(frozen=True, slots=True)
class Start:
    """The first question of the points for which a condition holds."""

    where: Condition
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """All questions by their id, the ids of all results, and where one begins: the first start that holds."""

    questions: Mapping[str, Question]
    results: frozenset[str]
    starts: tuple[Start, ...]

    def first(self, subject: Subject) -> str:
        """The first question of a point."""
        start = next(start.question for start in self.starts if start.where.holds(subject))
        return self.reached(start, subject)

    def reached(self, target: str, subject: Subject) -> str:
        """Where a way really ends for a point: what is not asked of it is passed over."""
        question = self.questions.get(target)
        if question is None or question.asked_when is None or question.asked_when.holds(subject):
            return target
        return self.reached(question.otherwise, subject)

    def most_from(self, target: str, subject: Subject) -> int:
        """How many questions there can be from here on, this one included."""
        return self._most_from(target, subject, {})

    def _most_from(self, target: str, subject: Subject, known: dict[str, int]) -> int:
        question = self.questions.get(target)
        if question is None:
            return 0
        if target not in known:
            ways = {self.reached(way, subject) for way in question.answers.values()}
            known[target] = 1 + max(self._most_from(way, subject, known) for way in ways)
        return known[target]


@dataclass(frozen=True, slots=True)
class Step:
    """A question that was answered, and how."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """How far answers lead: what was answered, then either the question that is open or the result."""

    steps: tuple[Step, ...]
    open_question: str = ""
    result: str = ""

    def place_of(self, question: str) -> int | None:
        """The number of a question on this way, from 1; None for one that does not lie on it."""
        asked = [*(step.question for step in self.steps), *([self.open_question] if self.open_question else [])]
        return asked.index(question) + 1 if question in asked else None


def walk(tree: Tree, subject: Subject, answers: Mapping[str, str]) -> Walk:
    """Follow answers (by question) from the first question on.

    Answers to questions that do not lie on the way are left alone; one that the tree no longer knows counts as none.
    """
    steps: list[Step] = []
    here = tree.first(subject)
    while here in tree.questions:
        answer = answers.get(here, "")
        target = tree.questions[here].answers.get(answer)
        if target is None:
            return Walk(steps=tuple(steps), open_question=here)
        steps.append(Step(here, answer))
        here = tree.reached(target, subject)
    return Walk(steps=tuple(steps), result=here)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallPoint:
    """A point with what a person has answered about it.

    ``answers`` (by question) holds also those that do not lie on the way now. ``evidence`` is what was recorded there
    when the last of them was given, ``answered_at`` when that was; None where nothing was answered.
    """

    subject: Subject
    walk: Walk
    answers: Mapping[str, str] = field(default_factory=dict)
    evidence: str = ""
    answered_at: datetime | None = None

    @property
    def is_begun(self) -> bool:
        """Whether something of what was answered still counts."""
        return bool(self.walk.steps)

    @property
    def is_older(self) -> bool:
        """Whether the record has changed here since the answers were given."""
        return self.is_begun and self.evidence != self.subject.evidence


# ── what is asked about ─────────────────────────────────────────────────────────────────────────────────────────────


def find_subjects(timeline: Timeline, findings: Sequence[Finding]) -> tuple[Subject, ...]:
    """Every point of a record that is asked about, in the order of the findings, the years before 20 last."""
    found = [
        _subject(timeline, topic, finding.range, finding.key)
        for finding in findings
        if (topic := topic_of(finding.rule)) is not None
    ]
    young = _before_20(timeline)
    if young is not None:
        found.append(_subject(timeline, Topic.BEFORE_20, young, str(young.last_month)))
    return tuple({subject.key: subject for subject in reversed(found)}.values())[::-1]


def _before_20(timeline: Timeline) -> MonthRange | None:
    """The months from 15 to before 20, or to the first job on record; None where nothing is left of them."""
    born = timeline.record.person.birth_date
    first = max(month_age_is_reached(born, SCHOOL_ENDS), EMPLOYEES_PENSION_BEGINS)
    last = min(month_age_is_reached(born, ADULT).plus(-1), timeline.record.as_of)
    jobs = (span.first_month for span in timeline.spans if _is_employed(span))
    months = MonthRange(first, min(last, next(jobs, last.plus(1)).plus(-1)))
    return months if months.months else None


def _subject(timeline: Timeline, topic: Topic, months: MonthRange, evidence: str) -> Subject:
    person, span = timeline.record.person, timeline.span_at(months.first_month)
    return Subject(
        topic=topic,
        first_month=months.first_month,
        last_month=months.last_month,
        status=span.status if span else Status.NONE_OUT,
        age_first=age_on(person.birth_date, months.first_month.last_day),
        age_last=age_on(person.birth_date, months.last_month.last_day),
        sex=person.sex,
        before=_neighbour(timeline, months.first_month.plus(-1)),
        after=_neighbour(timeline, months.last_month.plus(1)),
        evidence=evidence,
    )


def _neighbour(timeline: Timeline, month: YearMonth) -> Neighbour:
    span = timeline.span_at(month)
    if span is None or not span.counts.entitlement_real:
        return Neighbour.NOTHING
    if _is_employed(span):
        return Neighbour.EMPLOYED
    return Neighbour.SPOUSE if span.status is Status.N3 else Neighbour.OTHER


def _is_employed(span: Span) -> bool:
    first = span.entries[0] if span.entries else None
    return first is not None and first.verdict is Verdict.COUNTS and isinstance(first.period, EmployeesPeriod)


# ── whether a tree is whole ─────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a tree: the question, result or start it concerns, and the reason."""

    at: str
    reason: str


def find_faults(tree: Tree) -> tuple[Fault, ...]:
    """Everything that would leave somebody standing: dead ends, loops, ways too long, what nobody ever reaches."""
    broken = (*_broken_ways(tree), *_broken_questions(tree))
    if broken:
        return broken
    ways = _Ways(tree)
    loops = tuple(ways.loops())
    return loops or (*ways.too_long(), *ways.unreached())


def _broken_ways(tree: Tree) -> Iterator[Fault]:
    known = {*tree.questions, *tree.results}
    for name, question in tree.questions.items():
        yield from (Fault(name, f"leads nowhere: {way}") for way in question.ways_on if way not in known)
    yield from (Fault(each, "is a question and a result") for each in tree.results if each in tree.questions)
    for start in tree.starts:
        if start.question not in tree.questions:
            yield Fault(start.question, "is a start and no question")
    if not tree.starts or tree.starts[-1].where != Condition():
        yield Fault("starts", "the last start must hold for every point")


def _broken_questions(tree: Tree) -> Iterator[Fault]:
    for name, question in tree.questions.items():
        if list(question.answers)[-1:] != [UNKNOWN]:
            yield Fault(name, f"the last answer must be {UNKNOWN}")
        if (question.asked_when is None) == bool(question.otherwise):
            yield Fault(name, "what is asked only sometimes says where one goes on otherwise, and nothing else does")


@dataclass(slots=True)
class _Ways:
    """Walks a tree whose ways all lead somewhere, whatever the point."""

    tree: Tree
    _most: dict[str, int] = field(default_factory=dict)

    def loops(self) -> Iterator[Fault]:
        """Questions that lead back to themselves."""
        for name in self.tree.questions:
            if name in self._reachable(self.tree.questions[name].ways_on):
                yield Fault(name, "leads back to itself")

    def too_long(self) -> Iterator[Fault]:
        """Starts from which somebody may be asked too much."""
        for name in dict.fromkeys(start.question for start in self.tree.starts):
            most = self._longest(name)
            if most > MOST_QUESTIONS:
                yield Fault(name, f"{most} questions can follow each other, at most {MOST_QUESTIONS} are allowed")

    def unreached(self) -> Iterator[Fault]:
        """What stands in the tree and is never asked or said."""
        reached = self._reachable(tuple(start.question for start in self.tree.starts))
        for name in (*self.tree.questions, *sorted(self.tree.results)):
            if name not in reached:
                yield Fault(name, "is never reached")

    def _reachable(self, begin: Sequence[str]) -> set[str]:
        seen: set[str] = set()
        ahead = list(begin)
        while ahead:
            name = ahead.pop()
            if name not in seen:
                seen.add(name)
                ahead += self.tree.questions[name].ways_on if name in self.tree.questions else ()
        return seen

    def _longest(self, name: str) -> int:
        question = self.tree.questions.get(name)
        if question is None:
            return 0
        if name not in self._most:
            asked = 1 + max(self._longest(way) for way in question.answers.values())
            self._most[name] = max(asked, self._longest(question.otherwise))
        return self._most[name]
