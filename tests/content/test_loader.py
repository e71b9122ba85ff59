"""Files become values; what cannot be read is named by file, line and reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from content.loader import ContentError, load_library, plain_text, read_library
from tests.content.conftest import Write


def reasons(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read_library(folder)
    return [str(problem) for problem in caught.value.problems]


def test_every_kind_is_read_in_the_order_of_its_page(folder: Path) -> None:
    library = read_library(folder)
    assert list(library.terms) == ["exemption", "back-payment"]
    assert list(library.questions) == ["when", "how"]
    assert [step.step for step in library.steps.values()] == [1]
    assert library.pages["privacy"].title == "個人情報"
    assert [group.title for group in library.term_groups] == ["一", "二"]


def test_the_first_paragraph_is_the_short_text_without_marks(folder: Path, put: Write) -> None:
    text = "\n**全部**を納めない\n[月](../faq/how.md)です。\n\n\n## 見出し\n\nつづき"
    put("glossary/exemption", text, title='"免除"')
    term = read_library(folder).terms["exemption"]
    assert term.short == "全部を納めない月です。"
    assert term.body == "## 見出し\n\nつづき"
    lines = (folder / "glossary" / "exemption.md").read_text(encoding="utf-8").split("\n")
    assert lines[term.body_line - 1] == "## 見出し"


def test_fields_have_their_types(folder: Path) -> None:
    term = read_library(folder).terms["exemption"]
    assert term.words == ("免除", "全部免除")
    assert term.checked_on == date(2026, 11, 1)
    assert term.law == ()


def test_what_belongs_together_is_found(folder: Path) -> None:
    library = read_library(folder)
    assert [question.slug for question in library.questions_about("exemption")] == ["when", "how"]
    assert [term.title for term in library.terms_of(library.questions["how"])] == ["免除", "追納"]


def test_text_without_front_matter_is_named(folder: Path) -> None:
    (folder / "faq" / "bare.md").write_text("ただの文\n", encoding="utf-8")
    assert reasons(folder) == ["content/faq/bare.md:1: front matter must stand between two lines of +++"]


def test_front_matter_that_is_no_toml_is_named(folder: Path) -> None:
    (folder / "faq" / "bad.md").write_text("+++\ntitle = どう\n+++\n文\n", encoding="utf-8")
    assert reasons(folder)[0].startswith("content/faq/bad.md:2: front matter is not TOML")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"title": None}, "title is missing"),
        ({"title": '""'}, "title must be a text"),
        ({"titel": '"題"'}, "unknown field titel"),
        ({"terms": '"exemption"'}, "terms must be a list of texts"),
        ({"checked_on": '"2026-11-01"'}, "checked_on must be a date like 2026-11-26"),
        ({"law": "[1]"}, "law must be a list of texts"),
    ],
)
def test_a_wrong_field_is_named(folder: Path, put: Write, fields: dict[str, str | None], reason: str) -> None:
    put("faq/how", **fields)
    assert reasons(folder) == [f"content/faq/how.md:2: {reason}"]


def test_whether_a_term_is_marked_is_true_or_false(folder: Path, put: Write) -> None:
    put("glossary/exemption", marked='"no"')
    assert reasons(folder) == ["content/glossary/exemption.md:2: marked must be true or false"]


def test_a_step_needs_a_number(folder: Path, put: Write) -> None:
    put("guide/01-start", step='"1"')
    assert reasons(folder) == ["content/guide/01-start.md:2: step must be a whole number"]


def test_an_empty_text_is_named(folder: Path, put: Write) -> None:
    put("faq/how", "\n")
    assert reasons(folder) == ["content/faq/how.md:8: nothing stands below the front matter"]


def test_every_bad_file_is_named_at_once(folder: Path, put: Write) -> None:
    put("faq/how", title=None)
    put("glossary/exemption", reading=None)
    assert len(reasons(folder)) == 2


def test_marks_are_taken_out_of_plain_text() -> None:
    assert plain_text("**太字**と[リンク](../faq/x.md)、`記号`\n次の行") == "太字とリンク、記号次の行"


def test_the_content_of_this_version_can_be_read() -> None:
    library = load_library()
    assert len(library.terms) >= 60
    assert len(library.questions) >= 60
    assert len(library.steps) >= 20
    assert {"privacy", "terms", "offline"} <= set(library.pages)
