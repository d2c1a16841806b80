"""From what the gate released for the public to the counts that a bilan is drawn from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from analysis.disclosure.testimonials import Testimonial
from analysis.disclosure.themes import ReleasedThemes
from analysis.scores.account import Account, of_activity
from analysis.scores.indicator import (
    Distribution,
    IndicatorValue,
    Rate,
    Recommendation,
    Unsaid,
)
from analysis.scores.indicators import indicator_values
from dashboards.report.snapshot import (
    SealedActivity,
    SealedFigure,
    SealedGroup,
    SealedQuote,
    SealedRatings,
    SealedShare,
    SealedSpread,
    SealedTheme,
    SealedUntold,
    SealedValue,
    Snapshot,
)
from dashboards.style import Role, scale_roles
from dashboards.wording import say
from surveys.facts import Benchmark, Note
from surveys.indicators import DistributionIndicator, Indicator, RosterIndicator
from surveys.programme import Activity
from surveys.questions import MatrixQuestion, ScaleQuestion
from surveys.texts import Language, Slug, Text

MOST_QUOTES = 6
"""Of one activity."""

OTHERS = "*"
"""The code of small groups put together: no code of a question is written so."""

FEWEST_WORDS = 7
"""Less is hardly a sentence: it names a subject, and testifies to nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Released:
    """All that a bilan may tell."""

    account: Account
    """Of the whole programme, released with `threshold`."""
    indicators: Sequence[Indicator]
    benchmarks: Sequence[Benchmark]
    notes: Sequence[Note]
    themes: Mapping[Slug, ReleasedThemes]
    """By activity, released with `threshold`; only quotable quotes."""
    testimonials: Mapping[Slug, Sequence[Testimonial]]
    """By activity, released with `threshold`."""
    threshold: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """What tells one bilan from another made of the same numbers."""

    language: Language
    made_on: date
    drawn_by: str
    """The versions of what draws it."""


def seal(released: Released, edition: Edition) -> Snapshot:
    """Return the snapshot of a programme as it stands."""
    account = released.account
    figures = {
        part.scope: [
            _figure(value, released) for value in indicator_values(released.indicators, part)
        ]
        for part in (account, *(of_activity(account, each.slug) for each in account.activities))
    }
    activities = [
        made
        for each in account.activities
        if (made := _activity(each, account)).sessions or _says(figures[each.slug])
    ]
    return Snapshot(
        drawn_by=edition.drawn_by,
        language=edition.language,
        made_on=edition.made_on,
        threshold=released.threshold,
        programme=account.programme,
        activities=tuple(activities),
        indicators=tuple(released.indicators),
        roles=_roles(released.indicators, account),
        figures=tuple(
            figure
            for scope in (account.scope, *(each.slug for each in activities))
            for figure in figures[scope]
        ),
        benchmarks=tuple(released.benchmarks),
        facts=account.facts,
        notes=tuple(released.notes),
        themes=tuple(_themes(released.themes, account.activities)),
        themes_withheld=sum(map(_withheld, released.themes.values())),
        quotes=tuple(
            quote
            for each in account.activities
            for quote in (
                _testimonials(each, released, edition.language) or _quotes(each, released.themes)
            )
        ),
    )


def _says(figures: Sequence[SealedFigure]) -> bool:
    return any(not isinstance(figure.value, Unsaid) for figure in figures)


def _activity(activity: Activity, account: Account) -> SealedActivity:
    cohorts = [cohort for cohort in account.cohorts if cohort.activity == activity.slug]
    slugs = {cohort.slug for cohort in cohorts}
    return SealedActivity(
        slug=activity.slug,
        name=activity.name,
        cohorts=len(cohorts),
        sessions=sum(session.cohort in slugs for session in account.sessions),
        starts_on=min((cohort.starts_on for cohort in cohorts), default=None),
        ends_on=max((cohort.ends_on for cohort in cohorts), default=None),
    )


def _figure(value: IndicatorValue, released: Released) -> SealedFigure:
    sealed = _counts(value)
    of_roster = any(
        isinstance(each, RosterIndicator) and each.code == value.indicator
        for each in released.indicators
    )
    if of_roster and isinstance(sealed, SealedSpread):
        sealed = msgspec.structs.replace(
            sealed, groups=_large_enough(sealed.groups, released.threshold)
        )
    return SealedFigure(
        indicator=value.indicator,
        scope=value.scope,
        row=value.row,
        row_name=value.row_name,
        value=sealed,
    )


