"""On the day that people were told, only counts of many are left of a survey."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.anonymised import Cell, kept_counts
from service.store.anonymising import last_look, register
from service.store.audit import AuditLog, lines
from service.store.catalogue import Catalogue
from service.store.counts import EVERYBODY, Part
from service.store.database import Database
from service.store.invitations import new_invitations
from service.store.load import load
from service.store.renewal import renew
from service.store.retention import GRACE, RetentionClock
from service.store.set_up import SetUp
from service.store.writer import SubmissionWriter
from surveys.receipts import receipt_hash
from surveys.set_up_form import fields_from_survey
from surveys.submissions import day_ordered_id
from tests.factories import NOON, make_accepted, make_bundle, make_survey

CANARY = "zqxkanari-f3a9"
CLOSED = NOON + timedelta(days=10)
DUE = CLOSED + timedelta(days=30)
SURVEY = make_survey(closes_at=CLOSED, kept_days=30)
ROLES = ("volunteer",) * 7 + ("other",) * 5


def never() -> None:
    raise AssertionError


@pytest.fixture
def clock(database: Database) -> Iterator[RetentionClock]:
    with database.cursor() as cursor:
        cursor.execute("set global force_compression = 'uncompressed'")
    submissions = tuple(
        make_accepted(
            submission_id=day_ordered_id(NOON.date(), number.to_bytes(10, "big")),
            answers={"satisfaction": "satisfied", "role": role}
            | ({"hours": 2} if number < 3 else {}),
            comments={"needs_next": f"{CANARY} {number}"},
            receipt=receipt_hash(f"AAAA-AAAA-AAA{number}"),
            language="en" if number < 2 else "fr",
        )
        for number, role in enumerate(ROLES)
    )
    load(database, make_bundle(surveys=(SURVEY,), submissions=submissions), at=NOON)
    with database.transaction() as cursor:
        new_invitations(cursor, SURVEY.slug, 3)
    database.checkpoint()
    catalogue = Catalogue(database)
    catalogue.reload()
    with SubmissionWriter(database, largest_group=10, on_fatal=never) as writer:
        yield RetentionClock(catalogue, database, writer)


def row_count(database: Database, table: str) -> int:
    with database.cursor() as cursor:
        return len(cursor.table(table).fetchall())


def test_on_the_day_only_counts_are_left_and_they_are_the_same(
    database: Database, clock: RetentionClock
) -> None:
    before = database.counts.of([SURVEY.slug])[SURVEY.slug]

    assert clock.look(at=DUE - 2 * GRACE) == []
    assert row_count(database, "due_surveys") == 0
    assert clock.look(at=DUE - GRACE) == []  # noted
    assert clock.look(at=DUE - timedelta(seconds=1)) == []
    assert clock.look(at=DUE) == [SURVEY.slug]
    assert clock.look(at=DUE + GRACE) == []

    after = database.counts.of([SURVEY.slug])[SURVEY.slug]
    everybody = dict(before[EVERYBODY].cells)
    assert after[EVERYBODY].cells == {c: n for c, n in everybody.items() if c[0] != "hours"}
    assert after["role", "other"].submissions == 5
    assert not [part for part in after if part[0] == "language"]  # two wrote in English
    tables = ("submissions", "comments", "matching_codes", "due_surveys", "erased")
    assert [row_count(database, table) for table in tables] == [0] * 5
    assert row_count(database, "invitations") == 1  # nobody's
    with database.cursor() as cursor:
        (line,) = register(cursor)
        assert lines(cursor)[-1].subject == SURVEY.slug
    assert (line.submissions, line.texts, line.receipts, line.links) == (12, 12, 12, 3)
    assert (line.at, line.closed_at, line.parts) == (DUE, CLOSED, ("role", "region"))


def test_a_service_that_was_off_on_the_day_waits_for_one_more(clock: RetentionClock) -> None:
    late = DUE + timedelta(days=10)

    assert clock.look(at=late) == []
    assert clock.look(at=late + GRACE - timedelta(seconds=1)) == []
    assert clock.look(at=late + GRACE) == [SURVEY.slug]


def test_no_byte_of_what_was_written_is_left(database: Database, clock: RetentionClock) -> None:
    clock.look(at=DUE)
    clock.look(at=DUE + GRACE)
    assert CANARY.encode() in database.path.read_bytes()

    assert renew(database, patience=1.0)

    folder = database.path.parent
    assert not [p for p in folder.iterdir() if p.is_file() and b"zqxkana" in p.read_bytes()]


def test_a_clock_that_jumps_ahead_for_less_than_a_day_anonymises_nothing(
    database: Database, clock: RetentionClock
) -> None:
    early, hour = DUE - timedelta(days=10), timedelta(hours=1)

    assert clock.look(at=early) == []
    assert clock.look(at=DUE) == []  # noted
    assert clock.look(at=early + hour) == []  # put right: what was noted is forgotten
    assert clock.look(at=DUE + GRACE) == []
    assert clock.look(at=early + 2 * hour) == []
    assert row_count(database, "submissions") == 12
    assert row_count(database, "due_surveys") == 0


def test_a_clock_that_is_years_ahead_for_days_anonymises_nothing(
    database: Database, clock: RetentionClock, caplog: pytest.LogCaptureFixture
) -> None:
    assert clock.look(at=NOON) == []

    for days in range(30):
        assert clock.look(at=DUE + timedelta(days=2_000 + days)) == []

    assert row_count(database, "submissions") == 12
    assert clock.doubted_since(at=DUE + timedelta(days=2_000)) == NOON
    assert "2026-03-02 12:00 UTC: none is anonymised until an administrator" in caplog.text
    put_right = NOON + GRACE
    assert clock.doubted_since(at=put_right) is None
    assert clock.look(at=put_right) == []
    assert row_count(database, "due_surveys") == 0


def test_a_service_that_was_off_for_two_years_goes_on_once_somebody_says_what_day_it_is(
    clock: RetentionClock,
) -> None:
    clock.look(at=NOON)
    late = DUE + timedelta(days=730)
    assert clock.look(at=late) == clock.look(at=late + 2 * GRACE) == []

    clock.confirm(at=late + 2 * GRACE)

    assert clock.look(at=late + 2 * GRACE) == []  # noted: a day is left to take the word back
    assert clock.look(at=late + 3 * GRACE) == [SURVEY.slug]


@pytest.mark.parametrize("days", [-15, -14, 14, 15])
def test_a_clock_may_go_as_far_as_two_weeks_by_itself(clock: RetentionClock, days: int) -> None:
    clock.look(at=NOON)

    assert bool(clock.doubted_since(at=NOON + timedelta(days=days))) == (abs(days) > 14)


def test_a_clock_that_was_years_ahead_when_the_file_was_made_is_confirmed_once_it_is_right(
    database: Database, clock: RetentionClock
) -> None:
    wrong = DUE + timedelta(days=2_000)
    assert clock.look(at=wrong) == []  # nothing tells that it is

    assert clock.look(at=NOON) == []
    assert clock.doubted_since(at=NOON) == wrong
    clock.confirm(at=NOON)

    assert clock.look(at=NOON) == []
    assert row_count(database, "due_surveys") == 0
    assert clock.doubted_since(at=wrong) == NOON


def test_a_machine_that_starts_in_1970_until_it_hears_of_the_time_needs_nobody(
    clock: RetentionClock,
) -> None:
    clock.look(at=DUE - GRACE)

    assert clock.look(at=NOON.replace(year=1970)) == []

    assert clock.look(at=DUE) == [SURVEY.slug]


def test_what_a_file_of_before_knew_of_the_time_is_the_last_line_of_its_audit_log(
    tmp_path: Path,
) -> None:
    path, last = tmp_path / "bilan.duckdb", NOON + timedelta(days=3)
    with Database(path) as database:
        for at in (NOON, last):
            AuditLog(database).add("somebody", "signed in", "", at=at)
        with database.transaction() as cursor:
            cursor.execute("drop table retention_looks")
            cursor.execute("delete from migrations where name >= '0031'")

    with Database(path) as database, database.cursor() as cursor:
        assert last_look(cursor) == last


def test_a_survey_without_an_end_or_a_number_of_days_is_never_due() -> None:
    assert make_survey(closes_at=None, kept_days=30).kept_until is None
    assert make_survey(closes_at=CLOSED).kept_until is None
    assert SURVEY.kept_until == DUE


@pytest.mark.parametrize(
    ("days", "refused"), [("29", False), ("30", False), ("31", True), ("", True)]
)
def test_what_was_promised_is_made_shorter_and_never_longer(
    database: Database, clock: RetentionClock, days: str, refused: bool
) -> None:
    catalogue = Catalogue(database)
    catalogue.reload()
    fields = fields_from_survey(SURVEY, ZoneInfo("America/Toronto")) | {"kept_days": days}

    problems = SetUp(database, catalogue).change_survey(SURVEY.slug, fields, at=NOON)

    assert [each.field for each in problems] == (["kept_days"] if refused else [])
    kept = catalogue.setup(SURVEY.slug).survey.kept_days
    assert kept == (30 if refused else int(days))


def test_what_is_anonymised_does_not_open_again(database: Database, clock: RetentionClock) -> None:
    catalogue = Catalogue(database)
    catalogue.reload()
    clock.look(at=DUE)
    clock.look(at=DUE + GRACE)
    fields = {"closes": "at", "closes_on": "2027-01-01", "closes_time": "12:00"}

    set_up = SetUp(database, catalogue)
    problems = set_up.change_survey(SURVEY.slug, fields, at=DUE + GRACE)

    assert [each.field for each in problems] == ["closes_at"]
    assert set_up.stays_over(catalogue.setup(SURVEY.slug))


_CELLS = st.dictionaries(
    st.tuples(st.sampled_from("ab"), st.none()), st.integers(min_value=0, max_value=12)
)


@given(st.lists(st.tuples(st.integers(1, 12), _CELLS), min_size=1, max_size=4))
def test_no_count_that_stays_is_of_few_nor_leaves_few(
    values: list[tuple[int, dict[Cell, int]]],
) -> None:
    """Whatever is subtracted within a dimension leaves nobody, or at least five."""
    parts: dict[Part, dict[Cell, int]] = {
        ("role", str(number)): {("", None): sent} | {c: min(n, sent) for c, n in cells.items()}
        for number, (sent, cells) in enumerate(values)
    }
    every = {cell for cells in parts.values() for cell in cells}
    parts[None, ""] = {cell: sum(its.get(cell, 0) for its in parts.values()) for cell in every}

    kept = kept_counts(parts)

    for part, cells in kept.items():
        for cell, count in cells.items():
            assert count == parts[part][cell]
            assert count == 0 or count >= 5 or (part == (None, "") and cell == ("", None))
    roles = [cells for part, cells in kept.items() if part[0] == "role"]
    for cell in every if roles else ():
        there = [cells[cell] for cells in roles if cell in cells]
        if there and cell in kept[None, ""]:
            assert sum(there) == kept[None, ""][cell]  # no hidden part to be subtracted
