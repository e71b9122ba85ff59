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
    assert to_html("[免除](../glossary/exemption.md)") == '<p><a class="term" href="/glossary/exemption">免除</a></p>\n'
    assert to_html("[質問](../faq/x.md)") == '<p><a href="/faq/x">質問</a></p>\n'


def test_headings_move_down() -> None:
    assert to_html("## 見出し\n\n### 小さい", deeper=2) == "<h4>見出し</h4>\n<h5>小さい</h5>\n"
    assert to_html("## 見出し") == "<h2>見出し</h2>\n"


def test_html_is_shown_as_text() -> None:
    assert "<script" not in to_html("<script>x</script>")
    assert "<b" not in to_html("a <b onclick=x>b</b>")


def test_tables_say_what_their_heads_are() -> None:
    html = to_html("| a | b |\n|---|---|\n| 1 | 2 |")
    assert '<table class="table">' in html
    assert '<th scope="col">a</th>' in html
