"""A threshold above the one inside: what those inside can get from what others are shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.gate import (
    INSIDE,
    ReleasedFamily,
    ReleasedItem,
    release,
    release_family,
)
from analysis.inputs import SurveyTally
from tests.analysis.attacker import given_away
from tests.analysis.tallies import survey_tally

OUTSIDE = 10


def told_apart(*people: int, name: str = "") -> list[SurveyTally]:
    """One survey a cohort; all of its people give an answer that nobody else gives."""
    return [
        survey_tally(number, {"pace": {f"{name}{place}": number}}, cohort=f"{name}{place}")
        for place, number in enumerate(people)
    ]


def included(item: ReleasedItem | None) -> dict[str, int]:
    """Which surveys a count of `told_apart` holds."""
    return dict.fromkeys(item.counts, 1) if item else {}


def rows(*families: ReleasedFamily) -> list[dict[str, int]]:
    """Everything that is published of these families."""
    return [
        included(item)
        for family in families
        for item in [family.pooled.get("pace"), *(each.items.get("pace") for each in family.each)]
        if item
    ]


def test_the_three_of_a_cohort_cannot_be_had_by_those_who_see_the_seven() -> None:
    # Pooled as 12 + (7 + 3), because ten are enough outside, those inside who see the 12 and
    # the 7 would be left with the 3.
    family = release_family(told_apart(12, 7, 3), threshold=OUTSIDE)

    assert family.pooled == {"pace": ReleasedItem(12, {"0": 12})}


def test_what_is_mixed_inside_is_mixed_outside_too() -> None:
    # Inside, the two cohorts of three are shown as six. 12 + (7 + 6) leaves them 6 at least.
    family = release_family(told_apart(12, 7, 3, 3), threshold=OUTSIDE)

    assert family.pooled["pace"].answered == 25
    assert [each.withheld for each in family.each] == [False, True, True, True]


def test_seven_alone_are_too_few_outside() -> None:
    assert release_family(told_apart(12, 7), threshold=OUTSIDE).pooled["pace"].answered == 12


numbers = st.lists(st.integers(0, 14), max_size=4)


@given(st.lists(numbers, min_size=1, max_size=3), st.integers(INSIDE, 14))
def test_nobody_gets_at_fewer_than_their_own_threshold(
    people: list[list[int]], threshold: int
) -> None:
    families = [told_apart(*some, name=f"f{place}-") for place, some in enumerate(people)]
    inside = rows(*(release_family(each) for each in families))
    outside = rows(*(release_family(each, threshold=threshold) for each in families))
    of = {each.cohort: each.submissions for family in families for each in family}

    assert not given_away(inside + outside, of, threshold=INSIDE)
    assert not given_away(outside, of, threshold=threshold)


@given(st.lists(st.integers(0, 30), max_size=6))
def test_inside_nothing_changes_and_outside_shows_no_more(people: list[int]) -> None:
    tallies = told_apart(*people)
    inside, outside = release_family(tallies), release_family(tallies, threshold=OUTSIDE)

    assert release_family(tallies, threshold=INSIDE) == inside
    assert included(outside.pooled.get("pace")).keys() <= included(inside.pooled.get("pace")).keys()
    assert outside.each == tuple(release(tally, threshold=OUTSIDE) for tally in tallies)


def test_a_threshold_below_the_one_inside_is_refused() -> None:
    with pytest.raises(ValueError, match="never lowered to 4"):
        release_family(told_apart(9), threshold=4)
