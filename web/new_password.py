"""The form for a new password, as two routes show it."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response

from db.queries.sessions import Stage, StoredSession
from services.own_password import NotChanged
from services.passphrases import suggest_passphrase
from services.password_rules import shortest_password
from web.forms.result import FieldError
from web.render import render
from web.views.new_password import new_password_view, unfit, wrong_present


def new_password_of(
    request: Request[Any, Any, Any], session: StoredSession, *, next: str = "", errors: tuple[FieldError, ...] = ()
) -> Response[Any]:
    """The form with a fresh suggestion, and with the errors of what was sent."""
    suggestion = suggest_passphrase()
    view = new_password_view(
        at_sign_in=session.stage is not Stage.COMPLETE,
        shortest=_shortest(session),
        passphrase=suggestion.typed,
        kana=suggestion.kana,
        next=next,
        errors=errors,
    )
    status = 422 if errors else 200
    return render(
        request, page="pages/new_password.html", partial="partials/new_password.html", view=view, status=status
    )


def what_is_unfit(result: NotChanged, session: StoredSession) -> tuple[FieldError, ...]:
    """Why the password was not changed."""
    if result.problem is None:
        return wrong_present()
    return unfit(result.problem, _shortest(session))


def _shortest(session: StoredSession) -> int:
    return shortest_password(has_code=session.has_one_time_code)
