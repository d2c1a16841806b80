"""Everything a programme accounts for, as the gate releases it."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from analysis.inputs import Enrolled
from analysis.scores.account import Account, Family
from analysis.scores.roster import noted_in
from service.store import reads
from service.store.catalogue import Snapshot, day_of
from service.store.facts import facts
from service.store.families import public_families, released_families
from service.store.roster import enrolled
from service.store.telling import Source
from surveys.programme import Cohort
from surveys.slices import EVERYTHING, Selection
from surveys.texts import Slug


def read_account(
    source: Source,
    snapshot: Snapshot,
    programme: Slug,
    selection: Selection = EVERYTHING,
    *,
    at: datetime,
) -> Account:
    """Read one programme, and release what those inside may see of what is selected.

    Whatever was selected, every denominator follows: the roster is that of the role or the
    region, and of the cohorts of the period. No roster knows in which language its people
    answer; facts are of everybody, at all times.

    Args:
        source: Of an open database.
        snapshot: What is set up; holds the programme.
        programme: Which one.
        selection: Which answers, and which cohorts.
        at: Sealed surveys of this moment count their submissions only.
    """
    families = released_families(source, snapshot, programme, selection, at=at)
    return _account(source, snapshot, programme, (families, selection), at=at)


def read_public_account(
    source: Source, snapshot: Snapshot, programme: Slug, *, at: datetime
) -> Account:
    """Read one programme, and release what everybody may see of it."""
    families = public_families(source, snapshot, programme, at=at)
    return _account(source, snapshot, programme, (families, EVERYTHING), at=at)


def _account(
    source: Source,
    snapshot: Snapshot,
    programme: Slug,
    released: tuple[Sequence[Family], Selection],
    *,
    at: datetime,
) -> Account:
    families, selection = released
    today = day_of(snapshot.programmes[programme], at)
    activities = snapshot.activities_of(programme)
    cohorts = [
        cohort
        for each in activities
        for cohort in snapshot.cohorts_of(each.slug)
        if selection.holds(cohort.starts_on)
    ]
    everybody = enrolled(source.cursor, programme)
    return Account(
        programme=snapshot.programmes[programme],
        scope=programme,
        activities=tuple(activities),
        cohorts=tuple(cohorts),
        sessions=reads.sessions(source.cursor, *(cohort.slug for cohort in cohorts)),
        families=tuple(families),
        roster=tuple(_selected(everybody, cohorts, selection)),
        noted=noted_in(everybody),
        running=frozenset(each.slug for each in cohorts if each.ends_on >= today),
        facts=facts(source.cursor, programme) if selection == EVERYTHING else (),
    )


def _selected(
    roster: Sequence[Enrolled], cohorts: Sequence[Cohort], selection: Selection
) -> Iterator[Enrolled]:
    slugs = {cohort.slug for cohort in cohorts}
    for row in roster:
        if row.cohort in slugs and _is_selected(row, selection):
            yield row


def _is_selected(row: Enrolled, selection: Selection) -> bool:
    if selection.slice is None:
        return True
    match selection.slice.dimension:
        case "role":
            return row.role == selection.slice.value
        case "region":
            return row.region == selection.slice.value
        case "language":
            return False
