"""Whoever reads after every arrival, correction, erasure, closing and restart learns of no few.

The attacker keeps every table that pages, exports, reports and programs are made of, and subtracts
any two. How many people stand behind a difference is bounded here anew, from the tables alone.
"""

import os
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any
from uuid import UUID

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.inputs import ItemTally, SurveyTally
from service.store import reads, receipts
from service.store import submissions as store
from service.store.catalogue import Catalogue, Setup
from service.store.counts import Change
from service.store.database import Database
from service.store.load import load
from service.store.telling import Source, Telling
from surveys.slices import DIMENSIONS
from surveys.submissions import day_ordered_id
from tests.factories import LATER, NOON, make_accepted, make_bundle

FEWEST = 5

answers = st.fixed_dictionaries(
    {"satisfaction": st.sampled_from(["satisfied", "dissatisfied"])},
    optional={
        "usefulness.mission": st.sampled_from(["useful", "not_applicable"]),
        "tools": st.lists(st.sampled_from(["email", "spreadsheet"]), min_size=1, unique=True),
        "role": st.sampled_from(["coordination", "volunteer"]),
    },
)
said = st.fixed_dictionaries(
    {
        "answers": answers,
        "language": st.sampled_from(["fr", "en"]),
        "comments": st.sampled_from([{}, {"needs_next": "Du temps"}, {"needs_next": "De l’aide"}]),
    }
)
who = st.integers(0, 11)
crowd = st.tuples(st.just("arrive"), st.lists(said, min_size=4, max_size=9))
event: st.SearchStrategy[tuple[str, list[Any]]] = st.one_of(
    crowd,
    st.tuples(st.just("arrive"), st.lists(said, min_size=1, max_size=2)),
    st.tuples(st.just("correct"), st.lists(st.tuples(who, said), min_size=1, max_size=6)),
    st.tuples(st.just("erase"), st.lists(who, min_size=1, max_size=6)),
    st.tuples(st.sampled_from(["close", "reopen", "restart"]), st.just([])),
)
history = st.tuples(st.lists(crowd, min_size=1, max_size=3), st.lists(event, max_size=8))


class Told:
    """All tables that somebody was ever shown, and each text when it was first there."""

    def __init__(self) -> None:
        self.tables: defaultdict[tuple[str, ...], list[ItemTally]] = defaultdict(list)
        self.texts: frozenset[UUID] = frozenset()
        self.batches: list[int] = []
        self.sent: list[tuple[int, int]] = []

    def see(self, of: tuple[str, ...], table: ItemTally) -> None:
        if not self.tables[of] or self.tables[of][-1] != table:
            self.tables[of].append(table)


