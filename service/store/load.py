"""Store a whole programme, or nothing of it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import duckdb
import msgspec

from service.store import facts, receipts
from service.store import submissions as store
from service.store.catalogue import Snapshot, read_snapshot
from service.store.counts import Change
from service.store.database import Database
from service.store.indicators import declare, declared
from service.store.questionnaires import VersionTaken, publish
from service.store.sql import query
from surveys.bundle import Bundle
from surveys.facts import Entry
from surveys.questionnaire import Questionnaire
from surveys.submissions import AcceptedSubmission

_BATCH = 5_000  # submissions a statement: bounds memory, not the transaction


class LoadRefused(ValueError):
    """The programme does not fit what is there; nothing was stored."""


class Loaded(NamedTuple):
    new_submissions: int
    known_submissions: int
    corrected: tuple[str, ...] = ()
    """What was there under another name, or with other dates or numbers: "cohort 'spring'"."""


def load(database: Database, bundle: Bundle, *, at: datetime, correct: bool = False) -> Loaded:
    """Store `bundle` in one transaction; what is already there stays as it is.

    With `correct`, programmes, activities, cohorts and sessions that are there get their names,
    rules, dates and numbers from `bundle`; surveys and questionnaires never change.

    Raises:
        PublishingRefused: a questionnaire that is not there yet cannot be published.
        LoadRefused: something else stands under the same name.
    """
    with database.counts.changing() as changes, database.transaction() as cursor:
        corrected = set_up_within(cursor, bundle, at=at, correct=correct)
        new, known = _store(cursor, bundle)
        changes += [Change(None, each) for each in new]
    return Loaded(len(new), known, corrected)


def set_up_within(
    cursor: duckdb.DuckDBPyConnection, bundle: Bundle, *, at: datetime, correct: bool
) -> tuple[str, ...]:
    """Store all of `bundle` but its submissions, and return what was corrected.

    The caller's transaction is to be given up on any refusal, which `load` names.
    """
    before = read_snapshot(cursor)
    _publish(cursor, bundle.questionnaires, at=at)
    _set_up(cursor, bundle)
    _check_same(bundle, read_snapshot(cursor), before)
    corrected = tuple(_correct(cursor, bundle)) if correct else ()
    _enter(cursor, bundle)
    return corrected


def _publish(
    cursor: duckdb.DuckDBPyConnection, questionnaires: Sequence[Questionnaire], *, at: datetime
) -> None:
    try:
        publish(cursor, questionnaires, at=at)
    except VersionTaken as error:
        raise LoadRefused(str(error)) from error


def _set_up(cursor: duckdb.DuckDBPyConnection, bundle: Bundle) -> None:
    _insert(cursor, "insert_programmes", [bundle.programme])
    _insert(cursor, "insert_activities", bundle.activities)
    _insert(cursor, "insert_cohorts", bundle.cohorts)
    _insert(cursor, "insert_sessions", bundle.sessions)
    _insert(cursor, "insert_organisations", bundle.organisations)
    _insert(cursor, "insert_enrolments", bundle.enrolments)
    _insert(cursor, "insert_people", bundle.people)
    _insert(cursor, "insert_attendances", bundle.attendances)
    _insert(cursor, "insert_surveys", bundle.surveys)
    if bundle.indicators and not declared(cursor, bundle.programme.slug):
        declare(cursor, bundle.programme.slug, bundle.indicators)


def _check_same(bundle: Bundle, after: Snapshot, before: Snapshot) -> None:
    """Refuse to add to something that only happens to have the same name."""
    for activity in bundle.activities:
        there = after.activities[activity.slug].programme
        if there != activity.programme:
            raise LoadRefused(
                f"The activity {activity.slug!r} belongs to the programme {there!r} already."
            )
    for cohort in bundle.cohorts:
        there = after.cohorts[cohort.slug].activity
        if there != cohort.activity:
            raise LoadRefused(
                f"The cohort {cohort.slug!r} belongs to the activity {there!r} already."
            )
    for survey in bundle.surveys:
        known = after.setups[survey.slug].survey
        if (known.cohort, known.questionnaire, known.version) != (
            survey.cohort,
            survey.questionnaire,
            survey.version,
        ):
            raise LoadRefused(
                f"The survey {survey.slug!r} is there already, for another cohort or questionnaire."
            )
        if known.promise != survey.promise:
            raise LoadRefused(
                f"The survey {survey.slug!r} is there already with another promise to those "
                f"who answer ({known.promise!r}), which does not change."
            )
    known_programme = before.programmes.get(bundle.programme.slug, bundle.programme)
    if known_programme.demonstration != bundle.programme.demonstration:
        raise LoadRefused(
            f"The programme {bundle.programme.slug!r} is there already; "
            "made-up and real answers are never mixed."
        )


def _correct(cursor: duckdb.DuckDBPyConnection, bundle: Bundle) -> Iterator[str]:
    for kind, name, given in (
        ("programme", "correct_programmes", [bundle.programme]),
        ("activity", "correct_activities", bundle.activities),
        ("cohort", "correct_cohorts", bundle.cohorts),
        ("sessions of", "correct_sessions", bundle.sessions),
    ):
        rows = {"rows": msgspec.json.encode(given).decode()}
        changed = cursor.execute(query(name), rows).fetchall()
        yield from (f"{kind} {slug!r}" for slug in sorted({slug for (slug,) in changed}))


def _enter(cursor: duckdb.DuckDBPyConnection, bundle: Bundle) -> None:
    """Keep what was entered by hand, but where something stands under the same key."""
    there = {(type(each), each.key) for each in facts.entries(cursor, bundle.programme.slug)}
    given: tuple[Entry, ...] = (*bundle.facts, *bundle.benchmarks, *bundle.notes)
    facts.put(cursor, [each for each in given if (type(each), each.key) not in there])


def _store(
    cursor: duckdb.DuckDBPyConnection, bundle: Bundle
) -> tuple[list[AcceptedSubmission], int]:
    """Return the submissions that are new, and how many were there."""
    there = store.known(cursor, [each.submission_id for each in bundle.submissions])
    gone = receipts.erased(cursor)
    new = [
        each
        for each in bundle.submissions
        if each.submission_id not in there and each.submission_id not in gone
    ]
    for start in range(0, len(new), _BATCH):
        store.insert(cursor, new[start : start + _BATCH])
    return new, len(there)


def _insert(
    cursor: duckdb.DuckDBPyConnection, name: str, rows: Sequence[Any], **values: object
) -> None:
    if rows:
        cursor.execute(query(name), {"rows": msgspec.json.encode(rows).decode(), **values})
