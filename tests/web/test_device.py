"""A browser in words that its owner knows again."""

from __future__ import annotations

import pytest

from web.device import device_words

_MOZILLA = "Mozilla/5.0"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            f"{_MOZILLA} (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36",
            "Windowsのパソコン（Chrome）",
        ),
        (f"{_MOZILLA} (Windows NT 10.0) Chrome/142.0 Safari/537.36 Edg/142.0", "Windowsのパソコン（Edge）"),
        (f"{_MOZILLA} (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1", "iPhone（Safari）"),
        (f"{_MOZILLA} (Macintosh; Intel Mac OS X 15.1) Version/19.0 Safari/605.1", "Macのパソコン（Safari）"),
        (f"{_MOZILLA} (Linux; Android 16) Chrome/142.0 Mobile Safari/537.36", "Androidの機器（Chrome）"),
        (f"{_MOZILLA} (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Linuxのパソコン（Firefox）"),
        ("w3m/0.5.3+git2023", "w3m"),
        ("Lynx/2.9.0dev.12", "Lynx"),
        ("", "種類のわからないブラウザー"),
        ("<script>alert(1)</script>" * 1000, "種類のわからないブラウザー"),
    ],
)
def test_words_of_ours_only(agent: str, words: str) -> None:
    assert device_words(agent) == words
    assert len(words) <= 100
