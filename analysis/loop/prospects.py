"""What a change could be seen to do, told before it is registered."""

from collections.abc import Iterable
from typing import NamedTuple

from analysis.loop.changes import Hypothesis
from analysis.loop.checks import Course, rivals
from analysis.loop.register import Register, among_how_many
from analysis.loop.spending import spent
from analysis.loop.verdicts import share_of, smallest_visible
from analysis.scores.account import Family
from analysis.scores.share import Share
from surveys.texts import Slug


class Prospect(NamedTuple):
    """What can be told of a hypothesis before there are answers to judge it by."""

    place: int
    """Among the changes of its programme, if it were registered now."""
    among: int
    alpha: float
    """How often it could be called improved by chance alone."""
    before: Share | None
    """None where too few answers may be shown: then no verdict can ever come."""
    expected: int
    """Answers after, if as many answer in each cohort as in those before."""
    visible: float | None
    """The smallest difference that four comparisons of five would find; None: none would."""


def prospect(
    hypothesis: Hypothesis,
    activity: Slug,
    families: Iterable[Family],
    course: Course,
    register: Register,
) -> Prospect:
    """Return what a hypothesis without problems could show.

    Args:
        hypothesis: Checked by `analysis.loop.checks`.
        activity: Of the change.
        families: What the gate releases of the programme.
        course: What there is of the activity.
        register: What is registered already.
    """
    place = register.next_place
    among = among_how_many(hypothesis, rivals(hypothesis, course))
    alpha = spent(place, among)
    family = next(
        (
            each
            for each in families
            if each.activity == activity and each.questionnaire.code == hypothesis.questionnaire
        ),
        None,
    )
    before = share_of(family, hypothesis.before, hypothesis) if family else None
    expected = _expected(before, hypothesis)
    visible = smallest_visible(before, expected, hypothesis, alpha) if before and expected else None
    return Prospect(place, among, alpha, before, expected, visible)


def _expected(before: Share | None, hypothesis: Hypothesis) -> int:
    if before is None:
        return 0
    return round(before.answers / len(hypothesis.before) * len(hypothesis.after))
