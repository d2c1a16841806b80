"""Whole programmes at random, through the gate, the scores and the indicators.

Whatever was asked and answered, every figure is possible, and it is what counting
people one by one gives.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import product
from math import isfinite
from typing import NamedTuple

import msgspec
import pytest

from analysis.disclosure.gate import INSIDE
from analysis.intervals import wilson
from analysis.scores.account import Account, of_activity, of_cohort
from analysis.scores.indicator import (
    Count,
    Distribution,
    IndicatorValue,
    Rate,
    Recommendation,
    Unsaid,
)
from analysis.scores.indicators import indicator_values
from analysis.scores.net_promoter import NetPromoterScore
from analysis.scores.share import Share
from analysis.scores.survey_scores import score_survey
from analysis.scores.trend import trend, trend_items
from surveys.indicator_set import indicator_problems
from surveys.indicators import (
    DistributionIndicator,
    Feed,
    Indicator,
    Measure,
    NetPromoterIndicator,
    ResponseIndicator,
    RosterIndicator,
    ShareIndicator,
)
from surveys.questionnaire import items
from surveys.slices import DIMENSIONS
from surveys.survey import Survey
from surveys.texts import Text
from tests.analysis.one_dimension import release_one
from tests.programmes_at_random import AtRandom, programme_at_random
from tests.slow_programmes import (
    Counted,
    families_of,
    slow_account,
    slow_count,
    slow_eligible,
    slow_roster,
    slow_slices,
)

PROGRAMMES = [*range(40), *(pytest.param(each, marks=pytest.mark.long) for each in range(40, 500))]
MEASURES: tuple[Measure, ...] = (
    "organisations", "people", "hours", "attendance", "completion", "roles", "regions", "kinds",
)  # fmt: skip


@cache
def made(number: int) -> AtRandom:
    return programme_at_random(number)


class Part(NamedTuple):
    """One scope of a programme, its surveys by family, and its figures."""

    scope: Account
    families: list[list[Survey]]
    values: tuple[IndicatorValue, ...]


@cache
def account(number: int) -> Account:
    return slow_account(made(number))


def scopes(number: int) -> Iterator[tuple[Account, list[list[Survey]]]]:
    """Yield each part the programme is accounted for in, with its surveys by family."""
    whole, bundle = account(number), made(number).bundle
    of = {each.slug: families_of(made(number), each.slug) for each in bundle.activities}
    yield whole, [family for families in of.values() for family in families]
    for activity in bundle.activities:
        yield of_activity(whole, activity.slug), of[activity.slug]
    for cohort in bundle.cohorts:
        surveys = [each for family in of[cohort.activity] for each in family]
        yield (
            of_cohort(whole, cohort.slug),
            [[each] for each in surveys if each.cohort == cohort.slug],
        )


@cache
def parts(number: int) -> tuple[Part, ...]:
    indicators = every_indicator(number)
    return tuple(
        Part(scope, families, indicator_values(indicators, scope))
        for scope, families in scopes(number)
    )


@cache
def every_indicator(number: int) -> list[Indicator]:
    """Return every indicator that one could declare, of which none has a fault."""
    name = Text(fr="Nom", en="Name")
    questionnaires = made(number).bundle.questionnaires
    asked = {
        item: question
        for questionnaire in questionnaires
        for question in questionnaire.questions
        for item in (question.code, *items(question))
    }
    feeds: list[tuple[Feed, ...]] = [(Feed(item=item),) for item in asked]
    feeds += [(Feed(item=item, questionnaire="fin"),) for item in ("satisfaction", "again")]
    feeds += [
        (Feed(item="tools", values=("email", "sheet")),),
        (Feed(item="again", values=("no", "unsure")),),
        (Feed(item="satisfaction"), Feed(item="usefulness.mission")),
        (Feed(item="satisfaction", values=("not_applicable",)),),
    ]
    found: list[Indicator] = [
        kind(code=f"{letter}{place}", name=name, feeds=each)
        for place, each in enumerate(feeds)
        for letter, kind in (
            ("s", ShareIndicator),
            ("d", DistributionIndicator),
            ("n", NetPromoterIndicator),
        )
    ]
    found += [RosterIndicator(code=each, name=name, measure=each) for each in MEASURES]
    found += [
        ResponseIndicator(code=f"response_{code}", name=name, questionnaire=code)
        for code in ("fin", "suivi")
    ]
    activities = [each.slug for each in made(number).bundle.activities]
    return [each for each in found if not indicator_problems([each], questionnaires, activities)]


# Laws of every figure


def structs(value: object) -> Iterator[object]:
    """Yield everything that stands in a figure."""
    yield value
    if isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from structs(getattr(value, field))
    elif isinstance(value, tuple | list):
        for each in value:
            yield from structs(each)


def check_figures(figures: object) -> int:
    """Assert that everything in `figures` is possible; return how many shares there were."""
    shares = 0
    for each in structs(figures):
        if isinstance(each, float):
            assert isfinite(each)
        if isinstance(each, Share):
            check_share(each)
            shares += 1
        if isinstance(each, NetPromoterScore):
            check_score(each)
    return shares


def check_share(share: Share) -> None:
    assert 0 <= share.count <= share.most <= share.answers
    assert share.answers > 0
    assert 0 <= share.interval.low <= share.value <= share.interval.high <= 1
    assert share.interval.low == wilson(share.count, share.answers).low
    assert share.interval.high == wilson(share.most, share.answers).high
    assert (share.eligible is None) == (share.bounds is None)
    if share.eligible is not None and share.bounds is not None:
        assert share.answers <= share.eligible
        assert 0 <= share.bounds.low <= share.value <= share.bounds.high <= 1


def check_score(score: NetPromoterScore) -> None:
    untold = sum(each.answers for each in score.untold)
    assert score.promoters + score.passives + score.detractors <= score.answers
    assert sum(score.most) >= score.answers
    assert sum(score.counts) + untold == score.answers >= INSIDE
    assert -100 <= score.reach.low <= score.score <= score.reach.high <= 100
    assert -100 <= score.interval.low <= score.score <= score.interval.high <= 100
    if score.bounds is not None:
        assert -100 <= score.bounds.low <= score.score <= score.bounds.high <= 100


@pytest.mark.parametrize("number", PROGRAMMES)
def test_every_figure_of_every_survey_and_trend_is_possible(number: int) -> None:
    for family in account(number).families:
        for survey in family.released.each:
            check_figures(score_survey(family.asked[survey.survey], survey))
        for item in trend_items(family.questionnaire):
            found = trend(family.asked, item, family.released)
            check_figures(found)
            shown = [each.answers for each in found.points if each.answers is not None]
            if found.pooled.answers is not None:  # all together: those shown, and no few others
                assert found.pooled.answers - sum(shown) not in range(1, INSIDE)


@pytest.mark.parametrize("number", PROGRAMMES)
def test_every_indicator_in_every_scope_is_possible_and_of_five_people(number: int) -> None:
    indicators = every_indicator(number)
    answered = {each.code for each in indicators if not isinstance(each, RosterIndicator)}
    for _, _, values in parts(number):
        check_figures(values)
        assert len({each.id for each in values}) == len(values)
        for each in values:
            match each.value:
                case Rate(share=share) if each.indicator in answered - {
                    "response_fin",
                    "response_suivi",
                }:
                    assert share.answers >= INSIDE
                case Distribution(answers=answers) if each.indicator in answered:
                    assert answers >= INSIDE
                case _:
                    pass


@pytest.mark.parametrize("number", PROGRAMMES)
def test_every_figure_of_a_slice_is_possible_and_within_that_of_everybody(number: int) -> None:
    for family, dimension in product(account(number).families, DIMENSIONS):
        surveys = [each for each in made(number).bundle.surveys if each.slug in family.asked]
        released = release_one(
            [slow_slices(made(number), each, dimension) for each in surveys],
            ["fr", "en", "coordination", "volunteer", "montreal", "laval"],
        )
        everybody = {each.survey: each for each in family.released.each}
        for part in released.values():
            for survey in part.each:
                check_figures(score_survey(family.asked[survey.survey], survey))
                assert survey.submissions <= everybody[survey.survey].submissions
                assert set(survey.items) <= set(everybody[survey.survey].items)
            for item in trend_items(family.questionnaire):
                found = trend(family.asked, item, part)
                check_figures(found)
                shown = [each.answers for each in found.points if each.answers is not None]
                if found.pooled.answers is not None:
                    assert found.pooled.answers >= sum(shown)


# A slow oracle


@pytest.mark.parametrize("number", PROGRAMMES)
def test_every_indicator_is_what_counting_people_one_by_one_gives(number: int) -> None:
    indicators = {each.code: each for each in every_indicator(number)}
    for _, families, values in parts(number):
        for figure in values:
            indicator = indicators[figure.indicator]
            if not isinstance(indicator, RosterIndicator | ResponseIndicator):
                assert isinstance(
                    indicator, ShareIndicator | DistributionIndicator | NetPromoterIndicator
                )
                if not any(feed.item in DIMENSIONS for feed in indicator.feeds):
                    check_counted(
                        figure, slow_count(made(number), families, indicator.feeds, figure.row)
                    )
                elif isinstance(figure.value, Distribution):  # of few people nothing is told
                    told = [each.share.count for each in figure.value.groups]
                    assert all(count == 0 or count >= INSIDE for count in told)
                    assert figure.value.answers - sum(told) not in range(1, INSIDE)


def check_counted(figure: IndicatorValue, counted: Counted) -> None:
    eligible = counted.eligible
    known = eligible if eligible is not None and eligible >= counted.answers else None
    match figure.value:
        case Rate(share=share):
            assert share.count <= counted.chosen <= share.most
            assert share.answers == counted.answers
            assert share.eligible == known
        case Distribution(groups=groups, answers=answers, not_applicable=absent):
            assert (answers, absent) == (counted.answers, counted.absent)
            given = Counter(counted.values)
            assert given.keys() <= {each.code for each in groups}
            assert all(each.share.count <= given[each.code] <= each.share.most for each in groups)
            assert {each.share.answers for each in groups} == {counted.answers}
        case Recommendation(score=score):
            ratings = Counter(counted.values)
            assert len(counted.values) == score.answers
            assert all(
                score.counts[value] <= ratings[str(value)] <= score.released.most({str(value)})
                for value in range(11)
            )
            assert score.eligible == known
        case Unsaid():
            assert counted.answers == 0
        case _:
            raise AssertionError(figure)


@pytest.mark.parametrize("number", PROGRAMMES)
def test_whatever_was_answered_enough_is_said_somewhere(number: int) -> None:
    # The other way round: no indicator is left out where people could be counted.
    indicators = every_indicator(number)
    for _, families, values in parts(number):
        said = {(each.indicator, each.row) for each in values}
        for indicator in indicators:
            if isinstance(indicator, ShareIndicator) and "." in indicator.feeds[0].item:
                counted = slow_count(made(number), families, indicator.feeds, None)
                assert counted.answers == 0 or (indicator.code, None) in said


@pytest.mark.parametrize("number", PROGRAMMES)
def test_a_programme_counts_what_its_activities_count(number: int) -> None:
    whole, *others = parts(number)
    activities = {each.slug for each in whole.scope.activities}
    of = [part.values for part in others if part.scope.scope in activities]
    for figure in whole.values:
        if isinstance(figure.value, Rate) and not figure.indicator.startswith("response"):
            shares = [
                each.value.share
                for values in of
                for each in values
                if (each.indicator, each.row) == (figure.indicator, figure.row)
                if isinstance(each.value, Rate)
            ]
            assert figure.value.share.count == sum(each.count for each in shares)
            assert figure.value.share.answers == sum(each.answers for each in shares)


@pytest.mark.parametrize("number", PROGRAMMES)
def test_an_indicator_of_one_activity_says_the_same_in_the_programme(number: int) -> None:
    whole = account(number)
    for activity in whole.activities:
        confined = [
            msgspec.structs.replace(each, activities=(activity.slug,))
            for each in every_indicator(number)
        ]
        above, here = (
            {(each.indicator, each.row): each.value for each in indicator_values(confined, scope)}
            for scope in (whole, of_activity(whole, activity.slug))
        )
        assert above == here


@pytest.mark.parametrize("number", PROGRAMMES)
def test_the_roster_is_what_counting_people_one_by_one_gives(number: int) -> None:
    rows = slow_roster(made(number))
    sessions = Counter(each.cohort for each in made(number).bundle.sessions)
    for scope, _, figures in parts(number):
        here = [each for each in rows if each.cohort in {one.slug for one in scope.cohorts}]
        values = {each.indicator: each.value for each in figures}
        people, organisations = {each.person for each in here}, {each.organisation for each in here}
        assert _number(values.get("people")) == (len(people) or None)
        assert _number(values.get("organisations")) == (len(organisations - {""}) or None)
        assert _hours(values.get("hours")) == pytest.approx(
            sum(each.minutes_attended for each in here) / 60
        )
        noted = {each.cohort for each in here if each.sessions_attended}
        check_rate(
            values.get("attendance"),
            [each.sessions_attended > 0 for each in here if each.cohort in noted],
            eligible=len(here),
        )
        over = [
            each
            for each in here
            if sessions[each.cohort] != 1 and each.cohort not in account(number).running
        ]
        decided = {each.cohort for each in over if each.sessions_attended or each.completed}
        check_rate(
            values.get("completion"),
            [each.completed for each in over if each.cohort in decided],
            eligible=len(over),
        )
        for measure in ("roles", "regions", "kinds"):
            if isinstance(groups := values.get(measure), Distribution):
                assert sum(each.share.count for each in groups.groups) == groups.answers


def check_rate(found: object, each: list[bool], *, eligible: int) -> None:
    """Assert that `found` is the share of `each`; None where there is nobody."""
    if not each:
        assert found is None
        return
    assert isinstance(found, Rate)
    assert (found.share.count, found.share.answers) == (sum(each), len(each))
    assert found.share.eligible == eligible


def _hours(value: object) -> float:
    return value.value if isinstance(value, Count) else 0.0


def _number(value: object) -> float | None:
    return value.value if isinstance(value, Count) else None


@pytest.mark.parametrize("number", PROGRAMMES)
def test_the_response_is_submissions_of_those_who_could(number: int) -> None:
    for _, families, figures in parts(number):
        values = {each.indicator: each.value for each in figures}
        for code in ("fin", "suivi"):
            surveys = [each for family in families for each in family if each.questionnaire == code]
            could = [slow_eligible(made(number), each) for each in surveys]
            sent = [len(made(number).sent(each.slug)) for each in surveys]
            found = values.get(f"response_{code}")
            if isinstance(found, Rate):
                assert (found.share.count, found.share.answers) == (
                    sum(sent),
                    sum(each or 0 for each in could),
                )
            else:  # nobody asked, or somewhere nobody knows how many were, or it cannot be right
                assert not surveys or any(
                    not of or of < many for of, many in zip(could, sent, strict=True)
                )
