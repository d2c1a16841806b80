"""Everything a programme accounts for, as the gate releases it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import duckdb

from analysis.disclosure.gate import INSIDE, release_family
from analysis.inputs import SurveyTally
from analysis.scores.account import Account, Family
from service.store import reads
from service.store.catalogue import Setup, Snapshot
from service.store.facts import facts
from service.store.families import setups_by_questionnaire
from service.store.roster import enrolled
from surveys.texts import Slug


def read_account(
    cursor: duckdb.DuckDBPyConnection,
    snapshot: Snapshot,
    programme: Slug,
    *,
    at: datetime,
    threshold: int = INSIDE,
) -> Account:
    """Read and release one programme.

    Args:
        cursor: Of an open database.
        snapshot: What is set up; holds the programme.
        programme: Which one.
        at: Sealed surveys of this moment count their submissions only.
        threshold: Fewest people behind a number; `INSIDE` or more.
    """
    activities = snapshot.activities_of(programme)
    today = at.astimezone(ZoneInfo(snapshot.programmes[programme].zone)).date()
    cohorts = [cohort for each in activities for cohort in snapshot.cohorts_of(each.slug)]
    setups = [setup for each in activities for setup in snapshot.setups_of_activity(each.slug)]
    tallies = reads.survey_tallies(cursor, setups, at=at)
    return Account(
        programme=snapshot.programmes[programme],
        scope=programme,
        activities=tuple(activities),
        cohorts=tuple(cohorts),
        sessions=tuple(each for c in cohorts for each in reads.sessions(cursor, c.slug)),
        families=tuple(
            _family(alike, tallies, threshold=threshold)
            for each in activities
            for alike in setups_by_questionnaire(snapshot.setups_of_activity(each.slug))
        ),
        roster=tuple(enrolled(cursor, programme)),
        running=frozenset(each.slug for each in cohorts if each.ends_on >= today),
        facts=facts(cursor, programme),
    )


def _family(
    setups: Sequence[Setup], tallies: Mapping[str, SurveyTally], *, threshold: int
) -> Family:
    return Family(
        activity=setups[0].activity.slug,
        asked={setup.survey.slug: setup.questionnaire for setup in setups},
        released=release_family(
            [tallies[setup.survey.slug] for setup in setups], threshold=threshold
        ),
    )
