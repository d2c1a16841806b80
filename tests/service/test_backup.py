"""Backups: whole while answers arrive, the same bilan once restored, refused where altered."""

import os
import shutil
import socket
import stat
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from threading import Event, Thread
from typing import Self
from uuid import UUID

import duckdb
import msgspec
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from litestar import Litestar
from litestar.testing import TestClient

from service.__main__ import main
from service.backups import archive
from service.backups.archive import DATABASE, MANIFEST
from service.backups.asking import asked
from service.backups.conversation import ASK, LONGEST_LINE, address, listening, socket_beside
from service.backups.desk import BackupDesk
from service.backups.manifest import SEALED, BackupDamaged, BackupSealed, Manifest, SealBroken
from service.backups.sealed import SealedReader, SealingWriter
from service.backups.whole_file import whole_file
from service.jobs.make_report import read_reports
from service.settings import Settings
from service.store import audit, receipts
from service.store.audit import BACKED_UP, AuditLog
from service.store.catalogue import Catalogue
from service.store.copies import Copier, CopyFailed
from service.store.database import Database
from service.store.load import load
from surveys.bundle import Bundle
from surveys.submissions import day_ordered_id
from tests.factories import NOON, make_accepted, make_bundle, make_submission, make_survey
from tests.full_disk import full_disk
from tests.inside import database_of

PASSPHRASE = "deux phrases valent mieux"  # noqa: S105 -- of tests


def submission_id(number: int) -> UUID:
    return day_ordered_id(NOON.date(), number.to_bytes(10, "big"))


ANSWERS = tuple(make_accepted(submission_id=submission_id(number)) for number in range(12))


@pytest.fixture
def bundle() -> Bundle:
    """A programme of twelve submissions, and a survey that is open now."""
    return make_bundle(surveys=(make_survey(closes_at=None),), submissions=ANSWERS)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, empty_file: Path) -> Path:
    """A folder with a database of twelve submissions, and two backups of it, one sealed."""
    folder = tmp_path_factory.mktemp("backups")
    path = folder / "bilan.duckdb"
    shutil.copy(empty_file, path)
    with Database(path) as database:
        load(database, make_bundle(submissions=ANSWERS), at=NOON)
    backed_up(path, folder / "open")
    backed_up(path, folder / "sealed", BILAN_BACKUP_PASSPHRASE=PASSPHRASE)
    return folder


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    """A copy of that database, which nobody has open."""
    return Path(shutil.copy(made / "bilan.duckdb", tmp_path))


@pytest.fixture
def backup(made: Path, tmp_path: Path) -> Path:
    """A copy of the backup that is not sealed."""
    return Path(shutil.copy(made / "open", tmp_path / "it.backup"))


@pytest.fixture
def sealed_backup(made: Path, tmp_path: Path) -> Path:
    """A copy of the other."""
    return Path(shutil.copy(made / "sealed", tmp_path / "it.backup"))


def bilan(path: Path, *arguments: object, **environment: str) -> Result:
    return CliRunner().invoke(
        main, [str(each) for each in arguments], env={"BILAN_DATABASE": str(path)} | environment
    )


def backed_up(path: Path, target: Path, **environment: str) -> Path:
    ran = bilan(path, "backup", target, **environment)
    assert ran.exit_code == 0, ran.output
    return target


def said(ran: Result) -> str:
    """Return what was printed, its lines as one."""
    return " ".join(ran.output.replace("│", " ").split())


