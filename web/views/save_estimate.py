"""この試算を残す: the form under a result, and the page where a name or a place is wanting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from pension.conditions import Conditions
from pension.record import PensionRecord
from web.forms.result import FieldError
from web.forms.scenarios import ASKED_ON, CONDITIONS, NAME, NEW, REPLACES
from web.views import choices
from web.views.form_errors import announcement, message_for, title_with
from web.views.frame import Frame, Link, Tab
from web.views.question import Question
from web.views.scenario_words import suggested_name

COMPARE_URL = "/estimate/compare"
COMPARE_CRUMB = Link("残した試算をくらべる", COMPARE_URL)
TITLE = "この試算を残す"
_AS_NEW = "ほかの試算は消さずに、新しく残す"
_HINT = "あとで見分けられる名前です。そのままでも、書きかえても、かまいません。"


class KeptName(Protocol):
    """What is said here of a scenario."""

    @property
    def handle(self) -> str:
        """How addresses and forms name it."""
        ...

    @property
    def name(self) -> str:
        """How its person calls it."""
        ...


@dataclass(frozen=True, slots=True)
class Opened:
    """A scenario whose conditions stand in a form again; ``notes`` say what has changed since it was kept."""

    handle: str
    name: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveForm:
    """The name to give, what the form carries, and where one may or must go, the question which."""

    name: Question
    carried: tuple[tuple[str, str], ...]
    replaces: choices.Question | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SavePageView:
    """The form as a page of its own, with what is wrong; ``lead`` says that one must go, empty while there is room."""

    frame: Frame
    errors: tuple[FieldError, ...]
    lead: str
    form: SaveForm


def opened_view(kept: KeptName | None, *notes: str) -> Opened | None:
    """A scenario whose conditions stand in a form, with what is to be said of it."""
    return Opened(kept.handle, kept.name, notes) if kept else None


def save_form(
    conditions: Conditions, text: str, record: PensionRecord, asked_on: str, opened: KeptName | None = None
) -> SaveForm:
    """The form under a result.

    ``text`` are the conditions as the form carries them, ``asked_on`` names the form that asked for them and can show
    them again, ``opened`` is the scenario being changed.
    """
    values = {
        NAME: opened.name if opened else suggested_name(conditions, record.person.birth_date),
        CONDITIONS: text,
        ASKED_ON: asked_on,
        REPLACES: opened.handle if opened else "",
    }
    changing = {opened.handle: f"「{opened.name}」の条件を、この条件に変える", NEW: _AS_NEW} if opened else {}
    return _form(values, (), changing)


def save_page(
    values: Mapping[str, str], errors: tuple[FieldError, ...], kept: Sequence[KeptName], most: int
) -> SavePageView:
    """The page with what was typed; with ``most`` kept, one of them must go."""
    full = len(kept) >= most
    asks = full or values[REPLACES] or message_for(errors, REPLACES)
    return SavePageView(
        frame=Frame(
            title=title_with(errors, TITLE),
            announce=announcement(errors, f"{TITLE}の画面です。"),
            tab=Tab.ESTIMATES,
            breadcrumbs=(COMPARE_CRUMB,),
        ),
        errors=errors,
        lead=f"残せるのは{most}つまでで、もう{most}つあります。どれかひとつを選ぶと、そのかわりに残します。"
        if full
        else "",
        form=_form(values, errors, _replacing(kept, new=not full) if asks else {}),
    )


def save_problem(problem: str) -> tuple[FieldError, ...]:
    """Why something cannot be kept: :class:`services.scenarios.SaveProblem` in words."""
    return (_PROBLEMS[problem],)


def name_question(value: str, errors: Sequence[FieldError] = ()) -> Question:
    """The box for a scenario's name."""
    return Question(name=NAME, label="試算の名前", hint=_HINT, value=value, error=message_for(errors, NAME))


def _replacing(kept: Sequence[KeptName], *, new: bool) -> dict[str, str]:
    answers = {one.handle: f"「{one.name}」のかわりに残す" for one in kept}
    return {**answers, NEW: _AS_NEW} if new else answers


def _form(values: Mapping[str, str], errors: Sequence[FieldError], replacing: Mapping[str, str]) -> SaveForm:
    return SaveForm(
        name=name_question(values[NAME], errors),
        carried=((CONDITIONS, values[CONDITIONS]), (ASKED_ON, values[ASKED_ON])),
        replaces=_question(replacing, values[REPLACES], message_for(errors, REPLACES)) if replacing else None,
    )


def _question(replacing: Mapping[str, str], chosen: str, error: str) -> choices.Question:
    hint = "新しく残すとき以外は、前の条件は消えます。"
    return choices.question(REPLACES, "どのように残すか", replacing, (chosen,), error=error, hint=hint)


_PROBLEMS: Mapping[str, FieldError] = {
    "full": FieldError(REPLACES, "これ以上は残せません。かわりに消す試算を、ひとつ選んでください。"),
    "name-taken": FieldError(NAME, "同じ名前の試算が、もうあります。少しちがう名前にしてください。"),
    "gone": FieldError(REPLACES, "選んだ試算は、もうありません。どのように残すか、もう一度選んでください。"),
}
