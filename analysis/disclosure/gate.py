"""The one gate between what was collected and what is shown.

Scores accept only what this module releases; pages accept only scores and the themes
that `analysis.disclosure.themes` releases under the same rules. So a number below the
threshold has no way to a page.

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
from dataclasses import dataclass
from typing import NamedTuple

from analysis.inputs import ItemTally, SurveyTally
from surveys.questions import NOT_APPLICABLE
from surveys.texts import Slug

INSIDE = 5
"""Fewest people behind anything shown to facilitators and designers."""

PUBLIC = 10
"""Fewest people behind anything that leaves the team, such as the bilan."""


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


class _Few(NamedTuple):
    """Answers of one survey to one item, too few to be shown by themselves."""

    cohort: Slug
    answers: ItemTally


@dataclass(frozen=True, slots=True)
class _Parting:
    """Some submissions, parted by item into what may be shown and the rest."""

    shown: Mapping[str, ItemTally]
    hidden: Mapping[str, Sequence[_Few]]


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
    mixes at least two, and nothing tells them apart. It counts people, not answers:
    of several surveys of one cohort, which the same people may have answered, only the
    largest counts. A remainder of nothing says nothing either: it is the same whether
    nobody answered or a few did.

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


def people_by_cohort(counts: Iterable[tuple[Slug, int]]) -> dict[Slug, int]:
    """Return the fewest people behind `(cohort, count)`, one pair a survey.

    Whoever answered one survey of a cohort may have answered the next one too.
    """
    fewest: dict[Slug, int] = {}
    for cohort, count in counts:
        fewest[cohort] = max(count, fewest.get(cohort, 0))
    return fewest


def check_threshold(threshold: int) -> None:
    """Raises ValueError: the threshold is below `INSIDE`."""
    if threshold < INSIDE:
        raise ValueError(
            f"the threshold may be raised above {INSIDE}, never lowered to {threshold}"
        )


def _part(tally: SurveyTally, threshold: int) -> _Parting:
    check_threshold(threshold)
    enough = {
        item
        for item, answers in tally.items.items()
        if tally.submissions >= threshold and _rated(answers) >= threshold
    }
    return _Parting(
        shown={item: answers for item, answers in tally.items.items() if item in enough},
        hidden={
            item: [_Few(tally.cohort, answers)]
            for item, answers in tally.items.items()
            if item not in enough
        },
    )


def _part_family(tallies: Sequence[SurveyTally], threshold: int) -> _Parting:
    return _join([_part(tally, threshold) for tally in tallies], threshold)


def _join(partings: Sequence[_Parting], threshold: int) -> _Parting:
    """Add up what may be shown, and the hidden parts that together reach the threshold."""
    hidden: dict[str, list[_Few]] = {}
    for parting in partings:
        for item, few in parting.hidden.items():
            hidden.setdefault(item, []).extend(few)
    enough = {item: few for item, few in hidden.items() if _people(few) >= threshold}
    mixed = [{item: each.answers} for item, few in enough.items() for each in few]
    return _Parting(
        shown=_sum([*(parting.shown for parting in partings), *mixed]),
        hidden={item: few for item, few in hidden.items() if item not in enough},
    )


def _people(few: Sequence[_Few]) -> int:
    """Return how many people, at least, gave `few`."""
    return sum(people_by_cohort((cohort, _rated(answers)) for cohort, answers in few).values())


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
