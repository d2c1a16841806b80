"""What is told before a change is registered is what the verdict says could have been seen."""

import pytest

from analysis.loop.checks import Asked, Course
from analysis.loop.prospects import Prospect, prospect
from analysis.loop.register import Register
from analysis.loop.spending import spent
from analysis.loop.verdicts import effect_of
from analysis.scores.share import share
from tests.analysis.loop.changes import (
    make_change,
    make_family,
    make_hypothesis,
    rated,
    register_of,
)
from tests.factories import make_questionnaire

EMPTY = Register((), "", None)
COURSE = Course(
    cohorts=(),
    asked=[Asked(cohort, make_questionnaire(), 31) for cohort in ("one", "two")],
    needs=frozenset(),
)
FAMILY = make_family({"one": rated(20, 31), "two": rated(24, 31), "few": rated(2, 3)})


def told(register: Register = EMPTY, **hypothesis: object) -> Prospect:
    made = make_hypothesis(**({"before": ("one", "two"), "after": ("later",)} | hypothesis))
    return prospect(made, "formation", [FAMILY], COURSE, register)


def test_as_many_are_expected_in_each_cohort_after_as_answered_before() -> None:
    found = told(after=("later", "latest"))

    assert found.before
    assert (found.before.count, found.before.answers) == (44, 62)
    assert found.expected == 62
    assert told().expected == 31


@pytest.mark.parametrize("expects", ["higher", "lower"])
def test_the_smallest_visible_difference_is_the_one_that_the_verdict_would_tell(
    expects: str,
) -> None:
    found = told(expects=expects)
    before, after = share(44, 62, None), share(20, 31, None)
    assert before
    assert after
    (entry,) = register_of(make_change(expects=expects)).entries
    effect = effect_of(before, after, entry.registered.change.hypothesis, entry.registered.rule)

    assert found.visible == effect.visible
    assert (found.place, found.alpha) == (1, entry.registered.rule.alpha)


def test_later_changes_and_those_chosen_by_rating_can_see_less() -> None:
    first, second = told(), told(register_of(make_change()))
    by_rating = told(chosen_for="rating")

    assert (second.place, second.alpha) == (2, spent(2))
    assert by_rating.among > 1
    assert by_rating.alpha == spent(1, by_rating.among)
    assert first.visible
    assert second.visible
    assert by_rating.visible
    assert second.visible > first.visible
    assert by_rating.visible > first.visible


def test_nothing_is_told_of_answers_that_may_not_be_shown() -> None:
    course = COURSE._replace(asked=[Asked("few", make_questionnaire(), 3)])
    found = prospect(
        make_hypothesis(before=("few",), after=("later",)), "formation", [FAMILY], course, EMPTY
    )
    elsewhere = prospect(make_hypothesis(before=("one",)), "other", [FAMILY], COURSE, EMPTY)

    assert (found.before, found.expected, found.visible) == (None, 0, None)
    assert elsewhere.before is None
