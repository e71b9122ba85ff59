"""The application, wired: which handlers, behind which doors. No logic of its own.

Outermost first, plain ASGI around Litestar, so that every answer passes all of them, errors and files too:
access log, headers, HEAD, compression, error screens, static files, session. Inside Litestar one guard stands before
every handler: the access table, then the form's token.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar
from litestar.datastructures import State
from litestar.enums import ScopeType
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.template import TemplateConfig
from litestar.types import ASGIApp, Receive, Scope, Send

from db.engine import close_database, open_database
from web.access_log import AccessLog
from web.assets import Assets, ServeAssets
from web.compression import Compress
from web.errors import ErrorScreens, error_screen
from web.guard import Guard
from web.headers import HeadAsGet, SecureHeaders
from web.render import make_environment
from web.routes import (
    about,
    access_log,
    accessibility,
    account,
    account_codes,
    alerts,
    checks,
    compare,
    correction_conflicts,
    correction_decision,
    correction_desk,
    correction_questions,
    corrections,
    detailed_estimate,
    display,
    drafts,
    estimate_notice,
    estimate_questions,
    fiscal_years,
    help,
    helpers,
    helping,
    history,
    history_entries,
    home,
    inquiry_desk,
    installed,
    office,
    overlaps,
    paid,
    paper_mandates,
    payable,
    policy_reports,
    recall,
    recall_entry,
    record_months,
    records,
    register,
    register_old,
    register_post,
    scenarios,
    search_desk,
    session_end,
    sign_in,
    sign_in_help,
    sign_in_steps,
    sign_out,
    simple_estimate,
    staff_stops,
    top,
    try_estimate,
    unlinked_search,
)
from web.service_worker import ServiceWorker
from web.session import Sessions
from web.settings import Settings
from web.watch_requests import WatchRequests

ROUTES = (
    *top.routes,
    *installed.routes,
    *sign_in.routes,
    *sign_in_steps.routes,
    *sign_in_help.routes,
    *session_end.routes,
    *account.routes,
    *account_codes.routes,
    *alerts.routes,
    *staff_stops.routes,
    *policy_reports.routes,
    *sign_out.routes,
    *register.routes,
    *register_post.routes,
    *register_old.routes,
    *office.routes,
    *accessibility.routes,
    *display.routes,
    *about.routes,
    *help.routes,
    *home.routes,
    *drafts.routes,
    *checks.routes,
    *recall.routes,
    *recall_entry.routes,
    *records.routes,
    *fiscal_years.routes,
    *record_months.routes,
    *overlaps.routes,
    *history.routes,
    *history_entries.routes,
    *corrections.routes,
    *correction_questions.routes,
    *paid.routes,
    *payable.routes,
    *simple_estimate.routes,
    *detailed_estimate.routes,
    *estimate_questions.routes,
    *try_estimate.routes,
    *estimate_notice.routes,
    *compare.routes,
    *scenarios.routes,
    *helpers.routes,
    *helping.routes,
    *access_log.routes,
    *paper_mandates.routes,
    *inquiry_desk.routes,
    *correction_desk.routes,
    *correction_decision.routes,
    *correction_conflicts.routes,
    *unlinked_search.routes,
    *search_desk.routes,
)
LARGEST_FORM = 64 * 1024  # bytes


def create_app(settings: Settings) -> Litestar:
    """The whole service over one database, which must exist and be migrated."""

    @asynccontextmanager
    async def database(_: Litestar) -> AsyncIterator[None]:
        await open_database(settings.database)
        try:
            yield
        finally:
            await close_database()

    assets = Assets(development=settings.development)
    environment = make_environment(settings, assets)
    app = Litestar(
        ROUTES,
        middleware=[Guard],
        exception_handlers={Exception: error_screen},
        lifespan=[database],
        logging_config=None,
        openapi_config=None,
        request_max_body_size=LARGEST_FORM,
        state=State({"settings": settings, "assets": assets}),
        template_config=TemplateConfig(instance=JinjaTemplateEngine.from_environment(environment)),
    )
    app.state["service_worker"] = ServiceWorker(app, app.asgi_handler, offline=settings.offline)
    app.asgi_handler = _behind_doors(app.asgi_handler, settings, assets)
    return app


def _behind_doors(handlers: ASGIApp, settings: Settings, assets: Assets) -> ASGIApp:
    inner = ErrorScreens(ServeAssets(Sessions(WatchRequests(handlers, settings), settings), assets))
    doors = AccessLog(SecureHeaders(HeadAsGet(Compress(inner)), tls=settings.tls))

    async def http_only(scope: Scope, receive: Receive, send: Send) -> None:
        # Litestar closes a web socket: none is routed
        if scope["type"] == ScopeType.HTTP:
            await doors(scope, receive, send)
        else:
            await handlers(scope, receive, send)

    return http_only
