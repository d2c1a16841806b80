"""Whatever is brought as a backup is restored whole, or refused in a sentence and nothing is."""

import io
import tarfile
import time
import tracemalloc
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from service.__main__ import main
from service.backups.archive import DATABASE, MANIFEST, read
from service.backups.manifest import BackupDamaged, BackupUnusable, NotPlain
from service.backups.plain_tar import PlainTar
from tests.fuzz.archives import (
    CONTENT,
    PASSPHRASE,
    Member,
    archives,
    manifest,
    sealed,
    tar_of,
    whole,
)
from tests.fuzz.files import changed

IN_SUITE, IN_LONG_RUN = 150, 20_000
LONGEST_SECONDS = 2
MOST_MEMORY = 8_000_000
SEALED = sealed(whole())


@pytest.fixture(scope="module")
def brought(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz") / "it.backup"


def ends_whole_or_in_a_sentence(brought: Path, content: bytes) -> None:
    """Read what is brought; what comes out of it is what its manifest says, or nothing counts."""
    brought.write_bytes(content)
    into = io.BytesIO()
    began = time.process_time()
    try:
        made = read(brought, passphrase=PASSPHRASE, into=into)
    except BackupUnusable as refused:
        said = str(refused)
    else:
        said = ""
        assert (made.size, made.sha256) == (
            len(into.getvalue()),
            sha256(into.getvalue()).hexdigest(),
        )
    assert time.process_time() - began < LONGEST_SECONDS
    assert len(into.getvalue()) <= len(content)  # it does not grow
    assert said.isprintable()
    assert "Error" not in said


@given(data=st.data())
@settings(max_examples=IN_SUITE)
def test_a_changed_backup_is_whole_or_refused(brought: Path, data: Any) -> None:
    ends_whole_or_in_a_sentence(brought, data.draw(changed((whole(),))))


@given(data=st.data())
@settings(max_examples=IN_SUITE)
def test_a_tar_that_lies_is_whole_or_refused(brought: Path, data: Any) -> None:
    ends_whole_or_in_a_sentence(brought, data.draw(archives()))


@given(data=st.data())
@settings(max_examples=10)
def test_a_sealed_backup_that_changed_is_whole_or_refused(brought: Path, data: Any) -> None:
    ends_whole_or_in_a_sentence(brought, data.draw(changed((SEALED,))))


@given(data=st.data())
@settings(max_examples=10)
def test_a_lie_is_no_truer_for_being_sealed(brought: Path, data: Any) -> None:
    ends_whole_or_in_a_sentence(brought, sealed(data.draw(archives())))


@pytest.mark.long
@given(data=st.data())
@settings(max_examples=IN_LONG_RUN)
def test_thousands_of_backups_are_whole_or_refused(brought: Path, data: Any) -> None:
    ends_whole_or_in_a_sentence(brought, data.draw(changed((whole(),)) | archives()))


@pytest.mark.long
@given(data=st.data())
@settings(max_examples=IN_LONG_RUN // 20)
def test_a_thousand_sealed_backups_are_whole_or_refused(brought: Path, data: Any) -> None:
    drawn = changed((SEALED,)) | st.builds(sealed, archives())
    ends_whole_or_in_a_sentence(brought, data.draw(drawn))


HOLES = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": str(10**13)}
A_FILE = Member(DATABASE, CONTENT)
BOMBS = {
    "a file of ten terabytes, all hole": [
        Member(MANIFEST, manifest()),
        Member(DATABASE, b"0\n".ljust(512, b"\0"), said=HOLES),
    ],
    "the manifest, all hole": [
        Member(MANIFEST, b"0\n".ljust(512, b"\0"), said=HOLES),
        A_FILE,
    ],
    "holes in an older way": [
        Member(MANIFEST, manifest()),
        Member(DATABASE, b"", said={"GNU.sparse.map": "0,0", "GNU.sparse.size": str(10**13)}),
    ],
    "headers before headers": [
        *[Member("x", b"11 path=x\n\n", kind=b"x")] * 5_000,
        Member(MANIFEST, manifest()),
        A_FILE,
    ],
    "a header of ten million bytes": [
        Member("x", b"9" * 10_000_000, kind=b"x"),
        Member(MANIFEST, manifest()),
        A_FILE,
    ],
    "a name of ten million bytes": [
        Member("x", b"a" * 10_000_000, kind=b"L"),
        Member(MANIFEST, manifest()),
        A_FILE,
    ],
    "a manifest of ten million bytes": [Member(MANIFEST, b" " * 10_000_000), A_FILE],
    "a manifest that nests": [Member(MANIFEST, b'{"x":' + b"[" * 90_000), A_FILE],
    "thousands of files": [Member(MANIFEST, manifest()), A_FILE, *[Member("x", b"")] * 20_000],
}


@pytest.mark.parametrize("members", BOMBS.values(), ids=BOMBS)
@pytest.mark.parametrize("is_sealed", [False, True], ids=["open", "sealed"])
def test_little_takes_little_time_and_memory(
    brought: Path, members: list[Member], *, is_sealed: bool
) -> None:
    content = tar_of(*members)
    brought.write_bytes(sealed(content) if is_sealed else content)
    into, began = io.BytesIO(), time.process_time()
    tracemalloc.start()
    try:
        with pytest.raises(BackupDamaged, match="is damaged, or no backup of Bilan: "):
            read(brought, passphrase=PASSPHRASE, into=into)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert time.process_time() - began < LONGEST_SECONDS
    assert most < MOST_MEMORY
    assert len(into.getvalue()) <= len(CONTENT)


@pytest.mark.parametrize("kind", [b"1", b"2", b"3", b"5", b"6", b"L", b"S", b"g"])
@pytest.mark.parametrize("name", [DATABASE, f"../{DATABASE}", "/etc/passwd"])
def test_only_a_plain_file_of_its_name_is_a_database(brought: Path, name: str, kind: bytes) -> None:
    lying = Member(name, CONTENT, kind=kind, link="/etc/passwd")
    brought.write_bytes(tar_of(Member(MANIFEST, manifest()), lying, A_FILE))

    with pytest.raises(BackupDamaged, match=f"{DATABASE} is missing"):
        read(brought, passphrase="")


def test_a_file_that_is_too_large_for_its_header_is_read_as_pax_says() -> None:
    """The header of nine gigabytes, as `pack` writes it; the tar ends there."""
    info = tarfile.TarInfo(DATABASE)
    info.size = 9_000_000_000
    tar = PlainTar(io.BytesIO(info.tobuf(tarfile.PAX_FORMAT) + b"first" + bytes(507)))

    tar.open(DATABASE)

    assert tar.read(5) == b"first"
    with pytest.raises(NotPlain, match="it is cut"):
        tar.read(600)


def test_what_follows_is_seen_however_far_it_is(brought: Path) -> None:
    brought.write_bytes(whole() + bytes(3_000_000) + b"more")

    with pytest.raises(BackupDamaged, match="it holds more than a backup does"):
        read(brought, passphrase="")


# --- what is whole, and no database of ours ------------------------------------------------------


def restored(brought: Path, place: Path) -> Result:
    return CliRunner().invoke(
        main, ["restore", str(brought)], env={"BILAN_DATABASE": str(place / "bilan.duckdb")}
    )


@pytest.mark.parametrize(
    "content",
    [b"", CONTENT, b"DUCK" * 5_000, b"\0" * 20_000],
    ids=["empty", "other", "named", "zeros"],
)
def test_what_is_no_database_is_not_left_in_its_place(
    brought: Path, tmp_path: Path, content: bytes
) -> None:
    brought.write_bytes(tar_of(Member(MANIFEST, manifest(content)), Member(DATABASE, content)))

    ran = restored(brought, tmp_path)

    assert ran.exit_code == 1, ran.output
    assert "Nothing was restored" in ran.output
    assert list(tmp_path.iterdir()) == []


def test_a_database_of_something_else_is_not_left_in_its_place(
    brought: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.duckdb"
    with duckdb.connect(other) as connection:
        connection.execute("create table recipes (name varchar)")
    content, place = other.read_bytes(), tmp_path / "place"
    place.mkdir()
    brought.write_bytes(tar_of(Member(MANIFEST, manifest(content)), Member(DATABASE, content)))

    ran = restored(brought, place)

    assert ran.exit_code == 1, ran.output
    assert "it holds recipes" in " ".join(ran.output.replace("│", " ").split())
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("said", ["é\x1b[2J", "\u202e"])
def test_what_a_manifest_says_of_itself_reaches_no_terminal_as_it_is(
    brought: Path, said: str
) -> None:
    brought.write_bytes(tar_of(Member(MANIFEST, manifest(format=2, bilan=said)), A_FILE))

    with pytest.raises(BackupUnusable) as refused:
        read(brought, passphrase="")

    assert str(refused.value).isprintable()
    brought.write_bytes(tar_of(Member(MANIFEST, manifest(contents={"counts": {said: 1}})), A_FILE))
    with pytest.raises(BackupDamaged):
        read(brought, passphrase="")
