"""What a crash, or a bad disk, leaves of the log: nothing committed is lost without a word."""

import random
import re
import shutil
import stat
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from threading import Thread
from typing import NamedTuple
from uuid import UUID

import duckdb
import pytest

from service.store import submissions as store
from service.store.database import Database, DatabaseInUse, DatabaseUnusable
from service.store.load import load
from service.store.log_tail import size_of
from surveys.submissions import day_ordered_id
from tests.factories import NOON, make_accepted, make_bundle

COMMITS = 5
IN_EACH = 3


class Crashed(NamedTuple):
    """A file as a killed service leaves it: five groups of submissions are in its log alone."""

    folder: Path
    ends: tuple[int, ...]
    """Where in the log each group's commit ends."""

    def at(self, folder: Path) -> Path:
        """Return where a copy of the file and its log stand now."""
        for each in ("bilan.duckdb", "bilan.duckdb.wal"):
            shutil.copy(self.folder / each, folder)
        return folder / "bilan.duckdb"


def ids_of_group(number: int) -> list[UUID]:
    return [
        day_ordered_id(NOON.date(), (number * IN_EACH + each).to_bytes(10, "big"))
        for each in range(IN_EACH)
    ]


def groups(how_many: int) -> set[UUID]:
    return {each for number in range(how_many) for each in ids_of_group(number)}


def log_of(path: Path) -> Path:
    return path.with_name("bilan.duckdb.wal")


@pytest.fixture(scope="module")
def crashed(tmp_path_factory: pytest.TempPathFactory, empty_file: Path) -> Crashed:
    folder = tmp_path_factory.mktemp("crashed")
    path = folder / "running" / "bilan.duckdb"
    path.parent.mkdir()
    shutil.copy(empty_file, path)
    with Database(path) as database:
        load(database, make_bundle(submissions=()), at=NOON)
        assert database.checkpoint()
        ends = []
        for number in range(COMMITS):
            with database.transaction() as cursor:
                store.insert(cursor, [make_accepted(submission_id=i) for i in ids_of_group(number)])
            ends.append(log_of(path).stat().st_size)
        for each in path.parent.iterdir():
            shutil.copy(each, folder)
    return Crashed(folder, tuple(ends))


def stored(path: Path) -> set[UUID]:
    """Return what stands in the file once it is opened, each with all that belongs to it."""
    with Database(path) as database, database.cursor() as cursor:
        ids = [
            each for (each,) in cursor.execute("select submission_id from submissions").fetchall()
        ]
        comments = dict(
            cursor.execute("select submission_id, count(*) from comments group by all").fetchall()
        )
    assert len(set(ids)) == len(ids)
    assert comments == dict.fromkeys(ids, 2)
    return set(ids)


def check_what_is_left_of(path: Path, crashed: Crashed, size: int) -> None:
    """The log ended after `size` bytes: what was committed by then is there, and nothing else."""
    log = log_of(path)
    log.write_bytes((crashed.folder / log.name).read_bytes()[:size])
    whole = sum(end <= size for end in crashed.ends)

    assert stored(path) == groups(whole), size
    assert not list(path.parent.glob("*.damaged*"))


def some_positions(crashed: Crashed) -> list[int]:
    chance = random.Random(7)  # noqa: S311 -- positions, not secrets
    beginning, end = crashed.ends[-2:]
    return [20, beginning - 1, beginning + 8, chance.randrange(beginning, end), end - 1]


def test_a_log_cut_anywhere_keeps_every_commit_before_and_no_half_of_one(
    crashed: Crashed, tmp_path: Path
) -> None:
    for size in some_positions(crashed):
        check_what_is_left_of(crashed.at(tmp_path), crashed, size)


@pytest.mark.long
def test_a_log_cut_at_every_byte_of_its_last_commit_and_at_others(
    crashed: Crashed, tmp_path: Path
) -> None:
    chance = random.Random(11)  # noqa: S311 -- positions, not secrets
    everywhere = [*range(crashed.ends[-2], crashed.ends[-1] + 1)]
    for size in everywhere + chance.sample(range(crashed.ends[-2]), 200):
        check_what_is_left_of(crashed.at(tmp_path), crashed, size)


Damage = Callable[[bytearray, tuple[int, ...]], None]


