"""The one gate between what was collected and what is shown.

Scores accept only what this module releases; pages accept only scores and the themes
that `analysis.disclosure.themes` releases under the same rules. So a number below the
threshold has no way to a page.

The threshold counts people. An item needs that many answers *besides* "sans
objet": those are the people a share speaks of. An item where everybody said
"sans objet" is withheld like one that nobody answered: there is nothing to rate,
and one rule is easier to trust than two. Whatever is withheld is left out
without a reason, so empty and hidden look alike.

Of a group of fewer than twenty people it is never told that everybody, or nobody,
answered something: an answer or a few are left untold (`analysis.disclosure.untold`). It is
decided once for each survey that is shown, and for the hidden parts that are shown mixed;
whatever is made of them, such as a family, a period or a programme, adds up what is told
and what is untold. So no sum gives back what a part of it leaves open.

Who people are, their role and their region, is told where the threshold of them are of one
kind, and as many of those that are not told (`told_of_people`).

What was counted comes here in tables that move in steps (`analysis.disclosure.steps`), so two
releases of one survey at different times leave enough people, too.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from analysis.disclosure.untold import Untold, together, told, told_of_people
from analysis.inputs import ItemTally, SurveyTally
from surveys.questions import NOT_APPLICABLE
from surveys.sides import Sides
from surveys.slices import DIMENSIONS
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
    """Submissions by stored value, those that are told; values without any are absent. Empty
    for texts."""

    untold: tuple[Untold, ...] = ()
    """Answers besides "sans objet" that are not among the counts."""

    def least(self, values: Collection[str]) -> int:
        """Return how many gave one of `values`, at least."""
        return sum(self.counts.get(value, 0) for value in values) + sum(
            each.answers for each in self.untold if each.among.issubset(values)
        )

    def most(self, values: Collection[str]) -> int:
        """Return how many gave one of `values`, at most."""
        return sum(self.counts.get(value, 0) for value in values) + sum(
            each.answers for each in self.untold if not each.among.isdisjoint(values)
        )


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


class _Part(NamedTuple):
    """Answers to one item that are never told apart: of one survey, or of several mixed."""

    people: Mapping[Slug, int]
    """Who gave them, at least, by cohort."""
    answers: ReleasedItem


_Parts: TypeAlias = dict[str, list[_Part]]
"""By item."""


class _Parting(NamedTuple):
    """Submissions, parted by item into what may be shown and the rest."""

    shown: _Parts
    hidden: _Parts


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

    A threshold above `INSIDE` is meant for readers among whom some know what is shown
    inside. So what is pooled for them is made of what those inside may see: surveys that
    they see, and their hidden part if they see it. Whatever they subtract, a part that
    they do see is left, never fewer people.

    Families that overlap must not both be shown: they could be subtracted from each other.
    What stands above them, such as a programme, is added up from what each of them shows.

    Raises:
        ValueError: the threshold is below `INSIDE`.
    """
    return ReleasedFamily(
        each=tuple(release(tally, threshold=threshold) for tally in tallies),
        pooled=_released(_pooled(tallies, threshold)),
        submissions=sum(tally.submissions for tally in tallies),
    )


