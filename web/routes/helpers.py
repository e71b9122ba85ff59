"""代理の方: whom a person lets see their record. Given after a second look, taken back at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from litestar import Request, Response, get, post

from db.queries.mandates import ScreenGroup
from services.mandates import (
    PERIODS,
    GiveProblem,
    MandateOrder,
    give_mandate,
    last_day,
    plan_mandate,
    show_mandates,
    withdraw_mandate,
)
from web.errors import PageNotFound
from web.forms.fields import number_named
from web.forms.mandates import CHANGE, DO, HELPER_ID, HELPER_NAME, PERIOD, STEP, groups_in, parse
from web.forms.result import FieldError
from web.render import redirect, render
from web.session import account_of, form_of
from web.settings import clock_of
from web.views.frame import Link
from web.views.helper_form import helper_form_view, helper_problem, helper_review
from web.views.helpers import HELPERS_URL, helpers_view

AnyRequest = Request[Any, Any, Any]


@get("/account/helpers", name="helpers")
async def show_helpers(request: AnyRequest) -> Response[Any]:
    """Every mandate the person has given."""
    account = account_of(request)
    view = helpers_view(await show_mandates(account, clock_of(request)), may_give=account.person_id is not None)
    return render(request, page="pages/helpers.html", partial="partials/helpers.html", view=view)


@get("/account/helpers/new", name="helper-form")
async def show_helper_form(request: AnyRequest) -> Response[Any]:
    """The empty form."""
    return _form(request, {})


@post("/account/helpers/new", name="helper-sent", status_code=200)
async def send_helper(request: AnyRequest) -> Response[Any]:
    """Look at it first, then give it; or change what was typed."""
    data = form_of(request)
    form, step = parse(data), data.get(STEP)
    if step == CHANGE or not form.ok:
        return _form(request, form.values, () if step == CHANGE else form.errors)
    act = give_mandate if step == DO else plan_mandate
    planned = await act(account_of(request), order_of(form.values), clock_of(request))
    if isinstance(planned, GiveProblem):
        return _form(request, form.values, helper_problem(planned))
    if step == DO:
        return redirect(request, HELPERS_URL)
    view = helper_review(form.values, planned.last_day)
    return render(request, page="pages/review.html", partial="partials/review.html", view=view)


@post("/account/helpers/withdrawals", name="helper-withdrawn", status_code=200)
async def send_withdrawal(request: AnyRequest) -> Response[Any]:
    """Take a mandate back; the helper's very next request is refused."""
    mandate_id = mandate_in(request)
    if not await withdraw_mandate(account_of(request), mandate_id, clock_of(request)):
        raise PageNotFound("この委任は、もう終わっているか、ありません。", Link("代理の方の画面へ", HELPERS_URL))
    return redirect(request, HELPERS_URL)


def order_of(values: Mapping[str, str]) -> MandateOrder:
    """What a filled form orders."""
    return MandateOrder(
        helper_user_id=values[HELPER_ID],
        helper_name=values[HELPER_NAME],
        screen_groups=frozenset(ScreenGroup(group) for group in groups_in(values)),
        months=int(values[PERIOD]),
    )


def mandate_in(request: AnyRequest) -> int:
    """The mandate a button names, 0 (which none is) for anything else."""
    return number_named(form_of(request).get("mandate", ""))


def _form(request: AnyRequest, values: Mapping[str, str], errors: tuple[FieldError, ...] = ()) -> Response[Any]:
    now = clock_of(request).now()
    view = helper_form_view(values, {months: last_day(now, months) for months in PERIODS}, errors)
    status = 422 if errors else 200
    return render(request, page="pages/helper_form.html", partial="partials/helper_form.html", view=view, status=status)


routes = (show_helpers, show_helper_form, send_helper, send_withdrawal)
