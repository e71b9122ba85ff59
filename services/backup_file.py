"""A backup as a file: a ZIP archive of a manifest and the database.

Any ZIP tool opens it, so that the data can be reached without this program. Nothing of a file is believed before it is
checked: shape, version, length and SHA-256.
"""

from __future__ import annotations

import errno
import hashlib
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import IO

import msgspec

FORMAT = "nenkin-backup"
FORMAT_VERSION = 1
_MANIFEST = "manifest.json"
_DATA = {"sqlite": "database.sqlite", "postgresql": "database.pgdump"}
_HEAD = b"PK\x03\x04"
_LARGEST_MANIFEST = 64 * 1024
_BLOCK = 1024 * 1024
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


class BackupUnfit(Exception):
    """A file must not be restored; the text is one sentence in Japanese that says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup says of itself.

    ``engine`` is ``sqlite`` or ``postgresql``; ``migrations`` are those the database has been through; ``rows`` counts
    each table; ``size`` and ``sha256`` are of the database as it lies in the archive, uncompressed.
    """

    format: str = FORMAT
    format_version: int = FORMAT_VERSION
    engine: str
    made_at: datetime
    is_demo: bool
    migrations: tuple[str, ...]
    rows: dict[str, int]
    size: int = 0
    sha256: str = ""


Progress = Callable[[int], None]
"""Told how many bytes more have been worked on."""


def write_backup(path: Path, manifest: Manifest, database: Path, progress: Progress) -> Manifest:
    """Write the archive, on disk when it returns, readable by its owner alone; the manifest with size and SHA-256.

    Raises FileExistsError: no backup is ever overwritten.
    """
    packing = zipfile.ZIP_DEFLATED if manifest.engine == "sqlite" else zipfile.ZIP_STORED  # a dump is compressed
    with _made_for_owner(path) as raw:
        with zipfile.ZipFile(raw, "w", packing) as archive:
            with archive.open(_DATA[manifest.engine], "w", force_zip64=True) as packed, database.open("rb") as file:
                size, sha256 = _copy(file, packed, progress)
            manifest = replace(manifest, size=size, sha256=sha256)
            archive.writestr(_MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))
        raw.flush()
        os.fsync(raw.fileno())
    return manifest


def read_manifest(path: Path) -> Manifest:
    """What a backup says of itself. Raises BackupUnfit for anything that is no whole backup this version can read."""
    with path.open("rb") as file:
        if file.read(len(_HEAD)) != _HEAD:
            raise BackupUnfit("控え（バックアップ）のファイルではありません。")
    with _opened(path) as archive:
        names = archive.namelist()
        if _MANIFEST not in names:
            raise BackupUnfit("このサービスの控えではありません（manifest.json がありません）。")
        if archive.getinfo(_MANIFEST).file_size > _LARGEST_MANIFEST:
            raise BackupUnfit("このサービスの控えではありません（manifest.json が大きすぎます）。")
        manifest = _parse(archive.read(_MANIFEST))
        if sorted(names) != sorted([_MANIFEST, _DATA[manifest.engine]]):
            raise BackupUnfit("このサービスの控えではありません（中のファイルがちがいます）。")
    return manifest


def extract_database(path: Path, manifest: Manifest, target: Path, progress: Progress) -> None:
    """The database out of the archive, byte for byte as it was put in. Raises BackupUnfit when it is not."""
    with _opened(path) as archive, _made_for_owner(target) as file:
        with archive.open(_DATA[manifest.engine]) as packed:
            size, sha256 = _copy(packed, file, progress, most=manifest.size)
        file.flush()
        os.fsync(file.fileno())
    if (size, sha256) != (manifest.size, manifest.sha256):
        raise BackupUnfit("控えがこわれています（中身が、作ったときの長さやSHA-256と合いません）。")


def _parse(text: bytes) -> Manifest:
    try:
        head = msgspec.json.decode(text)
        if not isinstance(head, dict) or head.get("format") != FORMAT:
            raise BackupUnfit("このサービスの控えではありません（manifest.json の format がちがいます）。")
        if head.get("format_version") != FORMAT_VERSION:
            version = head.get("format_version")
            raise BackupUnfit(f"新しい版で作った控えです（形式 {version}）。その版のプログラムで戻してください。")
        manifest = msgspec.convert(head, Manifest, strict=False)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BackupUnfit(f"控えの manifest.json が読めません（{error}）。") from error
    if manifest.engine not in _DATA:
        raise BackupUnfit(f"知らないデータベースの控えです（{manifest.engine}）。")
    return manifest


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except _DAMAGE as error:
        raise BackupUnfit(f"控えがこわれているか、途中までしかありません（{error}）。") from error
    except OSError as error:
        if error.errno != errno.EINVAL:  # a damaged archive sends the reader to a place before its beginning
            raise
        raise BackupUnfit(f"控えがこわれています（{error}）。") from error


def _copy(source: IO[bytes], target: IO[bytes], progress: Progress, most: int | None = None) -> tuple[int, str]:
    """Copy in blocks, no further than a byte past ``most``; the length and the SHA-256 of what was copied."""
    digest, size = hashlib.sha256(), 0
    while (most is None or size <= most) and (block := source.read(_BLOCK)):
        target.write(block)
        digest.update(block)
        size += len(block)
        progress(len(block))
    return size, digest.hexdigest()


def _made_for_owner(path: Path) -> IO[bytes]:
    """A new file that nobody else can read: everything about everybody is in it."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
