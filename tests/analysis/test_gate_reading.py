"""The gate before the counts of comments that themes were sought in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.gate import (
    INSIDE,
    ReadingRecord,
    ShownReading,
    Withheld,
    release,
    release_reading,
)
from analysis.inputs import ItemTally, SurveyTally


def wrote(**answered: int) -> SurveyTally:
    """A survey in which so many people wrote something in answer to each question."""
    return SurveyTally(
        survey="printemps-2026",
        cohort="cohorte-1",
        submissions=max(answered.values()),
        eligible=None,
        items={question: ItemTally(n, {}) for question, n in answered.items()},
    )


def reading(**changes: int) -> ReadingRecord:
    fields = {"comments": 40, "respondents": 30, "set_aside": 8, "unsure": 9}
    return ReadingRecord(**fields | changes)


def test_what_became_of_the_comments_is_told() -> None:
    released = release_reading(reading(), [wrote(needs=40)])

    assert released == ShownReading(comments=40, set_aside=8, unsure=9)


def test_the_few_comments_of_a_hidden_survey_are_not_in_the_total() -> None:
    # 43 comments, of which the page of one cohort counts 40, would say that the other has 3.
    released = release_reading(reading(comments=43), [wrote(needs=40), wrote(needs=3)])

    assert isinstance(released, ShownReading)
    assert released.comments == 40


def test_the_comments_of_several_hidden_surveys_are_in_the_total_once_they_are_five() -> None:
    surveys = [wrote(needs=40), wrote(needs=3), wrote(needs=2)]
    released = release_reading(reading(comments=45), surveys)

    assert isinstance(released, ShownReading)
    assert released.comments == 45


def test_the_few_comments_on_one_question_are_not_in_the_total() -> None:
    released = release_reading(reading(comments=44), [wrote(needs=40, other=4)])

    assert isinstance(released, ShownReading)
    assert released.comments == 40


@pytest.mark.parametrize("count", ["set_aside", "unsure"])
def test_few_comments_set_aside_look_like_none_and_so_do_few_ideas(count: str) -> None:
    few, none = (release_reading(reading(**{count: n}), [wrote(needs=40)]) for n in (INSIDE - 1, 0))

    assert few == none
    assert getattr(few, count) == Withheld()


@pytest.mark.parametrize("changes", [{"comments": 4}, {"respondents": 4}])
def test_nothing_is_told_of_the_comments_of_four(changes: dict[str, int]) -> None:
    assert release_reading(reading(**changes), [wrote(needs=40)]) == Withheld()


def test_comments_that_came_after_the_reading_change_nothing_but_what_they_hide() -> None:
    # 40 were read; since then the small cohort wrote a fourth comment.
    released = release_reading(reading(comments=40), [wrote(needs=50), wrote(needs=4)])

    assert isinstance(released, ShownReading)
    assert released.comments == 36


def test_the_threshold_of_a_reading_cannot_be_lowered_either() -> None:
    with pytest.raises(ValueError, match="never lowered"):
        release_reading(reading(), [], threshold=4)


@given(st.lists(st.fixed_dictionaries({"a": st.integers(0, 12), "b": st.integers(0, 12)})))
def test_whoever_subtracts_the_shown_counts_of_comments_is_left_with_nothing_or_with_five(
    answered: list[dict[str, int]],
) -> None:
    surveys = [wrote(**counts) for counts in answered]
    comments = sum(sum(counts.values()) for counts in answered)
    released = release_reading(reading(comments=comments), surveys)
    counted = sum(
        item.answered for each in surveys for item in release(each).items.values()
    )  # what the pages of the cohorts say

    if isinstance(released, ShownReading):
        assert released.comments == counted or released.comments - counted >= INSIDE
    else:
        assert counted < INSIDE