def garbage(log: bytearray, _: tuple[int, ...]) -> None:
    log += b"\xde\xad" * 300


def blanks(log: bytearray, _: tuple[int, ...]) -> None:
    log += bytes(4_096)


def huge(log: bytearray, _: tuple[int, ...]) -> None:
    log += b"\xff" * 7 + b"\x00" * 40


def half_a_frame_of_garbage(log: bytearray, ends: tuple[int, ...]) -> None:
    frame = bytes(log[ends[3] :])[:60]
    log += frame + bytes(500)


def harmed(crashed: Crashed, folder: Path, harm: Damage) -> Path:
    """Return a file whose log a crash, or a bad disk, left so."""
    path = crashed.at(folder)
    log = bytearray(log_of(path).read_bytes())
    harm(log, crashed.ends)
    log_of(path).write_bytes(log)
    return path


@pytest.mark.parametrize("after", [garbage, blanks, huge, half_a_frame_of_garbage])
def test_what_stands_after_the_last_commit_is_left_out_in_words(
    crashed: Crashed, tmp_path: Path, after: Damage, caplog: pytest.LogCaptureFixture
) -> None:
    path = harmed(crashed, tmp_path, after)

    assert stored(path) == groups(COMMITS)
    assert "nobody was told that it is stored" in caplog.text
    assert not list(tmp_path.glob("*.damaged*"))


def last_block_zeroed(log: bytearray, ends: tuple[int, ...]) -> None:
    log[ends[-2] + 30 : -21] = bytes(len(log) - 21 - ends[-2] - 30)


def first_of_the_last_zeroed(log: bytearray, ends: tuple[int, ...]) -> None:
    log[ends[-2] : ends[-2] + 60] = bytes(60)


def a_bit_of_the_last(log: bytearray, ends: tuple[int, ...]) -> None:
    log[ends[-2] + 150] ^= 4


def size_of_the_last(log: bytearray, ends: tuple[int, ...]) -> None:
    log[ends[-2] : ends[-2] + 8] = b"\xff" * 8


@pytest.mark.parametrize(
    "damage",
    [last_block_zeroed, first_of_the_last_zeroed, a_bit_of_the_last, size_of_the_last],
)
def test_a_last_commit_written_by_half_is_cut_off_said_and_kept_beside(
    crashed: Crashed, tmp_path: Path, damage: Damage, caplog: pytest.LogCaptureFixture
) -> None:
    path = harmed(crashed, tmp_path, damage)
    log = log_of(path).read_bytes()

    assert stored(path) == groups(COMMITS - 1)
    kept = tmp_path / "bilan.duckdb.wal.damaged"
    assert kept.read_bytes() == log
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert f"kept as {kept.name}" in caplog.text


def test_a_log_that_was_kept_before_is_not_overwritten(crashed: Crashed, tmp_path: Path) -> None:
    path = harmed(crashed, tmp_path, a_bit_of_the_last)
    (tmp_path / "bilan.duckdb.wal.damaged").write_text("before")
    log = log_of(path).read_bytes()

    stored(path)

    assert (tmp_path / "bilan.duckdb.wal.damaged").read_text() == "before"
    assert (tmp_path / "bilan.duckdb.wal.damaged-2").read_bytes() == log


def a_bit_in_the_middle(log: bytearray, ends: tuple[int, ...]) -> None:
    log[ends[1] + 150] ^= 4


def a_commit_in_the_middle_zeroed(log: bytearray, ends: tuple[int, ...]) -> None:
    log[ends[1] : ends[2]] = bytes(ends[2] - ends[1])


def size_in_the_middle(log: bytearray, ends: tuple[int, ...]) -> None:
    log[ends[1] : ends[1] + 8] = struct.pack("<Q", 2**40)


def the_header(log: bytearray, _: tuple[int, ...]) -> None:
    log[:8] = b"\xff" * 8


def the_first_block_zeroed(log: bytearray, _: tuple[int, ...]) -> None:
    log[:512] = bytes(512)


