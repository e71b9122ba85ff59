"""Gives every hard word its explanation: where a screen first says a term, the word becomes a link to its bubble.

Done to the finished part of a page, so no template and no view has to think of it, and a new screen has its bubbles
from its first day. What a term is stands in ``content/glossary`` alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from jinja2 import pass_context
from markupsafe import Markup

from content.library import Term
from content.readings import KANJI
from web.html_text import change_text

# Where a link would be inside of a link, spoil a name, or stand in a title.
_SKIPPED = frozenset(
    {
        *("a", "button", "h1", "h2", "summary", "label", "legend", "caption"),
        *("option", "textarea", "title", "script", "svg", "nav"),
    }
)
_LETTER = rf"{KANJI}ァ-ヶー"
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
        # a word inside of a longer one is another word: 保険料 in 厚生年金保険料
        self._words = re.compile(rf"(?<![{_LETTER}])(?:{words})(?={_SUFFIX}|[^{_LETTER}]|$)") if words else None

    def mark(self, html: str, explained: set[str]) -> str:
        """HTML in which the first place of each term is linked; the slugs in ``explained`` need no link. It grows."""
        if self._words is None:
            return html
        words, slugs = self._words, self._slugs
        around = ""  # the tag that was opened last

        def link(match: re.Match[str]) -> str:
            word, slug = match[0], slugs[match[0]]
            if slug in explained:
                return word
            explained.add(slug)
            return term_link(slug, word, alone=_is_alone(word, match.string.strip(), around))

        def note(tag: str) -> None:
            nonlocal around
            around = tag
            if linked := _LINKED.match(tag):
                explained.add(linked[1])

        return change_text(html, _SKIPPED, lambda text: words.sub(link, text), note, mark=UNLINKED)

    def filter(self) -> Any:
        """What templates call: ``{% filter terms %}…{% endfilter %}``; a page never explains what it is about."""

        @pass_context
        def terms(context: Any, html: str) -> Markup:
            own = context["view"].frame.explains
            # the HTML was escaped when it was rendered; what is put in are words and addresses of content/
            return Markup(self.mark(str(html), {own} if own else set()))  # noqa: S704 - see the line above

        return terms


def _is_alone(word: str, text: str, around: str) -> bool:
    """Whether a term stands without a sentence: in a legend's entry, where words go on behind it, only as the whole."""
    if _IS_ALL.match(around):
        return word == text
    return len(text) <= len(word) + _NO_SENTENCE and _HOLDS_ONE.match(around) is not None


def term_link(slug: str, word: str, *, alone: bool = False) -> str:
    """A word that opens the bubble of a term; without script, a link to the explanation. The word is HTML already.

    ``alone``: no sentence stands around it.
    """
    return f'<a class="{"term link" if alone else "term"}" href="/glossary/{slug}">{word}</a>'