def _large_enough(groups: Sequence[SealedGroup], threshold: int) -> tuple[SealedGroup, ...]:
    """Return the groups of a roster, those of few people or organisations put together last.

    Who stands alone in a region could be known by it. One small group would be known by
    being the only one left out, so the next smallest joins it until they are enough.
    """
    by_size = sorted(groups, key=lambda each: each.count)
    few = [each for each in by_size if each.count < threshold]
    while few and len(few) < len(groups) and sum(each.count for each in few) < threshold:
        few.append(by_size[len(few)])
    if not few:
        return tuple(groups)
    label = Text(
        fr=say("report", "other_groups", "fr", groups=len(few)),
        en=say("report", "other_groups", "en", groups=len(few)),
    )
    together = SealedGroup(code=OTHERS, label=label, count=sum(each.count for each in few))
    return (*(each for each in groups if each not in few), together)


def _counts(value: IndicatorValue) -> SealedValue:
    """Return what is counted, without what follows from it."""
    match value.value:
        case Rate(share=share):
            return SealedShare(
                count=share.count,
                untold=share.untold,
                answers=share.answers,
                eligible=share.eligible,
            )
        case Recommendation(score=score):
            return SealedRatings(
                counts=score.counts,
                untold=tuple(
                    SealedUntold(answers=each.answers, among=tuple(sorted(each.among)))
                    for each in score.untold
                ),
                eligible=score.eligible,
            )
        case Distribution(groups=groups) as spread:
            return SealedSpread(
                groups=tuple(
                    SealedGroup(
                        code=each.code,
                        label=each.label,
                        count=each.share.count,
                        untold=each.share.untold,
                    )
                    for each in groups
                ),
                answers=spread.answers,
                eligible=groups[0].share.eligible if groups else None,
                not_applicable=spread.not_applicable,
            )
        case plain:
            return plain


def _roles(indicators: Sequence[Indicator], account: Account) -> dict[str, dict[str, Role]]:
    """Return the colours of scales, for indicators that show how answers spread over one."""
    roles: dict[str, dict[str, Role]] = {}
    for indicator in indicators:
        if not isinstance(indicator, DistributionIndicator):
            continue
        for item in (feed.item.partition(".")[0] for feed in indicator.feeds):
            for family in account.families:
                question = family.questionnaire.by_code.get(item)
                if isinstance(question, ScaleQuestion | MatrixQuestion):
                    scale = family.questionnaire.scale_by_code[question.scale]
                    codes = (point.code for point in scale.points)
                    found = dict(zip(codes, scale_roles(scale), strict=True))
                    roles.setdefault(indicator.code, {}).update(found)
    return roles


def _themes(
    themes: Mapping[Slug, ReleasedThemes], activities: Sequence[Activity]
) -> Iterator[SealedTheme]:
    """Yield the themes that have a name: whoever reads a report cannot ask what the others are."""
    for activity in activities:
        for theme in themes[activity.slug].themes if activity.slug in themes else ():
            if theme.called:
                yield SealedTheme(
                    activity=activity.slug, label=theme.called, respondents=theme.respondents
                )


def _withheld(themes: ReleasedThemes) -> int:
    return themes.withheld + sum(not theme.called for theme in themes.themes)


def _testimonials(activity: Activity, released: Released, language: Language) -> list[SealedQuote]:
    """Return a few testimonials of an activity, those in the language of the report first."""
    written = sorted(
        released.testimonials.get(activity.slug, ()), key=lambda each: each.language != language
    )
    return [
        SealedQuote(activity=activity.slug, text=each.text, language=each.language)
        for each in written
        if len(each.text.split()) >= FEWEST_WORDS
    ][:MOST_QUOTES]


def _quotes(activity: Activity, themes: Mapping[Slug, ReleasedThemes]) -> list[SealedQuote]:
    """Return a few whole sentences of an activity, each on another theme."""
    told: dict[str, SealedQuote] = {}
    for theme in themes[activity.slug].themes if activity.slug in themes else ():
        for quote in theme.quotes:
            long = len(quote.text.split()) >= FEWEST_WORDS
            if quote.quotable and long and quote.text.casefold() not in told:
                told[quote.text.casefold()] = SealedQuote(
                    activity=activity.slug, text=quote.text, language=quote.language
                )
                break
    return list(told.values())[:MOST_QUOTES]
