"""Registering: the three ways, and the one by access key."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.exceptions import ServiceUnavailableException, TooManyRequestsException
from litestar.response import Template

from services.access_keys import key_secret
from services.clock import JST
from services.identity import Identity
from services.passphrases import Passphrase, suggest_passphrase, suggested_passphrase
from services.password_rules import shortest_password
from services.register import Ended, Expired, Registered, Registration, Secret, WeakPassword, WrongSecret, register
from services.sign_in_limits import Locked, TooManyTries
from web.forms.fields import ACCESS_KEY, SUGGESTED
from web.forms.register_key import KeyForm, parse
from web.forms.result import FieldError
from web.render import render
from web.session import browser_of, form_of
from web.settings import clock_of, house_of
from web.views.frame import View
from web.views.new_password import unfit
from web.views.plain_form import Suggestion
from web.views.register import (
    done_view,
    ended_key,
    expired_key,
    key_view,
    locked,
    register_view,
    wrong_key,
)

AnyRequest = Request[Any, Any, Any]


@get("/register", name="register")
async def show_register(request: AnyRequest) -> Template:
    """The ways of registering."""
    return render(request, page="pages/register.html", partial="partials/register.html", view=register_view())


@get("/register/key", name="register-key")
async def show_key(request: AnyRequest) -> Template:
    """The form for an access key."""
    return plain_form(request, key_view({}, (), suggestion_of(request), None))


@post("/register/key", name="register-key-sent", status_code=200)
async def send_key(request: AnyRequest) -> Response[Any]:
    """Open the account and show its user id, or show the form again with what is wrong."""
    form = parse(form_of(request), clock_of(request).now().date())
    errors = form.errors
    if not errors:
        result = await register(_secret(form), form.password, browser_of(request), house_of(request))
        if isinstance(result, Registered):
            return done(request, result)
        errors = _what_is_wrong(result)
    return plain_form(request, key_view(form.values, errors, suggestion_of(request), form.birth_date), errors)


def _secret(form: KeyForm) -> Secret:
    assert form.birth_date is not None  # noqa: S101 - a form without errors has one
    identity = Identity(basic_pension_number=form.pension_number, kana=form.kana, birth_date=form.birth_date)
    return key_secret(form.access_key, identity)


def _what_is_wrong(result: Registration) -> tuple[FieldError, ...]:
    match result:
        case WrongSecret():
            return wrong_key()
        case Ended():
            return ended_key()
        case Expired():
            return expired_key()
        case _:
            return refused(result, ACCESS_KEY)


def refused(result: Registration, field: str) -> tuple[FieldError, ...]:
    """What is wrong whichever secret it is; raises 429 and 503 where the form is not what is wrong."""
    match result:
        case WeakPassword(problem):
            return unfit(problem.value, shortest_password(has_code=False))
        case Locked(until):
            return locked(field, until.astimezone(JST))
        case TooManyTries():
            raise TooManyRequestsException
        case _:
            raise ServiceUnavailableException


def done(request: AnyRequest, result: Registered) -> Template:
    """The user id, large: where the form was sent to, so that it stands in no address."""
    view = done_view(result.user_id, renewed=result.renewed)
    return render(request, page="pages/register_done.html", partial="partials/register_done.html", view=view)


def plain_form(request: AnyRequest, view: View, errors: tuple[FieldError, ...] = ()) -> Template:
    """A form as a screen: 422 when something is to be mended."""
    status = 422 if errors else 200
    return render(request, page="pages/plain_form.html", partial="partials/plain_form.html", view=view, status=status)


def suggestion_of(request: AnyRequest) -> Suggestion:
    """The password that the form has suggested, or a fresh one."""
    phrase: Passphrase = suggested_passphrase(form_of(request).get(SUGGESTED, "")) or suggest_passphrase()
    return Suggestion("・".join(phrase.kana), phrase.typed)


routes = (show_register, show_key, send_key)
