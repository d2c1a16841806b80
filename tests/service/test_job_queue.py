"""Jobs run one after the other, say how far they are, and survive a restart."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from queue import SimpleQueue
from threading import Event
from uuid import uuid4

import pytest

from service.jobs.queue import JobQueue
from service.jobs.worker import ComputeCancelled
from service.store import jobs as store
from service.store.database import Database
from service.store.jobs import Job, JobNotFound
from tests.factories import NOON


def finished(database: Database, job: Job) -> Job:
    """Wait until the job is done or has failed."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with database.cursor() as cursor:
            now = store.get(cursor, job.job_id)
        if now.state in ("done", "failed", "cancelled"):
            return now
        time.sleep(0.01)
    raise AssertionError("the job never ended")


class UntilStopped:
    """Runs until it is told to stop, and is cut short."""

    def __init__(self) -> None:
        self.started = Event()

    def __call__(self, subject: str, progress: Callable[[float], None], stopping: Event) -> None:
        self.started.set()
        assert stopping.wait(timeout=20)
        raise ComputeCancelled


class Noting:
    """Notes what it ran on, and is done."""

    def __init__(self) -> None:
        self.subjects: list[str] = []

    def __call__(self, subject: str, progress: Callable[[float], None], stopping: Event) -> None:
        self.subjects.append(subject)


def test_a_job_runs_on_its_subject_and_is_done(database: Database) -> None:
    note = Noting()

    with JobQueue(database, {"note": note}) as jobs:
        job = jobs.add("note", "formation", at=NOON)
        assert finished(database, job).state == "done"

    assert note.subjects == ["formation"]


def test_progress_can_be_asked_for_while_it_runs(database: Database) -> None:
    told, asked = Event(), Event()

    def tell(subject: str, progress: Callable[[float], None], stopping: Event) -> None:
        progress(0.25)
        told.set()
        asked.wait(timeout=20)

    with JobQueue(database, {"tell": tell}) as jobs:
        job = jobs.add("tell", "formation", at=NOON)
        assert told.wait(timeout=20)
        assert jobs.progress(job.job_id) == 0.25
        assert jobs.progress(uuid4()) == 0.0
        asked.set()


def test_a_job_that_fails_says_why_and_the_next_one_runs(database: Database) -> None:
    def fail_once(subject: str, progress: Callable[[float], None], stopping: Event) -> None:
        if subject == "first":
            raise ValueError("no comments at all")

    with JobQueue(database, {"try": fail_once}) as jobs:
        first = finished(database, jobs.add("try", "first", at=NOON))
        second = finished(database, jobs.add("try", "second", at=NOON + timedelta(seconds=1)))

    assert (first.state, first.message) == ("failed", "ValueError")
    assert (second.state, second.message) == ("done", None)


def test_asking_twice_while_it_waits_gives_the_same_job(database: Database) -> None:
    started, go_on = Event(), Event()

    def wait(subject: str, progress: Callable[[float], None], stopping: Event) -> None:
        started.set()
        go_on.wait(timeout=20)

    with JobQueue(database, {"wait": wait}) as jobs:
        jobs.add("wait", "busy", at=NOON)
        assert started.wait(timeout=20)
        one = jobs.add("wait", "formation", at=NOON)
        two = jobs.add("wait", "formation", at=NOON)
        go_on.set()

    assert one == two


def test_many_clicks_at_once_queue_one_job(database: Database) -> None:
    started, go_on = Event(), Event()

    def wait(subject: str, progress: Callable[[float], None], stopping: Event) -> None:
        started.set()
        go_on.wait(timeout=20)

    with JobQueue(database, {"wait": wait}) as jobs, ThreadPoolExecutor(8) as clicks:
        jobs.add("wait", "busy", at=NOON)
        assert started.wait(timeout=20)
        asked = list(clicks.map(lambda _: jobs.add("wait", "formation", at=NOON), range(8)))
        with database.cursor() as cursor:
            waiting = [job for job in store.unfinished(cursor) if job.state == "queued"]
        go_on.set()

    assert {job.job_id for job in asked} == {job.job_id for job in waiting}
    assert len(waiting) == 1


def test_a_clock_that_steps_back_does_not_lose_a_job(database: Database) -> None:
    with JobQueue(database, {"find": Noting()}) as jobs:
        finished(database, jobs.add("find", "formation", at=NOON))
        later = jobs.add("find", "formation", at=NOON - timedelta(hours=1))

        assert finished(database, later).state == "done"


def test_a_job_that_was_cut_short_runs_anew_after_a_restart(database: Database) -> None:
    find = UntilStopped()

    with JobQueue(database, {"find": find}) as jobs:
        job = jobs.add("find", "formation", at=NOON)
        assert find.started.wait(timeout=20)
    with database.cursor() as cursor:
        assert [each.job_id for each in store.unfinished(cursor)] == [job.job_id]

    with JobQueue(database, {"find": Noting()}):
        assert finished(database, job).state == "done"


def test_asking_again_after_a_restart_gives_the_job_that_was_cut_short(database: Database) -> None:
    """It reads what there is when it starts anew, so the second request gains nothing."""
    find, note = UntilStopped(), Noting()

    with JobQueue(database, {"find": find}) as jobs:
        cut_short = jobs.add("find", "formation", at=NOON)
        assert find.started.wait(timeout=20)
    with database.transaction() as cursor:
        again = store.add_while_none_runs(
            cursor, job_id=uuid4(), kind="find", subject="formation", at=NOON
        )

    with JobQueue(database, {"find": note}):
        assert finished(database, cut_short).state == "done"

    assert again.job_id == cut_short.job_id
    assert note.subjects == ["formation"]


