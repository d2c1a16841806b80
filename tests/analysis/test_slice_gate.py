"""Slices through the gate: what is hidden beside what, and that nothing brings it back."""

from collections.abc import Mapping, Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.disclosure.gate import (
    INSIDE,
    ReleasedFamily,
    ReleasedItem,
    pooled_over,
    rated,
    release_family,
)
from analysis.disclosure.slices import release_slices
from analysis.inputs import ItemTally, PartedSurvey, SurveyTally
from surveys.slices import NOT_SAID
from tests.analysis.attacker import given_away, told_apart
from tests.analysis.one_dimension import release_one

VALUES = ("a", "b", "c")

Sliced = Mapping[str, SurveyTally]
Cell = tuple[str, str]


def part(
    survey: str, value: str, people: int, answers: Mapping[str, tuple[int, int]], cohort: str
) -> SurveyTally:
    """Those of one value; everybody gives an answer that only they give.

    `answers` has how many answered each item, and how many of them said "sans objet".
    """
    items = {
        item: ItemTally(
            answered,
            {f"{survey}/{value}": answered - aside, **({"not_applicable": aside} if aside else {})},
        )
        for item, (answered, aside) in answers.items()
        if answered
    }
    return SurveyTally(survey=survey, cohort=cohort, submissions=people, eligible=40, items=items)


def cohort_of(survey: str) -> str:
    return survey.rstrip("'")


def sliced(survey: str, **people: int) -> Sliced:
    """A survey in which all answered `pace`; `none` said nothing of themselves."""
    counts = {NOT_SAID: people.pop("none", 0), **people}
    return {
        value: part(survey, value, number, {"pace": (number, 0)}, cohort_of(survey))
        for value, number in counts.items()
    }


def everybody(parts: Sliced) -> SurveyTally:
    """The same survey, of all."""
    items: dict[str, ItemTally] = {}
    for each in parts.values():
        for item, tally in each.items.items():
            before = items.get(item, ItemTally(0, {}))
            both = [*before.counts.items(), *tally.counts.items()]
            counts = {key: sum(n for other, n in both if other == key) for key, _ in both}
            items[item] = ItemTally(before.answered + tally.answered, counts)
    some = parts[NOT_SAID]
    return SurveyTally(
        survey=some.survey,
        cohort=some.cohort,
        submissions=sum(each.submissions for each in parts.values()),
        eligible=None,
        items=items,
    )


def answered(family: ReleasedFamily, item: str = "pace") -> list[int | None]:
    """How many answered, survey by survey, and pooled."""
    found = [*(each.items.get(item) for each in family.each), family.pooled.get(item)]
    return [each.answered if each else None for each in found]


# One survey


def test_a_slice_of_five_is_shown_beside_others_that_are_many_together() -> None:
    shown = release_one([sliced("s", a=12, b=5, c=3, none=2)], VALUES)

    assert answered(shown["a"]) == [12, 12]
    assert answered(shown["b"]) == [5, 5]
    assert answered(shown["c"]) == [None, None]
    assert [shown[value].submissions for value in VALUES] == [12, 5, 0]


def test_a_slice_of_three_alone_takes_the_smallest_other_with_it() -> None:
    # 20 - 12 - 5 would be the three.
    shown = release_one([sliced("s", a=12, b=5, c=3)], VALUES)

    assert answered(shown["a"]) == [12, 12]
    assert answered(shown["b"]) == answered(shown["c"]) == [None, None]


def test_one_who_said_nothing_takes_the_smallest_slice_along() -> None:
    shown = release_one([sliced("s", a=12, b=7, none=1)], VALUES)

    assert answered(shown["a"]) == [12, 12]
    assert answered(shown["b"]) == [None, None]


def test_all_are_shown_where_all_are_many() -> None:
    shown = release_one([sliced("s", a=12, b=7)], VALUES)

    assert [answered(shown[value]) for value in "ab"] == [[12, 12], [7, 7]]


