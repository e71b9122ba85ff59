"""A helper's pages lead nowhere that the mandate does not cover: their links and forms are followed, page by page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from db.queries.mandates import ScreenGroup
from tests.web.conftest import Browser
from tests.web.town import GIVER, HELPER, Enter, mandate_form, send
from web.access import ACCESS, Helper
from web.views.helping import FIRST_PAGES

SHELVES = ("/records", "/history", "/recall", "/search", "/corrections")
EACH = 4
"""So many pages of a kind are looked at: the first ones have every kind of link."""
_LINK = re.compile(r"<(a|form)\b([^>]*)>")
_TARGET = re.compile(r'(?:href|action)="(/[^"#]*)')
_ROWS = [
    (re.compile(re.sub(r"\{[a-z_]+\}", "[^/]+", path)), path)
    for path in sorted({path for _, path in ACCESS}, key=lambda path: path.count("{"))
]


def row_of(url: str) -> str:
    """The row of an address in the access table; empty for a file."""
    return next((path for pattern, path in _ROWS if pattern.fullmatch(url.partition("?")[0])), "")


def targets(text: str) -> Iterator[tuple[str, str]]:
    """Method and address of everything a page leads to."""
    for element, attributes in _LINK.findall(text):
        found = _TARGET.search(attributes)
        if found:
            method = "POST" if element == "form" and 'method="post"' in attributes else "GET"
            yield method, found[1].replace("&amp;", "&")


async def acting(enter: Enter, groups: frozenset[ScreenGroup]) -> Browser:
    """A helper who acts under a mandate for these groups."""
    screens = {f"screens-{group}": str(group) for group in groups}
    form = {name: value for name, value in mandate_form().items() if not name.startswith("screens-")}
    assert (await send(await enter(GIVER), "/account/helpers/new", form | screens)).startswith("303")
    helper = await enter(HELPER)
    await send(helper, "/helping/begin", {"mandate": "1"}, page="/helping")
    return helper


@pytest.mark.parametrize(
    "groups",
    [frozenset(ScreenGroup), *(frozenset({group}) for group in ScreenGroup)],
    ids=lambda groups: "+".join(sorted(groups)),
)
async def test_no_link_leads_to_what_is_not_covered(enter: Enter, groups: frozenset[ScreenGroup]) -> None:
    helper = await acting(enter, groups)
    standings = {Helper.ACTING, *groups}
    ahead, seen, looked_at = [FIRST_PAGES[group] for group in sorted(groups)], set[str](), Counter[str]()
    found = set[tuple[str, str, str]]()
    while ahead:
        url = ahead.pop()
        row = row_of(url)
        if url in seen or looked_at[row] >= EACH or not row.startswith(SHELVES):
            continue
        seen.add(url)
        looked_at[row] += 1
        page = await helper.get(url)
        assert page.status_code == 200, url
        for method, target in targets(page.text):
            if ACCESS.get((method, row_of(target)), standings).isdisjoint(standings):
                found.add((row, method, target))
            elif method == "GET":
                ahead.append(target)
    assert found == set()
    assert {FIRST_PAGES[group] for group in groups} <= set(looked_at)
