"""A screen that is a form and nothing else: registering, activating, asking for a status, unlocking."""

from __future__ import annotations

from dataclasses import dataclass

from web.forms.result import FieldError
from web.views.form_errors import announcement, title_with
from web.views.frame import Frame, Link
from web.views.question import AnyQuestion


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know beside the form."""

    heading: str
    lines: tuple[str, ...]
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A password that may be taken: as it is read, and as it is typed."""

    kana: str
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainFormView:
    """The form with what was typed (never a secret), everything wrong with it, and where it goes."""

    frame: Frame
    heading: str
    action: str
    button: str
    questions: tuple[AnyQuestion, ...]
    errors: tuple[FieldError, ...] = ()
    lead: tuple[str, ...] = ()
    notice: str = ""
    notes: tuple[Note, ...] = ()
    suggestion: Suggestion | None = None


def form_frame(title: str, errors: tuple[FieldError, ...], crumbs: tuple[Link, ...]) -> Frame:
    """The frame of a form: errors are in its title and are announced."""
    return Frame(
        title=title_with(errors, title),
        announce=announcement(errors, f"{title}の画面です。"),
        breadcrumbs=crumbs,
    )
