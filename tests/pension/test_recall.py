"""Who is helped to remember is asked what fits the time, never too much, and always comes to a result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from content.recall import load_recall
from pension.checks import find_points
from pension.recall import (
    MOST_QUESTIONS,
    UNKNOWN,
    Condition,
    Neighbour,
    Question,
    Start,
    Subject,
    Topic,
    Tree,
    Walk,
    find_faults,
    find_subjects,
    is_point_key,
    walk,
)
from pension.record import Category, Facts, PensionRecord, Sex
from pension.status import Status
from pension.timeline import build_timeline
from rules.loader import load_rules
from tests.pension.documents import TODAY, job, national, person, record, run, ym
from tests.pension.test_personas import every_persona, read
from tests.personas import Persona

RULES = load_rules()
TREE = load_recall().tree


def subjects(document: PensionRecord) -> tuple[Subject, ...]:
    timeline = build_timeline(document, TODAY, RULES)
    return find_subjects(timeline, find_points(timeline, RULES))


def subject(first: str = "1984-05", last: str = "1986-03", **more: object) -> Subject:
    fields: dict[str, object] = {
        "topic": Topic.NOT_ENROLLED,
        "first_month": ym(first),
        "last_month": ym(last),
        "status": Status.NONE_REQ,
        "age_first": 22,
        "age_last": 24,
        "sex": Sex.FEMALE,
        "before": Neighbour.NOTHING,
        "after": Neighbour.EMPLOYED,
        "evidence": "x",
    }
    return Subject(**(fields | more))  # type: ignore[arg-type]  # the fields are those of Subject


# ── what is asked about ─────────────────────────────────────────────────────────────────────────────────────────────


def test_each_finding_is_asked_about_and_the_years_before_20_last() -> None:
    document = record(job("1984-04-01", "1990-04-01"), job("1990-08-01", None, id="e2"), born="1961-06-15")
    found = [(each.key, str(each.last_month)) for each in subjects(document)]
    assert found == [
        ("not-enrolled-1981-06", "1984-03"),
        ("not-enrolled-1990-04", "1990-07"),
        ("before-20-1976-06", "1981-05"),
    ]


def test_a_point_knows_its_age_and_what_stands_beside_it() -> None:
    document = record(
        job("1984-04-01", "1990-04-01"),
        national("1990-08-01", "1991-01-01", category=Category.CATEGORY_3),
        national("1991-03-01", None, run("1991-03", "2021-05"), id="n2"),
        born="1961-06-15",
    )
    first, second, third, *_ = subjects(document)
    assert (first.age_first, first.age_last) == (20, 22)
    assert (first.before, first.after) == (Neighbour.NOTHING, Neighbour.EMPLOYED)
    assert (second.before, third.after) == (Neighbour.EMPLOYED, Neighbour.OTHER)


def test_a_spouse_is_a_neighbour() -> None:
    document = record(
        national("1986-04-01", "1990-01-01", run("1986-04", "1989-12", Status.N3), category=Category.CATEGORY_3),
        job("1991-01-01", None),
        born="1961-06-15",
    )
    gap = next(each for each in subjects(document) if str(each.first_month) == "1990-01")
    assert gap.before is Neighbour.SPOUSE
    assert TREE.first(gap) == "married"


def test_the_years_before_20_end_with_the_first_job_and_begin_with_the_law() -> None:
    early = record(job("1978-04-01", None), born="1961-06-15")
    assert [str(each.last_month) for each in subjects(early) if each.topic is Topic.BEFORE_20] == ["1978-03"]
    from_15 = record(job("1976-06-01", None), born="1961-06-15")
    assert all(each.topic is not Topic.BEFORE_20 for each in subjects(from_15))
    old = record(born="1925-06-15")
    assert [str(each.first_month) for each in subjects(old) if each.topic is Topic.BEFORE_20] == ["1942-06"]
    older = record(born="1915-06-15")
    assert all(each.topic is not Topic.BEFORE_20 for each in subjects(older))


def test_one_month_of_one_topic_is_asked_about_once() -> None:
    twice = record(job("2000-04-01", "2001-04-01"), job("2000-04-01", "2001-04-01", id="e2"), born="1961-06-15")
    keys = [each.key for each in subjects(twice)]
    assert len(keys) == len(set(keys))


# ── which question comes first, and where answers lead ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("more", "question"),
    [
        ({}, "doing"),
        ({"topic": Topic.UNPAID, "status": Status.N1_UNPAID}, "paid-memory"),
        ({"topic": Topic.UNPAID, "status": Status.NV_UNPAID}, "voluntary-paid"),
        ({"topic": Topic.UNPAID, "status": Status.N3_NC}, "third-notice"),
        ({"topic": Topic.UNPAID, "status": Status.E_LAPSED}, "deducted"),
        ({"topic": Topic.PART_UNPAID}, "rest-paid"),
        ({"topic": Topic.PAYABLE}, "payable-then"),
        ({"topic": Topic.OVERLAP}, "two-places"),
        ({"topic": Topic.ONE_MONTH_GAP}, "last-day"),
        ({"topic": Topic.PAY_JUMP}, "pay-changed"),
        ({"topic": Topic.SPOUSE_MISMATCH}, "spouse-then"),
        ({"topic": Topic.WITHDRAWAL_ALLOWANCE}, "lump-sum-memory"),
        ({"topic": Topic.OTHER_NAME}, "name-mine"),
        ({"topic": Topic.NO_REMUNERATION}, "slips-left"),
        ({"topic": Topic.BEFORE_20}, "before-20"),
        ({"topic": Topic.BEFORE_20, "first": "1944-06"}, "wartime"),
        ({"before": Neighbour.EMPLOYED, "first": "1984-05", "last": "1984-07"}, "last-day"),
        ({"before": Neighbour.EMPLOYED}, "doing"),  # more than a matter of days
        # where one lived decided until 1982-01, when foreign nationals could join
        ({"first": "1981-12", "last": "1983-03"}, "lived"),
        ({"first": "1982-01", "last": "1983-03"}, "doing"),
        ({"topic": Topic.UNPAID, "status": Status.N1_UNPAID, "first": "1975-04", "last": "1976-03"}, "paid-memory"),
    ],
)
def test_the_first_question_fits_the_point(more: Mapping[str, object], question: str) -> None:
    assert TREE.first(subject(**more)) == question  # type: ignore[arg-type]  # fields of a subject


@pytest.mark.parametrize(
    ("point", "answers", "result"),
    [
        # a student of 1984, and one of 1995
        (subject(), {"doing": "studied", "school": "day"}, "student"),
        (subject("1995-04", "1996-03"), {"doing": "studied"}, "student-had-to-join"),
        # the wife of an employee before and after 1986-04
        (
            subject(),
            {"doing": "home", "married": "yes", "spouse-work": "employee", "voluntary": "no"},
            "spouse-before-1986",
        ),
        (
            subject("1990-04", "1992-03"),
            {"doing": "home", "married": "yes", "spouse-work": "employee", "third-notice": "no"},
            "third-notice-missed",
        ),
        # a maiden name, a renamed firm, a small shop, a firm that had not joined
        (subject(), {"doing": "worked", "work-kind": "firm", "slips": "yes", "name-then": "former"}, "former-name"),
        (
            subject(),
            {"doing": "worked", "work-kind": "firm", "slips": "yes", "name-then": "same", "firm-since": "renamed"},
            "firm-renamed",
        ),
        (subject(), {"doing": "worked", "work-kind": "small-shop"}, "small-shop"),
        (
            subject(),
            {"doing": "worked", "work-kind": "firm", "slips": "no", "firm-joined": "new-firm"},
            "firm-not-joined",
        ),
        # nobody is asked about a lump sum of after 1986
        (
            subject("1990-04", "1992-03"),
            {"doing": "worked", "work-kind": "firm", "slips": "yes", "name-then": "same", "firm-since": "no"},
            "no-record",
        ),
        # abroad with one's family: a spouse was 第3号 there from 1986-04, nobody was before
        (subject(), {"doing": "abroad", "nationality": "japanese", "posted": "family"}, "abroad"),
        (
            subject("1990-04", "1992-03"),
            {"doing": "abroad", "nationality": "japanese", "posted": "family", "abroad-with": "spouse"},
            "abroad-with-spouse",
        ),
        # a foreign employer, and 任意加入 from 1986-04 on
        (subject(), {"doing": "abroad", "nationality": "japanese", "posted": "local-firm"}, "abroad-local-firm"),
        (
            subject("1990-04", "1992-03"),
            {"doing": "abroad", "nationality": "japanese", "posted": "study", "abroad-paid": "paid"},
            "paid-no-record",
        ),
        (
            subject("1990-04", "1992-03"),
            {
                "doing": "abroad",
                "nationality": "japanese",
                "posted": "family",
                "abroad-with": "other",
                "abroad-paid": "no",
            },
            "abroad",
        ),
        # 沖縄 before its return on 1972-05-15, and after it like everywhere
        (subject("1965-04", "1968-03"), {"lived": "okinawa", "okinawa-job": "no"}, "okinawa"),
        (subject("1972-04", "1973-03"), {"lived": "okinawa", "okinawa-job": "yes"}, "okinawa-work"),
        (subject("1972-05", "1973-03"), {"lived": "okinawa", "doing": "studied", "school": "day"}, "student"),
        # 中国残留邦人 who came home to live
        (subject("1965-04", "1978-03"), {"lived": "china", "came-home": "yes"}, "returned-from-china"),
        (subject("1965-04", "1978-03"), {"lived": "china", "came-home": "other"}, "abroad-unsure"),
        # foreign nationals: work counted for all of them, the national pension for none before 1982-01
        (
            subject("1970-04", "1981-03"),
            {"lived": "foreign", "foreign-work": "yes", "work-kind": "small-shop"},
            "small-shop",
        ),
        (
            subject("1970-04", "1981-03"),
            {"lived": "foreign", "foreign-work": "no", "later-status": "japanese"},
            "kept-out-became-japanese",
        ),
        (
            subject("1970-04", "1981-03"),
            {"lived": "foreign", "foreign-work": "no", "later-status": "permanent"},
            "kept-out-permanent",
        ),
        (
            subject("1970-04", "1981-03"),
            {"lived": "foreign", "foreign-work": "unknown", "later-status": "unknown"},
            "kept-out",
        ),
        # 脱退一時金 came in 1994-11: nobody is asked about it of a time before
        (subject(), {"doing": "abroad", "nationality": "other"}, "other-nationality"),
        (
            subject("1994-04", "1994-11"),
            {"doing": "abroad", "nationality": "other", "lump-sum-abroad": "yes"},
            "foreign-lump-sum",
        ),
        # what 任意加入 left unpaid still counts; a firm whose months lapsed had joined
        (
            subject(topic=Topic.UNPAID, status=Status.NV_UNPAID),
            {"voluntary-paid": "not-paid"},
            "voluntary-unpaid",
        ),
        (subject(topic=Topic.UNPAID, status=Status.E_LAPSED), {"deducted": "no"}, "firm-reported-late"),
        (subject(), {"doing": "ill", "ill": "pension"}, "legal-exemption"),
        (subject("2005-04", "2006-03"), {"doing": "home", "married": "no"}, "had-to-join"),
        (subject("2020-04", "2020-09"), {"doing": "home", "married": "no", "child-born": "yes"}, "childbirth"),
    ],
)
def test_lives_lead_to_their_result(point: Subject, answers: Mapping[str, str], result: str) -> None:
    assert walk(TREE, point, answers).result == result


@pytest.mark.parametrize(
    ("sex", "first", "asked"),
    [(Sex.FEMALE, "1943-06", True), (Sex.FEMALE, "1944-10", False), (Sex.MALE, "1943-06", False)],
)
def test_women_alone_are_asked_when_they_worked_in_the_war(sex: Sex, first: str, *, asked: bool) -> None:
    point = subject(first, "1946-05", topic=Topic.BEFORE_20, sex=sex)
    walked = walk(TREE, point, {"wartime": "factory"})
    assert (walked.open_question, walked.result) == (("wartime-when", "") if asked else ("", "wartime-factory"))


def test_answers_that_no_longer_lie_on_the_way_are_left_alone() -> None:
    answers = {"doing": "studied", "school": "day", "work-kind": "ship", "married": "yes"}
    assert [step.question for step in walk(TREE, subject(), answers).steps] == ["doing", "school"]
    assert walk(TREE, subject(), {**answers, "doing": "worked"}).result == "seaman"


def test_an_answer_the_tree_does_not_know_counts_as_none() -> None:
    assert walk(TREE, subject(), {"doing": "flew"}) == Walk(steps=(), open_question="doing")


def test_the_place_of_a_question_on_the_way() -> None:
    walked = walk(TREE, subject(), {"doing": "worked", "work-kind": "firm"})
    assert [walked.place_of(name) for name in ("doing", "work-kind", "slips", "school")] == [1, 2, 3, None]
    assert walk(TREE, subject(), {"doing": "worked", "work-kind": "ship"}).place_of("slips") is None


@every_persona
def test_every_way_through_every_point_of_a_life_ends_in_a_result(persona: Persona) -> None:
    for point in subjects(read(persona)):
        first = TREE.first(point)
        assert 1 <= TREE.most_from(first, point) <= MOST_QUESTIONS
        ahead, seen = [first], set[str]()
        while ahead:
            here = ahead.pop()
            if here in seen or here in TREE.results:
                continue
            seen.add(here)
            assert TREE.reached(here, point) == here  # nothing is asked that does not fit
            ahead += [TREE.reached(way, point) for way in TREE.questions[here].answers.values()]


# ── conditions, one by one ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("holds", "fails"),
    [
        (Condition(), None),
        (Condition(topics=frozenset({Topic.NOT_ENROLLED})), Condition(topics=frozenset({Topic.OVERLAP}))),
        (Condition(statuses=frozenset({Status.NONE_REQ})), Condition(statuses=frozenset({Status.N1_UNPAID}))),
        (Condition(first_until=ym("1984-05")), Condition(first_until=ym("1984-04"))),
        (Condition(last_from=ym("1986-03")), Condition(last_from=ym("1986-04"))),
        (Condition(age_from=24), Condition(age_from=25)),
        (Condition(age_until=22), Condition(age_until=21)),
        (Condition(months_at_most=23), Condition(months_at_most=22)),
        (Condition(sex=Sex.FEMALE), Condition(sex=Sex.MALE)),
        (Condition(before=frozenset({Neighbour.NOTHING})), Condition(before=frozenset({Neighbour.SPOUSE}))),
        (Condition(after=frozenset({Neighbour.EMPLOYED})), Condition(after=frozenset({Neighbour.OTHER}))),
    ],
)
def test_a_condition_holds_at_its_edge_and_not_beyond(holds: Condition, fails: Condition | None) -> None:
    assert holds.holds(subject())
    assert fails is None or not fails.holds(subject())


# ── a tree that would leave somebody standing is found ──────────────────────────────────────────────────────────────


def tree(*starts: Start, results: frozenset[str] = frozenset({"end"}), **questions: Question) -> Tree:
    given = starts or (Start(Condition(), "a"),)
    return Tree(questions=questions, results=results, starts=given)


def asks(*ways: str, **more: object) -> Question:
    """A question whose last answer is わからない."""
    answers = {str(number): way for number, way in enumerate(ways[:-1])} | {UNKNOWN: ways[-1]}
    return replace(Question(answers=answers), **more)  # type: ignore[arg-type]  # the fields are those of Question


def reasons(faulty: Tree) -> list[tuple[str, str]]:
    return [(fault.at, fault.reason) for fault in find_faults(faulty)]


def test_a_small_tree_is_whole() -> None:
    assert reasons(tree(a=asks("b", "c", "end"), b=asks("c"), c=asks("end"))) == []


def test_faults_of_a_tree() -> None:
    sometimes = Condition(sex=Sex.MALE)
    assert reasons(tree(a=asks("gone", "end"))) == [("a", "leads nowhere: gone")]
    assert reasons(tree(a=asks("end"), end=asks("end"))) == [("end", "is a question and a result")]
    assert ("b", "is a start and no question") in reasons(tree(Start(Condition(), "b"), a=asks("end")))
    assert reasons(tree(Start(sometimes, "a"), a=asks("end"))) == [
        ("starts", "the last start must hold for every point")
    ]
    assert reasons(Tree(questions={}, results=frozenset(), starts=())) == [
        ("starts", "the last start must hold for every point")
    ]
    assert reasons(tree(a=Question(answers={"yes": "end"}))) == [("a", f"the last answer must be {UNKNOWN}")]
    assert reasons(tree(a=asks("end", asked_when=sometimes)))[0][1].startswith("what is asked only sometimes")
    assert reasons(tree(a=asks("end", otherwise="end")))[0][1].startswith("what is asked only sometimes")


def test_a_circle_is_found_also_where_a_question_is_passed_over() -> None:
    round_about = {"a": asks("b", "end"), "b": asks("end", asked_when=Condition(sex=Sex.MALE), otherwise="a")}
    assert reasons(Tree(questions=round_about, results=frozenset({"end"}), starts=(Start(Condition(), "a"),))) == [
        ("a", "leads back to itself"),
        ("b", "leads back to itself"),
    ]


def test_a_way_that_is_too_long_is_found() -> None:
    long = {f"q{number}": asks(f"q{number + 1}", "end") for number in range(8)} | {"q8": asks("end")}
    whole = Tree(questions=long, results=frozenset({"end"}), starts=(Start(Condition(), "q0"),))
    assert reasons(whole) == [("q0", "9 questions can follow each other, at most 8 are allowed")]


def test_what_is_never_reached_is_found() -> None:
    lonely = tree(a=asks("end"), b=asks("end"), results=frozenset({"end", "other"}))
    assert reasons(lonely) == [("b", "is never reached"), ("other", "is never reached")]


def test_the_youngest_have_no_years_before_20_yet() -> None:
    child = record(born="2015-06-15", facts=Facts(), person=person("2015-06-15"))
    assert all(each.topic is not Topic.BEFORE_20 for each in subjects(child))


def test_the_name_of_a_point_is_told_from_anything_else() -> None:
    assert is_point_key("not-enrolled-1984-05") and is_point_key("before-20-1985-11")
    for text in ("", "not_enrolled-1984-05", "war-1984-05", "not-enrolled-1984-13", "not-enrolled-1984-5", "1984-05"):
        assert not is_point_key(text), text
