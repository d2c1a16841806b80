"""The register of content changes: events that are added, and never changed."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

import duckdb
import msgspec

from analysis.loop.changes import ContentChange, Event, canonical, stamp
from analysis.loop.checks import Asked, Course, Problem, is_late, problems, rivals, too_late
from analysis.loop.register import (
    Kept,
    Register,
    When,
    read_register,
    registered,
    withdrawn,
)
from analysis.loop.verdicts import Judgement, judge
from analysis.scores.account import Family
from service.store import reads
from service.store.catalogue import NotFound, Snapshot
from service.store.families import families_of
from service.store.sql import query
from service.store.telling import Source
from surveys.texts import Slug, Text


class Stamped(msgspec.Struct, frozen=True, kw_only=True):
    """What was added to the register."""

    stamp: str
    change: int
    """Its number."""


class ChangeRefused(ValueError):
    """A change cannot be registered; nothing was kept."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(" ".join(each.text.en for each in problems))
        self.problems = problems


class Place(NamedTuple):
    """Where changes are registered and judged."""

    source: Source
    snapshot: Snapshot
    """What is set up; holds the programme."""
    programme: Slug

    @property
    def cursor(self) -> duckdb.DuckDBPyConnection:
        return self.source.cursor

    def course(self, activity: Slug, needs: frozenset[int] = frozenset()) -> Course:
        """Return what there is of an activity, with these of its themes."""
        sent = reads.submission_counts(self.cursor)
        return Course(
            cohorts=self.snapshot.cohorts_of(activity),
            asked=[
                Asked(each.cohort.slug, each.questionnaire, sent.get(each.survey.slug, 0))
                for each in self.snapshot.setups_of_activity(activity)
            ],
            needs=needs,
        )

    def families(self, activities: Iterable[Slug], *, at: datetime) -> tuple[Family, ...]:
        """Return what may be shown of whole activities; nobody could answer what has not opened."""
        setups = [
            setup
            for activity in activities
            for setup in self.snapshot.setups_of_activity(activity)
            if setup.survey.opens_at <= at
        ]
        return families_of(self.source, setups, at=at) if setups else ()


def register_of(cursor: duckdb.DuckDBPyConnection, programme: Slug) -> Register:
    """Return all changes of a programme, their stamps verified."""
    rows = cursor.execute(query("content_changes"), {"programme": programme}).fetchall()
    return read_register([Kept(text, said) for text, said in rows])


def register_change(
    place: Place,
    change: ContentChange,
    when: When,
    *,
    needs: frozenset[int],
    in_time: bool = False,
) -> Stamped:
    """Register a change within the caller's transaction, who holds `database.registering`.

    Args:
        place: Where.
        change: As it was typed.
        when: Who registers it, and when.
        needs: Numbers of the themes of its activity that may be shown.
        in_time: Refuse what would be late, rather than register it as such.

    Raises:
        ChangeRefused: it names what is not there, or could never be judged.
        NotRegistered: the register was altered.
    """
    activity = place.snapshot.activities.get(change.activity)
    if activity is None or activity.programme != place.programme:
        raise ChangeRefused((_no_activity(change.activity),))
    course = place.course(change.activity, needs)
    hypothesis = change.hypothesis
    if found := problems(change, course) or (in_time and too_late(hypothesis, course)):
        raise ChangeRefused(found)
    among = None if is_late(hypothesis, course) else rivals(hypothesis, course)
    register = register_of(place.cursor, place.programme)
    return _add(place, registered(register, place.programme, change, when, rivals=among))


def withdraw_change(place: Place, number: int, reason: str, when: When) -> Stamped:
    """Withdraw a change within the caller's transaction, who holds `database.registering`.

    Raises:
        NotFound: there is no such change.
        NotRegistered: it was withdrawn, or the register was altered.
    """
    register = register_of(place.cursor, place.programme)
    entry = register.entry(number)
    if entry is None:
        raise NotFound(f"{place.programme}: change {number}")
    change = entry.registered.change
    answered = is_late(change.hypothesis, place.course(change.activity))
    return _add(place, withdrawn(register, number, reason, when, answered=answered))


def judged(place: Place, register: Register, *, at: datetime) -> tuple[Judgement, ...]:
    """Return what may be said of each change of a register, in its order."""
    activities = dict.fromkeys(entry.registered.change.activity for entry in register.entries)
    families = place.families(activities, at=at)
    surveys = {
        activity: [setup.survey for setup in place.snapshot.setups_of_activity(activity)]
        for activity in activities
    }
    return tuple(
        judge(entry, families, surveys[entry.registered.change.activity], at=at)
        for entry in register.entries
    )


def _no_activity(slug: Slug) -> Problem:
    return Problem(
        "activity",
        Text(
            fr=f"Le programme n’a pas d’activité « {slug} ».",
            en=f"The programme has no activity “{slug}”.",
        ),
    )


def _add(place: Place, event: Event) -> Stamped:
    text = canonical(event)
    said = stamp(text)
    place.cursor.execute(
        query("insert_content_change"),
        {"programme": place.programme, "event": text, "stamp": said},
    )
    return Stamped(stamp=said, change=event.number)
