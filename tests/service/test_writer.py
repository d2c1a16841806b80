"""What the writer promises: stored when it returns, once, and never half."""

import asyncio
import resource
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

import service.store.writer
from service.store import submissions as store
from service.store.database import Database
from service.store.submissions import NotStored, SubmissionIdTaken
from service.store.writer import SubmissionWriter
from surveys.submissions import AcceptedSubmission, day_ordered_id
from tests.factories import NOON, make_accepted


def submission_number(number: int, **changes: object) -> AcceptedSubmission:
    submission_id = day_ordered_id(NOON.date(), number.to_bytes(10, "big"))
    return make_accepted(submission_id=submission_id, **changes)


def never() -> None:
    raise AssertionError("the disk took everything")


def store_all(
    database: Database, submissions: Sequence[AcceptedSubmission], *, largest_group: int = 50
) -> list[BaseException | None]:
    async def at_once(writer: SubmissionWriter) -> list[BaseException | None]:
        waiting = (writer.store(submission) for submission in submissions)
        return await asyncio.gather(*waiting, return_exceptions=True)

    with SubmissionWriter(database, largest_group=largest_group, on_fatal=never) as writer:
        return asyncio.run(at_once(writer))


def stored(database: Database, *submissions: AcceptedSubmission) -> list[AcceptedSubmission]:
    with database.cursor() as cursor:
        known = store.known(cursor, [each.submission_id for each in submissions])
    return list(known.values())


def count(database: Database) -> int:
    with database.cursor() as cursor:
        ((submissions,),) = cursor.execute("select count(*) from submissions").fetchall()
    return int(submissions)


def test_what_is_stored_reads_back_as_it_was(database: Database) -> None:
    submission = make_accepted(
        answers={"satisfaction": "satisfied", "recommend_score": 9, "tools": ["email"], "h": 2.5},
        comments={"needs_next": 'Plus d’exemples « concrets »\n— et l\'IA 🙂 \\ "ici"'},
    )

    assert store_all(database, [submission]) == [None]

    assert stored(database, submission) == [submission]


def test_concurrent_submissions_are_all_stored_once(database: Database) -> None:
    submissions = [submission_number(n) for n in range(200)]

    assert store_all(database, submissions) == [None] * 200

    assert {each.submission_id for each in stored(database, *submissions)} == {
        each.submission_id for each in submissions
    }
    assert count(database) == 200


def test_a_resent_submission_is_stored_once_and_answered_the_same(database: Database) -> None:
    submission = make_accepted()
    store_all(database, [submission])
    tomorrow = make_accepted(
        submission_id=submission.submission_id,
        received_on=submission.received_on + timedelta(days=1),
    )

    outcomes = store_all(database, [tomorrow, submission_number(2), submission])

    assert outcomes == [None, None, None]
    assert count(database) == 2
    assert stored(database, submission) == [submission]


def test_a_double_click_within_one_group_is_stored_once(database: Database) -> None:
    submission = make_accepted()

    assert store_all(database, [submission, submission]) == [None, None]

    assert count(database) == 1


@pytest.mark.parametrize("first_is_stored", [True, False])
def test_other_answers_under_the_same_id_are_refused_and_the_first_stay(
    database: Database, *, first_is_stored: bool
) -> None:
    first = make_accepted(answers={"satisfaction": "satisfied"})
    other = make_accepted(
        submission_id=first.submission_id, answers={"satisfaction": "dissatisfied"}
    )
    if first_is_stored:
        store_all(database, [first])

    outcomes = store_all(database, [first, other, submission_number(2)])

    assert [type(outcome) for outcome in outcomes] == [type(None), SubmissionIdTaken, type(None)]
    assert stored(database, first) == [first]
    assert count(database) == 2


def test_a_failed_commit_reaches_everyone_who_waits_and_keeps_nothing(database: Database) -> None:
    with database.cursor() as cursor:
        cursor.execute("drop table comments")
    submissions = [submission_number(n) for n in range(2)]

    outcomes = store_all(database, submissions)

    assert [type(outcome) for outcome in outcomes] == [NotStored, NotStored]
    assert count(database) == 0


