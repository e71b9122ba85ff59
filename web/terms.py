"""Gives every hard word its explanation: where a screen first says a term, the word becomes a link to its bubble.

Done to the finished part of a page, so no template and no view has to think of it, and a new screen has its bubbles
from its first day. What a term is stands in ``content/glossary`` alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from jinja2 import pass_context
from markupsafe import Markup

from content.library import Term
from content.readings import KANJI
from web.html_text import stretches

# Where a link would be inside of a link, spoil a name, or stand in a title.
_SKIPPED = frozenset(
    {
        *("a", "button", "h1", "h2", "summary", "label", "legend", "caption"),
        *("option", "textarea", "title", "script", "svg", "nav"),
    }
)
_LETTER = rf"{KANJI}ァ-ヶー"
_LETTERS = re.compile(f"[{_LETTER}]")
# What may stand directly behind a term and leave its meaning: 免除期間, 未納分, 加入者.
_SUFFIX = r"(?:期間|制度|記録|者|額|分|月|中|など|等)"
# A name, a value, an item: a term with next to nothing around it gets a full target to press.
_HOLDS_ONE = re.compile(r'<(?:dt|dd|th|td|li)[ >]|<span class="name"')
_IS_ALL = re.compile(r'<b class="name"')
_NO_SENTENCE = 4  # characters around a term that do not make a sentence
_LINKED = re.compile(r'<a class="term(?: link)?" href="/glossary/([a-z0-9-]+)"')
UNLINKED = "data-unlinked"
"""An element with this attribute explains words itself and gets no bubbles."""


class TermMarks:
    """The Jinja filter ``terms``, made once from the glossary."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._slugs = {word: term.slug for term in terms if term.marked for word in term.words}
        words = "|".join(re.escape(word) for word in sorted(self._slugs, key=lambda word: (-len(word), word)))
        # what stands before is looked at afterwards: a pattern that starts with its words is found much faster
        self._words = re.compile(rf"(?:{words})(?={_SUFFIX}|[^{_LETTER}]|$)(?![^<>]*>)") if words else None

    def mark(self, html: str, explained: set[str]) -> str:
        """HTML in which the first place of each term is linked; the slugs in ``explained`` need no link. It grows."""
        parts: list[str] = []
        before = ""  # the element before the part that is looked at
        for part, stays in stretches(html, _SKIPPED, mark=UNLINKED):
            if linked := stays and _LINKED.match(part):
                explained.add(linked[1])
            parts += [part] if stays else self._marked(part, before, explained)
            before = part
        return "".join(parts)

    def _marked(self, html: str, before: str, explained: set[str]) -> Iterator[str]:
        """The pieces of a part that may be changed, with links in it."""
        done = 0
        for found in self._found(html):
            slug = self._slugs[found[0]]
            if slug not in explained:
                explained.add(slug)
                yield html[done : found.start()]
                yield term_link(slug, found[0], alone=_is_alone(found, before))
                done = found.end()
        yield html[done:]

    def _found(self, html: str) -> Iterator[re.Match[str]]:
        """Every place of a term; a word inside of a longer one is another word: 保険料 in 厚生年金保険料."""
        place = 0
        while self._words and (found := self._words.search(html, place)):
            inside = _LETTERS.match(html, found.start() - 1) if found.start() else None
            place = found.start() + 1 if inside else found.end()
            if not inside:
                yield found

    def filter(self) -> Any:
        """What templates call: ``{% filter terms %}…{% endfilter %}``; a page never explains what it is about."""

        @pass_context
        def terms(context: Any, html: str) -> Markup:
            own = context["view"].frame.explains
            # the HTML was escaped when it was rendered; what is put in are words and addresses of content/
            return Markup(self.mark(str(html), {own} if own else set()))  # noqa: S704 - see the line above

        return terms


def _is_alone(found: re.Match[str], before: str) -> bool:
    """Whether a term stands without a sentence: in a legend's entry, where words go on behind it, only as the whole."""
    word, html, start = found[0], found.string, found.start()
    text = html[html.rfind(">", 0, start) + 1 :].partition("<")[0].strip()
    around = _opened_last(html[:start]) or before
    if _IS_ALL.match(around):
        return word == text
    return len(text) <= len(word) + _NO_SENTENCE and _HOLDS_ONE.match(around) is not None


def _opened_last(html: str) -> str:
    """The HTML from its last start tag on."""
    place = html.rfind("<")
    while html[place : place + 2] == "</":
        place = html.rfind("<", 0, place)
    return html[place:] if place >= 0 else ""


def term_link(slug: str, word: str, *, alone: bool = False) -> str:
    """A word that opens the bubble of a term; without script, a link to the explanation. The word is HTML already.

    ``alone``: no sentence stands around it.
    """
    return f'<a class="{"term link" if alone else "term"}" href="/glossary/{slug}">{word}</a>'
