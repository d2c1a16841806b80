"""The gate before the counts of comments that themes were sought in."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.comments_read import ShownReading, UnsureCount, release_reading
from analysis.disclosure.gate import INSIDE, Withheld, release
from analysis.disclosure.voices import Reading
from analysis.inputs import ItemTally, SurveyTally


def read(survey: str = "a", **changes: Any) -> Reading:
    """What was read on one question; a survey is called by its cohort and perhaps a number."""
    fields: dict[str, Any] = {
        "question": "needs",
        "comments": 40,
        "respondents": 30,
        "set_aside": 8,
        "unsure": 9,
    }
    return Reading(survey, survey.rstrip("23"), **fields | changes)


def few(survey: str, comments: int, *, question: str = "needs") -> Reading:
    """A survey that is too small to be shown, and says as much about each comment."""
    return read(
        survey,
        question=question,
        comments=comments,
        respondents=comments,
        set_aside=comments,
        unsure=comments,
    )


ALONE = ShownReading(comments=40, praise=Withheld(), set_aside=8, unsure=9, unsure_because={})


def test_what_became_of_the_comments_is_told() -> None:
    assert release_reading([read()]) == ALONE


def test_the_few_comments_of_a_hidden_survey_are_in_no_number() -> None:
    # 43 comments, of which the page of one cohort counts 40, would say that the other has 3.
    assert release_reading([read(), few("b", 3)]) == ALONE


def test_the_comments_of_several_hidden_surveys_are_told_once_they_are_five() -> None:
    released = release_reading([read(), few("b", 3), few("c", 2)])

    assert released == replace(ALONE, comments=45, set_aside=13, unsure=14)


def test_two_hidden_surveys_of_one_cohort_may_be_the_same_three_people() -> None:
    assert release_reading([read(), few("b", 3), few("b2", 3)]) == ALONE
    assert release_reading([few("b", 3), few("b2", 3)]) == Withheld()


def test_the_few_comments_on_one_question_are_in_no_number() -> None:
    assert release_reading([read(), few("a", 4, question="other")]) == ALONE


@pytest.mark.parametrize("count", ["set_aside", "unsure"])
def test_few_comments_set_aside_look_like_none_and_so_do_few_ideas(count: str) -> None:
    some, none = (release_reading([read("a", **{count: n})]) for n in (INSIDE - 1, 0))

    assert some == none
    assert getattr(some, count) == Withheld()


@pytest.mark.parametrize(
    ("praise", "told", "set_aside"),
    [(6, 6, Withheld()), (3, Withheld(), 5), (8, 8, Withheld()), (0, Withheld(), 8)],
)
def test_praise_is_told_apart_from_comments_that_say_nothing_and_never_both_together(
    praise: int, told: int | Withheld, set_aside: int | Withheld
) -> None:
    released = release_reading([read(praise=praise)])

    assert released == replace(ALONE, praise=told, set_aside=set_aside)


def because(**ideas: int) -> list[UnsureCount]:
    return [UnsureCount("a", "needs", reason, n) for reason, n in ideas.items()]


@pytest.mark.parametrize(
    ("ideas", "told"),
    [
        ({"far": 12, "vague": 7}, {"far": 12, "vague": 7}),
        ({"vague": 7, "far": 12, "few": 5, "moved": 1}, {"far": 12, "vague": 7}),
        ({"far": 12, "few": 4, "moved": 3}, {"far": 12}),
        ({"far": 12, "few": 4}, {}),
        ({}, {}),
    ],
)
def test_ideas_in_no_theme_are_told_by_reason_unless_a_few_would_be_left(
    ideas: dict[str, int], told: dict[str, int]
) -> None:
    released = release_reading([read(unsure=sum(ideas.values()))], because(**ideas))

    assert isinstance(released, ShownReading)
    assert released.unsure_because == told


def test_ideas_on_a_question_that_is_in_no_number_are_in_no_reason_either() -> None:
    hidden = UnsureCount("b", "needs", "vague", 6)

    assert release_reading([read(), few("b", 3)], [*because(far=9), hidden]) == replace(
        ALONE, unsure_because={"far": 9}
    )


@pytest.mark.parametrize("changes", [{"comments": 4}, {"respondents": 4}])
def test_nothing_is_told_of_the_comments_of_four(changes: Mapping[str, int]) -> None:
    assert release_reading([read("a", **changes)]) == Withheld()


def test_the_threshold_of_a_reading_cannot_be_lowered_either() -> None:
    with pytest.raises(ValueError, match="never lowered"):
        release_reading([], threshold=4)


@given(st.lists(st.fixed_dictionaries({"a": st.integers(0, 12), "b": st.integers(0, 12)})))
def test_whoever_subtracts_the_shown_counts_of_comments_is_left_with_nothing_or_with_five(
    answered: list[dict[str, int]],
) -> None:
    surveys = [f"cohort-{place}-" for place, _ in enumerate(answered)]
    released = release_reading(
        [
            read(survey, question=question, comments=n, respondents=n)
            for survey, each in zip(surveys, answered, strict=True)
            for question, n in each.items()
        ]
    )
    counted = sum(
        item.answered
        for survey, each in zip(surveys, answered, strict=True)
        for item in release(
            SurveyTally(
                survey=survey,
                cohort=survey,
                submissions=max(each.values()),
                eligible=None,
                items={question: ItemTally(n, {}) for question, n in each.items()},
            )
        ).items.values()
    )  # what the pages of the cohorts say

    if isinstance(released, ShownReading):
        assert released.comments == counted or released.comments - counted >= INSIDE
    else:
        assert counted < INSIDE
