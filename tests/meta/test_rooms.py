"""What stands in which room, where import-linter cannot see it."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib

import pytest

from tests.meta.tree import ROOMS, ROOT, dotted, files, imported, sources

DATABASE_LIBRARIES = {"piccolo", "aiosqlite", "asyncpg", "sqlite3"}
CLOCKS = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.localtime")
WIRING = {
    "services/clock.py",  # the one clock
}
DEVELOPMENT_ONLY = {"axe_playwright_python", "httpx", "hypothesis", "mypy", "playwright", "pytest", "_pytest"}


def writes_outside(name: str, tree: ast.Module) -> list[str]:
    """Piccolo and other database libraries, its transactions and savings, in a file that is not in db/."""
    found = [f"{name}: imports {module}" for module in imported(tree) if module.split(".")[0] in DATABASE_LIBRARIES]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and dotted(node.func).endswith((".transaction", ".save")):
            found.append(f"{name}:{node.lineno}: {dotted(node.func)}(")
    return found


def clock_readings(name: str, tree: ast.Module) -> list[str]:
    """Where the time is read from the system."""
    return [
        f"{name}:{node.lineno}: {dotted(node)}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and dotted(node).endswith(CLOCKS)
    ]


def foreign_imports(name: str, tree: ast.Module) -> list[str]:
    """What pension/ may not lean on: everything but itself and the standard library."""
    allowed = {*sys.stdlib_module_names, "pension"}
    return [f"{name}: imports {module}" for module in imported(tree) if module.split(".")[0] not in allowed]


def undocumented(name: str, tree: ast.Module) -> list[str]:
    """Public modules, classes, functions and methods without a docstring."""
    found = [] if ast.get_docstring(tree) else [f"{name}: the module"]

    def look(body: list[ast.stmt], prefix: str) -> None:
        for node in body:
            if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
                continue
            if not ast.get_docstring(node):
                found.append(f"{name}:{node.lineno}: {prefix}{node.name}")
            if isinstance(node, ast.ClassDef):
                look(node.body, f"{node.name}.")

    look(tree.body, "")
    return found


def test_the_database_is_spoken_to_in_db_only() -> None:
    rooms = [room for room in ROOMS if room != "db"]
    assert [fault for name, tree in sources(*rooms) for fault in writes_outside(name, tree)] == []


@pytest.mark.parametrize(
    "bad",
    ["from piccolo.table import Table", "import sqlite3", "with engine.transaction(): ...", "await person.save()"],
)
def test_a_write_elsewhere_is_seen(bad: str) -> None:
    wrapped = f"async def planted():\n    {bad}\n"
    assert len(writes_outside("planted.py", ast.parse(wrapped))) == 1


def test_time_is_read_in_one_place_only() -> None:
    readings = [fault for name, tree in sources(*ROOMS) for fault in clock_readings(name, tree)]
    assert {reading.split(":")[0] for reading in readings} == WIRING


@pytest.mark.parametrize("bad", ["now = datetime.now(JST)", "day = datetime.date.today()", "factory=datetime.now"])
def test_a_clock_elsewhere_is_seen(bad: str) -> None:
    assert len(clock_readings("planted.py", ast.parse(bad))) == 1


def test_the_core_leans_on_the_standard_library_only() -> None:
    assert [fault for name, tree in sources("pension") for fault in foreign_imports(name, tree)] == []


def test_a_core_that_leans_on_more_is_seen() -> None:
    tree = ast.parse("import msgspec\nfrom web.frame import Frame\nfrom pension.status import Status\nimport enum\n")
    assert foreign_imports("planted.py", tree) == ["planted.py: imports msgspec", "planted.py: imports web.frame"]


def test_everything_public_in_the_core_says_what_it_means() -> None:
    assert [fault for name, tree in sources("pension") for fault in undocumented(name, tree)] == []


def test_a_silent_function_is_seen() -> None:
    tree = ast.parse("class A:\n    'Said.'\n    def b(self): ...\n    def _c(self): ...\ndef d(): ...\n")
    assert undocumented("planted.py", tree) == ["planted.py: the module", "planted.py:3: A.b", "planted.py:5: d"]


def test_every_room_is_checked_for_types_and_imports() -> None:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    rooms = {path.relative_to(ROOT).parts[0] for path in files("__init__.py")} - {"tests", "e2e", "bench"}
    assert rooms == set(ROOMS)
    assert set(tools["importlinter"]["root_packages"]) == set(ROOMS)
    assert set(ROOMS) <= set(tools["mypy"]["packages"])
    assert set(tools["coverage"]["run"]["source"]) == set(ROOMS)


def test_the_service_runs_without_the_development_packages() -> None:
    program = "import sys, web.app, web.__main__, ops.__main__; print(*{name.split('.')[0] for name in sys.modules})"
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "litestar" in run.stdout.split()
    assert DEVELOPMENT_ONLY.isdisjoint(run.stdout.split())
