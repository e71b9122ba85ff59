"""Registering with the id of the former service."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.response import Template

from services.former_service import former_secret
from services.register import Ended, Registered, Registration, WrongSecret, register
from web.forms.register_old import OLD_ID, parse
from web.forms.result import FieldError
from web.routes.register import AnyRequest, done, plain_form, refused, suggestion_of
from web.session import browser_of, form_of
from web.settings import house_of
from web.views.register_old import ended_old_id, old_view, wrong_old_id


@get("/register/old", name="register-old")
async def show_old(request: AnyRequest) -> Template:
    """The form."""
    return plain_form(request, old_view({}, (), suggestion_of(request)))


@post("/register/old", name="register-old-sent", status_code=200)
async def send_old(request: AnyRequest) -> Response[Any]:
    """Carry the id over and show it, or show the form again with what is wrong."""
    form = parse(form_of(request))
    errors = form.errors
    if not errors:
        secret = former_secret(form.values[OLD_ID], form.first_password, form.second_password)
        result = await register(secret, form.password, browser_of(request), house_of(request))
        if isinstance(result, Registered):
            return done(request, result)
        errors = _what_is_wrong(result)
    return plain_form(request, old_view(form.values, errors, suggestion_of(request)), errors)


def _what_is_wrong(result: Registration) -> tuple[FieldError, ...]:
    match result:
        case WrongSecret():
            return wrong_old_id()
        case Ended():
            return ended_old_id()
        case _:
            return refused(result, OLD_ID)


routes = (show_old, send_old)
