"""Backups as nobody makes them, and what Bilan's own format of them allows to be lied about."""

import io
import tarfile
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NamedTuple

import msgspec
from hypothesis import strategies as st

from service.backups import archive
from service.backups.archive import DATABASE, MANIFEST
from service.backups.manifest import Manifest
from service.backups.sealed import SealingWriter
from service.store.copies import Contents
from service.store.sql import migrations
from tests.fuzz.files import changes

PASSPHRASE = "deux phrases valent mieux"  # noqa: S105 -- of tests
QUICK = 14
"""The least cost of a guess that is read."""

CONTENT = bytes(range(256)) * 9
"""What stands for a database: an archive is read without looking into it."""
CONTENTS = Contents(
    at=datetime(2026, 3, 24, 12, tzinfo=UTC),
    schema=migrations()[-1][0],
    counts={"submissions": 12, "comments": 24},
)


class Member(NamedTuple):
    """One entry of a tar, as it is written: nothing of it has to be true."""

    name: str
    content: bytes
    kind: bytes = tarfile.REGTYPE
    size: int | None = None
    """What the header says; None: as many bytes as there are."""
    said: dict[str, str] = {}  # noqa: RUF012 -- nobody changes it
    """What stands in an extended header before it, and is believed more."""
    link: str = ""


def manifest(content: bytes = CONTENT, **other: Any) -> bytes:
    """Return what stands beside these bytes; `other` is in the place of what it would say."""
    said = Manifest(
        bilan="1.0", contents=CONTENTS, size=len(content), sha256=sha256(content).hexdigest()
    )
    return msgspec.json.encode(msgspec.to_builtins(said) | other)


def tar_of(*members: Member) -> bytes:
    packed = b"".join(_header(each) + _blocks(each.content) for each in members)
    return packed + bytes(2 * tarfile.BLOCKSIZE)


def whole() -> bytes:
    """Return a backup as Bilan makes them."""
    into = io.BytesIO()
    archive.pack(io.BytesIO(CONTENT), CONTENTS, into, passphrase="")
    return into.getvalue()


def sealed(content: bytes) -> bytes:
    """Return these bytes as the content of a backup that is sealed, and sealed rightly."""
    file = io.BytesIO()
    writer = SealingWriter(file, PASSPHRASE, cost=QUICK)
    writer.write(content)
    writer.finish()
    return file.getvalue()


def _header(member: Member) -> bytes:
    info = tarfile.TarInfo(member.name)
    info.type, info.linkname, info.mode = member.kind, member.link, 0o600
    info.size = len(member.content) if member.size is None else member.size
    info.pax_headers = member.said
    return info.tobuf(tarfile.PAX_FORMAT if member.said else tarfile.GNU_FORMAT)


def _blocks(content: bytes) -> bytes:
    return content + bytes(-len(content) % tarfile.BLOCKSIZE)


_NAMES = st.sampled_from(
    (
        MANIFEST,
        DATABASE,
        f"../{DATABASE}",
        f"/etc/{DATABASE}",
        f"./{MANIFEST}",
        f"{DATABASE}/",
        "C:\\bilan.duckdb",
        "a" * 300,
        "\u202e\udcff",
        "",
    )
)
_KINDS = st.sampled_from([tarfile.REGTYPE] * 6 + [bytes([each]) for each in b"\012345678gxLKSVMX"])
_SIZES = st.none() | st.sampled_from((0, 1, -1, -512, 511, 513, 8**11 - 1, 2**62, 2**70))
_NUMBERS = ("0", "-1", "-512", "9" * 30, "9" * 5_000, "1e400", "nan", "", "0,1", "0,0,1,-1", "é")
_SAID = st.dictionaries(
    st.sampled_from(
        (
            "size",
            "mtime",
            "path",
            "linkpath",
            "hdrcharset",
            "GNU.sparse.map",
            "GNU.sparse.size",
            "GNU.sparse.realsize",
            "GNU.sparse.major",
            "GNU.sparse.minor",
            "GNU.sparse.name",
        )
    ),
    st.sampled_from((*_NUMBERS, "1", DATABASE, MANIFEST, "../x", "BINARY")),
    max_size=4,
)
_CONTENTS = st.one_of(
    st.just(manifest()),
    st.just(CONTENT),
    st.builds(lambda change: change(manifest()), changes),
    st.builds(
        lambda name, value: manifest(**{name: value}),
        st.sampled_from(("format", "bilan", "contents", "size", "sha256")),
        st.sampled_from((None, -1, 2, 10**30, "", "é\x1b[2J\n", [[]], {"schema": "9999_x.sql"})),
    ),
)
members = st.builds(
    Member,
    _NAMES,
    _CONTENTS,
    _KINDS,
    _SIZES,
    st.just({}) | _SAID,
    st.sampled_from(("", "/etc/passwd")),
)


@st.composite
def archives(draw: st.DrawFn) -> bytes:
    """Draw a tar that is near to what a backup is, with something else before, between or after."""
    backup = [Member(MANIFEST, draw(_CONTENTS)), Member(DATABASE, CONTENT)]
    for at, member in draw(st.lists(st.tuples(st.integers(0, 4), members), min_size=1, max_size=3)):
        if draw(st.booleans()) and at < len(backup):
            backup[at] = member._replace(name=backup[at].name)
        else:
            backup.insert(at, member)
    return tar_of(*backup)