def test_what_was_cut_short_runs_once_where_the_same_waits_behind_it(database: Database) -> None:
    find, note = UntilStopped(), Noting()

    with JobQueue(database, {"find": find}) as jobs:
        cut_short = jobs.add("find", "formation", at=NOON)
        assert find.started.wait(timeout=20)
        waits = jobs.add("find", "formation", at=NOON + timedelta(seconds=1))
        assert waits.job_id != cut_short.job_id  # what runs may have read before what is asked for

    with JobQueue(database, {"find": note}):
        assert finished(database, waits).state == "done"
        assert finished(database, cut_short).state == "cancelled"

    assert note.subjects == ["formation"]


def test_an_end_that_cannot_be_recorded_is_recorded_once_it_can(database: Database) -> None:
    went_away, subjects = Event(), []

    def lose_the_table(subject: str, progress: Callable[[float], None], stopping: Event) -> None:
        subjects.append(subject)
        with database.cursor() as cursor:
            cursor.execute("alter table jobs rename to away")
        went_away.set()

    with JobQueue(database, {"find": lose_the_table}, retry_seconds=0.05) as jobs:
        job = jobs.add("find", "formation", at=NOON)
        assert went_away.wait(timeout=20)
        time.sleep(0.2)
        with database.cursor() as cursor:
            cursor.execute("alter table away rename to jobs")
        assert finished(database, job).state == "done"

    assert subjects == ["formation"]


def test_stopping_does_not_wait_for_an_end_that_cannot_be_recorded(database: Database) -> None:
    def lose_the_table(subject: str, progress: Callable[[float], None], stopping: Event) -> None:
        with database.cursor() as cursor:
            cursor.execute("alter table jobs rename to away")
        went_away.set()

    went_away = Event()
    with JobQueue(database, {"find": lose_the_table}, retry_seconds=60) as jobs:
        job = jobs.add("find", "formation", at=NOON)
        assert went_away.wait(timeout=20)
        stopped_at = time.monotonic()
    assert time.monotonic() - stopped_at < 10

    with database.cursor() as cursor:
        cursor.execute("alter table away rename to jobs")
        assert store.get(cursor, job.job_id).state == "running"  # the next start runs it anew


def test_a_job_that_runs_can_be_cancelled_and_does_not_run_again(database: Database) -> None:
    find = UntilStopped()

    with JobQueue(database, {"find": find}) as jobs:
        job = jobs.add("find", "formation", at=NOON)
        assert find.started.wait(timeout=20)
        jobs.cancel(job.job_id)
        ended = finished(database, job)

    assert (ended.state, ended.message) == ("cancelled", None)
    assert ended.finished_at is not None
    with database.cursor() as cursor:
        assert store.unfinished(cursor) == []


def test_a_job_that_waits_is_cancelled_at_once_and_never_runs(database: Database) -> None:
    started, go_on, subjects = Event(), Event(), []

    def find(subject: str, progress: Callable[[float], None], stopping: Event) -> None:
        subjects.append(subject)
        started.set()
        go_on.wait(timeout=20)

    with JobQueue(database, {"find": find}) as jobs:
        jobs.add("find", "busy", at=NOON)
        assert started.wait(timeout=20)
        waiting = jobs.add("find", "formation", at=NOON)
        assert jobs.cancel(waiting.job_id).state == "cancelled"
        later = jobs.add("find", "autre", at=NOON + timedelta(seconds=1))
        go_on.set()
        assert finished(database, later).state == "done"
        assert finished(database, waiting).state == "cancelled"

    assert subjects == ["busy", "autre"]


def test_a_job_can_be_cancelled_at_the_very_moment_that_it_begins(database: Database) -> None:
    go_on, ending = Event(), SimpleQueue[None]()

    def end(subject: str, progress: Callable[[float], None], stopping: Event) -> None:
        assert go_on.wait(timeout=20)
        ending.put(None)

    with JobQueue(database, {"end": end}, retry_seconds=60) as jobs:  # longer than it waits
        every = [jobs.add("end", f"formation-{each}", at=NOON) for each in range(100)]
        go_on.set()
        for following in every[1::2]:  # the one before it ends, and it begins, just now
            ending.get(timeout=20)
            jobs.cancel(following.job_id)

        ended = {finished(database, job).state for job in every}

    assert ended <= {"cancelled", "done"}


def test_a_job_that_has_ended_stays_as_it_is_when_it_is_cancelled(database: Database) -> None:
    with JobQueue(database, {"find": lambda *_: None}) as jobs:
        job = jobs.add("find", "formation", at=NOON)
        done = finished(database, job)

        assert jobs.cancel(job.job_id) == done

    assert finished(database, job) == done


def test_the_latest_job_on_an_activity_is_found_however_it_was_to_be_done(
    database: Database,
) -> None:
    with JobQueue(database, {"find": lambda *_: None}) as jobs:
        jobs.add("find", "formation", at=NOON)
        refit = jobs.add("find", "formation refit more", at=NOON + timedelta(seconds=1))
        jobs.add("find", "formation-2", at=NOON + timedelta(seconds=2))

    with database.cursor() as cursor:
        latest = store.latest(cursor, kind="find", subject="formation")
        assert latest is not None
        assert latest.job_id == refit.job_id


def test_an_unknown_job_is_not_found(database: Database) -> None:
    with database.cursor() as cursor, pytest.raises(JobNotFound):
        store.get(cursor, uuid4())
    with JobQueue(database, {}) as jobs, pytest.raises(JobNotFound):
        jobs.cancel(uuid4())
