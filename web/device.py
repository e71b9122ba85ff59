"""A browser in words that its owner knows again: ``Windowsのパソコン（Chrome）``.

Words of ours only, nothing as it came.
"""

from __future__ import annotations

_DEVICES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Androidの機器"),
    ("Windows", "Windowsのパソコン"),
    ("Macintosh", "Macのパソコン"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linuxのパソコン"),
)
# the first that is named counts: most browsers also name those they want to be taken for
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
    ("w3m", "w3m"),
    ("Lynx", "Lynx"),
)


def device_words(user_agent: str) -> str:
    """What a browser says it is."""
    device = next((word for sign, word in _DEVICES if sign in user_agent), "")
    browser = next((word for sign, word in _BROWSERS if sign in user_agent), "")
    if device and browser:
        return f"{device}（{browser}）"
    return device or browser or "種類のわからないブラウザー"