@pytest.mark.parametrize(
    ("damage", "whole"),
    [
        (a_bit_in_the_middle, 2),
        (a_commit_in_the_middle_zeroed, 2),
        (size_in_the_middle, 2),
        (the_header, 0),
        (the_first_block_zeroed, 0),
    ],
)
def test_damage_before_other_commits_opens_nothing_and_says_what_can_be_done(
    crashed: Crashed, tmp_path: Path, damage: Damage, whole: int
) -> None:
    path = harmed(crashed, tmp_path, damage)
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}

    with pytest.raises(DatabaseUnusable, match="restore the last backup") as refused:
        Database(path)

    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == before
    # What the sentence proposes does what it says.
    said = re.search(r"truncate --size=(\d+) (\S+)$", str(refused.value))
    assert said
    with Path(said[2]).open("rb+") as file:
        file.truncate(int(said[1]))
    assert stored(path) == groups(whole)


def test_a_log_whose_file_is_gone_is_kept(crashed: Crashed, tmp_path: Path) -> None:
    path = crashed.at(tmp_path)
    away = path.rename(tmp_path / "away.duckdb")

    with pytest.raises(DatabaseUnusable, match="Put the file back"):
        Database(path)

    assert not path.exists()
    away.rename(path)
    assert stored(path) == groups(COMMITS)


def test_a_log_of_another_moment_is_said_to_be_one(crashed: Crashed, tmp_path: Path) -> None:
    path = crashed.at(tmp_path)
    log = log_of(path).read_bytes()
    stored(path)  # and it is checkpointed, twice
    with Database(path) as database, database.transaction() as cursor:
        cursor.execute("insert into erased values (uuid())")
    log_of(path).write_bytes(log)

    with pytest.raises(DatabaseUnusable, match="not of the same moment"):
        Database(path)

    assert log_of(path).read_bytes() == log


@pytest.fixture(scope="module")
def checkpointing(crashed: Crashed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a service leaves it that is killed while two groups came during a checkpoint."""
    running, left = tmp_path_factory.mktemp("running"), tmp_path_factory.mktemp("left")
    path = crashed.at(running)
    with Database(path) as database, ExitStack() as transactions:
        with database.cursor() as cursor:
            cursor.execute("set global debug_checkpoint_scan_sleep_ms = 10")
        begun = [transactions.enter_context(database.cursor()) for _ in range(2)]
        for number, cursor in enumerate(begun, COMMITS):
            cursor.begin()
            store.insert(cursor, [make_accepted(submission_id=i) for i in ids_of_group(number)])
        thread = Thread(target=database.checkpoint)
        thread.start()
        time.sleep(0.1)  # it has begun, and is far from its end
        for cursor in begun:
            cursor.commit()
        assert thread.is_alive()
        for each in running.iterdir():
            shutil.copy(each, left)
        thread.join()
    return left


def test_a_crash_during_a_checkpoint_loses_nothing_that_was_committed_meanwhile(
    checkpointing: Path, tmp_path: Path
) -> None:
    shutil.copytree(checkpointing, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "bilan.duckdb"
    assert size_of(path.with_name("bilan.duckdb.wal.checkpoint"))

    assert stored(path) == groups(COMMITS + 2)


def test_the_log_of_what_came_during_a_checkpoint_is_seen_to_as_well(
    checkpointing: Path, tmp_path: Path
) -> None:
    shutil.copytree(checkpointing, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "bilan.duckdb"
    beside = path.with_name("bilan.duckdb.wal.checkpoint")
    whole = beside.read_bytes()
    beside.write_bytes(bytes(64) + whole[64:])
    with pytest.raises(DatabaseUnusable, match="restore the last backup"):
        Database(path)
    beside.write_bytes(whole[:-5] + b"\xff" * 400)

    assert stored(path) == groups(COMMITS + 1)


def test_the_log_of_a_file_that_somebody_has_open_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "bilan.duckdb"
    holder = """
import sys, duckdb
with duckdb.connect(sys.argv[1]) as connection:
    connection.execute("create table t (i integer)")
    print(flush=True)
    input()
"""
    with subprocess.Popen(  # noqa: S603 -- our own interpreter
        [sys.executable, "-c", holder, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        process.stdout.readline()
        log = log_of(path)
        with log.open("ab") as file:
            file.write(b"half of a commit")  # as when it is just being written
        before = log.read_bytes()

        with pytest.raises(DatabaseInUse):
            Database(path)

        assert log.read_bytes() == before
        process.kill()
    with duckdb.connect(path) as connection:
        assert connection.execute("show tables").fetchall() == [("t",)]
