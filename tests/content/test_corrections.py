"""The words of requests to correct: read, each fault of their file named, nothing said that the law does not say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from content.checker import check_content
from content.corrections import FILE, correction_problems, load_corrections
from content.loader import FOLDER
from pension.correction_steps import OPEN_STEPS, Outcome, Step

TODAY = date(2026, 11, 26)


def spoilt(folder: Path, before: str, after: str) -> list[str]:
    text = (FOLDER / FILE).read_text(encoding="utf-8")
    assert before in text
    (folder / FILE).write_text(text.replace(before, after, 1), encoding="utf-8")
    return [problem.reason for problem in correction_problems(folder)]


def test_the_words_of_this_version_are_in_order() -> None:
    assert list(correction_problems(FOLDER)) == []
    book = load_corrections()
    assert len(book.claims) == 11 and len(book.evidence) >= 12
    assert set(book.steps) == set(Step) and set(book.outcomes) == set(Outcome)


def test_every_open_step_says_how_long_it_takes() -> None:
    book = load_corrections()
    assert {step for step, words in book.steps.items() if words.how_long} == OPEN_STEPS


def test_who_is_refused_is_led_to_the_way_that_the_law_leaves_open() -> None:
    """国民年金法101条1項 and 厚生年金保険法90条1項 except these decisions: 行政不服審査法 holds."""
    for outcome in (Outcome.REFUSED, Outcome.PARTLY):
        words = load_corrections().outcomes[outcome]
        assert "厚生労働大臣" in "".join(words.says) and "3か月" in "".join(words.says)
        assert any(article.startswith("行政不服審査法") for article in words.law)
    assert "使えません" in load_corrections().outcomes[Outcome.REFUSED].says[-1]


def test_months_that_only_count_towards_time_are_weighed_with_the_pension_and_appealed_against_otherwise() -> None:
    """国民年金法附則9条1項 is no matter of 14条の2: a decision about it is one about 給付 (101条1項本文)."""
    claims = load_corrections().claims
    assert [id for id, words in claims.items() if "カラ期間" in words.office] == ["spouse", "student-abroad"]
    assert [id for id, words in claims.items() if "社会保険審査官" in words.refused] == ["spouse", "student-abroad"]
    assert all("請求したときに決まります" in claims[id].office for id in ("spouse", "student-abroad"))


def test_what_helps_to_remember_names_first_can_be_ticked() -> None:
    """The papers that results of the help to remember ask for stand among those of the claims they lead to."""
    claims = load_corrections().claims
    for paper, helped in (
        ("pension-card", ["no-record", "period-differs", "employer-differs", "name-mixed", "lump-sum", "other"]),
        ("exemption-notice", ["paid-unpaid"]),
        ("seaman-book", ["no-record"]),
        ("child-book", ["pay-differs"]),
    ):
        assert [name for name, claim in claims.items() if paper in claim.evidence] == helped
    assert max(len(claim.evidence) for claim in claims.values()) <= 11  # a list is read to its end


def test_only_who_is_granted_something_reads_that_the_record_is_put_right() -> None:
    said = {outcome: words.next + words.how_long for outcome, words in load_corrections().outcomes.items()}
    assert {outcome for outcome, text in said.items() if "直" in text} == {Outcome.GRANTED, Outcome.PARTLY}
    assert {outcome for outcome, text in said.items() if "いまのまま" in text} == {Outcome.PARTLY, Outcome.REFUSED}


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ('title = "そのほか', 'titel = "そのほか', "claim other: no title"),
        ('id = "handbook"', 'id = "payslip"', "evidence: an id is missing, too long or given twice: payslip"),
        ('id = "handbook"', f'id = "{"x" * 41}"', f"evidence: an id is missing, too long or given twice: {'x' * 41}"),
        ('id = "other"', 'id = "others"', "the last claim must be other"),
        ('evidence = ["handbook"', 'evidence = ["nothing"', "a claim names evidence that does not exist: nothing"),
        ('id = "keepsake"', 'id = "souvenir"', "a claim names evidence that does not exist: keepsake"),
        ('id = "granted"', 'id = "given"', "cannot be read: ValueError 'given' is not a valid Outcome"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, before: str, after: str, reason: str) -> None:
    assert reason in spoilt(tmp_path, before, after)


def test_what_is_no_toml_is_named(tmp_path: Path) -> None:
    (reason,) = spoilt(tmp_path, "[[claim]]", "[[claim")
    assert reason.startswith("cannot be read: TOMLDecodeError")


def test_a_step_without_words_is_named(tmp_path: Path) -> None:
    text = (FOLDER / FILE).read_text(encoding="utf-8")
    start, end = text.index('[[step]]\nid = "withdrawn"'), text.index("# ── what was decided")
    outcome = text.index('[[outcome]]\nid = "refused"')
    (tmp_path / FILE).write_text(text[:start] + text[end:outcome], encoding="utf-8")
    reasons = [problem.reason for problem in correction_problems(tmp_path)]
    assert reasons == ["no words for the step withdrawn", "no words for the outcome refused"]


def test_a_claim_without_law_or_papers_is_named(tmp_path: Path) -> None:
    before = next(line for line in (FOLDER / FILE).read_text(encoding="utf-8").splitlines() if line.startswith("law"))
    found = spoilt(tmp_path, before, "law = []")
    assert found == ["claim no-record: a claim names papers and law"]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert [problem.reason.split()[3] for problem in correction_problems(tmp_path)] == ["FileNotFoundError"]


def test_articles_are_held_against_the_laws(folder: Path) -> None:
    """A folder with one law only: whatever cites another is named, and what was checked in the future."""
    text = (FOLDER / FILE).read_text(encoding="utf-8").replace("2026-11-26", "2026-11-27", 1)
    (folder / FILE).write_text(text, encoding="utf-8")
    found = [str(problem) for problem in check_content(folder, TODAY)]
    assert "content/corrections.toml: no-record: checked_on lies in the future: 2026-11-27" in found
    assert "content/corrections.toml: granted: law names none of laws.toml: 厚生年金保険法第28条の4第1項" in found
