"""Display settings: open to everybody, one form, one cookie."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.exceptions import ClientException

from web.a11y.display import AS_BROWSER_SAYS, DisplayPreferences, preferences_from
from web.access import own_address, page_before
from web.display import display_of, keep_display
from web.forms.display import parse
from web.forms.result import FieldError
from web.notices import leave_notice
from web.render import redirect, render
from web.session import account_or_none, form_of
from web.views.display import display_view
from web.views.frame import Notice

AnyRequest = Request[Any, Any, Any]
ADDRESS = "/display"
_SAVE, _RESET, _SAMPLE = "save", "reset", "sample"
_ACTIONS = frozenset({_SAVE, _RESET, _SAMPLE})


@get(ADDRESS, name="display")
async def show_display(request: AnyRequest) -> Response[Any]:
    """The form as things are; whoever came from a page of ours will be led back there."""
    signed_in = account_or_none(request) is not None
    view = display_view(display_of(request), signed_in=signed_in, back=_back(page_before(request)))
    return render(request, page="pages/display.html", partial="partials/display.html", view=view)


@post(ADDRESS, name="display-sent", status_code=200)
async def send_display(request: AnyRequest) -> Response[Any]:
    """Keep what is chosen, or nothing any more, and go back; or show the page as chosen, keeping nothing."""
    data = form_of(request)
    back, action = _back(data.get("back", "")), data.get("action", "")
    if action not in _ACTIONS:
        raise ClientException
    if action == _RESET:
        return _keep(request, AS_BROWSER_SAYS, Notice.DISPLAY_RESET, back)
    form = parse(data)
    chosen = preferences_from(form.values)
    if form.ok and action == _SAVE:
        return _keep(request, chosen, Notice.DISPLAY_SAVED, back)
    return _show(request, chosen, form.errors, back)


def _keep(request: AnyRequest, chosen: DisplayPreferences, notice: Notice, back: str) -> Response[Any]:
    keep_display(request, chosen)
    leave_notice(request, notice)
    return redirect(request, back or ADDRESS)


def _show(request: AnyRequest, chosen: DisplayPreferences, errors: tuple[FieldError, ...], back: str) -> Response[Any]:
    """A sample in the chosen display; with errors in the present one."""
    signed_in = account_or_none(request) is not None
    view = display_view(chosen, signed_in=signed_in, back=back, errors=errors, is_sample=not errors)
    status, display = (422, None) if errors else (200, chosen)
    return render(
        request, page="pages/display.html", partial="partials/display.html", view=view, status=status, display=display
    )


def _back(address: str) -> str:
    """Where to go after saving, if it is another page of ours."""
    return "" if address.partition("?")[0] == ADDRESS else own_address(address)


routes = (show_display, send_display)