def test_a_hidden_slice_looks_like_one_that_nobody_chose() -> None:
    shown = release_one([sliced("s", a=12, b=4, none=9)], VALUES)

    assert shown["b"] == shown["c"]
    assert shown["b"].each[0].eligible is None
    assert shown["b"].each[0].withheld


def test_a_slice_never_shows_an_item_of_more_than_its_submissions() -> None:
    # Fifteen of b answered: shown alone they would be more than the none that b is said to be.
    parts = dict(sliced("s", a=20, b=15, c=2))
    parts["c"] = part("s", "c", 2, {}, "s")

    shown = release_one([parts], VALUES)

    assert [shown[value].submissions for value in VALUES] == [20, 0, 0]
    assert answered(shown["b"]) == [None, None]


def test_sans_objet_is_nobody_in_a_slice_either() -> None:
    parts = dict(sliced("s", a=12, none=9))
    parts["b"] = part("s", "b", 8, {"pace": (8, 4)}, "s")

    shown = release_one([parts], VALUES)

    assert shown["b"].submissions == 8
    assert answered(shown["b"]) == [None, None]


def test_whom_the_roster_knows_stands_beside_whom_is_shown() -> None:
    shown = release_one([sliced("s", a=12, none=9)], VALUES)

    assert shown["a"].each[0].eligible == 40


# A family


def test_the_few_of_each_cohort_are_shown_together() -> None:
    cohorts = [sliced(survey, a=12, b=4, none=6) for survey in ("s1", "s2", "s3")]

    shown = release_one(cohorts, VALUES)

    assert answered(shown["b"]) == [None, None, None, 12]
    assert answered(shown["a"]) == [12, 12, 12, 36]
    assert shown["b"].submissions == 12


def test_those_who_said_nothing_cannot_be_had_from_the_pooled_counts() -> None:
    # 45 in all, less 36 and 8, would be the one who said nothing.
    cohorts = [sliced("s1", a=18, b=4, none=1), sliced("s2", a=18, b=4)]

    shown = release_one(cohorts, VALUES)

    assert answered(shown["b"]) == [None, None, None]


def test_a_difference_of_two_sums_may_not_be_of_two_people() -> None:
    # Of s1 and s2, 5 people each are left; b and c are 5 together each. But s1 less b is one
    # person of s1 in c, less one of s2 in b: of each value, they would differ by 0 or 1.
    cohorts = [sliced("s1", a=20, b=4, c=1), sliced("s2", a=20, b=1, c=4)]

    shown = release_one(cohorts, VALUES)

    assert answered(shown["a"]) == [20, 20, 40]
    assert answered(shown["b"]) == answered(shown["c"]) == [None, None, None]


def test_the_same_table_is_shown_where_no_difference_is_of_few() -> None:
    cohorts = [sliced(s, a=20, b=4, c=4) for s in ("s1", "s2", "s3")]

    shown = release_one(cohorts, VALUES)

    assert answered(shown["b"]) == answered(shown["c"]) == [None, None, None, 12]


def test_a_cohort_of_four_lends_nothing() -> None:
    shown = release_one([sliced("s1", b=4), sliced("s2", a=9, b=4, none=4)], VALUES)

    assert answered(shown["b"]) == [None, None, None]
    assert answered(shown["a"]) == [None, 9, 9]


def test_of_two_surveys_of_a_cohort_one_lends_what_it_hides() -> None:
    # The three of b may be the same three people in both.
    shown = release_one([sliced("s", a=9, b=3, c=3), sliced("s'", a=9, b=3, c=2)], VALUES)

    assert answered(shown["b"]) == [None, None, None]
    assert answered(shown["a"]) == [9, 9, 18]


def test_a_survey_that_may_not_be_told_yet_lends_nothing() -> None:
    sealed = {NOT_SAID: part("s1", NOT_SAID, 0, {}, "s1")}

    shown = release_one([sealed, sliced("s2", a=9, none=5)], VALUES)

    assert answered(shown["a"]) == [None, 9, 9]
    assert [each.survey for each in shown["a"].each] == ["s1", "s2"]


# An attacker


