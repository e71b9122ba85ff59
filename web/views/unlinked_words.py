"""The words that the screens of searches for records without an owner share."""

from __future__ import annotations

from collections.abc import Mapping

from web.views.frame import Link

SEARCH_URL = "/search"
OWN_URL = "/search/unlinked"
DECEASED_URL = "/search/deceased"
SEARCH_LINK = Link("持ち主のわからない記録をさがす", OWN_URL)
"""To the search, from every place where a record without an owner may be the answer."""
OWN_TITLE = "持ち主不明記録の検索"
DECEASED_TITLE = "亡くなった方の記録の検索"
TITLES: Mapping[str, str] = {"own": OWN_TITLE, "deceased": DECEASED_TITLE}

SEX_NAMES: Mapping[str, str] = {"female": "女", "male": "男"}
OWN_PURPOSES: Mapping[str, str] = {
    "gap": "記録のない期間がある",
    "name": "名前や、名前の読み方が変わった",
    "job": "働いたはずの会社の記録がない",
    "check": "念のため、確かめたい",
}
DECEASED_PURPOSES: Mapping[str, str] = {
    "survivors": "遺族の年金を受け取れるか、ふえるかを知りたい",
    "unpaid": "亡くなった方が受け取れなかった年金を知りたい",
    "correction": "亡くなった方の記録を直したい",
    "check": "念のため、確かめたい",
}
PURPOSES: Mapping[str, Mapping[str, str]] = {"own": OWN_PURPOSES, "deceased": DECEASED_PURPOSES}
RELATIONSHIPS: Mapping[str, str] = {
    "spouse": "夫、または妻",
    "child": "父、または母",
    "parent": "子",
    "grandchild": "祖父、または祖母",
    "grandparent": "孫",
    "sibling": "きょうだい",
    "other": "そのほかの親族",
}
"""By what the searcher is to the deceased; the words say what the deceased is to the searcher."""


def answer_words(*, found: bool) -> str:
    """All that is told of an answer."""
    return "該当する可能性のある記録があります" if found else "該当する可能性のある記録は、見つかりませんでした"
