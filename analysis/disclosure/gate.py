"""The one gate between what was collected and what is shown.

Scores accept only what this module releases; pages accept only scores and
released themes. So a number below the threshold has no way to a page.

The threshold counts people. An item needs that many answers *besides* "sans
objet": those are the people a share speaks of. An item where everybody said
"sans objet" is withheld like one that nobody answered: there is nothing to rate,
and one rule is easier to trust than two. Whatever is withheld is left out
without a reason, so empty and hidden look alike.

What is not protected here: a share of 0 % or 100 % tells of everyone who
answered, and two releases of one survey at different times can be subtracted.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.inputs import ItemTally, SurveyTally
from surveys.questions import NOT_APPLICABLE
from surveys.texts import Slug, Text

INSIDE = 5
"""Fewest people behind anything shown to facilitators and designers."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """Not shown, because fewer than the threshold answered. Empty and hidden look alike."""


@dataclass(frozen=True, slots=True)
class ReleasedItem:
    """The counts of one item that at least the threshold answered."""

    answered: int
    """Submissions that answered the item, "sans objet" included."""

    counts: Mapping[str, int]
    """Submissions by stored value; values nobody gave are absent. Empty for texts."""


@dataclass(frozen=True, slots=True)
class ReleasedSurvey:
    """What may be shown of a survey. Below the threshold: the count of submissions only."""

    survey: Slug
    cohort: Slug
    submissions: int
    eligible: int | None
    """As the roster has it: this is not made from answers."""
    items: Mapping[str, ReleasedItem]
    """Only the items that may be shown; any other is `Withheld`."""

    @property
    def withheld(self) -> bool:
        """Whether only the count of submissions may be shown."""
        return not self.items


@dataclass(frozen=True, slots=True)
class ReleasedFamily:
    """Surveys shown beside each other and together."""

    each: tuple[ReleasedSurvey, ...]
    """In the order given."""
    pooled: Mapping[str, ReleasedItem]
    """All of them together, by item, such that no difference gives a withheld part away."""
    submissions: int


@dataclass(frozen=True, slots=True)
class ReleasedProgramme:
    """Families shown beside each other and together."""

    families: tuple[ReleasedFamily, ...]
    """In the order given."""
    together: ReleasedFamily
    """Every survey of every family, pooled such that no difference gives a part away."""


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """What one participant wrote."""

    text: str
    cohort: Slug | None
    """None where naming it would tell that a withheld count is not 0."""
    quotable: bool = False
    """Whether who wrote it agreed to be quoted outside the team."""


@dataclass(frozen=True, slots=True)
class ShownTheme:
    """A theme that at least the threshold mention."""

    label: Text
    words: tuple[str, ...]
    respondents: int
    """Distinct respondents, but for the few of withheld cohorts that a difference would show."""
    respondents_by_cohort: Mapping[Slug, int | Withheld]
    """Every cohort asked for, those nobody mentions it in included."""
    quotes: tuple[ShownQuote, ...]
    stability: float | None
    """As it was found, from 0 to 1: it says nothing of anybody."""


@dataclass(frozen=True, slots=True)
class ThemeRecord:
    """A theme as it was found, before the gate."""

    label: Text
    words: tuple[str, ...]
    respondents: int
    """Distinct submissions that mention it: the sum of `respondents_by_cohort`."""
    respondents_by_cohort: Mapping[Slug, int]
    """Cohorts nobody mentions it in may be absent."""
    quotes: tuple[ShownQuote, ...]
    stability: float | None
    """As `analysis.themes.results.Theme` has it; None if not measured."""


@dataclass(frozen=True, slots=True)
class ReleasedThemes:
    """The themes that may be shown, most respondents first."""

    themes: tuple[ShownTheme, ...]
    withheld: int
    """How many were left out because fewer than the threshold mention them."""


@dataclass(frozen=True, slots=True)
class ReadingRecord:
    """What themes were sought in, before the gate."""

    comments: int
    respondents: int
    """Distinct submissions with at least one idea."""
    set_aside: int
    """Comments that name no need."""
    unsure: int
    """Ideas in no theme."""


@dataclass(frozen=True, slots=True)
class ShownReading:
    """What themes were sought in, as far as it may be told."""

    comments: int
    """Without the few that the pages of cohorts withhold."""
    set_aside: int | Withheld
    unsure: int | Withheld
    """In ideas, not in people."""


@dataclass(frozen=True, slots=True)
class _Parting:
    """Some submissions, parted by item into what may be shown and the rest."""

    shown: Mapping[str, ItemTally]
    hidden: Mapping[str, ItemTally]


def release(tally: SurveyTally, *, threshold: int = INSIDE) -> ReleasedSurvey:
    """Return what may be shown of one survey.

    Args:
        tally: All that was answered.
        threshold: Fewest people behind a number; `INSIDE` or more.

    Raises:
        ValueError: the threshold is below `INSIDE`.
    """
    return ReleasedSurvey(
        survey=tally.survey,
        cohort=tally.cohort,
        submissions=tally.submissions,
        eligible=tally.eligible,
        items=_released(_part(tally, threshold).shown),
    )


def release_family(tallies: Sequence[SurveyTally], *, threshold: int = INSIDE) -> ReleasedFamily:
    """Return what may be shown of surveys side by side and pooled.

    Whoever subtracts the released surveys from the pooled counts of an item is
    left with its hidden part: the answers of the surveys that withhold it, added
    up. So the hidden part is treated as a survey of its own. Below the threshold
    it is left out of the pooled item, which is then exactly the sum of what
    stands beside it; at the threshold or above it is included. One hidden survey
    is below the threshold by construction, so an included hidden part always
    mixes at least two, and nothing tells them apart. A remainder of nothing says
    nothing either: it is the same whether nobody answered or a few did.

    Surveys shown in two families, one inside the other (an activity within its
    programme), go through `release_programme`: two calls of this function could be
    subtracted from each other. Families that overlap otherwise must not both be shown.

    Raises:
        ValueError: the threshold is below `INSIDE`.
    """
    return ReleasedFamily(
        each=tuple(release(tally, threshold=threshold) for tally in tallies),
        pooled=_released(_part_family(tallies, threshold).shown),
        submissions=sum(tally.submissions for tally in tallies),
    )


def release_programme(
    families: Sequence[Sequence[SurveyTally]], *, threshold: int = INSIDE
) -> ReleasedProgramme:
    """Return what may be shown of families of surveys, each by itself and all together.

    What each family leaves out of its pooled item is added up over the families and
    treated as in `release_family`. So everything published is a sum of parts that
    each hold the threshold or more, whichever of them are subtracted.

    Raises:
        ValueError: the threshold is below `INSIDE`.
    """
    released = tuple(release_family(family, threshold=threshold) for family in families)
    partings = [_part_family(family, threshold) for family in families]
    return ReleasedProgramme(
        families=released,
        together=ReleasedFamily(
            each=tuple(survey for family in released for survey in family.each),
            pooled=_released(_join(partings, threshold).shown),
            submissions=sum(family.submissions for family in released),
        ),
    )


def release_themes(
    themes: Sequence[ThemeRecord], cohorts: Sequence[Slug], *, threshold: int = INSIDE
) -> ReleasedThemes:
    """Return the themes that may be shown, with their counts in each of `cohorts`.

    A theme needs the threshold of distinct respondents, and so does its count in
    a cohort: 0 and "a few" both are `Withheld`. The respondents of the withheld
    cohorts are together one hidden part, as in `release_family`: below the threshold
    they are left out of `respondents`, and their quotes are left out; otherwise they are
    counted, and their quotes do not name the cohort.

    Args:
        themes: In any order. They are shown by the respondents that are shown: an order by
            all of them would tell of those left out.
        cohorts: All the cohorts the themes were sought in. Pages that release one
            set of themes over different cohorts could be subtracted.
        threshold: Fewest people behind a number; `INSIDE` or more.

    Raises:
        ValueError: the threshold is below `INSIDE`.
    """
    _check(threshold)
    shown = [
        _shown_theme(theme, cohorts, threshold)
        for theme in themes
        if theme.respondents >= threshold
    ]
    shown.sort(key=lambda theme: -theme.respondents)
    return ReleasedThemes(tuple(shown), withheld=len(themes) - len(shown))


def release_reading(
    record: ReadingRecord, surveys: Sequence[SurveyTally], *, threshold: int = INSIDE
) -> ShownReading | Withheld:
    """Return how many comments themes were sought in, and what became of them.

    The pages of cohorts say how many people wrote something; whoever subtracts that
    from all comments is left with those of the withheld. So these are treated as in
    `release_family`: a few on one question are left out.

    Args:
        record: As the search counted it.
        surveys: What was read, with only the items that were read, as they stand now.
        threshold: Fewest people behind a number; `INSIDE` or more.
    """
    _check(threshold)
    hidden = _part_family(surveys, threshold).hidden
    comments = record.comments - sum(answers.answered for answers in hidden.values())
    if min(comments, record.respondents) < threshold:
        return Withheld()

    def enough(count: int) -> int | Withheld:
        return count if count >= threshold else Withheld()

    return ShownReading(comments, enough(record.set_aside), enough(record.unsure))


def _shown_theme(theme: ThemeRecord, cohorts: Sequence[Slug], threshold: int) -> ShownTheme:
    by_cohort = theme.respondents_by_cohort
    shown = {cohort for cohort in cohorts if by_cohort.get(cohort, 0) >= threshold}
    visible = sum(by_cohort[cohort] for cohort in shown)
    hidden_enough = theme.respondents - visible >= threshold
    return ShownTheme(
        label=theme.label,
        words=theme.words,
        respondents=theme.respondents if hidden_enough else visible,
        respondents_by_cohort={
            cohort: by_cohort[cohort] if cohort in shown else Withheld() for cohort in cohorts
        },
        quotes=tuple(
            replace(quote, cohort=quote.cohort if quote.cohort in shown else None)
            for quote in theme.quotes
            if quote.cohort in shown or hidden_enough
        ),
        stability=theme.stability,
    )


def _part(tally: SurveyTally, threshold: int) -> _Parting:
    _check(threshold)
    if tally.submissions < threshold:
        return _Parting(shown={}, hidden=tally.items)
    enough = {item for item, answers in tally.items.items() if _rated(answers) >= threshold}
    return _Parting(
        shown={item: answers for item, answers in tally.items.items() if item in enough},
        hidden={item: answers for item, answers in tally.items.items() if item not in enough},
    )


def _part_family(tallies: Sequence[SurveyTally], threshold: int) -> _Parting:
    return _join([_part(tally, threshold) for tally in tallies], threshold)


def _join(partings: Sequence[_Parting], threshold: int) -> _Parting:
    """Add up what may be shown, and the hidden parts that together reach the threshold."""
    hidden = _sum(parting.hidden for parting in partings)
    enough = {item for item, answers in hidden.items() if _rated(answers) >= threshold}
    return _Parting(
        shown=_sum(
            [
                *(parting.shown for parting in partings),
                {item: answers for item, answers in hidden.items() if item in enough},
            ]
        ),
        hidden={item: answers for item, answers in hidden.items() if item not in enough},
    )


def _sum(parts: Iterable[Mapping[str, ItemTally]]) -> dict[str, ItemTally]:
    answered: Counter[str] = Counter()
    counts: dict[str, Counter[str]] = {}
    for part in parts:
        for item, tally in part.items():
            answered[item] += tally.answered
            counts.setdefault(item, Counter()).update(tally.counts)
    return {item: ItemTally(answered[item], dict(counts[item])) for item in counts}


def _rated(answers: ItemTally) -> int:
    """How many answered the item with something else than "sans objet"."""
    return answers.answered - answers.counts.get(NOT_APPLICABLE, 0)


def _released(shown: Mapping[str, ItemTally]) -> dict[str, ReleasedItem]:
    return {
        item: ReleasedItem(answers.answered, dict(answers.counts))
        for item, answers in shown.items()
    }


def _check(threshold: int) -> None:
    if threshold < INSIDE:
        raise ValueError(
            f"the threshold may be raised above {INSIDE}, never lowered to {threshold}"
        )
