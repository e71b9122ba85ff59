"""Content files become HTML with our addresses, and with nothing they should not bring."""

from __future__ import annotations

import pytest

from web.markdown import page_address, to_html


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("../glossary/exemption.md", "/glossary/exemption"),
        ("../faq/can-i-still-pay.md", "/faq/can-i-still-pay"),
        ("../guide/01-start.md", "/guide/01-start"),
        ("/records/checks", "/records/checks"),
    ],
)
def test_files_become_pages(target: str, address: str) -> None:
    assert page_address(target) == address


def test_a_link_to_a_term_is_a_bubble() -> None:
    html = to_html("これは[免除](../glossary/exemption.md)です。")
    assert '<a class="term" href="/glossary/exemption">免除</a>' in html
    assert '<a href="/faq/x">質問</a>' in to_html("くわしくは[質問](../faq/x.md)へ。")


def test_a_link_without_a_sentence_is_a_full_target() -> None:
    assert '<a class="link" href="/faq/x">' in to_html("- [質問](../faq/x.md)")
    assert '<a class="term link" href="/glossary/exemption">' in to_html("[免除](../glossary/exemption.md)。")


def test_headings_move_down() -> None:
    assert to_html("## 見出し\n\n### 小さい", deeper=2) == "<h4>見出し</h4>\n<h5>小さい</h5>\n"
    assert to_html("## 見出し") == "<h2>見出し</h2>\n"


def test_html_is_shown_as_text() -> None:
    assert "<script" not in to_html("<script>x</script>")
    assert "<b" not in to_html("a <b onclick=x>b</b>")


TABLE = "表：はやわかり\n\n| ことば | 意味 |\n|---|---|\n| 国年 | [国民年金](../glossary/national-pension.md)です |"


def test_a_table_has_its_caption() -> None:
    assert '<table class="table table-lines"><caption>はやわかり</caption>' in to_html(TABLE).replace("\n", "")
    assert "表：" not in to_html(TABLE)
    assert to_html("表：ではない文\n\nつづき").startswith("<p>表：")


def test_a_tables_cells_know_their_names() -> None:
    html = to_html(TABLE)
    assert '<th scope="col">ことば</th>' in html
    assert '<th scope="row">国年</th>' in html
    assert '<td data-label="意味">' in html
