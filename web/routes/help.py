"""Help in three layers (S10, S32, S36, S37): terms with their bubbles, questions, the beginner's guide. Open to all."""

from __future__ import annotations

from typing import Any

from litestar import Request, get
from litestar.params import FromPath
from litestar.response import Template

from content.loader import load_library
from content.search import Found, load_index
from web.errors import PageNotFound
from web.render import render, wants_partial
from web.views.frame import Link
from web.views.help_answers import HelpAnswersView, faq_answers_view, glossary_answers_view, guide_answers_view
from web.views.help_index import HelpIndexView, Shelf, faq_about_view, faq_view, glossary_view, guide_view
from web.views.help_text import HelpTextView, question_view, step_view, term_bubble_view, term_view

AnyRequest = Request[Any, Any, Any]


@get("/glossary", name="glossary")
async def show_glossary(request: AnyRequest) -> Template:
    """All terms in groups; ``?q=`` searches."""
    return _list(request, glossary_view(load_library(), _search(request)))


@get("/glossary/answers", name="glossary-answers")
async def show_glossary_answers(request: AnyRequest) -> Template:
    """Every term with its explanation, to read on or to print."""
    return _answers(request, glossary_answers_view(load_library()))


@get("/glossary/{slug:str}", name="term")
async def show_term(request: AnyRequest, slug: FromPath[str]) -> Template:
    """The explanation of a term as a page; for htmx its bubble, ``?heading=`` being the level it stands under."""
    library = load_library()
    term = library.terms.get(slug)
    if term is None:
        raise _no_term(slug)
    bubble = wants_partial(request)
    view = term_bubble_view(library, term, _level(request)) if bubble else term_view(library, term)
    return render(request, page="pages/help_text.html", partial="partials/term_bubble.html", view=view)


@get("/faq", name="faq")
async def show_faq(request: AnyRequest) -> Template:
    """All questions in groups; ``?q=`` searches."""
    return _list(request, faq_view(load_library(), _search(request)))


@get("/faq/about/{slug:str}", name="faq-about")
async def show_faq_about(request: AnyRequest, slug: FromPath[str]) -> Template:
    """The questions about one term."""
    library = load_library()
    term = library.terms.get(slug)
    if term is None:
        raise _no_term(slug)
    return _list(request, faq_about_view(library, term))


@get("/faq/answers", name="faq-answers")
async def show_faq_answers(request: AnyRequest) -> Template:
    """Every question with its answer, to read on or to print."""
    return _answers(request, faq_answers_view(load_library()))


@get("/faq/{slug:str}", name="question")
async def show_question(request: AnyRequest, slug: FromPath[str]) -> Template:
    """One question and its answer."""
    library = load_library()
    question = library.questions.get(slug)
    if question is None:
        raise _no_question(slug)
    return _text(request, question_view(library, question))


@get("/guide", name="guide")
async def show_guide(request: AnyRequest) -> Template:
    """The steps of the beginner's guide."""
    return _list(request, guide_view(load_library()))


@get("/guide/answers", name="guide-answers")
async def show_guide_answers(request: AnyRequest) -> Template:
    """The whole guide on one page."""
    return _answers(request, guide_answers_view(load_library()))


@get("/guide/{slug:str}", name="guide-step")
async def show_step(request: AnyRequest, slug: FromPath[str]) -> Template:
    """One step of the guide."""
    library = load_library()
    step = library.steps.get(slug)
    if step is None:
        raise PageNotFound("はじめて案内に、そのページはありません。", Link("はじめて案内の一覧へ", Shelf.GUIDE.url))
    return _text(request, step_view(library, step))


def _list(request: AnyRequest, view: HelpIndexView) -> Template:
    return render(request, page="pages/help_index.html", partial="partials/help_index.html", view=view)


def _text(request: AnyRequest, view: HelpTextView) -> Template:
    return render(request, page="pages/help_text.html", partial="partials/help_text.html", view=view)


def _answers(request: AnyRequest, view: HelpAnswersView) -> Template:
    return render(request, page="pages/help_answers.html", partial="partials/help_answers.html", view=view)


def _search(request: AnyRequest) -> Found | None:
    """What the search field asks for; None where nobody searched."""
    asked = request.query_params.get("q")
    return None if asked is None else load_index().find(asked)


def _level(request: AnyRequest) -> int:
    asked = request.query_params.get("heading", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 1 else 2


def _no_term(slug: str) -> PageNotFound:
    """The nearest terms, and the search."""
    near = [Link(f"「{term.title}」の説明", f"/glossary/{term.slug}") for term in load_index().nearest_terms(slug)]
    return PageNotFound("その用語の説明は、まだありません。近いものか、一覧からおさがしください。", *near, _LISTS[0])


def _no_question(slug: str) -> PageNotFound:
    near = [Link(question.title, f"/faq/{question.slug}") for question in load_index().nearest_questions(slug)]
    return PageNotFound("そのご質問はありません。近いものか、一覧からおさがしください。", *near, _LISTS[1])


_LISTS = (Link("用語をさがす", Shelf.TERMS.url), Link("よくあるご質問をさがす", Shelf.QUESTIONS.url))

routes = (
    show_glossary,
    show_glossary_answers,
    show_term,
    show_faq,
    show_faq_about,
    show_faq_answers,
    show_question,
    show_guide,
    show_guide_answers,
    show_step,
)
