"""How templates are written: roots of partials, form tokens, nothing inline."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.meta.tree import called, files
from web.a11y.screens import SCREENS

TEMPLATE_ROOMS = ("layouts", "pages", "partials", "components")
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_TOKEN_FIELD = "form-token"  # a made-up element that stands for the component in the parsed text
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_STATEMENT = re.compile(r"\{%.*?%\}", re.DOTALL)
_MACRO = re.compile(r"\{%-?\s*macro\b.*?\bendmacro\s*-?%\}", re.DOTALL)
_TOKEN_CALL = re.compile(r"\{\{-?\s*csrf\(.*?\)\s*-?\}\}", re.DOTALL)
_OUTPUT = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_UNESCAPED = re.compile(r"\|\s*safe\b|autoescape\s+false")

Attributes = list[tuple[str, str | None]]


@dataclass(frozen=True)
class Element:
    """One element of a template: its name, attributes and line, and the elements it lies in."""

    tag: str
    attributes: dict[str, str]
    line: int
    inside: tuple[Element, ...]


class Outline(HTMLParser):
    """The elements of a template in order, the text outside of all of them, and the elements left open."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.stray = ""
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in _VOID:
            self.open.append(self.elements[-1])

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append(Element(tag, attributes, self.getpos()[0], tuple(self.open)))

    def handle_endtag(self, tag: str) -> None:
        if any(element.tag == tag for element in self.open):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self.open:
            self.stray += data.strip()


