"""Text of finished HTML is changed, and nothing else."""

from __future__ import annotations

import pytest

from web.html_text import change_text, stretches


def loud(html: str, *skipped: str) -> str:
    return change_text(html, frozenset(skipped), str.upper)


def test_text_is_changed_and_tags_are_not() -> None:
    assert loud('<p class="a">one <b>two</b></p>') == '<p class="a">ONE <b>TWO</b></p>'


@pytest.mark.parametrize(
    "left_alone",
    [
        "<a href='/x'>one <b>two</b></a>",
        "<div data-plain>one <div>two</div> three</div>",
        '<span class="visually-hidden">one</span>',
        '<table class="grid big"><tr><td>one</td></tr></table>',
        '<span class="month call confirm">one</span>',
        "<svg><text>one</text></svg>",
    ],
)
def test_what_stays_as_it_is(left_alone: str) -> None:
    assert loud(f"<p>x{left_alone}y</p>", "a", "svg") == f"<p>X{left_alone}Y</p>"


def test_a_caller_has_a_mark_of_its_own() -> None:
    html = "<p data-unlinked>one</p><p>two</p>"
    assert change_text(html, frozenset(), str.upper, mark="data-unlinked") == "<p data-unlinked>one</p><p>TWO</p>"
    assert loud(html) == "<p data-unlinked>ONE</p><p>TWO</p>"


def test_an_element_that_closes_itself_leaves_nothing_open() -> None:
    assert loud("<svg><svg/>a</svg>b<br>c", "svg") == "<svg><svg/>a</svg>B<br>C"


def test_html_is_cut_into_what_may_change_and_whole_elements_that_stay() -> None:
    cut = list(stretches('<p>one<a href="/x"><b>two</b></a> three</p>', frozenset({"a"})))
    assert cut == [("<p>one", False), ('<a href="/x"><b>two</b></a>', True), (" three</p>", False)]


def test_what_is_never_closed_stays_to_the_end() -> None:
    assert loud("<p>one<a>two", "a") == "<p>ONE<a>two"