def everything(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every row but two kinds that a service adds: its log, and the link of nobody, which it
    turns over to have the file forget."""
    with duckdb.connect(path, read_only=True) as connection:
        tables = [name for (name,) in connection.execute("show tables").fetchall()]
        rows = {
            name: connection.execute(f'from "{name}" order by all').fetchall()
            for name in tables
            if name != "audit_log"
        }
    return {**rows, "invitations": [row for row in rows["invitations"] if row[0]]}


def seal(path: Path) -> str:
    with Database(path) as database:
        catalogue = Catalogue(database)
        catalogue.reload()
        with database.source() as source:
            (made,) = read_reports(source, catalogue.now, "essai", ["fr"], at=NOON)
    return made.seal


# --- while the service runs --------------------------------------------------------------------


@pytest.fixture
def serving(client: TestClient[Litestar]) -> Iterator[TestClient[Litestar]]:
    with BackupDesk(database_of(client), client.app.state.audit_log):
        yield client


class Sender:
    """Sends answers one after the other, until it is told to stop."""

    def __init__(self, client: TestClient[Litestar]) -> None:
        self._client = client
        self._stop = Event()
        self._thread = Thread(target=self._run)
        self.acknowledged: list[UUID] = []

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        number = 1_000
        while not self._stop.is_set():
            sent = make_submission(id=submission_id(number))
            answered = self._client.post(
                "/api/surveys/printemps-2026/submissions", json=msgspec.to_builtins(sent)
            )
            assert answered.status_code == 201
            self.acknowledged.append(sent.id)
            number += 1


def test_a_backup_under_way_of_answers_holds_all_that_were_acknowledged_and_no_half_of_one(
    serving: TestClient[Litestar], settings: Settings, tmp_path: Path
) -> None:
    path = Path(settings.database)
    with Sender(serving) as sender:
        while len(sender.acknowledged) < 5:
            pass
        before = list(sender.acknowledged)
        target = backed_up(path, tmp_path / "it.backup")
        during = len(sender.acknowledged) - len(before)

    restored = tmp_path / "restored.duckdb"
    ran = bilan(restored, "restore", target)

    assert ran.exit_code == 0, ran.output
    assert during > 0  # answers did arrive meanwhile
    with duckdb.connect(restored, read_only=True) as connection:
        ids = {
            each
            for (each,) in connection.execute("select submission_id from submissions").fetchall()
        }
        comments = connection.execute(
            "select submission_id, count(*) from comments group by all"
        ).fetchall()
    assert set(before) <= ids <= {*sender.acknowledged, *(submission_id(n) for n in range(2_000))}
    assert dict(comments) == dict.fromkeys(ids, 2)


def test_the_drill_backup_wipe_restore_gives_the_same_bilan(
    serving: TestClient[Litestar], settings: Settings, tmp_path: Path
) -> None:
    path = Path(settings.database)
    target = backed_up(path, tmp_path / "it.backup", BILAN_BACKUP_PASSPHRASE=PASSPHRASE)
    serving.__exit__(None, None, None)  # the service stops
    database_of(serving).close()
    before, contents = seal(path), everything(path)
    for left in path.parent.glob(f"{path.name}*"):
        left.unlink()

    ran = bilan(path, "restore", target, BILAN_BACKUP_PASSPHRASE=PASSPHRASE)

    assert ran.exit_code == 0, ran.output
    assert "12 submissions" in ran.output
    assert seal(path) == before
    assert everything(path) == contents
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_service_notes_a_backup_in_the_audit_log(
    serving: TestClient[Litestar], settings: Settings, tmp_path: Path
) -> None:
    target = backed_up(Path(settings.database), tmp_path / "it.backup")

    manifest = archive.read(target, passphrase="")
    with database_of(serving).cursor() as cursor:
        (line,) = [each for each in audit.lines(cursor) if each.action == BACKED_UP]
        last = audit.last_backup(cursor)
    assert (line.actor, line.subject) == ("command line", manifest.sha256)
    assert last == line.at


def test_nobody_else_may_ask_the_service(serving: TestClient[Litestar], settings: Settings) -> None:
    mode = socket_beside(Path(settings.database)).stat().st_mode

    assert stat.S_ISSOCK(mode)
    assert stat.S_IMODE(mode) == 0o600


@contextmanager
def somebody_else(at: Path) -> Iterator[None]:
    """Be a user to whom the socket does not belong; the one we are, if we are not root."""
    root = os.geteuid() == 0
    at.chmod(0o600 if root else 0)
    if root:
        os.seteuid(65_534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_another_user_is_told_whose_service_it_is(tmp_path: Path) -> None:
    path = tmp_path / "bilan.duckdb"

    with (
        listening(socket_beside(path)),
        somebody_else(socket_beside(path)),
        pytest.raises(CopyFailed, match="another user's"),
        asked(path),
    ):
        pass


def test_whoever_asks_and_dies_leaves_no_copy_behind(
    serving: TestClient[Litestar], settings: Settings
) -> None:
    path = Path(settings.database)
    with address(socket_beside(path)) as where, socket.socket(socket.AF_UNIX) as asking:
        asking.connect(where)
        asking.sendall(ASK)
        asking.recv(LONGEST_LINE)
        assert len(copies(path)) == 1
    deadline = datetime.now(UTC) + timedelta(seconds=5)
    while copies(path) and datetime.now(UTC) < deadline:
        pass
    assert copies(path) == []


def copies(path: Path) -> list[Path]:
    return list(path.parent.glob(f".{path.name}.copy-*"))


def test_a_path_too_long_for_a_socket_is_no_hindrance(tmp_path: Path) -> None:
    folder = tmp_path / ("long" * 40)
    folder.mkdir()
    path = folder / "bilan.duckdb"

    with Database(path) as database, BackupDesk(database, AuditLog(database)):
        target = backed_up(path, tmp_path / "it.backup")

    assert archive.read(target, passphrase="").contents.counts["submissions"] == 0


def test_a_service_that_stops_meanwhile_is_said_and_nothing_is_left(
    tmp_path: Path, path: Path
) -> None:
    with Database(path) as database:
        desk = BackupDesk(database, AuditLog(database))
        with desk:
            desk.copier.stop()
            ran = bilan(path, "backup", tmp_path / "it.backup")

    assert ran.exit_code == 1
    assert "No backup was made" in said(ran)
    assert left_in(tmp_path) == {"bilan.duckdb"}


# --- while it does not -------------------------------------------------------------------------


def left_in(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def test_a_backup_needs_no_service(path: Path, tmp_path: Path) -> None:
    before = everything(path)
    target = backed_up(path, tmp_path / "it.backup")
    restored = tmp_path / "restored.duckdb"

    ran = bilan(restored, "restore", target)

    assert ran.exit_code == 0, ran.output
    assert everything(restored) == before
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert left_in(tmp_path) == {"bilan.duckdb", "it.backup", "restored.duckdb"}


def test_a_backup_is_a_tar_that_says_what_it_holds(backup: Path) -> None:
    with tarfile.open(backup) as tar:
        assert tar.getnames() == [MANIFEST, DATABASE]
        described = tar.extractfile(MANIFEST)
        assert described
        manifest = msgspec.json.decode(described.read(), type=Manifest)

    assert manifest.contents.counts["submissions"] == 12
    assert manifest.contents.counts["comments"] == 24


def test_what_was_erased_is_in_no_backup_made_later(tmp_path: Path, path: Path) -> None:
    canary = b"une phrase que personne d'autre n'aurait"
    erased = make_accepted(
        submission_id=submission_id(99), comments={"needs_next": canary.decode() * 20}
    )
    with Database(path) as database:
        load(database, make_bundle(submissions=(erased,)), at=datetime.now(UTC))
        database.checkpoint()
        assert canary in path.read_bytes()
        with database.transaction() as cursor:
            receipts.erase(cursor, erased.submission_id)
        database.checkpoint()
        assert canary in path.read_bytes()  # in a block that is free: the file itself still has it
    target = backed_up(path, tmp_path / "it.backup")

    assert canary not in target.read_bytes()


def test_nothing_is_overwritten(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "it.backup"
    target.write_text("kept")

    ran = bilan(path, "backup", target)

    assert ran.exit_code == 1
    assert "is there already" in said(ran)
    assert target.read_text() == "kept"


def test_a_folder_gets_a_file_named_by_the_time_and_loses_those_that_are_too_old(
    path: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    old = datetime.now(UTC) - timedelta(days=31)
    young = datetime.now(UTC) - timedelta(days=29)
    names = [f"bilan-{at:%Y%m%dT%H%M%SZ}.backup" for at in (old, young)]
    others = ["bilan-20200101T000000Z.backup.txt", "notes-20200101T000000Z.backup"]
    for name in names + others:
        (folder / name).touch()

    ran = bilan(path, "backup", folder, "--keep-days", 30)

    assert ran.exit_code == 0, ran.output
    (made,) = left_in(folder) - {*names, *others}
    assert (folder / made).stat().st_size > 1_000
    assert left_in(folder) == {made, names[1], *others}


@pytest.mark.parametrize(
    ("target", "sentence"),
    [("nowhere/it.backup", "No such file or directory"), ("file/it.backup", "Not a directory")],
)
def test_a_place_that_takes_no_backup_is_said(
    path: Path, tmp_path: Path, target: str, sentence: str
) -> None:
    (tmp_path / "file").touch()

    ran = bilan(path, "backup", tmp_path / target)

    assert ran.exit_code == 1
    assert sentence in said(ran)
    assert left_in(tmp_path) == {"bilan.duckdb", "file"}


def test_a_full_disk_is_said_and_nothing_is_left(path: Path, tmp_path: Path) -> None:
    with full_disk(room=300_000):
        ran = bilan(path, "backup", tmp_path / "it.backup")

    assert ran.exit_code == 1
    assert "No backup was made" in said(ran)
    assert "is the disk full?" in said(ran)
    assert left_in(tmp_path) == {"bilan.duckdb"}
    backed_up(path, tmp_path / "it.backup")


def test_no_database_is_made_in_order_to_be_backed_up(tmp_path: Path) -> None:
    ran = bilan(tmp_path / "bilan.duckdb", "backup", tmp_path / "it.backup")

    assert ran.exit_code == 1
    assert "There is no database" in said(ran)
    assert left_in(tmp_path) == set()


@pytest.mark.parametrize("content", [b"court", b"\xff\xfe" * 20])
def test_a_passphrase_that_cannot_be_used_is_refused(
    path: Path, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "secret").write_bytes(content)

    ran = bilan(path, "backup", tmp_path / "it", "--passphrase-file", tmp_path / "secret")

    assert ran.exit_code == 1
    assert left_in(tmp_path) == {"bilan.duckdb", "secret"}


# --- restoring ---------------------------------------------------------------------------------


@pytest.mark.parametrize("there", ["bilan.duckdb", "bilan.duckdb.wal", "bilan.duckdb.sock"])
def test_a_backup_is_restored_into_an_empty_place_only(
    backup: Path, tmp_path: Path, there: str
) -> None:
    place = tmp_path / "place"
    place.mkdir()
    (place / there).write_text("kept")

    ran = bilan(place / "bilan.duckdb", "restore", backup)

    assert ran.exit_code == 1
    assert "into an empty place only" in said(ran)
    assert left_in(place) == {there}
    assert (place / there).read_text() == "kept"


@pytest.mark.parametrize(
    ("which", "where"), [("open", 0.002), ("open", 0.3), ("open", 0.9), ("sealed", 0.5)]
)
def test_a_backup_with_one_bit_turned_over_is_refused_before_anything_is_written(
    made: Path, tmp_path: Path, which: str, where: float
) -> None:
    content = bytearray((made / which).read_bytes())
    content[int(len(content) * where)] ^= 4
    target = tmp_path / "it.backup"
    target.write_bytes(content)
    place = tmp_path / "place"
    place.mkdir()

    ran = bilan(place / "bilan.duckdb", "restore", target, BILAN_BACKUP_PASSPHRASE=PASSPHRASE)

    assert ran.exit_code == 1
    assert "Nothing was restored" in said(ran)
    assert "is damaged" in said(ran)
    assert left_in(place) == set()


@pytest.mark.parametrize("size", [0, 10, 600, 20_000])
def test_a_backup_that_is_cut_is_refused(backup: Path, size: int) -> None:
    backup.write_bytes(backup.read_bytes()[:size])

    with pytest.raises(BackupDamaged, match=r"is damaged, or no backup of Bilan"):
        archive.read(backup, passphrase="")


def test_a_sealed_backup_shows_nothing_and_needs_its_passphrase(sealed_backup: Path) -> None:
    assert b"Du temps pour pratiquer" not in sealed_backup.read_bytes()
    assert b"manifest" not in sealed_backup.read_bytes()
    with pytest.raises(BackupSealed, match="give the passphrase"):
        archive.read(sealed_backup, passphrase="")
    with pytest.raises(BackupSealed, match="another passphrase"):
        archive.read(sealed_backup, passphrase=PASSPHRASE + ".")
    assert archive.read(sealed_backup, passphrase=PASSPHRASE).contents.counts["comments"] == 24


def test_a_backup_of_a_later_version_is_refused(path: Path, tmp_path: Path) -> None:
    with Database(path) as database, database.cursor() as cursor:
        cursor.execute("insert into migrations values ('9999_later.sql')")
        copy = Copier(database).copy(tmp_path / "copy.duckdb", at=NOON)
    with (tmp_path / "copy.duckdb").open("rb") as file, whole_file(tmp_path / "it") as into:
        archive.pack(file, copy, into, passphrase="")

    ran = bilan(tmp_path / "restored.duckdb", "restore", tmp_path / "it")

    assert ran.exit_code == 1
    assert "later version of Bilan" in said(ran)
    assert not (tmp_path / "restored.duckdb").exists()


def test_a_backup_can_be_checked_without_being_restored(path: Path, backup: Path) -> None:
    ran = bilan(path, "restore", "--check", backup)

    assert ran.exit_code == 0
    assert "The backup is whole. It holds" in said(ran)
    assert "12 submissions" in said(ran)


# --- its parts ---------------------------------------------------------------------------------

QUICK = 14
"""The least cost that is read."""


@given(pieces=st.lists(st.binary(max_size=100), max_size=5), size=st.integers(1, 40))
@examples(max_examples=8)
def test_what_is_sealed_is_read_back_however_it_is_cut(pieces: list[bytes], size: int) -> None:
    file = BytesIO()
    writer = SealingWriter(file, PASSPHRASE, cost=QUICK)
    for piece in pieces:
        writer.write(piece)
    writer.finish()

    reader = SealedReader(file, PASSPHRASE)
    found = b"".join(iter(lambda: reader.read(size), b""))
    reader.finish()

    assert found == b"".join(pieces)


def test_every_part_of_what_is_sealed_counts() -> None:
    file = BytesIO()
    writer = SealingWriter(file, PASSPHRASE, cost=QUICK)
    writer.write(b"douze")
    writer.finish()
    whole, start = file.getvalue(), len(SEALED)

    for position in (start, start + 1, start + 17, start + 29, start + 45, len(whole) - 1):
        altered = bytearray(whole)
        altered[position] ^= 1
        with pytest.raises(SealBroken):
            SealedReader(BytesIO(altered), PASSPHRASE).finish()
    with pytest.raises(SealBroken):
        SealedReader(BytesIO(whole[:-1]), PASSPHRASE).finish()
    SealedReader(BytesIO(whole), PASSPHRASE).finish()


def test_two_seals_of_the_same_have_nothing_in_common() -> None:
    one, other = BytesIO(), BytesIO()
    for file in (one, other):
        writer = SealingWriter(file, PASSPHRASE, cost=QUICK)
        writer.write(bytes(64))
        writer.finish()

    assert one.getvalue()[-64:] != other.getvalue()[-64:]


@pytest.mark.parametrize("cost", [0, 13, 21, 255])
def test_a_file_does_not_say_how_much_memory_reading_it_takes(cost: int) -> None:
    content = SEALED + bytes([cost]) + bytes(100)

    with pytest.raises(SealBroken, match="damaged"):
        SealedReader(BytesIO(content), PASSPHRASE)


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "it"

    def write() -> None:
        with whole_file(path) as file:
            file.write(b"ours")
            path.write_text("theirs")

    with pytest.raises(FileExistsError):
        write()

    assert path.read_text() == "theirs"
    assert left_in(tmp_path) == {"it"}


def test_what_fails_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> None:
        with whole_file(tmp_path / "it") as file:
            file.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert left_in(tmp_path) == set()


def test_what_a_killed_command_has_half_written_goes_with_the_next(tmp_path: Path) -> None:
    killed = """
import os, signal, sys
from pathlib import Path
from service.backups.whole_file import whole_file
with whole_file(Path(sys.argv[1])) as file:
    file.write(b"half")
    file.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", killed, str(tmp_path / "one")], check=False)  # noqa: S603 -- our own interpreter
    (half,) = tmp_path.iterdir()
    assert half.read_bytes() == b"half"
    with whole_file(tmp_path / "two") as file:
        file.write(b"being written")
        assert not half.exists()
        with whole_file(tmp_path / "three"):  # and it takes nothing that is still being written
            pass

    assert left_in(tmp_path) == {"two", "three"}
    assert (tmp_path / "two").read_bytes() == b"being written"


def test_a_disk_without_links_takes_backups_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(path: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", no_links)  # as FAT answers on Linux
    with whole_file(tmp_path / "it") as file:
        file.write(b"all")
    with pytest.raises(FileExistsError), whole_file(tmp_path / "it") as file:
        file.write(b"more")

    assert (tmp_path / "it").read_bytes() == b"all"
    assert left_in(tmp_path) == {"it"}
