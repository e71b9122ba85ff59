"""What a browser reports of a page that broke the content policy (CSP): kept to words of our own.

Of a report only two words are taken, each from a list: which rule, and of what kind the forbidden thing was. Addresses,
pieces of script and names of files are read by nobody.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

DIRECTIVES = frozenset(
    {
        *("default-src", "script-src", "script-src-elem", "script-src-attr", "style-src", "style-src-elem"),
        *("style-src-attr", "img-src", "connect-src", "manifest-src", "form-action", "base-uri", "object-src"),
        *("frame-ancestors", "font-src", "media-src", "frame-src", "child-src", "worker-src"),
    }
)
_KINDS = ("inline", "eval", "data")
_OF_ADD_ONS = ("chrome-extension", "moz-extension", "safari-extension", "safari-web-extension", "webkit-masked-url")


@dataclass(frozen=True, slots=True)
class PolicyReport:
    """``directive`` is the rule; ``kind`` is inline, eval, data, elsewhere (an address) or other."""

    directive: str
    kind: str


class _Violation(msgspec.Struct, frozen=True):
    blocked: str = msgspec.field(default="", name="blocked-uri")
    source: str = msgspec.field(default="", name="source-file")
    effective: str = msgspec.field(default="", name="effective-directive")
    violated: str = msgspec.field(default="", name="violated-directive")


class _Report(msgspec.Struct, frozen=True):
    violation: _Violation = msgspec.field(name="csp-report")


def parse(body: bytes) -> PolicyReport | None:
    """The report; None for what is none, and for what an add-on of the visitor's browser did."""
    try:
        violation = msgspec.json.decode(body, type=_Report).violation
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    directive = (violation.effective or violation.violated.partition(" ")[0]).lower()
    if directive not in DIRECTIVES or violation.blocked.startswith(_OF_ADD_ONS):
        return None
    return None if violation.source.startswith(_OF_ADD_ONS) else PolicyReport(directive, _kind(violation.blocked))


def _kind(blocked: str) -> str:
    word = blocked.partition(":")[0].lower()
    if word in ("http", "https"):
        return "elsewhere"
    return word if word in _KINDS else "other"
