"""What is installed is pinned by hash, and no file says where one machine keeps things."""

from __future__ import annotations

import hashlib
import json
import re

import pytest

from tests.meta.tree import ROOT, called, files

_PINNED = re.compile(r"[A-Za-z0-9._-]+(?:\[[a-z,]+\])?==[^\s;]+( *;[^\\]+)?")
_NAME_PINNED = re.compile(r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==", re.MULTILINE)
_SHA256 = re.compile(r"--hash=sha256:[0-9a-f]{64}")
_VENDORED = re.compile(r"^\| `(web/static/vendor/[^`]+)` \|.*\| ([0-9.]+) \|.*\| `([0-9a-f]{64})` \|$", re.MULTILINE)

# Written in two halves, so that this file does not hold what it looks for.
_REGISTRIES = ["pypi" + ".org", "pythonhosted" + ".org", "registry.npmjs" + ".org", "deb.debian" + ".org"]
_MACHINE = re.compile("|".join([*map(re.escape, _REGISTRIES), r"(?<![\w./-])/(?:wo" + r"rk|ro" + r"ot|op" + r"t)/"]))
_BINARY = {".png", ".ico", ".jpg", ".pdf", ".sqlite", ".gz", ".woff2"}


def requirement_faults(text: str) -> list[str]:
    """Lines of a pinned requirements file that are not a pinned name with hashes."""
    logical = re.sub(r"\\\n\s*", " ", re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE))
    faults = []
    for line in filter(None, map(str.strip, logical.splitlines())):
        name, *hashes = line.split(" --hash", 1)
        if not (_PINNED.fullmatch(name.strip()) and hashes and not _SHA256.sub("", f"--hash{hashes[0]}").strip()):
            faults.append(line[:60])
    return faults


def address_faults(text: str) -> list[str]:
    """Registries and paths of one machine in a text."""
    return [match[0] for match in _MACHINE.finditer(text)]


def vendored_faults(listed: dict[str, str], found: dict[str, str]) -> list[str]:
    """Files whose hash is not the listed one, files not listed, and listed ones that are not there."""
    return sorted(name for name in listed.keys() | found.keys() if listed.get(name) != found.get(name))


def test_every_requirement_is_pinned_with_hashes() -> None:
    found = {called(path): path.read_text(encoding="utf-8") for path in files(".txt") if "requirements" in path.name}
    assert found.keys() >= {"requirements.txt", "requirements-dev.txt"}
    assert [name for name, text in found.items() if "==" not in text] == []
    assert {name: faults for name, text in found.items() if (faults := requirement_faults(text))} == {}


@pytest.mark.parametrize(
    "bad",
    [
        "litestar==2.25.0",
        "litestar>=2 --hash=sha256:" + "0" * 64,
        "--index-url https://example.test/simple",
        "--find-links /wheels",
        "litestar @ https://example.test/litestar.whl --hash=sha256:" + "0" * 64,
        "litestar==2.25.0 --hash=md5:" + "0" * 32,
    ],
)
def test_a_loose_requirement_is_seen(bad: str) -> None:
    good = "# made by\nlitestar==2.25.0 \\\n    --hash=sha256:" + "0" * 64 + " \\\n    --hash=sha256:" + "1" * 64 + "\n"
    assert requirement_faults(good) == []
    assert len(requirement_faults(good + bad + "\n")) == 1


def test_what_is_asked_for_is_what_is_pinned() -> None:
    for name in ("requirements", "requirements-dev"):
        asked = (ROOT / f"{name}.in").read_text(encoding="utf-8")
        wanted = {re.split(r"[\[=<>]", line)[0] for line in asked.splitlines() if re.match(r"[a-z]", line)}
        pinned = set(_NAME_PINNED.findall((ROOT / f"{name}.txt").read_text(encoding="utf-8")))
        assert wanted <= pinned


@pytest.mark.parametrize("folder", [".", "bench"])
def test_node_packages_are_pinned_without_addresses(folder: str) -> None:
    manifest = json.loads((ROOT / folder / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((ROOT / folder / "package-lock.json").read_text(encoding="utf-8"))
    asked = {**manifest.get("dependencies", {}), **manifest["devDependencies"]}
    packages = {name: data for name, data in lock["packages"].items() if name}
    assert [version for version in asked.values() if not re.fullmatch(r"[0-9.]+", version)] == []
    assert {name: packages[f"node_modules/{name}"]["version"] for name in asked} == asked
    assert [name for name, data in packages.items() if "resolved" in data or "integrity" not in data] == []


def test_no_file_holds_registries_or_paths_of_one_machine() -> None:
    found = {
        called(path): address_faults(path.read_text(encoding="utf-8"))
        for path in files()
        if path.suffix not in _BINARY
    }  # fmt: skip
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize("bad", [f"https://{_REGISTRIES[0]}/simple", "cd /wo" + "rk/main", "'/op" + "t/wheels'"])
def test_a_path_of_one_machine_is_seen(bad: str) -> None:
    assert address_faults("href='/records/checks' web/work/x") == []
    assert len(address_faults(bad)) == 1


def test_vendored_files_are_those_their_makers_publish() -> None:
    table = _VENDORED.findall((ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8"))
    listed = {name: digest for name, _, digest in table}
    found = {called(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files(below="web/static/vendor")}
    assert found
    assert vendored_faults(listed, found) == []
    asked = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert [version for _, version, _ in table] == list(asked.values())


def test_a_changed_or_unlisted_file_is_seen() -> None:
    assert vendored_faults({"a.js": "1", "b.js": "2"}, {"a.js": "9", "c.js": "3"}) == ["a.js", "b.js", "c.js"]
