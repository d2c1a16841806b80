"""The gate: what is withheld, that nothing tells why, and that no difference brings it back."""

from collections import Counter
from collections.abc import Mapping, Sequence

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
from analysis.inputs import ItemTally, SurveyTally
from tests.analysis.tallies import survey_tally

Counts = Mapping[str, int]

ITEMS = ("pace", "satisfaction")


@st.composite
def surveys(draw: st.DrawFn) -> SurveyTally:
    """A survey small enough that much of it is withheld."""
    values = st.dictionaries(
        st.sampled_from(["good", "bad", "not_applicable"]), st.integers(1, 4), min_size=1
    )
    items = draw(st.dictionaries(st.sampled_from(ITEMS), values))
    most = max((sum(counts.values()) for counts in items.values()), default=0)
    cohort = draw(st.sampled_from(["a", "b", "c", "d"]))
    return survey_tally(most + draw(st.integers(0, 3)), items, cohort=cohort)


families = st.lists(surveys(), max_size=5)


def rated(item: ReleasedItem | ItemTally | None) -> int:
    return item.answered - item.counts.get("not_applicable", 0) if item else 0


def difference(whole: ReleasedItem | None, parts: Sequence[ReleasedItem | None]) -> Counts:
    """What is left of `whole` after taking `parts` away, with "answered" as one more count."""
    left = Counter({"answered": whole.answered, **whole.counts} if whole else {})
    for part in parts:
        left.subtract({"answered": part.answered, **part.counts} if part else {})
    return left


def rated_left(left: Counts) -> int:
    return left["answered"] - left["not_applicable"]


# One survey


def test_a_survey_of_four_shows_only_how_many_they_were() -> None:
    shown = release(survey_tally(4, {"pace": {"good": 4}}, eligible=30))

    assert shown.withheld
    assert shown.items == {}
    assert (shown.submissions, shown.eligible) == (4, 30)


def test_the_count_of_submissions_decides_even_where_the_items_disagree() -> None:
    assert release(survey_tally(4, {"pace": {"good": 6}})).withheld


def test_a_survey_of_five_shows_the_items_that_five_answered() -> None:
    shown = release(
        survey_tally(5, {"pace": {"good": 2, "bad": 3}, "satisfaction": {"good": 4}}, cohort="a")
    )

    assert not shown.withheld
    assert shown.items == {"pace": ReleasedItem(answered=5, counts={"good": 2, "bad": 3})}
    assert (shown.survey, shown.cohort) == ("printemps-2026", "a")


def test_a_survey_without_any_item_to_show_is_withheld() -> None:
    assert release(survey_tally(12, {"pace": {"good": 4}})).withheld
    assert release(survey_tally(12, {})).withheld


def test_comments_are_counted_like_any_other_answer() -> None:
    items = {"needs": ItemTally(answered=5, counts={}), "other": ItemTally(answered=4, counts={})}
    tally = SurveyTally(survey="s", cohort="c", submissions=9, eligible=None, items=items)

    assert release(tally).items == {"needs": ReleasedItem(answered=5, counts={})}


@pytest.mark.parametrize(
    ("rated", "shown"), [(0, False), (1, False), (4, False), (5, True), (6, True)]
)
def test_sans_objet_is_nobody_behind_a_number(rated: int, shown: bool) -> None:
    tally = survey_tally(30, {"pace": {"good": rated, "not_applicable": 20}})

    assert ("pace" in release(tally).items) == shown


def test_sans_objet_stays_among_the_counts_of_what_is_shown() -> None:
    shown = release(survey_tally(7, {"pace": {"good": 5, "not_applicable": 2}}))

    assert shown.items["pace"] == ReleasedItem(7, {"good": 5, "not_applicable": 2})


@given(surveys())
def test_an_item_that_few_answered_looks_like_one_that_nobody_answered(tally: SurveyTally) -> None:
    few = {item for item, answers in tally.items.items() if rated(answers) < INSIDE}
    emptied = SurveyTally(
        survey=tally.survey,
        cohort=tally.cohort,
        submissions=tally.submissions,
        eligible=tally.eligible,
        items={item: answers for item, answers in tally.items.items() if item not in few},
    )

    assert release(tally) == release(emptied)


def test_the_threshold_can_be_raised() -> None:
    tally = survey_tally(12, {"pace": {"good": 9}, "satisfaction": {"good": 10}})

    assert set(release(tally, threshold=10).items) == {"satisfaction"}


def test_the_threshold_cannot_be_lowered() -> None:
    with pytest.raises(ValueError, match="never lowered to 4"):
        release(survey_tally(9, {}), threshold=4)
    with pytest.raises(ValueError, match="never lowered to 4"):
        release_family([survey_tally(9, {})], threshold=4)


