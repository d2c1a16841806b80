"""Read and compute how many answers of a cohort are linked before and after."""

from datetime import datetime
from functools import cache
from itertools import combinations

import duckdb

from analysis.disclosure.gate import Withheld
from analysis.disclosure.matched import release_matching
from analysis.inputs import Wave
from analysis.matching import Coincidences, coincidences, link
from analysis.scores.match_rate import MatchRate, match_rate
from service.store import reads
from service.store.catalogue import Snapshot
from surveys.personal_code import asked_elements
from surveys.questions import CodeElement
from surveys.texts import Slug


def match_rates(
    cursor: duckdb.DuckDBPyConnection, now: Snapshot, cohort: Slug, *, at: datetime
) -> tuple[MatchRate | Withheld, ...]:
    """Return a rate for each two surveys of `cohort` that ask for the same code, in their order.

    How often strangers are alike is learnt from all surveys of the programme that ask for
    that code: the more pairs, the surer.
    """
    programme = now.activities[now.cohorts[cohort].activity].programme

    @cache
    def learnt(elements: tuple[CodeElement, ...]) -> tuple[dict[Slug, Wave], Coincidences]:
        alike = [
            setup
            for setup in now.setups.values()
            if setup.programme.slug == programme and asked_elements(setup.questionnaire) == elements
        ]
        waves = reads.waves(cursor, alike, at=at)
        return waves, coincidences(waves.values())

    found: list[MatchRate | Withheld] = []
    for before, after in combinations(now.setups_of(cohort), 2):
        elements = asked_elements(before.questionnaire)
        if not elements or elements != asked_elements(after.questionnaire):
            continue
        waves, chance = learnt(elements)
        first, second = waves[before.survey.slug], waves[after.survey.slug]
        released = release_matching(first, second, link(first, second), chance)
        found.append(released if isinstance(released, Withheld) else match_rate(released))
    return tuple(found)
