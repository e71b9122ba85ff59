"""One template for page and partial: the only place that turns a view into an answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from litestar import MediaType, Request, Response
from litestar.response import Redirect, Template

from content.loader import load_library
from content.readings import load_readings
from db.queries.sessions import StoredSession
from services.clock import JST
from services.password_age import told_to_change_by
from services.sessions import ends_at
from web.a11y.display import DisplayPreferences
from web.access import HELPING_URL, HOMES, Helper, Standing, leads_to
from web.assets import Assets
from web.csrf import own_origin, page_token
from web.display import display_of
from web.finished_cells import FinishedCells
from web.notices import take_notice
from web.ruby import Ruby
from web.session import account_or_none
from web.settings import Settings, house_of, settings_of
from web.terms import TermMarks
from web.views.frame import ActingBanner, TabLink, View, acting_banner, tab_links
from web.views.new_password import password_notice
from web.views.session_end import seconds_left
from web.views.wording import time_words

_TEMPLATES = Path(__file__).parent


class Chrome:
    """What layouts and the form component may know beside the view: the visitor, the installation, the menu.

    ``display`` is how the page is shown: as the visitor has chosen, or for a sample as handed in.
    """

    __slots__ = (
        *(
            "_covered",
            "_personal",
            "_record_of",
            "_request",
            "acting",
            "demo",
            "display",
            "offline",
            "password_notice",
            "person_name",
        ),
        *("phone", "phone_hours"),
        *("service_name", "session_seconds", "session_time", "signed_in", "start", "tabs"),
    )

    def __init__(self, request: Request[Any, Any, Any], view: View, display: DisplayPreferences | None = None) -> None:
        settings = settings_of(request)
        account = account_or_none(request)
        self._request = request
        self.display = display or display_of(request)
        self.service_name = settings.service_name
        self.phone = settings.phone
        self.phone_hours = settings.phone_hours
        self.demo = settings.demo
        self.offline = settings.offline
        self.signed_in = account is not None
        self.start = _start(account)
        self.person_name = account.name if account else ""
        self._covered = _covered(request, account)
        self.acting = _banner(request, account)
        self.password_notice = _password_notice(request, account)
        self.tabs = _tabs(request, account, view)
        ends = ends_at(account).astimezone(JST) if account else None
        self.session_time = time_words(ends) if ends else ""
        self.session_seconds = seconds_left(ends, settings.clock.now()) if ends else 0
        self._personal = account is not None and view.frame.tab is not None
        self._record_of = account.acting.name if account and account.acting else self.person_name

    def opens(self, url: str) -> bool:
        """Whether a link on a person's screens leads on: to its owner always, to a helper what the mandate covers."""
        return self._covered is None or leads_to(url, self._covered)

    @property
    def print_foot(self) -> str:
        """What stands at the foot of each printed sheet: whose record it is, or where a public page is found."""
        if self._personal:
            return f"{self._record_of}さんの年金記録"
        return f"{self.service_name}　{own_origin(self._request)}{self._request.scope['path']}"

    @property
    def csrf_token(self) -> str:
        """The token for a form. Read only by forms: on a visitor's page it is what sets the pre-session cookie."""
        return page_token(self._request.scope)

    @property
    def notice(self) -> str:
        """What has just been done elsewhere, to be said on this page. Read only by whole pages: it is said once."""
        return take_notice(self._request)


def _start(account: StoredSession | None) -> str:
    if account is None:
        return "/"
    return HELPING_URL if account.acting else HOMES[account.role]


def _covered(request: Request[Any, Any, Any], account: StoredSession | None) -> frozenset[Standing] | None:
    """As what a helper may follow links; None for everybody else."""
    if account is None or account.acting is None:
        return None
    return frozenset({Helper.ACTING, *account.acting.groups_at(settings_of(request).clock.now())})


def _banner(request: Request[Any, Any, Any], account: StoredSession | None) -> ActingBanner | None:
    if account is None or account.acting is None:
        return None
    has_ended = not account.acting.groups_at(settings_of(request).clock.now())
    return acting_banner(account.acting.name, str(account.acting.mandate_id), has_ended=has_ended)


def _password_notice(request: Request[Any, Any, Any], account: StoredSession | None) -> str:
    """On the page where somebody begins: that the password will soon be too old."""
    if account is None or account.acting is not None or request.scope["path"] != HOMES[account.role]:
        return ""
    settings = settings_of(request)
    by = told_to_change_by(
        account.password_changed_at,
        account.role,
        settings.clock.now(),
        profile_2011=house_of(request).profile_2011,
    )
    return password_notice(by.astimezone(JST).date()) if by else ""


def _tabs(request: Request[Any, Any, Any], account: StoredSession | None, view: View) -> tuple[TabLink, ...]:
    if account is None or account.role.is_staff:
        return ()
    if account.acting is None:
        return tab_links(view.frame)
    return tab_links(view.frame, account.acting.groups_at(settings_of(request).clock.now()))


def make_environment(settings: Settings, assets: Assets) -> Environment:
    """The one Jinja environment. Compiled templates stay in memory; changed files are noticed in development only."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=settings.development,
        cache_size=-1,
    )
    environment.globals["asset"] = assets.url
    environment.globals["sheet"] = pass_context(
        lambda context, name: assets.url(f"css/{name}.css", context["chrome"].display.size)
    )
    environment.globals["finished"] = FinishedCells(environment)
    environment.filters["terms"] = TermMarks(load_library().terms.values()).filter()
    environment.filters["furigana"] = Ruby(load_readings()).filter()
    return environment


def wants_partial(request: Request[Any, Any, Any]) -> bool:
    """htmx 4 says "full" for boosted links, history restores and hx-select: those want the whole page."""
    return request.headers.get("HX-Request-Type") == "partial"


def render(
    request: Request[Any, Any, Any],
    *,
    page: str,
    partial: str,
    view: View,
    status: int = 200,
    display: DisplayPreferences | None = None,
) -> Template:
    """The page, or for htmx the partial alone with the page's <title> in front (htmx 4 lifts it out)."""
    context = {"view": view, "chrome": Chrome(request, view, display)}
    if wants_partial(request):
        return Template("layouts/partial.html", context={**context, "partial": partial}, status_code=status)
    return Template(page, context=context, status_code=status)


def redirect(request: Request[Any, Any, Any], url: str) -> Response[Any]:
    """Go on to another page of this site: 303, or for a partial request the word to htmx to load the whole page."""
    if wants_partial(request):
        return Response("", status_code=200, headers={"HX-Redirect": url}, media_type=MediaType.HTML)
    return Redirect(url, status_code=303)
