"""Reports of browsers: two words of a list, and nothing else of what they say."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.forms.policy_report import DIRECTIVES, PolicyReport, parse


def report(**said: object) -> bytes:
    return json.dumps({"csp-report": {name.replace("_", "-"): value for name, value in said.items()}}).encode()


@pytest.mark.parametrize(
    ("blocked", "kind"),
    [
        ("inline", "inline"),
        ("eval", "eval"),
        ("data", "data"),
        ("https://evil.example/x.js?name=花子", "elsewhere"),
        ("http://192.0.2.1/", "elsewhere"),
        ("blob", "other"),
        ("", "other"),
        ("<script>", "other"),
    ],
)
def test_of_an_address_only_its_kind_is_kept(blocked: str, kind: str) -> None:
    said = report(
        effective_directive="script-src-elem", blocked_uri=blocked, document_uri="https://nenkin.example/records/1995/6"
    )
    assert parse(said) == PolicyReport("script-src-elem", kind)


def test_older_browsers_name_the_whole_rule() -> None:
    said = report(violated_directive="img-src 'self'", blocked_uri="https://evil.example")
    assert parse(said) == PolicyReport("img-src", "elsewhere")


@pytest.mark.parametrize("scheme", ["chrome-extension", "moz-extension://abc", "safari-web-extension:"])
def test_what_an_add_on_of_the_browser_did_is_no_sign(scheme: str) -> None:
    assert parse(report(effective_directive="script-src", blocked_uri=scheme)) is None
    assert parse(report(effective_directive="script-src", blocked_uri="inline", source_file=scheme)) is None


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"[]", b"null", b"\xff\xfe", b'{"csp-report": 1}', b'{"csp-report": {"blocked-uri": 7}}', b"x" * 100],
)
def test_what_is_no_report(body: bytes) -> None:
    assert parse(body) is None


def test_a_rule_that_is_none_of_the_list() -> None:
    assert parse(report(effective_directive="<b>山田花子</b>", blocked_uri="inline")) is None


@given(st.text(max_size=30), st.text(max_size=30))
def test_nothing_but_words_of_our_own_comes_out(directive: str, blocked: str) -> None:
    found = parse(report(effective_directive=directive, blocked_uri=blocked))
    assert found is None or (found.directive in DIRECTIVES and found.kind.isalpha())