class Service:
    """A file, and what a service does with it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.telling = database.telling
        self.catalogue = Catalogue(database)
        self.catalogue.reload()
        self.at: datetime = NOON
        self.number = 0

    @property
    def setups(self) -> list[Setup]:
        return list(self.catalogue.now.setups.values())

    def arrive(self, **given: Any) -> None:
        self.number += 1
        sent = make_accepted(submission_id=_id(self.number), **given)

        def make(cursor: duckdb.DuckDBPyConnection) -> Change:
            store.insert(cursor, [sent])
            return Change(None, sent)

        self._change(make)

    def correct(self, number: int, **given: Any) -> None:
        sent = make_accepted(submission_id=_id(number + 1), **given)
        self._change(partial(receipts.correct, corrected=sent))

    def erase(self, number: int) -> None:
        self._change(partial(receipts.erase, submission_id=_id(number + 1)))

    def restart(self) -> None:
        self.telling = Telling(
            self.database.counts, self.database.cursor, self.database.transaction
        )

    def _change(self, make: Callable[[duckdb.DuckDBPyConnection], Change]) -> None:
        try:
            with self.database.counts.changing() as changes:
                with self.database.transaction() as cursor:
                    change = make(cursor)
                changes.append(change)
        except store.SubmissionErased:
            pass  # nobody has this number

    def read(self, told: Told) -> None:
        """Read all that tables are made of, as pages do."""
        for survey, tally in reads.survey_tallies(self.telling, self.setups, at=self.at).items():
            _see(told, tally, survey)
            most = max((each.answered for each in tally.items.values()), default=0)
            told.sent.append((tally.submissions, most))
        with self.database.cursor() as cursor:
            source = Source(cursor, self.telling)
            for dimension in DIMENSIONS:
                parts = reads.sliced_tallies(source, self.setups, dimension, at=self.at)
                for survey, by_said in parts.items():
                    for value, part in by_said.items():
                        _see(told, part, survey, dimension, value)
                        if part.submissions:
                            sent = ItemTally(part.submissions, {})
                            told.see((survey, dimension, value, "sent"), sent)
                    for item, table in _added(by_said.values()).items():
                        told.see((survey, item), table)  # against what everybody told, too
        self.read_texts(told)

    def read_texts(self, told: Told) -> None:
        surveys = [setup.survey for setup in self.setups]
        self.telling.tell_texts(surveys, at=self.at)
        with self.database.cursor() as cursor:
            comments = reads.comments(cursor, self.setups, at=self.at)
        now = frozenset(comment.submission_id for comment in comments)
        if (new := now - told.texts) and not (self.at == LATER and not told.texts):
            told.batches.append(len(new))
        told.texts = now


def _id(number: int) -> UUID:
    return day_ordered_id(NOON.date(), number.to_bytes(10, "big"))


def _see(told: Told, tally: SurveyTally, *of: str) -> None:
    for item, table in tally.items.items():
        told.see((*of, item), table)


def _added(parts: Any) -> dict[str, ItemTally]:
    """Return what everybody told, added up from parts; roles and regions stand for themselves."""
    found: dict[str, ItemTally] = {}
    for part in parts:
        for item, table in part.items.items():
            before = found.get(item, ItemTally(0, {}))
            counts = {
                value: before.counts.get(value, 0) + table.counts.get(value, 0)
                for value in {*before.counts, *table.counts}
            }
            found[item] = ItemTally(before.answered + table.answered, counts)
    return found


def fewest_between(one: ItemTally, other: ItemTally) -> int:
    """Return how few people's answers could make the difference; 0: there is none."""
    if one == other:
        return FEWEST
    rated = [
        {"": each.answered - each.counts.get("not_applicable", 0)}
        | {value: n for value, n in each.counts.items() if value != "not_applicable"}
        for each in (one, other)
    ]
    values = {*rated[0], *rated[1]}
    return max(abs(rated[0].get(value, 0) - rated[1].get(value, 0)) for value in values)


@contextmanager
def opened(path: Path = Path(":memory:")) -> Iterator[Service]:
    with Database(path) as database:
        load(database, make_bundle(submissions=()), at=NOON)
        yield Service(database)


def live(service: Service, events: list[tuple[str, list[Any]]], told: Told) -> None:
    """Let all this happen, and read after each single thing."""
    for kind, details in events:
        if kind == "close":
            service.at = LATER
        elif kind == "reopen":
            service.at = NOON
        elif kind == "restart":
            service.restart()
        for each in details:
            if kind == "arrive":
                service.arrive(**each)
            elif kind == "correct":
                service.correct(each[0], **each[1])
            elif kind == "erase":
                service.erase(each)
            service.read(told)
        service.read(told)


@settings(max_examples=10, deadline=None)
@given(history=history)
def test_no_two_readings_leave_fewer_than_five_people(
    history: tuple[list[tuple[str, list[Any]]], list[tuple[str, list[Any]]]],
) -> None:
    begun, then = history
    told = Told()
    with opened() as service:
        live(service, [*begun, *then, ("close", [])], told)

    for of, tables in told.tables.items():
        for one, other in combinations(tables, 2):
            assert fewest_between(one, other) >= FEWEST, (of, one, other)
    assert all(batch >= FEWEST for batch in told.batches)
    assert all(sent >= answered for sent, answered in told.sent)


def test_nobody_is_left_behind_when_a_survey_ends() -> None:
    for people in (1, 4, 5, 9, 10, 14, 15, 23):
        told = Told()
        with opened() as service:
            for _ in range(people):
                service.arrive(answers={"satisfaction": "satisfied"})
                service.read(told)
            service.at = LATER
            service.read(told)
            with service.database.cursor() as cursor:
                comments = reads.comments(cursor, service.setups, at=LATER)

        assert told.tables["printemps-2026", "satisfaction"][-1].answered == people
        assert len(comments) == people


