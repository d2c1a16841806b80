"""What is counted in memory, against the same file counted anew."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any
from uuid import UUID

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.inputs import ItemTally
from service.store import counts as counting
from service.store.counts import ALL, EVERYBODY, Change, Counts
from service.store.database import Database
from service.store.load import load
from service.store.submissions import SubmissionErased
from service.store.writer import SubmissionWriter
from surveys.submissions import AcceptedSubmission, StoredValue, day_ordered_id
from tests.factories import NOON, make_accepted, make_bundle, make_survey

SPRING, AUTUMN = "printemps-2026", "automne-2026"

values: dict[str, st.SearchStrategy[StoredValue]] = {
    "satisfaction": st.sampled_from(["satisfied", "dissatisfied"]),
    "usefulness.mission": st.sampled_from(["useful", "not_applicable"]),
    "recommend_score": st.integers(0, 10),
    "tools": st.lists(st.sampled_from(["email", "spreadsheet"]), min_size=1, unique=True),
    "role": st.sampled_from(["coordination", "volunteer", "of_an_older_version"]),
    "region": st.sampled_from(["laval", "estrie"]),
    "hours": st.one_of(st.integers(0, 40), st.floats(0, 1_000_000)),
}


def submission_id(number: int) -> UUID:
    return day_ordered_id(NOON.date(), number.to_bytes(10, "big"))


def submission(number: int, **said: Any) -> AcceptedSubmission:
    """Return one; those of odd numbers answer another survey."""
    survey = AUTUMN if number % 2 else SPRING
    return make_accepted(submission_id=submission_id(number), survey=survey, **said)


steps = st.tuples(
    st.sampled_from(["store", "correct", "erase"]),
    st.builds(
        submission,
        st.integers(0, 5),
        answers=st.fixed_dictionaries({}, optional=values),
        comments=st.fixed_dictionaries({}, optional={"needs_next": st.just("Du temps")}),
        language=st.sampled_from(["fr", "en"]),
    ),
)


@contextmanager
def opened(path: Path = Path(":memory:"), *stored: AcceptedSubmission) -> Iterator[Database]:
    surveys = (make_survey(slug=SPRING), make_survey(slug=AUTUMN))
    with Database(path) as database:
        load(database, make_bundle(surveys=surveys, submissions=stored), at=NOON)
        yield database


@contextmanager
def writing(database: Database) -> Iterator[SubmissionWriter]:
    with SubmissionWriter(database, largest_group=50, on_fatal=lambda: None) as writer:
        yield writer


async def take(writer: SubmissionWriter, steps: Sequence[tuple[str, AcceptedSubmission]]) -> None:
    """Do all this at once; what is refused changes nothing."""
    do: dict[str, Callable[[AcceptedSubmission], Awaitable[None]]] = {
        "store": writer.store,
        "correct": writer.correct,
        "erase": lambda submission: writer.erase(submission.submission_id),
    }
    await asyncio.gather(*(do[name](each) for name, each in steps), return_exceptions=True)


@settings(max_examples=40, deadline=None)  # each example opens a database
@given(first=st.lists(steps, max_size=6), then=st.lists(steps, max_size=12))
def test_what_is_kept_current_is_what_the_file_counted_anew_gives(
    first: list[tuple[str, AcceptedSubmission]], then: list[tuple[str, AcceptedSubmission]]
) -> None:
    with opened() as database:
        counts = database.counts
        with writing(database) as writer:
            asyncio.run(take(writer, first))
            counts.of([SPRING, AUTUMN])
            asyncio.run(take(writer, then))

        assert counts.of([SPRING, AUTUMN]) == Counts(database.cursor).of([SPRING, AUTUMN])


def test_a_survey_is_counted_by_everybody_and_by_what_people_said() -> None:
    volunteers = [
        make_accepted(
            submission_id=submission_id(number),
            answers={"role": "volunteer", "tools": ["email", "spreadsheet"], "hours": 2.5},
            comments={"needs_next": "Du temps"},
            language=language,
        )
        for number, language in enumerate(("fr", "fr", "en"))
    ]
    with opened(Path(":memory:"), *volunteers) as database:
        (counted,) = Counts(database.cursor).of([SPRING]).values()

    items = {
        "role": ItemTally(3, {"volunteer": 3}),
        "tools": ItemTally(3, {"email": 3, "spreadsheet": 3}),
        "hours": ItemTally(3, {"2.5": 3}),
        "needs_next": ItemTally(3, {}),
    }
    assert {part: each.submissions for part, each in counted.items()} == {
        EVERYBODY: 3,
        ("role", "volunteer"): 3,
        ("region", ""): 3,
        ("language", "fr"): 2,
        ("language", "en"): 1,
        (ALL, ("volunteer", "", "fr")): 2,
        (ALL, ("volunteer", "", "en")): 1,
    }
    assert counted[EVERYBODY].items == counted["role", "volunteer"].items == items


def test_who_was_told_that_an_answer_is_stored_finds_it_counted() -> None:
    async def one_after_the_other(writer: SubmissionWriter) -> list[int]:
        seen = []
        for number in range(20):
            await writer.store(make_accepted(submission_id=submission_id(number)))
            seen.append(counts.submissions([SPRING])[SPRING])
        return seen

    with opened() as database:
        counts = database.counts
        with writing(database) as writer:
            seen = asyncio.run(one_after_the_other(writer))

    assert seen == list(range(1, 21))


def test_what_is_stored_while_a_survey_is_counted_is_counted_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The file is read as it was before; what comes meanwhile is added."""
    reading, go_on = Event(), Event()
    counted = counting.counted

    def slowly(cursor: duckdb.DuckDBPyConnection, surveys: Sequence[str]) -> Any:
        reading.set()
        assert go_on.wait(10)
        return counted(cursor, surveys)

    monkeypatch.setattr(counting, "counted", slowly)
    with opened(
        tmp_path / "bilan.duckdb", make_accepted(submission_id=submission_id(1))
    ) as database:
        counts = database.counts
        first = Thread(target=counts.of, args=([SPRING],))
        first.start()
        assert reading.wait(10)
        with writing(database) as writer:
            second = make_accepted(submission_id=submission_id(2))
            asyncio.run(take(writer, [("store", second), ("erase", second), ("store", second)]))
            third = make_accepted(submission_id=submission_id(3))
            asyncio.run(take(writer, [("store", third)]))
        go_on.set()
        first.join()

        assert counts.submissions([SPRING]) == {SPRING: 2}
        assert counts.of([SPRING]) == Counts(database.cursor).of([SPRING])


