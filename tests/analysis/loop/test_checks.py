"""What can be registered."""

from typing import Any

import pytest

from analysis.loop.checks import Asked, Course, is_late, measured, problems, rivals
from tests.analysis.loop.changes import make_change, make_cohort, make_hypothesis
from tests.factories import make_questionnaire

QUESTIONNAIRE = make_questionnaire()
COURSE = Course(
    cohorts=(make_cohort("before", 1), make_cohort("after", 3), make_cohort("later", 5)),
    asked=(Asked("before", QUESTIONNAIRE, 30), Asked("after", QUESTIONNAIRE, 0)),
    needs=frozenset({3}),
)


def test_a_change_that_names_what_is_there_can_be_registered() -> None:
    assert problems(make_change(need=3), COURSE) == ()
    assert problems(make_change(module=None, item="satisfaction", measure="best"), COURSE) == ()
    assert problems(make_change(after=("after", "later")), COURSE) == ()


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"what": "  "}, "what", "Say what changes."),
        ({"before": ("nowhere",)}, "before", "The activity has no cohort “nowhere”."),
        ({"after": ("nowhere",)}, "after", "The activity has no cohort “nowhere”."),
        ({"after": ("after", "before")}, "after", "A cohort is named twice."),
        ({"after": ("after", "after")}, "after", "A cohort is named twice."),
        (
            {"before": ("after",), "after": ("before",)},
            "after",
            "The cohorts after must all begin later than those before.",
        ),
        ({"item": "nothing"}, "item", "No cohort before has such a result for “nothing”."),
        (
            {"item": "recommend_score"},
            "item",
            "No cohort before has such a result for “recommend_score”.",
        ),
        ({"questionnaire": "long"}, "item", "No cohort before has such a result"),
        (
            {"module": "usefulness.nothing"},
            "module",
            "The activity has no module “usefulness.nothing”.",
        ),
        ({"need": 4}, "need", "Theme 4 is not among those of the activity."),
    ],
)
def test_what_cannot_be_judged_is_refused_with_its_place(
    changes: dict[str, Any], field: str, says: str
) -> None:
    found = problems(make_change(**changes), COURSE)

    assert field in {each.field for each in found}
    assert any(each.text.en.startswith(says) and each.text.fr for each in found)


def test_a_change_is_late_once_somebody_of_the_cohorts_after_has_answered() -> None:
    answered = COURSE._replace(asked=(*COURSE.asked, Asked("later", QUESTIONNAIRE, 1)))

    assert not is_late(make_hypothesis(), answered)
    assert is_late(make_hypothesis(after=("after", "later")), answered)
    assert not is_late(make_hypothesis(after=("later",), questionnaire="other"), answered)


def test_the_rivals_of_a_module_are_the_rows_of_its_matrix() -> None:
    assert rivals(make_hypothesis(), COURSE) == 2
    assert rivals(make_hypothesis(item="satisfaction"), COURSE) == 4


def test_a_score_that_is_no_share_has_no_hypothesis() -> None:
    assert dict(measured(QUESTIONNAIRE)) == {
        "satisfaction": ("favourable", "best"),
        "pace": ("favourable", "best"),
        "usefulness.mission": ("favourable", "best"),
        "usefulness.security": ("favourable", "best"),
    }
