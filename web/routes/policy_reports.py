"""Where browsers report that a page broke the content policy."""

from __future__ import annotations

from typing import Any

from litestar import Request, post
from litestar.exceptions import ClientException, TooManyRequestsException

from services.policy_reports import take_report
from web.access import POLICY_REPORTS_URL
from web.address import client_address, counted_address
from web.csrf import body_of
from web.forms.policy_report import parse
from web.settings import clock_of, settings_of

LARGEST_REPORT = 8 * 1024  # bytes
REPORT_TYPE = "application/csp-report"
"""Browsers send this of themselves; no page elsewhere can make its visitors report what never happened."""


@post(POLICY_REPORTS_URL, name="policy-reports", status_code=204)
async def send_policy_report(request: Request[Any, Any, Any]) -> None:
    """Take a report; what is none, or is of an add-on in the browser, is let go."""
    if request.content_type[0] != REPORT_TYPE:
        raise ClientException
    body = await body_of(request)
    if len(body) > LARGEST_REPORT:
        raise ClientException
    report = parse(body)
    if report is None:
        return
    address = counted_address(client_address(request.scope, settings_of(request)))
    if not await take_report(report.directive, report.kind, address, clock_of(request)):
        raise TooManyRequestsException


routes = (send_policy_report,)