def test_dimensions_are_told_anew_together_or_not_at_all() -> None:
    """Else a role as it is now could be subtracted from a language as it was."""
    with opened() as service:
        for role, language in [("volunteer", "fr"), ("volunteer", "en"), ("coordination", "fr")]:
            for _ in range(10):
                service.arrive(
                    language=language, answers={"satisfaction": "satisfied", "role": role}
                )
        service.at = LATER
        told = [_by_dimension(service)]
        for erased in ((0, 1, 2, 10, 11), (3, 4, 12, 13, 14)):  # of both languages, of one role
            for number in erased:
                service.erase(number)
            told.append(_by_dimension(service))

    first, then, last = told
    assert first == {"volunteer": 20, "coordination": 10, "fr": 20, "en": 10}
    assert then == first  # five volunteers fewer, but three and two of each language
    assert last == {"volunteer": 10, "coordination": 10, "fr": 15, "en": 5}


def _by_dimension(service: Service) -> dict[str, int]:
    """Return how many answered, by what they say; that it fits together in all dimensions."""
    with service.database.cursor() as cursor:
        source = Source(cursor, service.telling)
        (survey,) = reads.parted_surveys(source, service.setups, at=service.at).values()
    assert survey.people
    found: dict[str, int] = {}
    for place, parts in enumerate(survey.parts.values()):
        for value, part in parts.items():
            if answers := part.items.get("satisfaction"):
                found[value] = answers.answered
                of_value = [items for said, items in survey.people.items() if said[place] == value]
                assert sum(items["satisfaction"] for items in of_value) == answers.answered
    return {value: people for value, people in found.items() if value}


def test_a_text_that_is_corrected_waits_for_others_again() -> None:
    told = Told()
    with opened() as service:
        for _ in range(20):
            service.arrive()
        service.read(told)
        before = told.texts
        chosen = next(number for number in range(20) if _id(number + 1) in before)
        service.correct(chosen, comments={"needs_next": "Autre chose"})
        service.read(told)

    assert len(before) == 15
    assert told.texts == before - {_id(chosen + 1)}


KILLED = """
import os, signal, sys
from pathlib import Path
from service.store import reads
from service.store.catalogue import Catalogue
from service.store.database import Database
from tests.factories import NOON

with Database(Path(sys.argv[1])) as database:
    catalogue = Catalogue(database)
    catalogue.reload()
    reads.survey_tallies(database.telling, list(catalogue.now.setups.values()), at=NOON)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_was_told_survives_a_sudden_death(tmp_path: Path) -> None:
    path = tmp_path / "bilan.duckdb"
    told = Told()
    with opened(path) as service:
        for number in range(14):
            service.arrive(answers={"satisfaction": ["satisfied", "dissatisfied"][number % 2]})
    killed = subprocess.run(  # noqa: S603 -- ours
        [sys.executable, "-c", KILLED, path], env={**os.environ}, check=False
    )

    with Database(path) as database:
        service = Service(database)
        service.number = 14
        service.read(told)
        (first,) = told.tables["printemps-2026", "satisfaction"]
        for _ in range(5):
            service.arrive(answers={"satisfaction": "satisfied"})
            service.read(told)
        *_, last = told.tables["printemps-2026", "satisfaction"]

    assert killed.returncode == -signal.SIGKILL
    assert first.answered == 9  # of fourteen: drawn when the other process read
    assert last.answered == 14
    assert fewest_between(first, last) >= FEWEST


def test_what_the_disk_does_not_take_is_not_told() -> None:
    told = Told()
    with opened() as service:
        for _ in range(12):
            service.arrive()
        service.read(told)
        service.telling = Telling(service.database.counts, service.database.cursor, _refused)
        for _ in range(12):
            service.arrive()
        service.read(told)

    assert [each.answered for each in told.tables["printemps-2026", "satisfaction"]] == [7]


def _refused(**_: Any) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
    """A transaction on a full disk."""
    raise duckdb.IOException("No space left on device")


def test_only_one_door_leads_from_counts_to_pages() -> None:
    root = Path(__file__).parent.parent.parent
    takers = {
        path.relative_to(root).as_posix()
        for folder in ("service", "dashboards")
        for path in (root / folder).rglob("*.py")
        if "counts.of(" in path.read_text("utf-8")
    }

    assert takers == {"service/store/telling.py"}
