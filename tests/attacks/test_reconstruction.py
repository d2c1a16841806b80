"""What everything that is released lets an attacker conclude about a few people.

Cohorts at random, of 5 to 60 people who say their role, their region and their language or
nothing of it, and whose answers are as lopsided as answers are. The attacker holds what every
filter shows, of each survey and of all together, and whatever a period adds up; they know who
is in which group.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from random import Random
from typing import NamedTuple

import pytest

from analysis.attacker.holdings import Asked, Group, Seen
from analysis.attacker.recovering import Attempt, attack
from analysis.disclosure.gate import (
    INSIDE,
    ReleasedFamily,
    ReleasedItem,
    ReleasedSurvey,
    pooled_over,
    release_family,
)
from analysis.disclosure.slices import release_slices
from analysis.inputs import ItemTally, PartedSurvey, Said, SurveyTally
from surveys.questions import NOT_APPLICABLE
from surveys.sides import Sides
from surveys.slices import DIMENSIONS, NOT_SAID, Dimension, Slice

ITEM = Asked("satisfaction")
OPTIONS: dict[Dimension, tuple[str, ...]] = {
    "role": ("coordination", "volunteer", "other"),
    "region": ("montreal", "laval", "outaouais", "nord"),
    "language": ("fr", "en"),
}
COHORTS = [
    range(40),
    *(pytest.param(range(n, n + 96), marks=pytest.mark.long) for n in range(40, 1_000, 96)),
]


class Points(NamedTuple):
    """What people may answer besides "sans objet", and how it is read."""

    all: tuple[str, ...]
    sides: Sides


THREE = Points(
    ("best", "good", "poor"), Sides((frozenset({"best"}), frozenset({"good"}), frozenset({"poor"})))
)
PACE = Points(
    ("too_slow", "slow", "right", "fast", "too_fast"),
    Sides((frozenset({"right"}), frozenset({"too_slow", "slow", "fast", "too_fast"}))),
)


class Answer(NamedTuple):
    group: Group
    point: str | None


def cohort(number: int, points: Points = THREE) -> list[Answer]:
    """Return the answers to one to three surveys of a family; the same for the same number."""
    random = Random(number)  # noqa: S311 -- no secret
    given = (*points.all, NOT_APPLICABLE)
    answers = []
    for survey in ("spring", "summer", "autumn")[: random.randint(1, 3)]:
        sizes = {d: [random.random() + 0.05 for _ in OPTIONS[d]] for d in DIMENSIONS}
        tastes = [random.random() ** 2 + 0.02 for _ in given]
        for _ in range(random.randint(5, 60)):
            said = {
                d: random.choices(OPTIONS[d], sizes[d])[0]
                if d == "language" or random.random() < 0.95
                else NOT_SAID
                for d in DIMENSIONS
            }
            point = random.choices(given, tastes)[0] if random.random() < 0.9 else None
            answers.append(Answer(Group(survey, **said), point))
    return answers


def tally(survey: str, answers: Iterable[Answer], points: Points = THREE) -> SurveyTally:
    given = [answer.point for answer in answers]
    counts = Counter(point for point in given if point)
    items = {ITEM.item: ItemTally(counts.total(), counts)} if counts else {}
    return SurveyTally(
        survey=survey,
        cohort=survey,
        submissions=len(given),
        eligible=None,
        items=items,
        sides={ITEM.item: points.sides},
    )


def seen(answers: Sequence[Answer], points: Points = THREE) -> list[Seen]:
    """Return what every filter shows, of each survey, of all of them and of each period."""
    surveys = list(dict.fromkeys(answer.group.survey for answer in answers))
    parts = {survey: [a for a in answers if a.group.survey == survey] for survey in surveys}
    shown = [Seen(release_family([tally(survey, parts[survey], points) for survey in surveys]))]
    sliced = release_slices([parted(survey, parts[survey], points) for survey in surveys], OPTIONS)
    for dimension, families in sliced.items():
        for value, family in families.items():
            shown.append(Seen(family, Slice(dimension=dimension, value=value)))
    periods = [surveys[:end] for end in range(1, len(surveys))]
    return shown + [
        Seen(pooled_over([each.family], period)[0], each.of) for each in shown for period in periods
    ]


def parted(survey: str, answers: Sequence[Answer], points: Points) -> PartedSurvey:
    people: defaultdict[Said, Counter[str]] = defaultdict(Counter)
    for group, point in answers:
        its = people[group.role, group.region, group.language]
        its[""] += 1
        if point:
            its[ITEM.item] += point != NOT_APPLICABLE
    return PartedSurvey(
        slug=survey,
        cohort=survey,
        parts={
            dimension: {
                value: tally(
                    survey, [a for a in answers if a.group.said(dimension) == value], points
                )
                for value in (NOT_SAID, *OPTIONS[dimension])
            }
            for dimension in DIMENSIONS
        },
        people=people,
    )


def given_by(answers: Iterable[Answer]) -> dict[Group, Counter[str]]:
    """Return how each group answered."""
    given: defaultdict[Group, Counter[str]] = defaultdict(Counter)
    for answer in answers:
        if answer.point:
            given[answer.group][answer.point] += 1
    return dict(given)


def attacked(number: int, points: Points = THREE, *, sizes_known: bool = False) -> Attempt:
    answers = cohort(number, points)
    held = seen(answers, points)
    return attack(ITEM, held, given_by(answers), threshold=INSIDE, sizes_known=sizes_known)


@pytest.mark.parametrize("numbers", COHORTS)
def test_no_answers_of_a_few_are_recovered(numbers: range) -> None:
    found = {number for number in numbers if attacked(number).recovered}

    assert not found


@pytest.mark.parametrize(
    "numbers", [range(125, 135), pytest.param(range(300), marks=pytest.mark.long)]
)
def test_nor_where_a_part_gave_one_answer_and_another_part_none_of_the_others(
    numbers: range,
) -> None:
    found = {number for number in numbers if attacked(number, PACE).recovered}

    assert not found


def test_the_same_attacker_recovers_what_a_careless_release_gives_away() -> None:
    answers = cohort(7)
    careless = [Seen(as_counted(answers))]
    for dimension in DIMENSIONS:
        for value in OPTIONS[dimension]:
            some = [answer for answer in answers if answer.group.said(dimension) == value]
            careless.append(Seen(as_counted(some), Slice(dimension=dimension, value=value)))

    found = attack(ITEM, careless, given_by(answers), threshold=INSIDE).recovered

    assert found
    assert all(0 < each.people < INSIDE for each in found)


def as_counted(answers: Sequence[Answer]) -> ReleasedFamily:
    """Return what a release would show that withholds nothing."""
    surveys = dict.fromkeys(answer.group.survey for answer in answers)
    tallies = [tally(s, [a for a in answers if a.group.survey == s]) for s in surveys]
    each = tuple(
        ReleasedSurvey(
            survey=some.survey,
            cohort=some.cohort,
            submissions=some.submissions,
            eligible=None,
            items={item: ReleasedItem(n.answered, n.counts) for item, n in some.items.items()},
        )
        for some in tallies
    )
    return ReleasedFamily(each=each, pooled={}, submissions=len(answers))


def test_who_also_knows_how_many_of_each_group_answered_learns_more_which_is_a_known_limit() -> (
    None
):
    # From the North, in French, of no role they named: what three of them answered is the only
    # way in which everything adds up.
    assert attacked(40).recovered == ()
    (found,) = attacked(40, sizes_known=True).recovered
    assert (found.by, found.people) == ("whole numbers", 3)
