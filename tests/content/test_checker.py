"""What holds the files together is checked, and each fault is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from content.checker import check_content
from content.loader import FOLDER
from services.clock import DEMO_NOW
from tests.content.conftest import Write

TODAY = date(2026, 11, 26)


def faults(folder: Path) -> list[str]:
    return [str(problem) for problem in check_content(folder, TODAY)]


def test_content_in_order_has_no_problem(folder: Path) -> None:
    assert faults(folder) == []


def test_the_content_of_this_version_is_in_order() -> None:
    later = date.fromordinal(DEMO_NOW.date().toordinal() + 30)  # texts are checked while the demo's clock stands still
    assert [str(problem) for problem in check_content(FOLDER, later)] == []


def test_what_cannot_be_read_is_reported_too(folder: Path, put: Write) -> None:
    put("faq/how", title=None)
    assert faults(folder) == ["content/faq/how.md:2: title is missing"]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"reading": '"ドウ"'}, "reading must be hiragana: ドウ"),
        ({"checked_on": "2026-11-27"}, "checked_on lies in the future: 2026-11-27"),
        ({"law": '["民法第1条"]'}, "law names none of laws.toml: 民法第1条"),
        (
            {"law": '["国民年金法第90条"]', "checked_on": "2025-06-05"},
            "stale: 国民年金法 was amended as of 2025-06-06, the text was checked on 2025-06-05",
        ),
        ({"related": '["nowhere"]'}, "related names what does not exist: nowhere"),
        ({"related": '["when", "when"]'}, "related names when twice"),
        ({"related": '["how"]'}, "related names the text itself"),
        ({"terms": '["exemption", "back-payment", "x"]'}, "terms names what does not exist: x"),
        ({"group": '"three"'}, "group three stands in no list of groups.toml"),
    ],
)
def test_a_fault_of_a_question_is_named(folder: Path, put: Write, fields: dict[str, str], reason: str) -> None:
    put("faq/how", **{"terms": '["exemption", "back-payment"]', **fields})
    assert faults(folder) == [f"content/faq/how.md: {reason}"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("[免除](../glossary/gone.md)", "broken link: ../glossary/gone.md"),
        ("<b>太字</b>", "HTML is not allowed"),
        ("# 大きすぎる見出し", "headings are ## and ###"),
        (
            "[よそ](https://example.jp)",
            "a link leads to ../glossary/…md, ../faq/…md, ../guide/…md or a page of ours: https://example.jp",
        ),
    ],
)
def test_a_fault_of_the_text_is_named_with_its_line(folder: Path, put: Write, line: str, reason: str) -> None:
    path = put("faq/when", f"答え。\n\n[免除](../glossary/exemption.md) [一覧](/records)\n\n{line}")
    number = path.read_text(encoding="utf-8").split("\n").index(line) + 1
    assert faults(folder) == [f"content/faq/when.md:{number}: {reason}"]


_HEAD = "| a | b |\n|---|---|\n| 1 | 2 |"


def test_a_table_has_a_caption_and_named_columns(folder: Path, put: Write) -> None:
    put("faq/when", f"答え。\n\n表：ひと目で\n\n{_HEAD}")
    assert faults(folder) == []
    nameless = _HEAD.replace(" a ", " ")
    path = put("faq/when", f"答え。\n\n文。\n\n{nameless}")
    number = path.read_text(encoding="utf-8").split("\n").index("| | b |") + 1
    assert faults(folder) == [
        f"content/faq/when.md:{number}: a table needs a caption: a paragraph 表：… and an empty line right before it",
        f"content/faq/when.md:{number}: every column of a table needs a name, the first too",
    ]


def test_a_bubble_holds_only_so_much(folder: Path, put: Write) -> None:
    put("glossary/back-payment", "あ" * 91)
    assert "has 91 characters" in faults(folder)[0]


def test_a_word_belongs_to_one_term(folder: Path, put: Write) -> None:
    put("glossary/back-payment", aliases='["全部免除"]')
    assert faults(folder) == ["content/glossary/exemption.md: word 全部免除 is explained by back-payment too"]


def test_every_status_has_one_term(folder: Path, put: Write) -> None:
    put("glossary/exemption", title='"免除"', reading='"めんじょ"', statuses='["N1_PAID", "N9"]')
    found = faults(folder)
    assert "content/glossary: status N9 does not exist" in found
    assert "content/glossary: status N1_UNPAID has no term" in found
    assert not any("N1_PAID " in fault for fault in found)


def test_a_term_nobody_asks_about_is_named(folder: Path, put: Write) -> None:
    put("glossary/lonely", title='"ひとり"')
    assert faults(folder) == ["content/glossary/lonely.md: no question and no step of the guide is about this term"]


def test_steps_follow_each_other(folder: Path, put: Write) -> None:
    put("guide/03-late", step="3")
    assert faults(folder) == ["content/guide: steps must run from 1 without a gap: [1, 3]"]
