"""Unanimity: what is told of a small group never says that everybody, or nobody, answered so."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.gate import INSIDE, ReleasedItem, release, release_family
from analysis.disclosure.untold import NOT_CHOSEN, SMALL, Told, Untold, told, told_of_people
from analysis.inputs import ItemTally, SurveyTally
from surveys.sides import Sides
from surveys.slices import NOT_SAID
from tests.analysis.one_dimension import release_one

SCALE = Sides((frozenset(["very", "rather"]), frozenset(["little", "not"])))
"""Four points, two of which are favourable."""
OPTIONS = Sides(tuple(frozenset([code]) for code in "abc"))
SEVERAL = Sides(tuple(frozenset([code]) for code in "abc"), several=True)


def tally(counts: Mapping[str, int]) -> ItemTally:
    return ItemTally(sum(counts.values()), {value: n for value, n in counts.items() if n})


def points(*counts: int) -> Told:
    return told(tally(dict(zip(("very", "rather", "little", "not"), counts, strict=True))), SCALE)


def options(*counts: int) -> Told:
    return told(tally(dict(zip("abc", counts, strict=True))), OPTIONS)


def bounds(found: Told, *values: str) -> tuple[int, int]:
    item = ReleasedItem(0, found.counts, found.untold)
    return item.least(values), item.most(values)


# By hand


def test_eighteen_of_eighteen_and_seventeen_look_alike() -> None:
    assert points(10, 8, 0, 0) == points(9, 8, 1, 0) == points(9, 8, 0, 1)
    assert bounds(points(10, 8, 0, 0), "very", "rather") == (17, 18)
    assert bounds(points(10, 8, 0, 0), "little", "not") == (0, 1)


def test_nobody_and_one_look_alike() -> None:
    assert points(0, 0, 8, 10) == points(1, 0, 8, 9)
    assert bounds(points(0, 0, 8, 10), "very", "rather") == (0, 1)


def test_all_on_one_point_look_like_all_but_one() -> None:
    assert points(18, 0, 0, 0) == points(17, 0, 0, 1)
    assert bounds(points(18, 0, 0, 0), "very") == (17, 18)


def test_where_two_people_are_on_each_side_everything_is_told() -> None:
    assert points(10, 6, 2, 0) == Told({"very": 10, "rather": 6, "little": 2}, ())


def test_a_large_group_may_agree() -> None:
    assert points(SMALL, 0, 0, 0) == Told({"very": SMALL}, ())
    assert points(SMALL - 1, 0, 0, 0).untold


def test_an_option_that_nobody_chose_looks_like_one_that_somebody_did() -> None:
    assert options(10, 8, 0) == options(9, 8, 1)
    assert options(10, 8, 0) == Told({"a": 9, "b": 8}, (Untold(1, frozenset("abc")),))


def test_where_each_is_chosen_by_few_nothing_is_told() -> None:
    assert options(2, 2, 0) == Told({}, (Untold(4, frozenset("abc")),))


def test_sans_objet_is_told_and_is_nobody_on_a_side() -> None:
    found = told(tally({"very": 17, "not": 1, "not_applicable": 30}), SCALE)

    assert found.counts == {"very": 17, "not_applicable": 30}
    assert [each.answers for each in found.untold] == [1]


def test_of_several_options_each_is_told_by_itself() -> None:
    found = told(ItemTally(12, {"a": 12, "b": 5}), SEVERAL)

    assert found == told(ItemTally(12, {"a": 11, "b": 5, "c": 1}), SEVERAL)
    assert found.counts == {"a": 11, "b": 5}
    assert {each.among for each in found.untold} == {
        frozenset(["a", NOT_CHOSEN]),
        frozenset(["c", NOT_CHOSEN]),
    }


def test_what_is_no_share_is_told() -> None:
    assert told(tally({"12": 18}), None) == Told({"12": 18}, ())


def test_a_value_of_an_older_version_is_on_a_side_of_its_own() -> None:
    assert bounds(told(tally({"very": 17, "gone": 1}), SCALE), "gone") == (0, 1)


# Whoever knows the rule


def tables(people: int, places: int) -> Iterator[tuple[int, ...]]:
    """Yield every way to put so many people in so many places."""
    if places == 1:
        yield (people,)
        return
    for first in range(people + 1):
        yield from ((first, *rest) for rest in tables(people - first, places - 1))


@pytest.mark.parametrize("people", [5, 6, 11, 19])
@pytest.mark.parametrize("number", [2, 3, 4, 5])
def test_no_side_is_ever_known_to_be_empty_nor_to_hold_everybody(people: int, number: int) -> None:
    sides = Sides(tuple(frozenset([code]) for code in "abcde"[:number]))
    alike: dict[object, list[tuple[int, ...]]] = defaultdict(list)
    for table in tables(people, number):
        found = told(tally(dict(zip("abcde", table, strict=False))), sides)
        alike[frozenset(found.counts.items()), found.untold].append(table)

    for worlds in alike.values():
        for some in range(1, number):
            for chosen in combinations(range(number), some):
                on_side = {sum(table[place] for place in chosen) for table in worlds}
                assert on_side not in ({0}, {people})


@pytest.mark.parametrize("people", [5, 12, 19])
def test_nor_are_the_points_of_a_scale(people: int) -> None:
    alike: dict[object, list[tuple[int, ...]]] = defaultdict(list)
    for table in tables(people, 4):
        found = points(*table)
        alike[frozenset(found.counts.items()), found.untold].append(table)

    for worlds in alike.values():
        for chosen in [(0,), (1,), (2,), (3,), (0, 1), (2, 3)]:
            assert {sum(table[place] for place in chosen) for table in worlds} != {people}
        assert {sum(table[:2]) for table in worlds} != {0}


counts = st.lists(st.integers(0, 12), min_size=4, max_size=4).filter(lambda each: sum(each) > 4)


@given(counts)
def test_what_is_told_and_untold_is_what_was_answered(given_: list[int]) -> None:
    found = points(*given_)

    assert sum(found.counts.values()) + sum(each.answers for each in found.untold) == sum(given_)
    for value, count in zip(("very", "rather", "little", "not"), given_, strict=True):
        least, most = bounds(found, value)
        assert least <= count <= most
    least, most = bounds(found, "very", "rather")
    assert least <= given_[0] + given_[1] <= most


# Sums


def survey(name: str, *given_: int) -> SurveyTally:
    pace = tally(dict(zip(("very", "rather", "little", "not"), given_, strict=True)))
    items = {"pace": pace} if pace.answered else {}
    return SurveyTally(
        survey=name,
        cohort=name,
        submissions=sum(given_),
        eligible=None,
        items=items,
        sides={"pace": SCALE},
    )


def test_a_family_leaves_untold_what_its_surveys_do() -> None:
    # 48 in all: exact, they would say what the two small cohorts leave open.
    family = release_family(
        [survey("a", 18, 0, 0, 0), survey("b", 10, 0, 0, 0), survey("c", 15, 3, 1, 1)]
    )

    pooled = family.pooled["pace"]
    assert (pooled.least(["very", "rather"]), pooled.most(["very", "rather"])) == (44, 46)
    assert pooled.answered == 48


def test_cohorts_that_are_only_shown_mixed_are_told_like_a_small_group() -> None:
    family = release_family([survey(name, 3, 0, 0, 0) for name in "abc"])

    assert family.pooled["pace"] == ReleasedItem(9, *points(9, 0, 0, 0))


def test_for_the_public_sums_are_made_of_what_those_inside_may_see() -> None:
    tallies = [survey("a", 8, 0, 0, 0), survey("b", 7, 0, 0, 0), survey("c", 4, 0, 4, 0)]

    inside = release_family(tallies).pooled["pace"]
    outside = release_family(tallies, threshold=10).pooled["pace"]

    assert inside == outside
    assert sum(each.answers for each in outside.untold) == 2


# Slices


def sliced(**parts: tuple[int, int]) -> dict[str, SurveyTally]:
    """A survey by what people said of themselves: how many are favourable, how many not."""
    found = {value: survey("s", good, 0, bad, 0) for value, (good, bad) in parts.items()}
    return {NOT_SAID: survey("s", 0, 0, 0, 0), **found}


def favourable(parts: Mapping[str, SurveyTally]) -> dict[str, tuple[int, int] | None]:
    shown = release_one([parts], ["fr", "en"])
    found: dict[str, tuple[int, int] | None] = {}
    for value, family in shown.items():
        item = family.each[0].items.get("pace")
        side = ["very", "rather"]
        found[value] = (item.least(side), item.most(side)) if item else None
    return found


def test_a_part_that_agrees_is_not_given_away_by_the_part_beside_it() -> None:
    # 45 of 50 in all, less 30 of 35, would be all fifteen.
    shown = favourable(sliced(fr=(30, 5), en=(15, 0)))

    assert shown == {"fr": (30, 31), "en": (14, 15)}
    assert shown == favourable(sliced(fr=(31, 4), en=(14, 1)))


def test_parts_are_hidden_where_none_can_leave_an_answer_untold() -> None:
    assert favourable(sliced(fr=(8, 2), en=(15, 0))) == {"fr": None, "en": (14, 15)}
    assert favourable(sliced(fr=(15, 2), en=(8, 0))) == {"fr": None, "en": None}


def test_parts_of_which_neither_agrees_are_shown() -> None:
    assert favourable(sliced(fr=(30, 5), en=(12, 3))) == {"fr": (30, 30), "en": (12, 12)}


def test_parts_of_a_small_survey_that_agrees_leave_open_what_it_leaves_open() -> None:
    assert favourable(sliced(fr=(10, 0), en=(8, 0))) == favourable(sliced(fr=(9, 1), en=(8, 0)))
    assert favourable(sliced(fr=(10, 0), en=(8, 0))) == {"fr": (9, 10), "en": (7, 8)}


def test_where_a_large_survey_says_that_everybody_agrees_its_parts_are_shown() -> None:
    assert favourable(sliced(fr=(20, 0), en=(8, 0))) == {"fr": (20, 20), "en": (7, 8)}


def released(people: Sequence[int], good: Sequence[int]) -> tuple[object, list[object]]:
    """What is shown of a survey, and of each part of it; None where it is hidden."""
    names = ["fr", "en", "other"][: len(people)]
    cells = {name: (n, of - n) for name, n, of in zip(names, good, people, strict=True)}
    whole = release(survey("s", sum(good), 0, sum(people) - sum(good), 0)).items["pace"]
    shown = release_one([sliced(**cells)], names)
    return whole, [shown[name].each[0].items.get("pace") for name in names]


def tables_up_to(people: Sequence[int]) -> Iterator[tuple[int, ...]]:
    if not people:
        yield ()
        return
    for here in range(people[0] + 1):
        yield from ((here, *rest) for rest in tables_up_to(people[1:]))


@pytest.mark.parametrize(
    "people",
    [
        (8, 5),
        (12, 7),
        (24, 9),
        (6, 5, 7),
        pytest.param((21, 12, 6), marks=pytest.mark.long),
        pytest.param((9, 9, 9), marks=pytest.mark.long),
    ],
)
def test_nobody_who_subtracts_finds_a_small_part_that_agrees(people: tuple[int, ...]) -> None:
    # Whoever knows what is told of a group, and of which parts nothing is.
    every = list(tables_up_to(people))
    of_whole = {sum(good): released(people, good)[0] for good in every}
    of_part = [
        {n: release(survey("s", n, 0, of - n, 0)).items["pace"] for n in range(of + 1)}
        for of in people
    ]
    for good in every:
        whole, shown = released(people, good)
        worlds = [
            other
            for other in every
            if of_whole[sum(other)] == whole
            if all(
                one is None or told_of[n] == one
                for one, told_of, n in zip(shown, of_part, other, strict=True)
            )
        ]
        if sum(people) >= SMALL and sum(good) in {0, sum(people)}:
            continue  # it is told of everybody
        for part, of in enumerate(people):
            assert {world[part] for world in worlds} not in ({0}, {of}) or of >= SMALL, good


# Who people are


def people(answered: Mapping[str, int], submissions: int) -> Told | None:
    sides = Sides(tuple(frozenset([code]) for code in "abc"))
    return told_of_people(tally(answered), sides, submissions=submissions, threshold=INSIDE)


def test_few_of_a_role_are_not_told() -> None:
    assert people({"a": 12, "b": 3, "c": 4}, 19) == Told({"a": 12}, (Untold(7, frozenset("bc")),))


def test_few_of_a_role_are_not_left_over_either() -> None:
    assert people({"a": 12, "b": 6, "c": 4}, 22) == Told({"a": 12}, (Untold(10, frozenset("bc")),))
    assert people({"a": 12, "b": 4}, 16) is None


def test_nor_with_those_who_said_nothing() -> None:
    assert people({"a": 12, "b": 7}, 20) == Told({"a": 12}, (Untold(7, frozenset("bc")),))


def test_roles_that_many_have_are_told() -> None:
    assert people({"a": 12, "b": 7}, 19) == Told({"a": 12, "b": 7}, ())
