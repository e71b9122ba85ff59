"""The headers that Django does not send by itself, the same as the service's."""

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cache-Control": "no-store",
}


def add_headers(get_response):
    """Middleware."""

    def respond(request):
        response = get_response(request)
        for name, value in _HEADERS.items():
            response.headers[name] = value
        return response

    return respond