def test_what_is_queued_when_the_service_stops_is_stored(database: Database) -> None:
    submissions = [submission_number(n) for n in range(3)]

    async def submit_and_stop() -> None:
        with SubmissionWriter(database, largest_group=50, on_fatal=never) as writer:
            waiting = asyncio.gather(*(writer.store(each) for each in submissions))
            await asyncio.sleep(0)  # all are queued, none is answered yet
        await waiting

    asyncio.run(submit_and_stop())

    assert count(database) == 3


def test_a_file_that_duckdb_gave_up_is_told_once_and_nothing_is_acknowledged(
    database: Database, tmp_path: Path
) -> None:
    told: list[str] = []
    store_all(database, [submission_number(n) for n in range(500)])

    with SubmissionWriter(
        database, largest_group=1, on_fatal=lambda: told.append("dead")
    ) as writer:
        _fail_a_checkpoint(database, tmp_path / "bilan.duckdb")

        async def at_once() -> list[BaseException | None]:
            waiting = (writer.store(submission_number(n)) for n in (501, 502))
            return await asyncio.gather(*waiting, return_exceptions=True)

        outcomes = asyncio.run(at_once())

    assert [type(outcome) for outcome in outcomes] == [NotStored, NotStored]
    assert told == ["dead"]


def _fail_a_checkpoint(database: Database, path: Path) -> None:
    """Let the disk refuse to let the file grow, as a full one does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, hard))
    try:
        with database.cursor() as cursor, pytest.raises(duckdb.FatalException):
            cursor.execute("checkpoint")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_nothing_is_acknowledged_into_a_file_that_is_no_longer_there(
    database: Database, tmp_path: Path
) -> None:
    told: list[str] = []
    (tmp_path / "bilan.duckdb").rename(tmp_path / "away.duckdb")

    with SubmissionWriter(
        database, largest_group=50, on_fatal=lambda: told.append("moved")
    ) as writer:

        async def at_once() -> list[BaseException | None]:
            waiting = (writer.store(submission_number(n)) for n in range(2))
            return await asyncio.gather(*waiting, return_exceptions=True)

        outcomes = asyncio.run(at_once())
        with pytest.raises(NotStored, match="moved"):
            writer.check()

    assert [type(outcome) for outcome in outcomes] == [NotStored, NotStored]
    assert told == ["moved"]


def test_a_writer_that_can_store_says_so_and_one_that_was_given_up_does_not(
    database: Database, tmp_path: Path
) -> None:
    store_all(database, [submission_number(n) for n in range(500)])

    with SubmissionWriter(database, largest_group=1, on_fatal=lambda: None) as writer:
        writer.check()
        _fail_a_checkpoint(database, tmp_path / "bilan.duckdb")
        with pytest.raises(NotStored):
            asyncio.run(writer.store(submission_number(501)))
        with pytest.raises(NotStored):
            writer.check()

    with pytest.raises(NotStored, match="stopped"):
        writer.check()


def test_somebody_who_is_gone_with_their_event_loop_does_not_stop_the_writer(
    database: Database,
) -> None:
    async def leave(writer: SubmissionWriter) -> None:
        task = asyncio.ensure_future(writer.store(submission_number(1)))
        await asyncio.sleep(0)
        task.cancel()

    with SubmissionWriter(database, largest_group=50, on_fatal=never) as writer:
        for _ in range(20):
            asyncio.run(leave(writer))
        asyncio.run(writer.store(submission_number(2)))
        writer.check()

    assert count(database) == 2


def test_more_than_the_largest_group_takes_several(database: Database) -> None:
    submissions = [submission_number(n) for n in range(7)]

    assert store_all(database, submissions, largest_group=2) == [None] * 7

    assert count(database) == 7


def test_a_log_that_has_become_long_is_written_into_the_tables_once_nobody_waits(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service.store.writer, "_LONGEST_LOG", 100_000)
    with SubmissionWriter(database, largest_group=50, on_fatal=never) as writer:
        while not writer.is_tidy:
            time.sleep(0.01)
        with database.transaction() as cursor:
            cursor.execute("insert into erased select uuid() from range(10_000)")
        assert database.log_size > 100_000

        asyncio.run(writer.store(submission_number(1)))
        deadline = time.monotonic() + 20
        while database.log_size and time.monotonic() < deadline:
            time.sleep(0.01)

        assert database.log_size == 0
