"""What counts as the first load of a page."""

from __future__ import annotations

from bench.weights import files_of

PAGE = """
<link rel="icon" type="image/svg+xml" href="/static/icons/mark.1.svg">
<link rel="apple-touch-icon" href="/static/icons/icon-apple-180.2.png">
<link rel="manifest" href="/manifest.webmanifest">
<link rel="stylesheet" href="/static/css/base.3.css">
<link rel="stylesheet" href="/static/css/base.3.css">
<link rel="stylesheet" href="/static/css/print.4.css" media="print">
<script src="/static/js/focus.5.js" defer></script>
<a href="/records">年金記録</a>
"""


def test_style_sheets_scripts_and_the_icon_are_loaded_each_once() -> None:
    assert files_of(PAGE) == {
        "/static/icons/mark.1.svg",
        "/static/css/base.3.css",
        "/static/css/print.4.css",
        "/static/js/focus.5.js",
    }
