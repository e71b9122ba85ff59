"""The file of a backup: what is written comes back, and nothing else is believed."""

from __future__ import annotations

import errno
import json
import stat
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from services import backup_file
from services.backup_file import BackupUnfit, Manifest, extract_database, read_manifest, write_backup

CONTENT = b"everything about everybody" * 5000
PLAIN = Manifest(
    engine="sqlite",
    made_at=datetime(2026, 11, 23, 3, 0, tzinfo=UTC),
    is_demo=False,
    migrations=("m0001_first_tables",),
    rows={"person": 3},
)


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """A backup of something."""
    (tmp_path / "database").write_bytes(CONTENT)
    write_backup(tmp_path / "backup", PLAIN, tmp_path / "database", lambda _: None)
    return tmp_path / "backup"


def rewritten(backup: Path, **changes: Any) -> Path:
    """The same backup with another manifest."""
    with zipfile.ZipFile(backup) as archive:
        manifest = json.loads(archive.read("manifest.json")) | changes
        data = archive.read("database.sqlite")
    backup.unlink()
    with zipfile.ZipFile(backup, "w") as archive:
        archive.writestr("database.sqlite", data)
        archive.writestr("manifest.json", json.dumps(manifest))
    return backup


def refusal(backup: Path) -> str:
    """Why a file is refused, whether at its manifest or at its content."""
    target = backup.with_name("target")
    with pytest.raises(BackupUnfit) as found:
        extract_database(backup, read_manifest(backup), target, lambda _: None)
    return str(found.value)


def test_what_was_put_in_comes_out(backup: Path, tmp_path: Path) -> None:
    moved: list[int] = []
    manifest = read_manifest(backup)
    extract_database(backup, manifest, tmp_path / "again", moved.append)
    assert (tmp_path / "again").read_bytes() == CONTENT
    assert sum(moved) == manifest.size == len(CONTENT)
    assert manifest == write_backup(tmp_path / "second", PLAIN, tmp_path / "again", lambda _: None)


def test_a_full_disk_is_not_taken_for_a_damaged_backup(backup: Path, tmp_path: Path) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    with pytest.raises(OSError, match="no space left"):
        extract_database(backup, read_manifest(backup), tmp_path / "target", full)


def test_any_zip_tool_opens_it(backup: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        assert archive.testzip() is None
        assert archive.read("database.sqlite") == CONTENT
        assert json.loads(archive.read("manifest.json"))["rows"] == {"person": 3}


def test_nobody_else_can_read_it(backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_no_backup_is_overwritten(backup: Path, tmp_path: Path) -> None:
    before = backup.read_bytes()
    with pytest.raises(FileExistsError):
        write_backup(backup, PLAIN, tmp_path / "database", lambda _: None)
    assert backup.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"PK", b"SQLite format 3\x00" * 50, b"\x1f\x8b rest"])
def test_a_file_of_another_kind(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    assert "ではありません" in refusal(tmp_path / "file")


def test_an_archive_of_something_else(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as archive:
        archive.writestr("photo.jpg", b"x")
    assert "manifest.json がありません" in refusal(tmp_path / "photos.zip")


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_a_file_that_is_cut_off(backup: Path, part: float) -> None:
    whole = backup.read_bytes()
    backup.write_bytes(whole[: int(len(whole) * part)])
    assert "途中まで" in refusal(backup)


def test_flipped_bits_anywhere_are_seen_or_harm_nothing(backup: Path, tmp_path: Path) -> None:
    whole = backup.read_bytes()
    unseen = 0
    for place in range(4, len(whole)):
        flipped = bytearray(whole)
        flipped[place] ^= 0x10
        backup.write_bytes(flipped)
        target = tmp_path / f"target-{place}"
        try:
            manifest = read_manifest(backup)
            extract_database(backup, manifest, target, lambda _: None)
        except BackupUnfit:
            continue
        unseen += 1
        assert target.read_bytes() == CONTENT
        assert manifest.sha256 == read_manifest(backup).sha256
    assert unseen < len(whole) / 3, "what ZIP writes twice, and dates"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"format": "photos"}, "format"),
        ({"format_version": 2}, "形式 2"),
        ({"engine": "oracle"}, "oracle"),
        ({"engine": "postgresql"}, "中のファイル"),
        ({"made_at": "yesterday"}, "manifest.json が読めません"),
        ({"sha256": "0" * 64}, "合いません"),
        ({"size": 5}, "合いません"),
        ({"size": 10**9}, "合いません"),
    ],
)
def test_a_manifest_that_does_not_fit(backup: Path, changes: dict[str, Any], said: str) -> None:
    assert said in refusal(rewritten(backup, **changes))


@pytest.mark.parametrize("text", [b"[]", b"\xff\xfe", b"{", b"null"])
def test_a_manifest_that_is_none(backup: Path, text: bytes) -> None:
    with zipfile.ZipFile(backup, "w") as archive:
        archive.writestr("manifest.json", text)
    assert "manifest.json" in refusal(backup)


def test_a_manifest_without_end(backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_file, "_LARGEST_MANIFEST", 10)
    assert "大きすぎます" in refusal(backup)


def test_an_archive_swollen_beyond_its_manifest_is_read_no_further(
    backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_file, "_BLOCK", 1000)
    moved: list[int] = []
    manifest = read_manifest(rewritten(backup, size=2500))
    with pytest.raises(BackupUnfit):
        extract_database(backup, manifest, backup.with_name("target"), moved.append)
    assert sum(moved) <= 3000
