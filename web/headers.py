"""Headers that stand on every answer, whatever made it: page, partial, file, redirect, error; and HEAD as GET.

What brings no ``Cache-Control`` of its own (everything but static files) is personal and is never stored.
"""

from __future__ import annotations

from litestar.types import HTTPScope, Message, Receive, Send

from web.asgi import HttpApp

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        # not report-to, which every browser knows and no browser follows on plain http
        "report-uri /policy-reports",
    )
)
_NOT_NEEDED = (
    *("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation"),
    *("gyroscope", "magnetometer", "microphone", "midi", "payment", "usb"),
)
_ALWAYS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    # not no-referrer: with it browsers send "Origin: null" with plain forms
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", ", ".join(f"{feature}=()" for feature in _NOT_NEEDED).encode()),
)
_PERSONAL = (
    (b"cache-control", b"no-store"),
    (b"vary", b"HX-Request, HX-Request-Type"),
)
_TLS = ((b"strict-transport-security", b"max-age=63072000; includeSubDomains"),)


class SecureHeaders:
    """Adds the headers to whatever answer passes."""

    def __init__(self, app: HttpApp, *, tls: bool) -> None:
        self._app = app
        self._always = _ALWAYS + (_TLS if tls else ())

    async def __call__(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        """Plain ASGI."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [*message["headers"], *self._always]
                if all(name != b"cache-control" for name, _ in headers):
                    headers += _PERSONAL
                message = {**message, "headers": headers}
            await send(message)

        await self._app(scope, receive, send_with_headers)


class HeadAsGet:
    """Answers HEAD as GET without the body, so that link checkers and proxies hear the truth."""

    def __init__(self, app: HttpApp) -> None:
        self._app = app

    async def __call__(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        """Plain ASGI."""
        if scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        scope["method"] = "GET"
        await self._app(scope, receive, send_without_body)