def test_what_was_stored_while_counting_failed_is_counted_once_when_it_is_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with opened() as database, writing(database) as writer:

        def fails(cursor: duckdb.DuckDBPyConnection, surveys: Sequence[str]) -> Any:
            asyncio.run(take(writer, [("store", submission(0))]))
            raise duckdb.IOException("the disk cannot be read")

        counts = database.counts
        with monkeypatch.context() as failing:
            failing.setattr(counting, "counted", fails)
            with pytest.raises(duckdb.IOException):
                counts.of([SPRING])

        assert counts.submissions([SPRING]) == {SPRING: 1}


def test_a_transaction_that_fails_changes_no_count() -> None:
    with opened(Path(":memory:"), make_accepted()) as database:
        counts = database.counts
        before = counts.of([SPRING])

        async def erase_twice(writer: SubmissionWriter) -> None:
            await writer.erase(submission_id(77))

        with writing(database) as writer, pytest.raises(SubmissionErased):
            asyncio.run(erase_twice(writer))

        assert counts.of([SPRING]) == before == Counts(database.cursor).of([SPRING])


def test_a_page_keeps_the_counts_it_has_while_others_answer() -> None:
    with opened() as database:
        counts = database.counts
        (page,) = counts.of([SPRING]).values()
        with counts.changing() as changes:
            changes.append(Change(None, make_accepted()))

        assert page == {}
        assert counts.submissions([SPRING]) == {SPRING: 1}


def test_surveys_are_counted_ahead_when_the_service_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(Path(":memory:"), make_accepted()) as database:
        with database.counts as counts:
            pass
        monkeypatch.setattr(counting, "counted", None)

        assert counts.submissions([SPRING]) == {SPRING: 1}
