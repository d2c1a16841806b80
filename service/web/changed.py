"""Read and compute what changed since the previous cohort."""

from datetime import datetime

from analysis.claims.changes import Changes, changes
from service.store.catalogue import Setup, Snapshot
from service.store.families import families_of
from service.store.telling import Source
from surveys.slices import Selection


def changed(
    source: Source,
    now: Snapshot,
    setup: Setup,
    selection: Selection,
    *,
    at: datetime,
) -> Changes | None:
    """Return what changed in one survey since the cohort before that was asked the same."""
    asked = setup.survey.questionnaire
    alike = [
        each
        for each in now.setups_of_activity(setup.activity.slug)
        if each.survey.questionnaire == asked
    ]
    (family,) = families_of(source, alike, selection, at=at)
    return changes(family.asked, family.released, setup.survey.slug)
