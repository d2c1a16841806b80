"""Read and compute what changed since the previous cohort."""

from datetime import datetime

import duckdb

from analysis.claims.changes import Changes, changes
from analysis.disclosure.gate import release_family
from service.store import reads
from service.store.catalogue import Setup, Snapshot
from service.store.families import setups_by_questionnaire


def changed(
    cursor: duckdb.DuckDBPyConnection, now: Snapshot, setup: Setup, *, at: datetime
) -> Changes | None:
    """Return what changed in one survey since the cohort before that was asked the same."""
    alike = next(
        family
        for family in setups_by_questionnaire(now.setups_of_activity(setup.activity.slug))
        if family[0].survey.questionnaire == setup.survey.questionnaire
    )
    tallies = reads.survey_tallies(cursor, alike, at=at)
    family = release_family([tallies[each.survey.slug] for each in alike])
    return changes(
        {each.survey.slug: each.questionnaire for each in alike}, family, setup.survey.slug
    )
