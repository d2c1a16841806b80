"""What changed since the previous cohort that was asked the same."""

from collections.abc import Mapping, Sequence

import msgspec

from analysis.claims.differences import Difference, declared
from analysis.claims.pairs import Pair, ScorePair, SharePair
from analysis.claims.refusal import ASKED_DIFFERENTLY, TOO_FEW, Refusal
from analysis.disclosure.gate import ReleasedFamily, ReleasedSurvey
from analysis.scores.trend import TrendPoint, asked_alike, trend, trend_items
from surveys.questionnaire import Questionnaire
from surveys.questions import MatrixQuestion
from surveys.texts import Slug


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One item, and what may be said about it."""

    item: str
    claim: Difference | Refusal


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """One survey against the one before it."""

    cohort: Slug
    before: Slug | None
    """The cohort compared with; None where none before it may be shown."""
    skipped: tuple[Slug, ...]
    """Cohorts between the two, or before the first, of which too few answered; newest first."""
    changes: tuple[Change, ...]
    """One a declared item, in their order; empty without a cohort to compare with."""


def declared_items(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Return what is compared from cohort to cohort: headline items, and rows of matrices.

    The questionnaire declares them, so before anybody has answered it.
    """
    return tuple(item for item in trend_items(questionnaire) if _is_declared(questionnaire, item))


def _is_declared(questionnaire: Questionnaire, item: str) -> bool:
    question = questionnaire.by_code[item.partition(".")[0]]
    return question.headline or isinstance(question, MatrixQuestion)


def changes(
    questionnaires: Mapping[Slug, Questionnaire], family: ReleasedFamily, survey: Slug
) -> Changes | None:
    """Return what changed in `survey` since the cohort before; None if it is withheld itself.

    Args:
        questionnaires: By survey; every survey of `family` has one.
        family: Surveys of one activity and questionnaire, oldest cohort first.
        survey: One of them.
    """
    at = next(place for place, each in enumerate(family.each) if each.survey == survey)
    here = family.each[at]
    if here.withheld:
        return None
    earlier = [each for each in reversed(family.each[:at]) if each.cohort != here.cohort]
    before = next((each for each in earlier if not each.withheld), None)
    passed = earlier[: earlier.index(before)] if before else earlier
    return Changes(
        cohort=here.cohort,
        before=before.cohort if before else None,
        skipped=tuple(dict.fromkeys(each.cohort for each in passed)),
        changes=_changes(questionnaires, before, here) if before else (),
    )


def _changes(
    questionnaires: Mapping[Slug, Questionnaire], before: ReleasedSurvey, here: ReleasedSurvey
) -> tuple[Change, ...]:
    both = ReleasedFamily(each=(before, here), pooled={}, submissions=0)
    asked = [questionnaires[before.survey], questionnaires[here.survey]]
    known = {*trend_items(asked[0])}
    items = [item for item in declared_items(asked[1]) if item in known]
    found = {
        item: pair_of(*trend(questionnaires, item, both).points)
        for item in items
        if asked_alike(asked, item)
    }
    pairs: Sequence[Pair] = [pair for pair in found.values() if pair]
    said = dict(zip([item for item, pair in found.items() if pair], declared(pairs), strict=True))
    return tuple(
        Change(item=item, claim=said.get(item, TOO_FEW if item in found else ASKED_DIFFERENTLY))
        for item in items
    )


def pair_of(before: TrendPoint, after: TrendPoint) -> Pair | None:
    """Return two points as a pair; None where one of them is withheld."""
    if before.share and after.share:
        return SharePair(before=before.share, after=after.share)
    if before.net_promoter and after.net_promoter:
        return ScorePair(before=before.net_promoter, after=after.net_promoter)
    return None