def pooled_over(
    families: Iterable[ReleasedFamily], cohorts: Collection[Slug]
) -> tuple[ReleasedFamily, ...]:
    """Return each family with the surveys of `cohorts` alone, such as those of a period.

    What is pooled is exactly the sum of what these surveys show. Answers that are only
    shown mixed are left out: of two periods that overlap, one could be subtracted from
    the other, and what is left could be one survey's.
    """
    kept = [
        tuple(survey for survey in family.each if survey.cohort in cohorts) for family in families
    ]
    return tuple(
        ReleasedFamily(
            each=each,
            pooled=add_up(survey.items for survey in each),
            submissions=sum(survey.submissions for survey in each),
        )
        for each in kept
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
    shown: _Parts = {}
    hidden: _Parts = {}
    for item, answers in tally.items.items():
        people = {tally.cohort: rated(answers)}
        if min(tally.submissions, rated(answers)) < threshold:
            hidden[item] = [_Part(people, ReleasedItem(answers.answered, answers.counts))]
        elif released := _released_in_full(item, answers, tally, threshold):
            shown[item] = [_Part(people, released)]
    return _Parting(shown, hidden)


def _released_in_full(
    item: str, answers: ItemTally, tally: SurveyTally, threshold: int
) -> ReleasedItem | None:
    sides = tally.sides.get(item)
    if item not in DIMENSIONS:
        return released_item(answers, sides)
    found = told_of_people(answers, sides, submissions=tally.submissions, threshold=threshold)
    return ReleasedItem(answers.answered, found.counts, found.untold) if found else None


def released_item(answers: ItemTally | ReleasedItem, sides: Sides | None) -> ReleasedItem:
    """Return what is told of answers of enough people, of which all were counted."""
    counts, untold = told(ItemTally(answers.answered, answers.counts), sides)
    return ReleasedItem(answers.answered, counts, untold)


def sides_together(tallies: Iterable[SurveyTally]) -> dict[str, Sides]:
    """Return how answers of several surveys are read when they are mixed."""
    found: dict[str, Sides] = {}
    for tally in tallies:
        for item, sides in tally.sides.items():
            other = found.setdefault(item, sides)
            if other != sides:  # two versions: value by value holds for both
                values = frozenset[str]().union(*other.values, *sides.values)
                apart = tuple(frozenset([value]) for value in sorted(values))
                found[item] = Sides(apart, several=other.several or sides.several)
    return found


def _pooled(tallies: Sequence[SurveyTally], threshold: int) -> _Parts:
    inside = [_part(tally, INSIDE) for tally in tallies]
    outside = [_part(tally, threshold) for tally in tallies]
    sides = sides_together(tallies)
    mixed = {
        item: [_Part(part.people, released_item(part.answers, sides.get(item)))]
        for item, (part,) in _mix(_gather(each.hidden for each in inside), INSIDE).shown.items()
        if item not in DIMENSIONS
    }
    between = [
        {item: parts for item, parts in seen.shown.items() if item in told_outside.hidden}
        for seen, told_outside in zip(inside, outside, strict=True)
    ]
    few = _mix(_gather([*between, mixed]), threshold)
    return _gather([*(each.shown for each in outside), few.shown])


def _gather(partings: Iterable[_Parts]) -> _Parts:
    gathered: _Parts = {}
    for parts in partings:
        for item, some in parts.items():
            gathered.setdefault(item, []).extend(some)
    return gathered


def _mix(hidden: _Parts, threshold: int) -> _Parting:
    """Make one part of what is hidden of an item, where it reaches the threshold."""
    mixed = {item: _one(parts) for item, parts in hidden.items()}
    enough = {item for item, part in mixed.items() if sum(part.people.values()) >= threshold}
    return _Parting(
        shown={item: [part] for item, part in mixed.items() if item in enough},
        hidden={item: parts for item, parts in hidden.items() if item not in enough},
    )


def _one(parts: Sequence[_Part]) -> _Part:
    people = people_by_cohort(pair for part in parts for pair in part.people.items())
    return _Part(people, added([part.answers for part in parts]))


def rated(answers: ItemTally | ReleasedItem) -> int:
    """Return how many answered the item with something else than "sans objet"."""
    return answers.answered - answers.counts.get(NOT_APPLICABLE, 0)


def add_up(parts: Iterable[Mapping[str, ReleasedItem]]) -> dict[str, ReleasedItem]:
    """Return what disjoint parts say together, by item."""
    by_item: dict[str, list[ReleasedItem]] = {}
    for part in parts:
        for item, answers in part.items():
            by_item.setdefault(item, []).append(answers)
    return {item: added(answers) for item, answers in by_item.items()}


def added(parts: Sequence[ReleasedItem]) -> ReleasedItem:
    """Return what disjoint parts say of one item: what none of them tells stays untold."""
    counts: Counter[str] = Counter()
    for part in parts:
        counts.update(part.counts)
    return ReleasedItem(
        sum(part.answered for part in parts),
        dict(counts),
        together(each for part in parts for each in part.untold),
    )


def _released(shown: _Parts) -> dict[str, ReleasedItem]:
    return add_up({item: part.answers} for item, parts in shown.items() for part in parts)