def _blank(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def outline(text: str) -> Outline:
    """A template as HTML: its statements taken out, what it prints as a word, the token component as an element."""
    text = _STATEMENT.sub(_blank, _COMMENT.sub(_blank, text))
    text = _OUTPUT.sub("printed", _TOKEN_CALL.sub(f"<{_TOKEN_FIELD}></{_TOKEN_FIELD}>", text))
    parser = Outline()
    parser.feed(text)
    parser.close()
    return parser


def root_faults(name: str, text: str) -> list[str]:
    """What is wrong with the root of the partial called ``name``."""
    parsed = outline(_MACRO.sub(_blank, text))
    roots = [element for element in parsed.elements if not element.inside]
    if len(roots) != 1 or parsed.stray or parsed.open:
        left_open = [element.tag for element in parsed.open]
        return [f"{len(roots)} roots, text outside: {parsed.stray!r}, left open: {left_open}"]
    wanted = name.removesuffix(".html").replace("_", "-")
    faults = [] if roots[0].attributes.get("id") == wanted else [f'the root lacks id="{wanted}"']
    return faults if roots[0].attributes.get("data-announce") else [*faults, "the root lacks data-announce"]


def form_faults(text: str) -> list[str]:
    """Forms that send something without the component that holds the token."""
    elements = outline(text).elements
    sending = [e for e in elements if e.tag == "form" and e.attributes.get("method", "get").lower() != "get"]
    with_token = [form for element in elements if element.tag == _TOKEN_FIELD for form in element.inside]
    return [f"line {form.line}: a form without {{{{ csrf(…) }}}}" for form in sending if form not in with_token]


def button_faults(text: str) -> list[str]:
    """Buttons with a value: lynx draws it before the words; what a button does stands in its name, ``step:check``."""
    valued = [e for e in outline(text).elements if e.tag == "button" and "value" in e.attributes]
    return [f"line {button.line}: a button with a value" for button in valued]


def inline_faults(text: str) -> list[str]:
    """Styles and scripts in the page itself, htmx attributes without ``data-``, text that is not escaped."""
    faults = [f"not escaped: {match[0]}" for match in _UNESCAPED.finditer(text)]
    for element in outline(text).elements:
        faults += [f"line {element.line}: {fault}" for fault in _element_faults(element)]
    return faults


def _element_faults(element: Element) -> list[str]:
    faults = [f"<{element.tag} {name}=…>" for name, value in element.attributes.items() if _is_inline(name, value)]
    if element.tag == "style" or (element.tag == "script" and "src" not in element.attributes):
        faults.append(f"<{element.tag}> in the page")
    return faults


def _is_inline(name: str, value: str) -> bool:
    return (
        name == "style"
        or name.startswith(("on", "hx-", "data-hx-on"))
        or value.lstrip().lower().startswith(("javascript:", "js:"))
    )


def templates(*rooms: str) -> list[Path]:
    return [path for room in rooms or TEMPLATE_ROOMS for path in files(".html", below=f"web/{room}")]


def test_every_partial_has_one_root_that_says_what_changed() -> None:
    found = {called(path): root_faults(path.name, path.read_text(encoding="utf-8")) for path in templates("partials")}
    assert found
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize(
    "bad",
    [
        '<div id="record-grid" data-announce="x"></div><p></p>',
        '<div id="record-grid" data-announce="x"></div>せりふ',
        '{% if a %}<div id="record-grid" data-announce="x"></div>{% else %}<p></p>{% endif %}',
        '<div id="record-grid" data-announce="x"><section>',
        '<div id="record_grid" data-announce="{{ view.frame.announce }}"></div>',
        '<div id="record-grid"></div>',
        '<div id="record-grid" data-announce=""></div>',
    ],
)
def test_another_root_is_seen(bad: str) -> None:
    macro = "{% macro c() %}<i></i>{% endmacro %}\n"
    good = macro + '<div id="record-grid" data-announce="{{ x }}">\n<br>{{ b("<i>") }}</div>\n'
    assert root_faults("record_grid.html", good) == []
    assert len(root_faults("record_grid.html", bad)) == 1


def test_every_form_that_sends_carries_the_token() -> None:
    found = {called(path): form_faults(path.read_text(encoding="utf-8")) for path in templates()}
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize(
    "bad",
    [
        '<form method="post"><input name="a"></form>',
        '<form method="POST" action="/x"><b></b></form><form method="post">{{ csrf(chrome.csrf_token) }}</form>',
        '<form method="post"></form>{{ csrf(chrome.csrf_token) }}',
    ],
)
def test_a_form_without_the_token_is_seen(bad: str) -> None:
    good = '<form><i></i></form><form method="post">\n{{ csrf(chrome.csrf_token) }}\n<input></form>'
    assert form_faults(good) == []
    assert len(form_faults(bad)) == 1


def test_no_button_has_a_value_that_lynx_would_draw() -> None:
    found = {called(path): button_faults(path.read_text(encoding="utf-8")) for path in templates()}
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_a_button_with_a_value_is_seen() -> None:
    assert button_faults('<input type="hidden" name="a" value="b"><button name="step:check">x</button>') == []
    assert len(button_faults('<button name="step" value="check">x</button>')) == 1


def test_nothing_is_inline() -> None:
    found = {called(path): inline_faults(path.read_text(encoding="utf-8")) for path in templates()}
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize(
    "bad",
    [
        '<p style="color: red">',
        "<style>p { color: red }</style>",
        "<script>go()</script>",
        '<button onclick="go()">',
        '<a hx-get="/records">',
        '<a data-hx-on:click="go()">',
        '<a href="javascript:go()">',
        "<a data-hx-vals='js:{a: 1}'>",
        "{{ view.text | safe }}",
        "{% autoescape false %}<p>{% endautoescape %}",
        '<path style="fill: red"/>',
    ],
)
def test_something_inline_is_seen(bad: str) -> None:
    good = '<a href="/records" data-hx-get="/records">{{ "onclick" }}</a><script src="{{ asset("js/a.js") }}"></script>'
    assert inline_faults(good) == []
    assert len(inline_faults(bad)) == 1


def test_every_page_and_partial_is_swept() -> None:
    written = {called(path).removeprefix("web/") for path in templates("pages", "partials")}
    swept = {template for screen in SCREENS for template in screen.templates}
    assert written ^ swept == set()


def fixed_sheets(text: str) -> list[str]:
    """Style sheets whose layout would not follow the text size a reader has chosen: sheet() knows it, asset() not."""
    return [match[0] for match in re.finditer(r"asset\([^)]*\.css[^)]*\)", text)]


def test_every_style_sheet_follows_the_chosen_text_size() -> None:
    found = {called(path): fixed_sheets(path.read_text(encoding="utf-8")) for path in templates()}
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_a_style_sheet_that_does_not_follow_is_seen() -> None:
    assert fixed_sheets("{{ sheet('base') }} {{ asset('js/focus.js') }}") == []
    assert len(fixed_sheets("{{ asset('css/base.css') }}")) == 1
