"""Registering by post: the application, how far it has come, and the letter's code."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from litestar import Request, Response, get, post
from litestar.exceptions import TooManyRequestsException
from litestar.response import Template

from db.queries.letters import ApplicationStatus
from services.clock import JST
from services.letters import letter_secret
from services.register import Ended, Expired, Registered, Registration, Secret, WrongSecret, register
from services.register_by_post import Applicant, apply, show_status
from services.sign_in_limits import TooManyTries
from web.forms.register_post import CODE, CodeForm, PostForm, parse_application, parse_code, parse_status
from web.forms.result import FieldError
from web.render import render
from web.routes.register import AnyRequest, done, plain_form, refused, suggestion_of
from web.session import browser_of, form_of
from web.settings import clock_of, house_of, keys_of
from web.views.register_post import (
    activate_view,
    ended_code,
    expired_code,
    no_such_application,
    post_view,
    status_form_view,
    status_view,
    wrong_code,
)


@get("/register/post", name="register-post")
async def show_post(request: AnyRequest) -> Template:
    """The application."""
    return plain_form(request, post_view({}, (), None))


@post("/register/post", name="register-post-sent", status_code=200)
async def send_post(request: AnyRequest) -> Response[Any]:
    """Take the application and show its number, or the form with what is wrong."""
    form = parse_application(form_of(request), clock_of(request).now().date())
    if form.errors:
        return plain_form(request, post_view(form.values, form.errors, form.birth_date), form.errors)
    number = await apply(_applicant(form), browser_of(request), clock_of(request), keys_of(request))
    if isinstance(number, TooManyTries):
        raise TooManyRequestsException
    return await _status(request, number, just_applied=True)


@get("/register/status", name="register-status")
async def show_status_form(request: AnyRequest) -> Template:
    """Asks for the number of an application."""
    return plain_form(request, status_form_view("", ()))


@post("/register/status", name="register-status-sent", status_code=200)
async def send_status_form(request: AnyRequest) -> Response[Any]:
    """How far the application has come; by a form, so that its number stands in no address."""
    number, errors = parse_status(form_of(request))
    if errors:
        return plain_form(request, status_form_view(number, errors), errors)
    return await _status(request, number)


@get("/register/activate", name="register-activate")
async def show_activate(request: AnyRequest) -> Template:
    """The form for what the letter says."""
    return plain_form(request, activate_view({}, (), suggestion_of(request), None))


@post("/register/activate", name="register-activate-sent", status_code=200)
async def send_activate(request: AnyRequest) -> Response[Any]:
    """Open the account of the letter, or show the form with what is wrong."""
    form = parse_code(form_of(request), clock_of(request).now().date())
    errors = form.errors
    if not errors:
        result = await register(_secret(form), form.password, browser_of(request), house_of(request))
        if isinstance(result, Registered):
            return done(request, result)
        errors = _what_is_wrong(result)
    return plain_form(request, activate_view(form.values, errors, suggestion_of(request), form.birth_date), errors)


async def _status(request: Request[Any, Any, Any], number: str, *, just_applied: bool = False) -> Template:
    found = await show_status(number)
    if found is None:
        errors = no_such_application()
        return plain_form(request, status_form_view(number, errors), errors)
    now = clock_of(request).now()
    view = status_view(number, **_in_japan(found), now=now, just_applied=just_applied)
    return render(request, page="pages/register_status.html", partial="partials/register_status.html", view=view)


def _in_japan(status: ApplicationStatus) -> dict[str, Any]:
    return {name: moment and moment.astimezone(JST) for name, moment in asdict(status).items()}


def _applicant(form: PostForm) -> Applicant:
    assert form.birth_date is not None  # noqa: S101 - a form without errors has one
    return Applicant(
        basic_pension_number=form.pension_number,
        inquiry_number=form.inquiry_number,
        kana=form.kana,
        birth_date=form.birth_date,
        postal_code=form.postal_code,
        address=form.address,
    )


def _secret(form: CodeForm) -> Secret:
    assert form.birth_date is not None  # noqa: S101 - a form without errors has one
    return letter_secret(form.user_id, form.code, form.birth_date.isoformat())


def _what_is_wrong(result: Registration) -> tuple[FieldError, ...]:
    match result:
        case WrongSecret():
            return wrong_code()
        case Ended():
            return ended_code()
        case Expired():
            return expired_code()
        case _:
            return refused(result, CODE)


routes = (show_post, send_post, show_status_form, send_status_form, show_activate, send_activate)