@st.composite
def parts_of_surveys(
    draw: st.DrawFn, *, cohorts: Sequence[str] = ("s1", "s2", "s3")
) -> list[Sliced]:
    """Surveys small enough that much is hidden; of each item, some answered."""
    surveys = draw(st.lists(st.sampled_from(cohorts), unique=True, min_size=1))
    return [
        {
            value: part(
                survey,
                value,
                people := draw(st.integers(0, 9)),
                {
                    item: (number := draw(st.integers(0, people)), draw(st.integers(0, number)))
                    for item in ("pace", "satisfaction")
                },
                cohort_of(survey),
            )
            for value in (*VALUES, NOT_SAID)
        }
        for survey in surveys
    ]


def holds(item: ReleasedItem | ItemTally) -> dict[Cell, int]:
    """Which cells a count holds."""
    keys = [key.partition("/") for key in item.counts if key != "not_applicable"]
    return {(survey, value): 1 for survey, _, value in keys}


def rows(item: str, families: Sequence[ReleasedFamily]) -> list[dict[Cell, int]]:
    shown = [each.items for family in families for each in family.each]
    return [
        holds(some[item]) for some in [*shown, *(each.pooled for each in families)] if item in some
    ]


def people_in(surveys: Sequence[Sliced], item: str, cells: Sequence[Cell]) -> int:
    """How many are in `cells` at least: those of one cohort may be in each of its surveys."""
    found: dict[str, int] = {}
    for parts in surveys:
        one = parts[NOT_SAID]
        number = sum(
            rated(parts[value].items.get(item, ItemTally(0, {})))
            for survey, value in cells
            if survey == one.survey
        )
        found[one.cohort] = max(number, found.get(one.cohort, 0))
    return sum(found.values())


def attacked(surveys: Sequence[Sliced], item: str) -> object:
    """What somebody learns of `item` who holds everything that is shown of one dimension."""
    everyone = release_family([everybody(parts) for parts in surveys])
    slices = release_one(surveys, VALUES).values()
    cells = [
        (each.survey, value)
        for parts in surveys
        for value, each in parts.items()
        if item in each.items
    ]
    published = rows(item, [everyone, *slices])
    return told_apart(published, cells, lambda some: people_in(surveys, item, some), INSIDE)


@settings(max_examples=150)
@given(parts_of_surveys())
def test_no_adding_and_subtracting_leads_to_fewer_than_five(surveys: list[Sliced]) -> None:
    assert not attacked(surveys, "pace")


@settings(max_examples=50)
@given(parts_of_surveys(cohorts=("s1", "s1'", "s2")))
def test_nor_where_the_same_people_answered_twice(surveys: list[Sliced]) -> None:
    assert not attacked(surveys, "pace")


def test_the_attacker_finds_what_a_careless_release_gives_away() -> None:
    surveys = [sliced("s1", a=20, b=4, c=1), sliced("s2", a=20, b=1, c=4)]
    everyone = [holds(everybody(parts).items["pace"]) for parts in surveys]
    apart = [holds(parts["a"].items["pace"]) for parts in surveys]
    careless = [{("s1", "b"): 1, ("s2", "b"): 1}]
    cells = [(parts[NOT_SAID].survey, value) for parts in surveys for value in VALUES]

    found = told_apart(
        [*everyone, *apart, *careless], cells, lambda some: people_in(surveys, "pace", some), INSIDE
    )

    assert found == {("s1", "c"), ("s2", "b")}


def test_two_dimensions_that_agree_but_for_one_are_not_both_shown() -> None:
    # Of 21 people, 14 answer in French; 13 of those are from one region, where nobody answers
    # in English. French less that region would be one person.
    people = {("fr", "here"): 13, ("fr", "there"): 1, ("en", "there"): 7}
    survey = PartedSurvey(
        slug="s",
        cohort="s",
        parts={
            "region": sliced("s", here=13, there=8),
            "language": sliced("s", fr=14, en=7),
        },
        people={
            (NOT_SAID, region, language): {"": number, "pace": number}
            for (language, region), number in people.items()
        },
    )

    shown = release_slices([survey], {"region": ["here", "there"], "language": ["fr", "en"]})

    assert [answered(shown["language"][value])[0] for value in ("fr", "en")] == [14, 7]
    assert [answered(shown["region"][value])[0] for value in ("here", "there")] == [None, None]
    published = [
        {cell: 1 for cell in people if part in cell} for part in ("fr", "en", "here", "there")
    ]
    assert given_away(published[:2], people, threshold=INSIDE) is None
    assert given_away(published, people, threshold=INSIDE) == {("fr", "there")}


