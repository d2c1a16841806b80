"""What a backup is: a tar of `manifest.json` and `bilan.duckdb`, sealed by a passphrase or not."""

import tarfile
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from service.backups.manifest import (
    FORMAT,
    SEALED,
    BackupDamaged,
    BackupNewer,
    BackupSealed,
    Manifest,
    NotPlain,
    SealBroken,
)
from service.backups.plain_tar import PlainTar, Source
from service.store.copies import Contents
from service.store.sql import migrations

MANIFEST, DATABASE = "manifest.json", "bilan.duckdb"

_LARGEST_MANIFEST = 100_000
_PIECE = 1 << 20


def pack(copy: BinaryIO, contents: Contents, into: BinaryIO, *, passphrase: str) -> Manifest:
    """Write a backup of a copy of the database; without a passphrase it is not sealed.

    Raises:
        OSError: a disk fails, or is full.
    """
    from service.backups.sealed import SealingWriter  # noqa: PLC0415 -- heavy: only here

    size, digest = _measured(copy)
    manifest = Manifest(bilan=version("bilan"), contents=contents, size=size, sha256=digest)
    sealing = SealingWriter(into, passphrase) if passphrase else None
    sink: Any = sealing or into  # tarfile asks for more than it uses
    with tarfile.open(fileobj=sink, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        described = msgspec.json.format(msgspec.json.encode(manifest))
        _add(tar, MANIFEST, BytesIO(described), len(described), contents)
        copy.seek(0)
        _add(tar, DATABASE, copy, size, contents)
    if sealing:
        sealing.finish()
    return manifest


def read(path: Path, *, passphrase: str, into: BinaryIO | None = None) -> Manifest:
    """Check a backup from its first to its last byte; write its database, if told where.

    What was written is to be thrown away if this raises.

    Raises:
        BackupUnusable: it is damaged, sealed, or of a later version.
        OSError: it cannot be read.
    """
    from service.backups.sealed import SealedReader  # noqa: PLC0415 -- heavy: only here

    with path.open("rb") as file:
        is_sealed = file.read(len(SEALED)) == SEALED
        file.seek(0)
        if is_sealed and not passphrase:
            raise BackupSealed(f"{path} is sealed: give the passphrase that it was made with.")
        try:
            opened = SealedReader(file, passphrase) if is_sealed else None
        except SealBroken as error:
            raise BackupSealed(f"{path} cannot be opened. {error}") from error
        try:
            manifest = _read(opened or file, into)
            if opened:
                opened.finish()
        except (NotPlain, SealBroken, _Wrong) as error:
            raise BackupDamaged(f"{path} is damaged, or no backup of Bilan: {error}") from error
    return manifest


class _Wrong(Exception):
    """Something is not what the manifest says."""


def _read(source: Source, into: BinaryIO | None) -> Manifest:
    tar = PlainTar(source)
    manifest = _manifest(tar)
    known = {name for name, _ in migrations()}
    if manifest.format != FORMAT or manifest.contents.schema not in known:
        raise BackupNewer(
            f"The backup was made by a later version of Bilan, {manifest.bilan!r} "
            f"(it has {manifest.contents.schema!r}): install that one first."
        )
    tar.open(DATABASE)
    if _poured(tar, into) != (manifest.size, manifest.sha256):
        raise _Wrong("its database is not what its manifest says")
    tar.end()
    return manifest


def _manifest(tar: PlainTar) -> Manifest:
    """Raises _Wrong."""
    tar.open(MANIFEST)
    described = tar.read(_LARGEST_MANIFEST)
    if tar.read(1):
        raise _Wrong(f"{MANIFEST} is too long")
    try:
        return msgspec.json.decode(described, type=Manifest)
    except (ValueError, RecursionError) as error:
        raise _Wrong(f"{MANIFEST} cannot be read: {error}") from error


def _poured(file: Source, into: BinaryIO | None) -> tuple[int, str]:
    size, digest = 0, sha256()
    while piece := file.read(_PIECE):
        size += len(piece)
        digest.update(piece)
        if into:
            into.write(piece)
    return size, digest.hexdigest()


def _measured(file: BinaryIO) -> tuple[int, str]:
    file.seek(0)
    return _poured(file, None)


def _add(tar: tarfile.TarFile, name: str, content: BinaryIO, size: int, contents: Contents) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = size, 0o600, int(contents.at.timestamp())
    tar.addfile(member, content)
