"""Every address is listed, swept, and named as people write addresses; every handler is short."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator

import pytest

from tests.meta.tree import sources
from web.a11y.screens import SCREENS
from web.access import ACCESS
from web.app import ROUTES, create_app
from web.settings import Settings

LONGEST_HANDLER = 15  # lines after the docstring
_SEGMENT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?|\{[a-z]+(_[a-z]+)*(:[a-z]+)?\}")

# Between browsers and the service, not for people: there is nothing to see on them.
# And a file: that nothing of it is made without tags is tested where it is made (tests/web/paper/test_pdf.py).
NOT_SCREENS = {"manifest", "service-worker", "policy-reports", "history-pdf"}

Address = tuple[str, str]


def addresses() -> set[Address]:
    """Every method and path the application answers; OPTIONS is the framework's own."""
    routes = create_app(Settings()).routes
    return {(method, route.path_format) for route in routes for method in route.methods if method != "OPTIONS"}


def access_faults(answered: Collection[Address], listed: Collection[Address]) -> list[str]:
    """Addresses without a row, and rows without an address."""
    without_row = [f"no row in web/access.py: {method} {path}" for method, path in sorted(set(answered) - set(listed))]
    without_route = [f"no handler for the row {method} {path}" for method, path in sorted(set(listed) - set(answered))]
    return without_row + without_route


def path_faults(path: str) -> list[str]:
    """The parts of a path that are neither kebab-case nor a parameter."""
    return [part for part in path.strip("/").split("/") if part and not _SEGMENT.fullmatch(part)]


def unswept(names: Collection[str], swept: Collection[str]) -> list[str]:
    """Handlers that no screen of the register names, and screens that name no handler."""
    return sorted(set(names) ^ set(swept))


def long_functions(name: str, tree: ast.Module) -> Iterator[str]:
    """Functions with more lines than a handler may have; the docstring is not counted."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            lines = (node.end_lineno or node.lineno) - body[0].lineno + 1 if body else 0
            if lines > LONGEST_HANDLER:
                yield f"{name}:{node.lineno}: {node.name} has {lines} lines"


def test_every_address_stands_in_the_access_table() -> None:
    assert access_faults(addresses(), ACCESS) == []


def test_a_missing_and_a_stale_row_are_seen() -> None:
    faults = access_faults({("GET", "/"), ("POST", "/letters")}, {("GET", "/"), ("GET", "/gone")})
    assert faults == ["no row in web/access.py: POST /letters", "no handler for the row GET /gone"]


def test_paths_are_kebab_case() -> None:
    assert [path for _, path in addresses() if path_faults(path)] == []


@pytest.mark.parametrize("bad", ["/signIn", "/sign_in", "/records/Fiscal-Year/{year:int}", "/a/b--c", "/a.B", "/年金"])
def test_another_way_of_writing_a_path_is_seen(bad: str) -> None:
    assert len(path_faults(bad)) == 1


def test_every_handler_is_swept() -> None:
    names = {handler.name or str(handler) for handler in ROUTES}
    assert names > NOT_SCREENS
    assert unswept(names - NOT_SCREENS, {screen.route for screen in SCREENS if screen.route}) == []


def test_a_handler_nobody_sweeps_is_seen() -> None:
    assert unswept({"records", "letters"}, {"records", "gone"}) == ["gone", "letters"]


def test_handlers_are_short() -> None:
    assert [fault for name, tree in sources("web/routes") for fault in long_functions(name, tree)] == []


def test_a_long_handler_is_seen() -> None:
    body = "".join(f"    line = {number}\n" for number in range(LONGEST_HANDLER))
    assert list(long_functions("planted.py", ast.parse(f"async def planted():\n    'Said.'\n{body}"))) == []
    faults = list(long_functions("planted.py", ast.parse(f"async def planted():\n{body}    return line\n")))
    assert faults == ["planted.py:1: planted has 16 lines"]