# Laws


@given(parts_of_surveys(cohorts=("s1", "s1'", "s2", "s3")))
def test_parts_are_never_more_than_the_whole(surveys: list[Sliced]) -> None:
    everyone = release_family([everybody(parts) for parts in surveys])
    slices = release_one(surveys, VALUES)

    for place, whole in enumerate(everyone.each):
        shown = [family.each[place] for family in slices.values()]
        assert all((each.survey, each.cohort) == (whole.survey, whole.cohort) for each in shown)
        assert sum(each.submissions for each in shown) <= whole.submissions
        for item in {item for each in shown for item in each.items}:
            parts = [each.items[item] for each in shown if item in each.items]
            assert sum(each.answered for each in parts) <= whole.items[item].answered
            assert all(rated(each) >= INSIDE for each in parts)
    assert sum(family.submissions for family in slices.values()) <= everyone.submissions
    for item in everyone.pooled:
        pooled = [family.pooled[item] for family in slices.values() if item in family.pooled]
        assert sum(each.answered for each in pooled) <= everyone.pooled[item].answered
        assert all(rated(each) >= INSIDE for each in pooled)


@given(parts_of_surveys(cohorts=("s1", "s1'", "s2", "s3")))
def test_nobody_answers_an_item_who_is_not_among_the_submissions(surveys: list[Sliced]) -> None:
    for family in release_one(surveys, VALUES).values():
        assert all(item.answered <= family.submissions for item in family.pooled.values())
        for each in family.each:
            assert all(item.answered <= each.submissions for item in each.items.values())
            assert each.submissions == 0 or each.submissions >= INSIDE


@given(parts_of_surveys(), st.randoms(use_true_random=False))
def test_in_whatever_order_answers_are_read_the_same_is_hidden(
    surveys: list[Sliced], chance: Random
) -> None:
    turned = [
        {value: parts[value] for value in chance.sample(list(parts), len(parts))}
        for parts in surveys
    ]

    assert release_one(turned, VALUES) == release_one(surveys, VALUES)


# A period


def test_a_period_is_the_sum_of_its_cohorts_and_of_nothing_that_is_mixed() -> None:
    tallies = [
        everybody(sliced(f"s{place}", a=number)) for place, number in enumerate([9, 7, 3, 2])
    ]
    family = release_family(tallies)

    (period,) = pooled_over([family], {"s0", "s2", "s3"})

    assert answered(family) == [9, 7, None, None, 21]
    assert answered(period) == [9, None, None, 9]
    assert period.submissions == 14


@pytest.mark.parametrize("cohorts", [set(), {"elsewhere"}])
def test_a_period_without_a_cohort_is_empty(cohorts: set[str]) -> None:
    family = release_family([everybody(sliced("s", a=9))])

    assert pooled_over([family], cohorts) == (ReleasedFamily(each=(), pooled={}, submissions=0),)


@given(parts_of_surveys(), st.sets(st.sampled_from(["s1", "s2", "s3"])))
def test_periods_of_slices_and_of_everybody_give_nothing_away(
    surveys: list[Sliced], cohorts: set[str]
) -> None:
    families = [release_family([everybody(parts) for parts in surveys])]
    families += release_one(surveys, VALUES).values()

    for family, period in zip(families, pooled_over(families, cohorts), strict=True):
        kept = [each for each in family.each if each.cohort in cohorts]
        assert list(period.each) == kept
        for item, pooled in period.pooled.items():
            assert pooled.answered == sum(
                each.items[item].answered for each in kept if item in each.items
            )
