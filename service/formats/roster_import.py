"""Bring a list of participants into the roster of a cohort, whole or not at all."""

from typing import NamedTuple

import duckdb

from service.formats.roster_changes import roster_changes
from service.formats.roster_file import RosterFile, Vocabulary, vocabulary
from service.store.catalogue import Snapshot
from service.store.reads import sessions
from service.store.roster import keep_roster, roster_kept
from surveys.programme import Session
from surveys.roster_list import ListReading
from surveys.texts import Slug


class Place(NamedTuple):
    """Where a list goes, and what words it may use."""

    programme: Slug
    cohort: Slug
    sessions: tuple[Session, ...]
    words: Vocabulary
    """Of the whole programme."""


def place_of(cursor: duckdb.DuckDBPyConnection, snapshot: Snapshot, cohort: Slug) -> Place:
    """Return where the list of a cohort goes; KeyError if there is no such cohort."""
    programme = snapshot.activities[snapshot.cohorts[cohort].activity].programme
    asked = [each for each in snapshot.setups.values() if each.programme.slug == programme]
    return Place(
        programme=programme,
        cohort=cohort,
        sessions=sessions(cursor, cohort),
        words=vocabulary([each.questionnaire for each in asked]),
    )


def import_roster(
    cursor: duckdb.DuckDBPyConnection, place: Place, read: RosterFile, *, keep: bool
) -> ListReading:
    """Say what a list changes and, with `keep`, keep it in the caller's transaction.

    With a single problem nothing of it is kept.

    Args:
        cursor: Of a transaction where it is kept.
        place: From `place_of`.
        read: From `read_list`.
        keep: Whether to keep it; without, this only says what it would change.
    """
    changes = roster_changes(roster_kept(cursor, place.programme, place.cohort), read.lines)
    problems = sorted((*read.problems, *changes.problems), key=lambda each: each.line or 0)
    keep = keep and not problems
    if keep:
        keep_roster(cursor, changes.rows)
    return ListReading(
        name=read.name,
        lines=read.count,
        columns=read.columns,
        filled=read.filled,
        problems=tuple(problems),
        words_kept=read.words_kept,
        placeless=sum(
            bool(line.region or line.kind) and not line.organisation for line in read.lines
        ),
        enrolled=changes.enrolled,
        changed=changes.changed,
        same=changes.same,
        not_in_list=changes.not_in_list,
        kept=keep,
    )
