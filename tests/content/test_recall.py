"""The tree of questions: read, and each fault of its files named. That nobody is left standing is proved here too."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from content.checker import check_content
from content.corrections import OTHER, load_corrections
from content.loader import FOLDER
from content.recall import Decided, NextStep, Sure, load_recall, read_recall, recall_problems
from pension.recall import MOST_QUESTIONS, UNKNOWN, Condition, Topic, find_faults
from pension.record import Sex
from tests.content.conftest import write_recall

TODAY = date(2026, 11, 26)


def faults(folder: Path) -> list[str]:
    return [str(problem) for problem in check_content(folder, TODAY)]


def test_nobody_is_left_standing() -> None:
    """No dead end, no circle, no more than eight questions, nothing that is never reached, わからない everywhere."""
    book = load_recall()
    assert find_faults(book.tree) == ()
    assert len(book.tree.questions) >= 25 and len(book.results) >= 50
    assert MOST_QUESTIONS == 8


def test_every_kind_of_point_has_a_first_question() -> None:
    begun = {topic for start in load_recall().tree.starts for topic in start.where.topics}
    assert begun == set(Topic)


def test_every_result_helps_on() -> None:
    for name, result in load_recall().results.items():
        assert result.says and result.proof and result.do and result.law, name
        assert NextStep.OFFICE in result.steps, name


def test_what_is_written_down_or_put_right_is_for_the_office_and_what_is_fine_as_it_is_is_not() -> None:
    for_office = {name for name, result in load_recall().results.items() if result.is_for_office}
    assert {"student", "spouse-before-1986", "abroad-local-firm", "former-name", "not-mine"} <= for_office
    assert for_office.isdisjoint({"name-fine", "before-20-nothing", "two-jobs", "pay-now"})


@pytest.mark.parametrize(
    ("result", "claim"),
    [
        ("no-record", "no-record"),
        ("firm-closed", "no-record"),
        ("firm-renamed", "no-record"),
        ("former-name", "name-mixed"),
        ("not-mine", "name-mixed"),
        ("month-end", "period-differs"),
        ("paid-no-record", "paid-unpaid"),
        ("exemption-lost", "paid-unpaid"),
        ("spouse-own-work", "paid-unpaid"),
        ("had-to-join", "paid-unpaid"),
        ("third-notice-lost", "spouse"),
        ("spouse-record-missing", "spouse"),
        ("abroad-with-spouse", "spouse"),
        ("student", "student-abroad"),
        ("abroad", "student-abroad"),
        ("lump-sum-never", "lump-sum"),
        ("papers", OTHER),
        ("too-late", ""),  # nobody has paid: there is nothing to put right
        ("student-had-to-join", ""),
        ("mutual-aid", ""),  # another keeps that record (厚生年金保険法2条の5)
        ("wartime-women", ""),
        ("ask-office", ""),
    ],
)
def test_what_a_request_begun_after_the_answers_supposes(result: str, claim: str) -> None:
    assert load_recall().results[result].claim == claim


def test_what_is_supposed_after_the_answers_rests_on_the_pages_own_papers_of_time_only() -> None:
    """カラ期間 is weighed when the pension is claimed (国民年金法附則9条1項); the claims that say so are led to."""
    results, claims = load_recall().results, load_corrections().claims
    likely = ("student", "student-unsure", "spouse-before-1986", "abroad", "abroad-local-firm")
    assert all("請求したときに決まります" in claims[results[name].claim].office for name in likely)


def test_who_does_not_know_is_never_told_that_something_is_likely_at_once() -> None:
    """A result that follows わからない alone, after nothing else was answered, is not called likely."""
    book = load_recall()
    first = {start.question for start in book.tree.starts}
    told = {name: book.tree.questions[name].answers[UNKNOWN] for name in first}
    rash = {name for name, way in told.items() if way in book.results and book.results[way].sure is Sure.LIKELY}
    # what stands in the record itself needs no memory
    assert rash <= {"payable-then", "rest-paid", "third-notice"}


def test_what_the_claim_of_the_pension_decides_is_not_said_to_be_decided_by_looking() -> None:
    for name, result in load_recall().results.items():
        assert result.decided is Decided.CLAIM or "カラ期間" not in result.title, name


@pytest.mark.parametrize("name", ["before-20-nothing", "pay-now", "two-jobs", "name-fine", "rest-unpaid"])
def test_where_nothing_is_left_to_settle_nobody_is_left_waiting_for_it(name: str) -> None:
    assert load_recall().results[name].decided is Decided.NOTHING


def test_sex_is_asked_for_only_where_the_law_of_that_time_did() -> None:
    tree = load_recall().tree
    sexed = {name: question.asked_when for name, question in tree.questions.items() if asks_sex(question.asked_when)}
    assert list(sexed) == ["wartime-when"]  # women could not join until 1944-10
    condition = sexed["wartime-when"]
    assert condition is not None and condition.sex is Sex.FEMALE and str(condition.first_until) == "1944-09"
    assert not any(asks_sex(start.where) for start in tree.starts)


def asks_sex(condition: Condition | None) -> bool:
    return condition is not None and condition.sex is not None


def test_the_tree_in_order_is_read(folder: Path) -> None:
    book = read_recall(folder)
    assert book.asked["working"].answers == {"yes": "はい", "unknown": "わからない"}
    assert book.results["found"].sure is Sure.POSSIBLE
    assert book.results["found"].decided is Decided.LOOKING
    assert list(recall_problems(folder)) == [] == faults(folder)


_YES = '{ value = "yes", text = "はい", result = "found" },'
_UNSURE = '{ value = "unknown", text = "わからない", result = "open" },'


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        (f"answers = [{_YES}]", "content/recall/working: the last answer must be unknown"),
        (
            f"answers = [{_YES} {_UNSURE.replace('open', 'gone')}]",
            "content/recall/working: leads nowhere: gone",
        ),
        (
            f"answers = [{_YES} {_UNSURE.replace('result', 'next').replace('open', 'working')}]",
            "content/recall/working: leads back to itself",
        ),
        (f'hint = "x"\nanswers = [{_YES} {_UNSURE}]', "content/recall/questions.toml: working: unknown field hint"),
        (
            f"answers = [{_YES} {_YES} {_UNSURE}]",
            "cannot be read: ValueError working has an answer twice",
        ),
        ("answers = [", "content/recall/questions.toml: cannot be read: "),
        (
            'answers = [{ value = "unknown", text = "わからない" }]',
            "cannot be read: ValueError one of ",
        ),
        (
            f'asked_when = {{ sax = "x" }}\nelse_result = "open"\nanswers = [{_YES} {_UNSURE}]',
            "content/recall: cannot be read: ValueError unknown conditions: sax",
        ),
        (
            f'else_result = "open"\nanswers = [{_YES} {_UNSURE}]',
            "content/recall/working: what is asked only sometimes says where one goes on otherwise",
        ),
    ],
)
def test_a_fault_of_a_question_is_named(folder: Path, question: str, reason: str) -> None:
    write_recall(folder, question=f"{question}\n")
    assert reason in "\n".join(faults(folder))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"手帳"', "", "a result says what it is, its law, what proves it and what to do next"),
        ('faq = "how"', 'faq = "gone"', "faq names what does not exist: gone"),
        ("国民年金法第90条", "民法第1条", "law names none of laws.toml: 民法第1条"),
        ("2026-11-01", "2026-11-27", "checked_on lies in the future: 2026-11-27"),
        ("2026-11-01", "2025-06-05", "stale: 国民年金法 was amended as of 2025-06-06"),
        ('sure = "possible"', 'sure = "surely"', "cannot be read: ValueError 'surely' is not a valid Sure"),
        ('faq = "how"', 'faq = "how"\ndecided = "later"', "ValueError 'later' is not a valid Decided"),
        ("記録があるかも", "カラ期間かも", "content/recall/found: カラ期間 is decided with the claim of the pension"),
        (
            '"office"]',
            '"corrections"]',
            "found: what leads to a correction says what may be wrong, and nothing else does",
        ),
        ('"office"]', '"office"]\nclaim = "other"', "found: what leads to a correction says what may be wrong"),
        ('"office"]', '"corrections"]\nclaim = "gone"', "found: claim names what does not exist: gone"),
    ],
)
def test_a_fault_of_a_result_is_named(folder: Path, old: str, new: str, reason: str) -> None:
    text = (folder / "recall" / "results.toml").read_text(encoding="utf-8")
    (folder / "recall" / "results.toml").write_text(text.replace(old, new), encoding="utf-8")
    assert reason in "\n".join(faults(folder))


def test_where_the_words_of_requests_cannot_be_read_that_alone_is_named(folder: Path) -> None:
    text = (folder / "recall" / "results.toml").read_text(encoding="utf-8")
    gone = text.replace('"office"]', '"corrections"]\nclaim = "gone"')
    (folder / "recall" / "results.toml").write_text(gone, encoding="utf-8")
    (folder / "corrections.toml").write_text("", encoding="utf-8")
    assert faults(folder) == ["content/corrections.toml: cannot be read: KeyError 'claim'"]


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ("", "found: what leads to the worksheet makes an entry, and nothing else does"),
        ('entry = [{ category = "job" }]', ""),
        ('entry = [{ category = "job", work = ["{working}", "{former-name}"] }]', ""),
        (
            'entry = [{ category = "job", answered = { working = "yes" } }]',
            "found: the last entry must fit all answers",
        ),
        (
            'entry = [{ category = "job", answered = { working = "no" } }, { category = "job" }]',
            "found: an entry asks for an answer that nobody can give: {'working': 'no'}",
        ),
        ('entry = [{ category = "job", work = "{gone}" }]', "found: an entry names no question: gone"),
        ('entry = [{ category = "job", wage = "1" }]', "ValueError an entry has unknown fields: wage"),
        ('entry = [{ category = "war" }]', "ValueError 'war' is not a valid Category"),
        ('entry = [{ category = "job", job = "next" }]', "ValueError 'next' is not a valid Near"),
    ],
)
def test_a_fault_of_an_entry_is_named(folder: Path, entry: str, reason: str) -> None:
    path = folder / "recall" / "results.toml"
    text = path.read_text(encoding="utf-8").replace('steps = ["office"]', f'steps = ["worksheet"]\n{entry}')
    path.write_text(text, encoding="utf-8")
    assert (reason in "\n".join(faults(folder))) if reason else not faults(folder)


def test_who_is_led_nowhere_near_the_worksheet_makes_no_entry(folder: Path) -> None:
    path = folder / "recall" / "results.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace('faq = "how"', 'entry = [{ category = "job" }]\nfaq = "how"'),
        encoding="utf-8",
    )
    assert "content/recall/open: what leads to the worksheet makes an entry, and nothing else does" in faults(folder)


def test_answers_are_written_down_in_their_own_words_or_better_ones() -> None:
    written = load_recall().asked["work-kind"].written
    assert (written["firm"], written["ship"]) == ("会社や工場", "船の仕事")
    assert all(UNKNOWN not in asked.written for asked in load_recall().asked.values())


def test_a_name_of_a_page_is_no_name_of_a_question(folder: Path) -> None:
    text = (folder / "recall" / "questions.toml").read_text(encoding="utf-8")
    (folder / "recall" / "questions.toml").write_text(text.replace('"working"', '"forget"'), encoding="utf-8")
    assert faults(folder) == ["content/recall/questions.toml: an id is missing, taken or given twice: forget"]


def test_the_words_of_this_version_stand_in_its_folder() -> None:
    assert list(recall_problems(FOLDER)) == []
