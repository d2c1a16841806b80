"""A file is written anew while it is used: what was erased is in no byte of it, and all else is."""

import asyncio
import itertools
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import duckdb
import pytest

from service.store import renewal
from service.store import submissions as store
from service.store.audit import AuditLog
from service.store.database import Database
from service.store.lingering import forget_all, lingers
from service.store.openings import form_openings
from service.store.renewal import Pace, Renewer, fresh_path, renew
from service.store.row_copy import copy_rows
from service.store.turnstile import NeverAlone, Turnstile
from service.store.writer import SubmissionWriter
from surveys.submissions import AcceptedSubmission, day_ordered_id
from tests.factories import NOON, make_accepted

SWIFT = Pace(look=0.01, settle=0.0, patience=2.0, rest=0.0)
CANARY = "zqxkanari-7f3e91c04b6d258a"
"""Sorts last of all words, so that its beginning is also in what DuckDB notes of a column."""


def never() -> None:
    raise AssertionError("the file could be opened again")


def submission_number(number: int, text: str = "Plus de pratique") -> AcceptedSubmission:
    submission_id = day_ordered_id(NOON.date(), number.to_bytes(10, "big"))
    return make_accepted(submission_id=submission_id, comments={"needs_next": text})


def written(database: Database, *submissions: AcceptedSubmission) -> None:
    with database.transaction() as cursor:
        store.insert(cursor, submissions)


def ids(database: Database) -> set[UUID]:
    with database.cursor() as cursor:
        rows = cursor.execute("select submission_id from submissions").fetchall()
    return {submission_id for (submission_id,) in rows}


def holding(folder: Path, *words: str) -> list[str]:
    """Return the files of a folder in whose bytes a word stands."""
    return [
        path.name
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(word.encode() in path.read_bytes() for word in words)
    ]


def erased(database: Database, submission: AcceptedSubmission) -> None:
    async def erase(writer: SubmissionWriter) -> None:
        await writer.erase(submission.submission_id)

    with SubmissionWriter(database, largest_group=10, on_fatal=never) as writer:
        asyncio.run(erase(writer))


@pytest.fixture
def uncompressed(database: Database) -> Database:
    """A file whose texts can be found by their bytes."""
    with database.cursor() as cursor:
        cursor.execute("set force_compression = 'uncompressed'")
    return database


def test_what_was_erased_stands_in_no_byte_of_a_new_file(uncompressed: Database) -> None:
    database, folder = uncompressed, uncompressed.path.parent
    person = submission_number(3, f"{CANARY} du texte " + "et encore " * 900)
    written(database, *map(submission_number, (1, 2)), person, submission_number(4))
    database.checkpoint()
    erased(database, person)
    database.checkpoint()
    assert holding(folder, CANARY) == [database.path.name]  # DuckDB has noted that it is gone

    assert renew(database, patience=1.0)

    assert holding(folder, CANARY, CANARY[:8]) == []
    assert ids(database) == {submission_number(each).submission_id for each in (1, 2, 4)}


def test_the_first_letters_that_duckdb_notes_of_a_column_go_too(database: Database) -> None:
    person = submission_number(1, CANARY)
    written(database, person, *map(submission_number, range(2, 9)))
    database.checkpoint()
    erased(database, person)
    database.checkpoint()

    assert holding(database.path.parent, CANARY[:8])
    assert renew(database, patience=1.0)
    assert not holding(database.path.parent, CANARY[:8])


