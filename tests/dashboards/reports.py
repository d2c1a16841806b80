"""Made-up reports by the thousand: what cohorts answered, and the sentences said of it."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from analysis.claims.apart import Apart, standing_apart
from analysis.claims.changes import Changes, changes
from analysis.claims.differences import Difference, declared, explored
from analysis.claims.pairs import SharePair
from analysis.claims.refusal import Refusal
from analysis.claims.trends import TrendClaim, trend_claims
from analysis.disclosure.gate import ReleasedFamily, release
from analysis.inputs import ItemTally, SurveyTally
from analysis.scores.share import Share, share
from analysis.scores.trend import Trend, trend
from surveys.questionnaire import Questionnaire, Section
from surveys.questions import MatrixQuestion, RecommendationQuestion, Row, ScaleQuestion
from surveys.texts import Text
from tests.factories import SATISFACTION

ROWS = ("capacity", "plan", "team", "data", "security")

QUESTIONNAIRE = Questionnaire(
    code="report",
    version=1,
    title=Text("Fin", "End"),
    scales=(SATISFACTION,),
    sections=(
        Section(
            title=Text("Avis", "Opinion"),
            questions=(
                *(
                    ScaleQuestion(
                        code=code, text=Text(code, code), scale="satisfaction", headline=True
                    )
                    for code in ("overall", "guidance", "recommended")
                ),
                RecommendationQuestion(code="score", text=Text("score", "score"), headline=True),
                MatrixQuestion(
                    code="useful",
                    text=Text("Utilité", "Usefulness"),
                    scale="satisfaction",
                    rows=tuple(Row(code=code, text=Text(code, code)) for code in ROWS),
                ),
            ),
        ),
    ),
)
SHARE_ITEMS = ("overall", "guidance", "recommended", *(f"useful.{row}" for row in ROWS))

SIZES = (2, 4, 5, 6, 8, 12, 18, 20, 30, 37, 60, 120)
"""Answers of a cohort: most are small, as they are."""
SHARES = (0.5, 0.7, 0.85, 0.9, 0.95, 0.98)
"""How many are satisfied in truth."""


class Family(NamedTuple):
    """Comparisons of two cohorts, declared together."""

    alike: bool
    """Whether the cohorts are alike in truth."""
    claims: tuple[Difference, ...]


def families(many: int, *, seed: int) -> Iterator[Family]:
    """Compare two cohorts on a few items, `many` times: half of the time they are alike."""
    chance = np.random.default_rng(seed)
    for at in range(many):
        n, m = (int(size) for size in chance.choice(SIZES[2:], size=2))
        items = int(chance.choice([1, 1, 2, 3, 5]))
        truth = chance.choice(SHARES, size=items)
        other = truth if at % 2 == 0 else chance.choice(SHARES, size=items)
        counts = zip(chance.binomial(n, truth), chance.binomial(m, other), strict=True)
        pairs = [
            SharePair(before=before, after=after)
            for here, there in counts
            if (before := share(int(here), n, None)) and (after := share(int(there), m, None))
        ]
        yield Family(alike=at % 2 == 0, claims=declared(pairs))


class Report(NamedTuple):
    """What a page says of the newest of a few cohorts."""

    alike: bool
    """Whether nothing differs in truth, neither between cohorts nor between rows."""
    tallies: tuple[SurveyTally, ...]
    changes: Changes | None
    trends: tuple[TrendClaim | Refusal, ...]
    apart: Apart
    leads: tuple[Difference, ...]


def reports(many: int, *, seed: int) -> Iterator[Report]:
    """Deal the answers of `many` reports: half of them alike in truth, most of them small."""
    chance = np.random.default_rng(seed)
    for at in range(many):
        yield _report(chance, alike=at % 2 == 0)


def _report(chance: np.random.Generator, *, alike: bool) -> Report:
    cohorts = int(chance.integers(2, 5))
    sizes = chance.choice(SIZES, size=cohorts)
    asked = SHARE_ITEMS[: int(chance.integers(1, len(SHARE_ITEMS) + 1))]
    base = float(chance.choice(SHARES))
    tallies = tuple(
        _tally(chance, at, int(n), asked, base if alike else None) for at, n in enumerate(sizes)
    )
    family = ReleasedFamily(
        each=tuple(release(tally) for tally in tallies),
        pooled={},
        submissions=int(sizes.sum()),
    )
    by_survey = {tally.survey: QUESTIONNAIRE for tally in tallies}
    said = changes(by_survey, family, tallies[-1].survey)
    trends = [trend(by_survey, item, family) for item in (*asked, "score")]
    claims = [each.claim for each in said.changes] if said else []
    pairs = [claim.compared for claim in claims if isinstance(claim, Difference)]
    return Report(
        alike=alike,
        tallies=tallies,
        changes=said,
        trends=trend_claims(trends),
        apart=standing_apart(_newest(trends)),
        leads=explored(pairs),
    )


def _newest(trends: list[Trend]) -> dict[str, Share]:
    return {each.item: found for each in trends if (found := each.points[-1].share) is not None}


def _tally(
    chance: np.random.Generator, at: int, n: int, asked: tuple[str, ...], base: float | None
) -> SurveyTally:
    items = {}
    for item in asked:
        truth = base if base is not None else float(chance.choice(SHARES))
        happy = int(chance.binomial(n, truth))
        items[item] = ItemTally(n, {"satisfied": happy, "dissatisfied": n - happy})
    promote = base if base is not None else float(chance.choice([0.2, 0.5, 0.8]))
    ratings = chance.multinomial(n, [promote * 0.8, 1 - promote, promote * 0.2])
    items["score"] = ItemTally(
        n, {value: int(count) for value, count in zip(("9", "7", "3"), ratings, strict=True)}
    )
    return SurveyTally(
        survey=f"survey-{at}", cohort=f"cohort-{at}", submissions=n, eligible=n, items=items
    )