# A family


def family_of(*counts: int) -> ReleasedFamily:
    return release_family(
        [
            survey_tally(20, {"pace": {"good": number}} if number else {}, cohort=f"c{index}")
            for index, number in enumerate(counts)
        ]
    )


def test_cohorts_that_all_show_an_item_add_up() -> None:
    family = family_of(6, 8)

    assert family.pooled == {"pace": ReleasedItem(14, {"good": 14})}
    assert [survey.cohort for survey in family.each] == ["c0", "c1"]
    assert family.submissions == 40


def test_one_hidden_cohort_is_left_out_or_subtraction_would_show_it() -> None:
    # 6 + 8 + 3 = 17 would give the 3 away: 17 - 6 - 8.
    assert family_of(6, 8, 3).pooled == {"pace": ReleasedItem(14, {"good": 14})}


def test_a_hidden_cohort_looks_like_a_silent_one_in_the_pooled_counts() -> None:
    assert family_of(6, 8, 3) == family_of(6, 8, 0)


def test_hidden_cohorts_that_are_four_together_are_left_out() -> None:
    assert family_of(6, 3, 1).pooled == {"pace": ReleasedItem(6, {"good": 6})}


def test_hidden_cohorts_that_are_five_together_are_included() -> None:
    # 11 - 6 = 5 says what five people of two cohorts answered, and not which.
    assert family_of(6, 3, 2).pooled == {"pace": ReleasedItem(11, {"good": 11})}


def test_many_small_cohorts_show_together_what_none_shows_alone() -> None:
    family = release_family(
        [survey_tally(3, {"pace": {"good": 2, "bad": 1}}, cohort=cohort) for cohort in "abcd"]
    )

    assert all(survey.withheld for survey in family.each)
    assert family.pooled == {"pace": ReleasedItem(12, {"good": 8, "bad": 4})}


def test_the_hidden_part_needs_five_who_rated() -> None:
    shown = survey_tally(9, {"pace": {"good": 9}})
    hidden = [
        survey_tally(9, {"pace": {"good": 2, "not_applicable": 7}}, cohort=cohort)
        for cohort in "abc"
    ]

    assert release_family([shown, *hidden[:2]]).pooled["pace"].answered == 9
    assert release_family([shown, *hidden]).pooled["pace"].answered == 36


def test_two_hidden_surveys_of_one_cohort_may_be_the_same_three_people() -> None:
    spring, autumn, other = (
        survey_tally(9, {"pace": {"good": 3}}, survey=survey, cohort=cohort)
        for survey, cohort in [("a-1", "a"), ("a-2", "a"), ("b-1", "b")]
    )

    assert release_family([spring, autumn]).pooled == {}
    assert release_family([spring, autumn, other]).pooled["pace"].answered == 9


@given(families)
def test_whoever_subtracts_the_cohorts_is_left_with_nothing_or_with_five(
    tallies: list[SurveyTally],
) -> None:
    family = release_family(tallies)

    for item in ITEMS:
        shown = [survey.items.get(item) for survey in family.each]
        left = difference(family.pooled.get(item), shown)
        assert all(count >= 0 for count in left.values())
        assert rated_left(left) >= INSIDE or not any(left.values())


@given(families)
def test_the_pooled_counts_are_those_of_cohorts_that_may_be_told_apart_or_mixed(
    tallies: list[SurveyTally],
) -> None:
    family = release_family(tallies)

    for item in ITEMS:
        everyone = [tally.items[item] for tally in tallies if item in tally.items]
        hidden = [
            tally
            for tally, survey in zip(tallies, family.each, strict=True)
            if item in tally.items and item not in survey.items
        ]
        shown = [survey.items[item] for survey in family.each if item in survey.items]
        people = {  # at least: those of one cohort may have answered each of its surveys
            cohort: max(rated(each.items[item]) for each in hidden if each.cohort == cohort)
            for cohort in {each.cohort for each in hidden}
        }
        included = everyone if sum(people.values()) >= INSIDE else shown
        pooled = family.pooled.get(item)
        assert rated(pooled) == sum(map(rated, included))
        assert (pooled.answered if pooled else 0) == sum(part.answered for part in included)


@given(families)
def test_side_by_side_each_survey_shows_what_it_shows_alone(tallies: list[SurveyTally]) -> None:
    family = release_family(tallies)

    assert family.each == tuple(release(tally) for tally in tallies)
    assert family.submissions == sum(tally.submissions for tally in tallies)


# Families in a programme