def test_all_that_is_stored_erased_and_opened_meanwhile_is_in_the_new_file(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the rows are being copied, the writer stores, erases, corrects and counts."""
    before = [submission_number(each) for each in range(1, 5)]
    written(database, *before)
    later = [submission_number(each) for each in range(10, 20)]

    with SubmissionWriter(
        database, largest_group=3, on_fatal=never, counting_seconds=0.0
    ) as writer:

        async def busy() -> None:
            await asyncio.gather(*map(writer.store, later))
            await writer.erase(before[0].submission_id)
            await writer.correct(submission_number(2, "Autre chose"))
            writer.count("printemps-2026", opened=7)
            await writer.store(submission_number(30))

        with copying_meets(monkeypatch, busy):
            assert renew(database, patience=1.0)
        asyncio.run(writer.store(submission_number(31)))

    assert ids(database) == {
        each.submission_id
        for each in [*before[1:], *later, submission_number(30), submission_number(31)]
    }
    with database.cursor() as cursor:
        known = store.known(cursor, [before[0].submission_id, before[1].submission_id])
        assert [each.comments for each in known.values()] == [{"needs_next": "Autre chose"}]
        assert form_openings(cursor)["printemps-2026"].opened == 7
        assert lingers(cursor)  # of what was erased meanwhile there are bytes in the new file


@contextmanager
def copying_meets(
    monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], Coroutine[None, None, None]]
) -> Iterator[None]:
    """Have something happen after the rows were copied, before the new file is in place."""

    here = threading.get_ident()

    def copy(cursor: duckdb.DuckDBPyConnection) -> None:
        copy_rows(cursor)
        if threading.get_ident() == here:  # a service of another test may write its own file anew
            asyncio.run(meanwhile())

    with monkeypatch.context() as patch:
        patch.setattr(renewal, "copy_rows", copy)
        yield


def test_a_copy_that_misses_what_somebody_else_stored_is_given_up(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(database, submission_number(1))
    log = AuditLog(database)

    async def sign_in() -> None:
        log.add("somebody", "signed in", "", at=NOON)

    with copying_meets(monkeypatch, sign_in):
        assert not renew(database, patience=1.0)

    with database.cursor() as cursor:
        assert cursor.execute("select count(*) from audit_log").fetchall() == [(1,)]
    assert not fresh_path(database.path).exists()
    assert renew(database, patience=1.0)


def test_a_copy_that_misses_what_somebody_else_changed_is_given_up(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No table has more rows or fewer: counting them would not tell."""
    written(database, submission_number(1))

    async def change() -> None:
        with database.transaction() as cursor:
            cursor.execute("update submissions set quotable = not quotable")

    with copying_meets(monkeypatch, change):
        assert not renew(database, patience=1.0)


def test_a_new_file_that_lacks_a_row_does_not_take_the_place(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(database, submission_number(1), submission_number(2))

    def lose_one(cursor: duckdb.DuckDBPyConnection) -> None:
        forget_all(cursor)
        cursor.execute(
            "delete from comments where submission_id = (select min(submission_id) from comments)"
        )

    monkeypatch.setattr(renewal, "forget_all", lose_one)

    assert not renew(database, patience=1.0)

    assert len(ids(database)) == 2


def test_answers_are_stored_and_read_through_one_renewal_after_the_other(
    database: Database,
) -> None:
    """Nothing acknowledged is lost, nothing raises, and readers never see fewer answers."""
    stop = threading.Event()
    seen: list[int] = []
    renewals: list[bool] = []

    def read() -> None:
        while not stop.is_set():
            seen.append(len(ids(database)))
            time.sleep(0.001)

    async def send(writer: SubmissionWriter) -> int:
        for number in range(1, 10_000):
            await writer.store(submission_number(number))
            if number % 10 == 0:
                await writer.erase(submission_number(number).submission_id)
            if stop.is_set():
                return number
        return 0

    def renew_some() -> None:
        try:
            renewals.extend(renew(database, patience=2.0) for _ in range(3))
        finally:
            stop.set()

    reader, renewer = threading.Thread(target=read), threading.Thread(target=renew_some)
    with SubmissionWriter(database, largest_group=10, on_fatal=never) as writer:
        reader.start()
        renewer.start()
        last = asyncio.run(send(writer))
        renewer.join()
        reader.join()

    assert renewals == [True, True, True]
    assert len(ids(database)) == last - last // 10
    assert all(after >= before - 1 for before, after in itertools.pairwise(seen))


def gone_within(seconds: float, renewer: Renewer) -> None:
    deadline = time.monotonic() + seconds
    while renewer.erased != "done":
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_renewer_begins_by_itself_when_something_was_erased(database: Database) -> None:
    person = submission_number(1, CANARY)
    written(database, person, submission_number(2))
    renewer = Renewer(database, on_fatal=never, pace=SWIFT)
    with renewer.running():
        assert renewer.erased == "done"
        erased(database, person)
        gone_within(10.0, renewer)

    assert not holding(database.path.parent, CANARY)


def test_who_stops_a_renewer_does_not_wait_for_its_copy(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()

    def copy_for_minutes(cursor: duckdb.DuckDBPyConnection) -> None:
        begun.set()
        time.sleep(0.1)  # an interruption that comes now is forgotten by DuckDB
        cursor.execute("select sum(hash(i)) from range(100_000_000_000) numbers(i)").fetchall()

    monkeypatch.setattr(renewal, "copy_rows", copy_for_minutes)
    written(database, person := submission_number(1))
    erased(database, person)

    with Renewer(database, on_fatal=never, pace=SWIFT).running():
        assert begun.wait(10.0)
        stopped_at = time.monotonic()

    assert time.monotonic() - stopped_at < 5.0


def test_it_stops_in_order_when_the_rows_are_copied_and_the_rest_is_not_done(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(database, submission_number(1))
    copied, stopping = threading.Event(), threading.Event()

    def wait(cursor: duckdb.DuckDBPyConnection) -> None:
        copied.set()
        assert stopping.wait(10.0)
        forget_all(cursor)

    monkeypatch.setattr(renewal, "forget_all", wait)
    erased(database, submission_number(1))
    with Renewer(database, on_fatal=never, pace=SWIFT).running():
        assert copied.wait(10.0)
        threading.Timer(0.1, stopping.set).start()  # the way out waits for it

    assert ids(database) == set()


def test_who_never_stops_saving_does_not_keep_what_was_erased(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody saves while each copy is made, as long as they are let."""
    person = submission_number(1, CANARY)
    written(database, person, submission_number(2))
    erased(database, person)
    log, saved, saves, tries = AuditLog(database), threading.Event(), [0], [0]

    def save() -> None:
        log.add("somebody", "signed in", "", at=NOON)
        saves[0] += 1
        saved.set()

    def copy(cursor: duckdb.DuckDBPyConnection) -> None:
        tries[0] += 1
        copy_rows(cursor)
        saved.clear()
        savers.append(threading.Thread(target=save))
        savers[-1].start()
        saved.wait(1.0)

    savers: list[threading.Thread] = []
    with monkeypatch.context() as patch:
        patch.setattr(renewal, "copy_rows", copy)
        renewer = Renewer(database, on_fatal=never, pace=SWIFT)
        with renewer.running():
            gone_within(60.0, renewer)
    for each in savers:
        each.join()

    assert not holding(database.path.parent, CANARY)
    assert 1 < tries[0] < 10
    assert saves[0] == tries[0]
    with database.cursor() as cursor:
        assert cursor.execute("select count(*) from audit_log").fetchall() == [(saves[0],)]


def test_who_never_stops_reading_does_not_keep_what_was_erased(database: Database) -> None:
    person = submission_number(1, CANARY)
    written(database, person, submission_number(2))
    erased(database, person)
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            with database.cursor():
                time.sleep(0.05)

    readers = [threading.Thread(target=read) for _ in range(4)]
    try:
        for each in readers:
            each.start()
            time.sleep(0.01)  # so that there is always one inside
        renewer = Renewer(database, on_fatal=never, pace=SWIFT._replace(patience=0.3))
        with renewer.running():
            gone_within(60.0, renewer)
    finally:
        stop.set()
        for each in readers:
            each.join()

    assert not holding(database.path.parent, CANARY)


def test_what_can_wait_waits_for_who_insists_and_answers_do_not(database: Database) -> None:
    saved = threading.Event()

    def save() -> None:
        AuditLog(database).add("somebody", "signed in", "", at=NOON)
        saved.set()

    saver = threading.Thread(target=save)
    with (
        database.insisting(),
        SubmissionWriter(database, largest_group=1, on_fatal=never) as writer,
    ):
        saver.start()
        asyncio.run(writer.store(submission_number(1)))
        with database.cursor() as cursor:
            assert cursor.execute("select count(*) from submissions").fetchall() == [(1,)]
        assert not saved.wait(0.1)
    saver.join()

    assert saved.is_set()


def test_what_was_not_renewed_before_a_restart_is_renewed_after_it(tmp_path: Path) -> None:
    with Database(tmp_path / "bilan.duckdb") as database:
        written(database, person := submission_number(1, CANARY), submission_number(2))
        erased(database, person)
    with Database(tmp_path / "bilan.duckdb") as database:
        with database.cursor() as cursor:
            assert lingers(cursor)
        assert renew(database, patience=1.0)
        with database.cursor() as cursor:
            assert not lingers(cursor)


def test_a_file_under_a_link_stays_under_it_with_its_permissions(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "bilan.duckdb").symlink_to(tmp_path / "disk" / "real.duckdb")
    with Database(tmp_path / "bilan.duckdb") as database:
        written(database, submission_number(1))
        (tmp_path / "disk" / "real.duckdb").chmod(0o640)

        assert renew(database, patience=1.0)

        database.check_in_place()
        written(database, submission_number(2))
        assert (tmp_path / "bilan.duckdb").is_symlink()
        assert (tmp_path / "disk" / "real.duckdb").stat().st_mode & 0o777 == 0o640


def test_nobody_is_held_up_where_there_is_always_somebody(database: Database) -> None:
    with database.cursor():
        assert not renew(database, patience=0.05)
    assert renew(database, patience=0.05)


def test_a_name_that_cannot_be_given_leaves_the_open_file(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(database, submission_number(1))

    def refused(_: Path, __: Path) -> None:
        raise OSError(16, "Device or resource busy")  # as a mounted file answers

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refused)
        assert not renew(database, patience=1.0)

    written(database, submission_number(2))
    assert len(ids(database)) == 2


def test_who_is_alone_has_waited_for_those_inside_and_those_who_come_wait() -> None:
    turnstile, order = Turnstile(), []
    entered, leave = threading.Event(), threading.Event()

    def inside() -> None:
        with turnstile.inside():
            entered.set()
            leave.wait()
            order.append("inside")

    first = threading.Thread(target=inside)
    first.start()
    entered.wait()
    with pytest.raises(NeverAlone):
        turnstile.alone(0.01).__enter__()
    leave.set()
    with turnstile.alone(1.0):
        second = threading.Thread(target=inside)
        second.start()
        time.sleep(0.02)
        order.append("alone")
    first.join()
    second.join()

    assert order == ["inside", "alone", "inside"]
